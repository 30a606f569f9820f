//! A study as its page sees it, and as a list sees it: what the names mean. [`super::making`] fills them.

use std::cell::RefCell;
use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};
use tera::Value;

use super::{Day, Html, Link, NoteView, Picture, ReferenceView, ResultView, in_words};
use crate::claim::Better;
use crate::ladder::{Alike, Group};
use crate::mark;
use crate::site::escape::publishable;
use crate::site::route::Routes;

/// A study on its own page, on its brief, and on a home page that shows one study.
#[derive(Clone, Debug, Serialize)]
pub struct StudyView {
    /// Its name in addresses.
    pub slug: String,
    /// Its page.
    pub url: String,
    /// Its page as a whole address.
    pub canonical: String,
    /// Its brief, when briefs are written.
    pub brief_url: Option<String>,
    /// Its claims and evidence as data, when they are written.
    pub proof_url: Option<String>,
    /// The message that passes it on, from `Measured` up.
    pub pass_on_url: Option<String>,
    /// The title, with notes.
    pub title: Html,
    /// The title in plain words.
    pub title_text: String,
    /// First published.
    pub date: Option<Day>,
    /// Last changed.
    pub updated: Option<Day>,
    /// Which product.
    pub product: Option<Link>,
    /// Free words.
    pub tags: Vec<String>,
    /// Where it stands.
    pub rung: StandingView,
    /// Set when other studies show the same.
    pub repeated: Option<RepeatedView>,
    /// Who.
    pub customer: CustomerView,
    /// The customer in a few facts: industry, size, region, product.
    pub facts: Vec<Fact>,
    /// What was wrong, with notes.
    pub problem: Option<Html>,
    /// What it cost.
    pub cost: Option<Html>,
    /// Why it could not wait.
    pub urgent_because: Option<Html>,
    /// What changed, with notes.
    pub outcome: Option<Html>,
    /// What changed, in plain words.
    pub outcome_text: Option<String>,
    /// The headline result: bound in the title, else in the outcome, else the first measured.
    pub headline: Option<ResultView>,
    /// Up to three results, the headline first.
    pub results: Vec<ResultView>,
    /// The quote at the top.
    pub quote: Option<QuoteView>,
    /// The others.
    pub more_quotes: Vec<QuoteView>,
    /// The story; empty on a brief.
    pub body: Html,
    /// Its headings of the second level.
    pub contents: Vec<Link>,
    /// On a brief: strings were cut so that it is one sheet.
    pub shortened: bool,
    /// How we know; on a brief, the headline's note only.
    pub notes: Vec<NoteView>,
    /// Claims without a record that somebody allowed, with the reason.
    pub allowed: Vec<AllowedView>,
    /// What did not improve.
    pub limits: Option<Html>,
    /// What it took, as label and value.
    pub effort: Vec<Fact>,
    /// What nearly stopped them.
    pub hesitation: Option<Html>,
    /// What they could have done instead.
    pub alternatives: Vec<String>,
    /// What most customers see.
    pub typical: Option<TypicalView>,
    /// What connects customer and publisher, in whole sentences.
    pub disclosure: Vec<String>,
    /// Whether and until when they agreed, in a sentence.
    pub consent: String,
    /// How to ask for a reference.
    pub reference: Option<ReferenceView>,
    /// Studies like this one: entries of a list, each with `why`.
    pub related: Vec<RelatedView>,
    /// BCP 47 language of the study.
    pub lang: String,
    /// The free table of the front matter.
    pub extra: Value,
}

/// A study in a list. Plain words only: the whole entry may be one link.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    /// Its name in addresses.
    pub slug: String,
    /// Its page.
    pub url: String,
    /// The title.
    pub title: String,
    /// What changed.
    pub outcome: Option<String>,
    /// The outcome, else the title, without links: words that no record backs are marked.
    pub marked: Html,
    /// Where it says that words of the title have no record; null when they have.
    pub title_unbacked: Option<String>,
    /// What was wrong.
    pub problem: Option<String>,
    /// The quote at the top.
    pub quote: Option<String>,
    /// Who said it.
    pub quote_by: Option<String>,
    /// First published.
    pub date: Option<Day>,
    /// Last changed.
    pub updated: Option<Day>,
    /// Where it stands.
    pub rung: StandingView,
    /// Set when other studies show the same.
    pub repeated: Option<RepeatedView>,
    /// Who.
    pub customer: CustomerView,
    /// The headline result.
    pub headline: Option<ResultView>,
    /// Which product.
    pub product: Option<String>,
    /// Values of the facets, for a filter in the page: `industry:health`.
    pub facets: Vec<String>,
}

/// What stands in lists: made once, and shared by them.
#[derive(Debug)]
pub struct InLists<T>(Arc<(T, OnceLock<u64>)>);

/// A study that stands in many lists.
pub type ListEntry = InLists<EntryView>;

/// Who takes a call, in the list of all who do.
pub type ListReference = InLists<ReferenceView>;

impl<T> Clone for InLists<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> From<T> for InLists<T> {
    fn from(view: T) -> Self {
        Self(Arc::new((view, OnceLock::new())))
    }
}

impl<T: Serialize> InLists<T> {
    /// Another one has another mark.
    pub(crate) fn mark(&self) -> u64 {
        *self.0.1.get_or_init(|| mark::of(&serde_json::to_vec(self).unwrap_or_default()))
    }
}

impl<T: Serialize> Serialize for InLists<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.0.serialize(serializer)
    }
}

/// So many entries of the foot of pages a thread keeps ready.
const PLACES: usize = 256;

thread_local! {
    /// Entries that stood at the foot of a page lately, with what templates see of them: the strongest studies stand at
    /// that of many pages. Each is held, so that no other takes its address; nothing depends on what is in it.
    static LATELY: RefCell<Vec<Option<(ListEntry, Value)>>> = RefCell::new(vec![None; PLACES]);
}

impl ListEntry {
    /// What templates see of it, made once for many pages.
    fn value(&self) -> Value {
        // Fibonacci hashing: the high bits of a product with 2^64 over the golden ratio.
        let address = Arc::as_ptr(&self.0).addr() as u64;
        let place = (address.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize;
        LATELY.with_borrow_mut(|lately| match &lately[place] {
            Some((entry, value)) if Arc::ptr_eq(&entry.0, &self.0) => value.clone(),
            _ => {
                let value = Value::from_serializable(self);
                lately[place] = Some((self.clone(), value.clone()));
                value
            }
        })
    }
}

/// A related study.
#[derive(Clone, Debug, Serialize)]
pub struct RelatedView {
    /// Its entry.
    #[serde(serialize_with = "ready")]
    pub study: ListEntry,
    /// `the same problem`, `the same industry`, `the same hesitation`.
    pub why: &'static str,
}

fn ready<S: Serializer>(entry: &ListEntry, serializer: S) -> Result<S::Ok, S::Error> {
    entry.value().serialize(serializer)
}

/// A rung, and why it is no higher.
#[derive(Clone, Debug, Serialize)]
pub struct StandingView {
    /// `love`.
    pub name: &'static str,
    /// `Measured`.
    pub label: &'static str,
    /// What it means, in a sentence.
    pub sentence: &'static str,
    /// 1 to 4.
    pub level: usize,
    /// What holds it there whatever else it has.
    pub caps: Vec<&'static str>,
}

/// Repeated ×N.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RepeatedView {
    /// How many studies show it.
    pub count: usize,
    /// `Repeated ×3`.
    pub label: String,
    /// What they share, in a sentence.
    pub sentence: String,
}

impl RepeatedView {
    pub(crate) fn of(group: &Group, routes: &Routes) -> Self {
        let count = group.members.len();
        let alike = match &group.alike {
            Alike::Industry(industry) => format!("in {}", in_words(industry)),
            Alike::Size(size) => format!("of {} people", size.replace('-', "–")),
        };
        let way = if group.better == Better::Lower { "lower" } else { "higher" };
        RepeatedView {
            count,
            label: format!("Repeated ×{count}"),
            sentence: publishable(
                &format!(
                    "{count} customers {alike} had the same problem and measured the same change: {} is {way}.",
                    group.metric
                ),
                routes,
            ),
        }
    }
}

/// Who the study is about.
#[derive(Clone, Debug, Serialize)]
pub struct CustomerView {
    /// The name, or what to call them in public.
    pub name: String,
    /// They are not named.
    pub anonymous: bool,
    /// Their site.
    pub url: Option<String>,
    /// A sentence about them.
    pub about: Option<Html>,
    /// Line of business.
    pub industry: Option<Link>,
    /// Head count.
    pub size: Option<Link>,
    /// Where.
    pub region: Option<Link>,
    /// How they take to new things.
    pub adopter: Option<Link>,
    /// No longer a customer.
    pub former: bool,
    /// Their logo.
    pub logo: Option<Picture>,
}

/// A label and a value that may lead to a page.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// `Industry`.
    pub label: &'static str,
    /// `Health`.
    pub text: String,
    /// Studies with the same value.
    pub url: Option<String>,
}

/// Somebody's words.
#[derive(Clone, Debug, Serialize)]
pub struct QuoteView {
    /// The words, with notes.
    pub text: Html,
    /// The words alone.
    pub text_text: String,
    /// Who said them.
    pub by: Option<String>,
    /// As what.
    pub role: Option<Link>,
    /// The question that was answered.
    pub asked: Option<String>,
    /// When.
    pub date: Option<Day>,
    /// A portrait.
    pub photo: Option<Picture>,
    /// The words were shortened or changed with the speaker's leave.
    pub edited: bool,
    /// `problem`, or the words of the result it explains.
    pub explains: Option<String>,
}

/// What most customers see, and how that is known.
#[derive(Clone, Debug, Serialize)]
pub struct TypicalView {
    /// The statement.
    pub text: Option<Html>,
    /// On what it rests.
    pub basis: Option<String>,
}

/// A claim that no record backs, which somebody allowed.
#[derive(Clone, Debug, Serialize)]
pub struct AllowedView {
    /// The claim's words.
    pub words: String,
    /// Why it stays.
    pub reason: String,
}
