//! What templates may see. This is the contract with theme authors.
//!
//! A template sees exactly three names: `site` ([`SiteView`]), `page` ([`PageView`]) and, on a study's page, its brief
//! and a home page with one study, `study` ([`StudyView`]). Everything is made here: links already hold the folder the
//! site lives in, dates and numbers are words, and Markdown is HTML. A template calls nothing that knows the site.
//!
//! - An absent thing is null: test it with `{% if study.limits %}`. Lists are there and may be empty.
//! - [`Html`] prints as it is, without `| safe`; all other text is escaped.
//! - HTML with claims carries anchors, so print each piece once a page, and use its `_text` twin anywhere else: `title`
//!   is HTML with notes, `title_text` is plain.
//! - A date is `{iso, text}`, a link is `{text, url}`, an image is `{src, width, height, alt}`.
//! - Own files: `{{ site.root }}own.css`. Style sheets and scripts that the theme brings have names that change with
//!   their content: `{{ site.assets["ledger.css"] }}`; a project's file of the same name stands in for the theme's.
//!
//! Nothing private enters a view: no evidence file's name, no interview notes, no consent record, no advocate's
//! listener, no real name of an anonymous customer.

pub(super) mod allowed;
mod figure;
mod fit;
mod making;
mod note;
mod numerals;
mod onward;
mod page;
mod reference;
mod sentence;
mod series;
mod study;
mod words;

pub use figure::ResultView;
pub(crate) use making::{Making, customer_name, rung, title_text};
pub use note::{Back, NoteView, Row};
pub(crate) use numerals::Numerals;
pub use onward::{HesitationView, PassOnView};
pub(crate) use page::extra;
pub use page::{
    CardView, CoverageView, Crumb, FacetValue, FacetView, PageKind, PageView, Pager, PagerPage, PlainView, PolicyView,
    RungView, SiteView,
};
pub use reference::ReferenceView;
pub(crate) use reference::resting_until;
pub use series::{SeriesRow, SeriesView};
pub use study::{
    AllowedView, CustomerView, EntryView, Fact, InLists, ListEntry, ListReference, QuoteView, RelatedView,
    RepeatedView, StandingView, StudyView, TypicalView,
};
pub(crate) use words::{adopter, capital, in_words};

use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// HTML that is ready to print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(pub String);

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        tera::Value::safe_string(&self.0).serialize(serializer)
    }
}

/// A day, for machines and for people.
#[derive(Clone, Debug, Serialize)]
pub struct Day {
    /// `2026-07-14`.
    pub iso: String,
    /// `14 July 2026`.
    pub text: String,
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Day { iso: date.to_string(), text: words::date(date) }
    }
}

/// Words that lead somewhere; `url` is null where there is no page.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// The words.
    pub text: String,
    /// The address.
    pub url: Option<String>,
}

/// A picture beside a study.
#[derive(Clone, Debug, Serialize)]
pub struct Picture {
    /// Its address.
    pub src: String,
    /// In pixels, when known.
    pub width: Option<u32>,
    /// In pixels, when known.
    pub height: Option<u32>,
    /// What it shows.
    pub alt: String,
}
