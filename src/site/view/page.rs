//! The site as a whole, and the page at hand.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use tera::Value;

use super::study::{ListEntry, StandingView};
use super::{AllowedView, Day, HesitationView, Html, Link, ListReference, PassOnView};
use crate::site::escape::publishable;
use crate::site::route::Routes;
use crate::written::{Entry, Node, Value as Written};

/// `site`: the same on every page.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The site's title.
    pub title: String,
    /// Who publishes this about its own customers.
    pub publisher: String,
    /// A line under the title.
    pub tagline: Option<String>,
    /// BCP 47 language.
    pub language: String,
    /// The one colour, as `#rrggbb`.
    pub accent: String,
    /// The theme's style sheets and scripts, whose names change with their content:
    /// `{{ site.assets["ledger.css"] }}`.
    pub assets: BTreeMap<&'static str, String>,
    /// The folder the site lives in, with a slash at both ends: `{{ site.root }}favicon.svg`.
    pub root: String,
    /// The site's whole address, with a slash at the end.
    pub canonical: String,
    /// The only address to write to.
    pub contact: Option<String>,
    /// The same as a `mailto:` link.
    pub contact_url: Option<String>,
    /// Pages in the navigation.
    pub nav: Vec<Link>,
    /// Home.
    pub home_url: String,
    /// Who takes a call.
    pub references_url: String,
    /// The rungs, the rules, coverage.
    pub how_we_know_url: String,
    /// All facets on one page; null when no facet has a page.
    pub facets_url: Option<String>,
    /// What nearly stopped them; null when no study tells it.
    pub hesitations_url: Option<String>,
    /// The Atom feed.
    pub feed_url: String,
    /// Studies shown.
    pub studies: usize,
    /// The rungs from the top, with how many studies stand on each.
    pub rungs: Vec<RungView>,
    /// How many customers there are, and how many were asked.
    pub coverage: CoverageView,
    /// Facets whose values have pages.
    pub facets: Vec<FacetView>,
    /// The ladder's day counts, for the page that explains it.
    pub policy: PolicyView,
    /// Rendered with drafts: says so in a banner and is not indexed.
    pub draft: bool,
}

/// A rung and how many studies stand on it.
#[derive(Clone, Debug, Serialize)]
pub struct RungView {
    /// The rung.
    pub rung: StandingView,
    /// How many.
    pub count: usize,
}

/// Coverage; a number that is not stated is null.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageView {
    /// Customers in all.
    pub customers: Option<u32>,
    /// Asked for a study.
    pub asked: Option<u32>,
    /// Said yes.
    pub agreed: Option<u32>,
    /// Shown here.
    pub shown: usize,
    /// On which day this was true.
    pub as_of: Option<Day>,
    /// Anything is stated at all.
    pub stated: bool,
}

/// Thresholds of the ladder.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyView {
    /// Days money must have been there.
    pub cooling_off_days: u32,
    /// Days of use that count.
    pub min_use_days: u32,
    /// Months until a measurement is too old for `Measured`.
    pub love_months: u32,
    /// And for `Passed on`.
    pub hell_yes_months: u32,
    /// Answers below which a percentage needs its count.
    pub percent_min_n: u32,
    /// Months a consent without an end lasts.
    pub consent_months: u32,
}

/// A facet, such as industry.
#[derive(Clone, Debug, Serialize)]
pub struct FacetView {
    /// `industry`.
    pub name: &'static str,
    /// `Industry`.
    pub label: &'static str,
    /// Values that two studies share.
    pub values: Vec<FacetValue>,
}

/// A value of a facet.
#[derive(Clone, Debug, Serialize)]
pub struct FacetValue {
    /// `health`.
    pub slug: String,
    /// `Health`.
    pub label: String,
    /// Its page.
    pub url: String,
    /// How many studies.
    pub count: usize,
}

/// What kind of page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    /// `/`, and the pages of its list.
    Home,
    /// A study.
    Study,
    /// The printed page for the person who approves.
    Brief,
    /// Studies that share a value.
    Facet,
    /// All facets.
    Facets,
    /// Who takes a call.
    References,
    /// A message that passes a study on.
    PassOn,
    /// What nearly stopped them.
    Hesitations,
    /// The rungs, the rules, coverage.
    HowWeKnow,
    /// A plain page.
    Plain,
    /// 404.
    NotFound,
    /// An old address.
    Redirect,
}

/// `page`: what differs from page to page.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// What it is.
    pub kind: PageKind,
    /// The title in plain words.
    pub title: String,
    /// At most 160 characters for search results and link previews.
    pub description: String,
    /// Its address.
    pub url: String,
    /// The address that counts: a home page with one study names the study's.
    pub canonical: String,
    /// Keep it out of search engines.
    pub noindex: bool,
    /// BCP 47 language.
    pub lang: String,
    /// Its twin in Markdown; null when it has none.
    pub twin_url: Option<String>,
    /// What it says about itself to machines: the content of a script element of the type `application/ld+json`.
    pub data: Option<Html>,
    /// What the page may load, for `Content-Security-Policy`.
    pub policy: Html,
    /// Its picture for link previews.
    pub card: Option<CardView>,
    /// From home to here; the last has no link.
    pub breadcrumbs: Vec<Crumb>,
    /// Studies listed here, as [`super::EntryView`]s: home and facets.
    pub studies: Vec<ListEntry>,
    /// How many the whole list holds, on all its pages.
    pub total: usize,
    /// The pages of the list; null when there is one.
    pub pager: Option<Pager>,
    /// Home: `none`, `one`, `few` (2 to 5) or `many`.
    pub size: Option<&'static str>,
    /// On a facet's page: the facet.
    pub facet: Option<Link>,
    /// On a facet's page: the value.
    pub value: Option<String>,
    /// On the page of references: who can be asked.
    pub references: Vec<ListReference>,
    /// On the page of what nearly stopped them: the hesitations, most told first.
    pub hesitations: Vec<HesitationView>,
    /// On the page that passes a study on: the message.
    pub pass_on: Option<PassOnView>,
    /// On a plain page: its content.
    pub plain: Option<PlainView>,
    /// On an old address: where it went.
    pub target: Option<String>,
}

/// A picture for link previews.
#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    /// Its whole address: previews are made elsewhere.
    pub url: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// What it says.
    pub alt: String,
}

/// A step of the way from home.
#[derive(Clone, Debug, Serialize)]
pub struct Crumb {
    /// The words.
    pub text: String,
    /// The page; null for the page itself.
    pub url: Option<String>,
}

/// Pages of a long list.
#[derive(Clone, Debug, Serialize)]
pub struct Pager {
    /// This page, from 1.
    pub number: usize,
    /// How many.
    pub of: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page behind.
    pub next: Option<String>,
    /// The first, the last and those around this one; a gap is null.
    pub pages: Vec<Option<PagerPage>>,
}

/// A page of a long list.
#[derive(Clone, Debug, Serialize)]
pub struct PagerPage {
    /// From 1.
    pub number: usize,
    /// Its address.
    pub url: String,
    /// This one.
    pub current: bool,
}

/// A plain page.
#[derive(Clone, Debug, Serialize)]
pub struct PlainView {
    /// The title, with links.
    pub title: Html,
    /// The content.
    pub body: Html,
    /// Its headings of the first level.
    pub contents: Vec<Link>,
    /// What was allowed, and why.
    pub allowed: Vec<AllowedView>,
    /// The free table of the front matter.
    pub extra: Value,
}

/// The free table of a front matter as templates see it: words stay words, truth values and whole numbers are read.
pub(crate) fn extra(node: Option<&Node>, routes: &Routes) -> Value {
    let Some(node) = node else { return Value::none() };
    match &node.value {
        Written::Null => Value::none(),
        Written::Scalar(text) if text.quoted => Value::normal_string(&publishable(&text.value, routes)),
        Written::Scalar(text) => match text.trimmed() {
            "true" => Value::from(true),
            "false" => Value::from(false),
            words => {
                words.parse::<i64>().map_or_else(|_| Value::normal_string(&publishable(words, routes)), Value::from)
            }
        },
        Written::List(items) => {
            let items: Vec<Value> = items.iter().map(|item| extra(Some(item), routes)).collect();
            Value::from_serializable(&items)
        }
        Written::Map(entries) => Value::from_serializable(&Table(entries, routes)),
    }
}

/// A table in the order written.
struct Table<'a>(&'a [Entry], &'a Routes);

impl Serialize for Table<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|e| (e.key.value.as_str(), extra(Some(&e.node), self.1))))
    }
}
