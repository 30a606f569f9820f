//! Claims: text in, claims with byte ranges out; a claim and the figures of a record in, a verdict out.
//!
//! This room knows no study, no file and no rule. It reads English.
//!
//! ```text
//! token ──► number ──► quantity ──► detect ──► Claim ──┐
//!              └─ approx, unit, guard                  ├──► agree ──► Verdict
//!                              figures of a record ────┘
//! ```
//!
//! * `exact` rational numbers over `i128`; what does not fit is `None`, never wrapped, and there is no float
//! * `token` one pass over the text; `number`, `numeral`, `measure`, `range`, `quantity` what the tokens say; `unit` what converts
//!   into what; `approx` words that hedge or bound
//! * `guard` digits that are labels, names, dates
//! * `detect` which quantities and phrases claim an effect, and which only describe, plan or complain
//! * `agree` whether a claim says no more than its record

/// Whether a word is one of the words listed. Formatting leaves the list as it is written: a few lines to take in at once.
macro_rules! one_of {
    ($word:expr, $($listed:literal)+) => { matches!($word, $($listed)|+) };
}

mod agree;
mod approx;
mod detect;
mod exact;
mod guard;
mod lexicon;
mod measure;
mod number;
mod numeral;
mod quantity;
mod range;
mod ratio;
mod token;
mod unit;

use std::ops::Range;

pub use agree::{
    Better, Figures, Outcome, Verdict, inputs, judge, money, only_commensurable, stands_for, stated, stated_otherwise,
    strange, wordings,
};
pub use approx::Approx;
pub use detect::{detect, read_claim};
pub use exact::Exact;
pub use number::Number;
pub use quantity::{Quantity, read_quantities};
pub use token::sentence_at;
pub use unit::{Dimension, Unit, singular};

/// A claim found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The bytes of the text that make the claim, as few as needed, always on character boundaries.
    pub range: Range<usize>,
    /// What kind of claim it is.
    pub form: Form,
    /// The figure claimed: the change, the amount, the level, or the value after the change. `None` for claims in words.
    pub figure: Option<Quantity>,
    /// The value before the change, in a from–to.
    pub before: Option<Quantity>,
    /// Which way the words say it went.
    pub change: Change,
    /// Whether its sentence names the vendor or a product.
    pub subject: bool,
}

/// The kinds of claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// A change or share in percent, or as a fraction ("by half").
    Percent,
    /// A change in percentage points.
    Points,
    /// A factor: "3x", "doubled".
    Factor,
    /// A value before and one after.
    FromTo,
    /// An amount of money.
    Money,
    /// A length of time.
    Duration,
    /// A number of things, or an amount of data, that the product carries or reaches.
    Scale,
    /// So many of so many.
    Ratio,
    /// "the fastest", "the only one".
    Superlative,
    /// "never", "eliminated", "zero", "no longer".
    Absolute,
    /// A figure said of customers in general.
    Generalised,
    /// A figure in the future.
    Promise,
    /// "they told us".
    Hearsay,
    /// "from days to hours".
    VagueEndpoints,
}

impl Form {
    /// The name in reports: stable, kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Form::Percent => "percent",
            Form::Points => "points",
            Form::Factor => "factor",
            Form::FromTo => "from-to",
            Form::Money => "money",
            Form::Duration => "duration",
            Form::Scale => "scale",
            Form::Ratio => "ratio",
            Form::Superlative => "superlative",
            Form::Absolute => "absolute",
            Form::Generalised => "generalised",
            Form::Promise => "promise",
            Form::Hearsay => "hearsay",
            Form::VagueEndpoints => "vague-endpoints",
        }
    }
}

/// Which way a claim says a value went, and how the figure is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// Nothing said.
    Unstated,
    /// Lower by the figure: cut, reduced, dropped.
    Down,
    /// The comparatives that cannot take a factor: less, fewer, lower, cheaper, smaller, shorter.
    Less,
    /// Higher by the figure: grew, increased, more.
    Up,
    /// Faster, quicker: less time or a higher rate.
    Faster,
    /// Slower.
    Slower,
    /// Saved, avoided, gained, improved: the difference in the good direction.
    Saved,
    /// Down or up *to* the figure: the level after.
    To,
    /// The figure is a share of a whole: "40 % of".
    Of,
}

/// Where a text stands in a study.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The title of a study or page.
    Title,
    /// The outcome in the front matter, a description, a result tile.
    Outcome,
    /// The front matter's quote.
    Quote,
    /// The limits.
    Limits,
    /// A heading of the body.
    Heading,
    /// A paragraph of the body.
    Body,
    /// A cell of a table.
    Table,
    /// An item of a list.
    List,
    /// Captions, alternative and title texts.
    Caption,
    /// An attribute that holds prose.
    Attribute,
    /// The tagline of the site.
    Tagline,
}

impl Place {
    /// Whether a figure here is read as a result unless it says otherwise.
    pub fn is_headline(self) -> bool {
        matches!(self, Place::Title | Place::Outcome | Place::Heading | Place::Tagline)
    }
}

/// What the heading above a text promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// Results, impact, benefits, outcome.
    Results,
    /// Goals, next steps, plans.
    Goals,
    /// Challenge, problem, about the customer.
    Background,
    /// Anything else.
    Other,
}

impl Section {
    /// The section a heading opens, from the words in it.
    pub fn of_heading(heading: &str) -> Section {
        detect::section(heading)
    }
}

/// What is known about the text a claim is looked for in.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Where it stands.
    pub place: Place,
    /// Under what heading.
    pub section: Section,
    /// Whether somebody else's words are quoted.
    pub quoted: bool,
    /// The names of vendor and products: the subjects of superlatives.
    pub subjects: &'a [&'a str],
    /// Names that seem to be a product's: subjects of superlatives too, and of nothing else.
    pub likely: &'a [&'a str],
    /// The names of the customer.
    pub customer: &'a [&'a str],
}

impl Default for Context<'_> {
    fn default() -> Self {
        Context {
            place: Place::Body,
            section: Section::Other,
            quoted: false,
            subjects: &[],
            likely: &[],
            customer: &[],
        }
    }
}
