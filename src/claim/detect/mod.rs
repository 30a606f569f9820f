//! Which quantities and phrases of a text claim an effect.
//!
//! Digits alone are not a claim. A quantity becomes one by the words around it: a verb or comparative of change
//! (`figures`), a value before and one after (`from_to`), a multiplier in words (`multiple`), a verb by which the product
//! carries a load (`scale`). `phrases` finds claims without a figure. `mood` tells what was reached from what was planned,
//! what was so before and what somebody else measured. `words` holds the word classes.

mod audience;
mod carried;
mod duration;
mod figures;
mod frame;
mod from_to;
mod lengths;
mod mood;
mod multiple;
mod phrases;
mod portrait;
mod scale;
mod words;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::exact::Exact;
use super::lexicon::Opens;
use super::number::Number;
use super::quantity::{Quantity, read_all};
use super::token::{LONGEST_SENTENCE, Tokens};
use super::unit::{Dimension, Unit};
use super::{Approx, Change, Claim, Context, Form, Place, Section};
use mood::Mood;

/// The longest claim reported, in bytes; a longer one is cut to its figure, and a figure of more digits to its first.
const LONGEST: usize = 120;

/// Finds the claims of `text`, one block of visible words: sorted, not overlapping, their ranges within `text`.
pub fn detect(text: &str, cx: &Context<'_>) -> Vec<Claim> {
    let tokens = Tokens::new(text);
    let quantities = read_all(&tokens);
    let reader = Reader {
        tokens: &tokens,
        quantities: &quantities,
        cx,
        subjects: Names::of(cx.subjects),
        likely: Names::of(cx.likely),
        customer: Names::of(cx.customer),
        portrait: OnceCell::new(),
        moods: vec![OnceCell::new(); quantities.len()],
    };
    let mut found = from_to::find(&reader);
    found.extend(figures::find(&reader));
    found.extend(lengths::find(&reader));
    found.extend(multiple::find(&reader));
    found.extend(scale::find(&reader));
    found.extend(phrases::find(&reader));
    joined(disjoint(found)).into_iter().map(|f| f.claim(&reader, text)).collect()
}

/// Which of the finders that begin with certain words may begin with `word`.
pub(super) fn opens(word: &str) -> Opens {
    Opens::LENGTH
        .when(lengths::opens(word))
        .and(Opens::MULTIPLE.when(multiple::opens(word)))
        .and(Opens::PHRASE.when(phrases::opens(word)))
}

/// A length of time right behind a change belongs to it: "down by 31% in a year" is one claim.
fn joined(found: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::with_capacity(found.len());
    for f in found {
        match kept.last_mut() {
            Some(last) if f.form == Form::Duration && last.span.end == f.span.start && last.changes() => {
                last.span.end = f.span.end;
            }
            _ => kept.push(f),
        }
    }
    kept
}

/// The claim that words bound to a record make. Whoever binds them says that they are one, so words that [`detect`] would
/// leave alone, a plain count for example, are read here too; `None` when no claim can be read from them at all.
pub fn read_claim(words: &str) -> Option<Claim> {
    let cx = Context { place: Place::Outcome, section: Section::Results, ..Context::default() };
    let mut claims = detect(words, &cx);
    if let Some(at) = claims.iter().position(|c| c.figure.is_some()) {
        return Some(claims.swap_remove(at));
    }
    let plain = read_all(&Tokens::new(words)).into_iter().next().map(|figure| {
        let form = match figure.unit.dimension {
            _ if figure.of.is_some() => Form::Ratio,
            Dimension::Percent => Form::Percent,
            Dimension::Points => Form::Points,
            Dimension::Factor => Form::Factor,
            Dimension::Money(_) => Form::Money,
            _ if figure.unit.is_time() => Form::Duration,
            _ => Form::Scale,
        };
        let (range, change) = (figure.range.clone(), Change::Unstated);
        Claim { range, form, figure: Some(figure), before: None, change, subject: false }
    });
    plain.or_else(|| claims.into_iter().next())
}

/// What the finders look at.
struct Reader<'a> {
    tokens: &'a Tokens,
    quantities: &'a [Quantity],
    cx: &'a Context<'a>,
    /// Names of vendor and products, likely ones, and of the customer, cut like the text.
    subjects: Names<'a>,
    likely: Names<'a>,
    customer: Names<'a>,
    /// Whether the text introduces the customer, once that was asked.
    portrait: OnceCell<bool>,
    /// How each quantity is meant, once that was asked: several finders ask, and the whole sentence answers.
    moods: Vec<OnceCell<Mood>>,
}

/// Names, cut when they are first looked for: most texts hold nothing that one has to be looked for.
struct Names<'a> {
    list: &'a [&'a str],
    cut: OnceCell<Vec<Tokens>>,
}

impl<'a> Names<'a> {
    fn of(list: &'a [&'a str]) -> Names<'a> {
        Names { list, cut: OnceCell::new() }
    }

    fn cut(&self) -> &[Tokens] {
        self.cut.get_or_init(|| self.list.iter().map(|name| Tokens::new(name)).collect())
    }
}

impl Reader<'_> {
    /// The quantity whose number, or the words bounding it, begin at token `i`.
    fn quantity_at(&self, i: usize) -> Option<&Quantity> {
        let k = self.quantities.partition_point(|q| q.core.start < i);
        self.quantities.get(k).filter(|q| q.core.start == i || q.span.start == i)
    }

    fn mood(&self, span: &Range<usize>) -> Mood {
        let read = || {
            // What the product is said to do is no background, whatever the heading says.
            let told = self.cx.section == Section::Background && self.begins_with_subject(span.start);
            let section = if told { Section::Other } else { self.cx.section };
            mood::mood(self.tokens, span, &Context { section, ..*self.cx })
        };
        let k = self.quantities.partition_point(|q| q.span.start < span.start);
        match self.quantities.get(k).filter(|q| q.span == *span) {
            Some(_) => *self.moods[k].get_or_init(read),
            None => read(),
        }
    }

    /// Whether the sentence of token `at` begins with vendor or product: "Intake handles …", "Our Intake …".
    fn begins_with_subject(&self, at: usize) -> bool {
        let first = self.tokens.sentence_of(at).start;
        self.named(self.subjects.cut(), first..first + 2)
    }

    /// Whether the text introduces the customer.
    fn is_portrait(&self) -> bool {
        *self.portrait.get_or_init(|| portrait::is_portrait(self))
    }

    /// Whether what stands at token `at` tells who the customer is: a size, a rank, a growth, in a text that introduces it.
    fn introduces(&self, at: usize) -> bool {
        let used =
            |i: usize| one_of!(self.tokens.at(i), "use" "uses" "using") && one_of!(self.tokens.at(i + 1), "it" "this");
        // "… 2,300 engineers use it": a later sentence tells of the use again.
        let later = self.tokens.sentence(at) != self.tokens.sentence(0) && self.tokens.sentence_of(at).any(used);
        self.is_portrait() && !later && !self.names_subject(at) && !self.names_likely(at)
    }

    /// Whether the sentence of token `at` tells how much came at the door: a surge of traffic is no doing of the product,
    /// which may be said to have borne it.
    fn surges(&self, at: usize) -> bool {
        let (tokens, sentence) = (self.tokens, self.tokens.sentence_of(at));
        let any = |test: &dyn Fn(&str) -> bool| sentence.clone().any(|i| test(tokens.at(i)));
        let season = |w: &str| one_of!(w, "pandemic" "covid" "lockdown" "lockdowns" "weekends" "weekend" "holidays" "holiday" "christmas" "season");
        any(&|w: &str| one_of!(w, "traffic" "demand" "load" "visitors" "orders" "usage" "volume" "volumes"))
            && (any(&|w: &str| one_of!(w, "surge" "surged" "spike" "spiked" "spikes") || season(w))
                || sentence
                    .clone()
                    .any(|i| tokens.at(i) == "ever" && one_of!(tokens.at(i + 1), "seen" "before" "been")))
            && !any(&|w: &str| words::inflects(w, &["handl", "serv", "sustain", "absorb", "support", "cop", "scal"]))
    }

    /// Whether the sentence of token `at` tells how something grew "over the past decade" or "in the last three years": so long
    /// a growth is the company's or the world's, unless something named is said to have brought it.
    fn over_years(&self, at: usize) -> bool {
        let (tokens, sentence) = (self.tokens, self.tokens.sentence_of(at));
        let years = |i: usize| {
            one_of!(tokens.at(i), "over" "in" "during" "for")
                && tokens.at(i + 1) == "the"
                && one_of!(tokens.at(i + 2), "past" "last")
                && (i + 3..i + 6).any(|j| one_of!(tokens.at(j), "decade" "decades" "years"))
        };
        sentence.clone().any(years)
            && !self.names_subject(at)
            && !self.names_likely(at)
            && !sentence.clone().any(|i| one_of!(tokens.at(i), "with" "thanks" "using" "by" "since" "we" "we've" "our"))
    }

    /// Whether a word in `range`, in the sentence of token `at`, passes `test`.
    fn near(&self, at: usize, range: Range<usize>, test: impl Fn(&str) -> bool) -> bool {
        // No sentence reaches further, however far the range does.
        let from = range.start.max(at.saturating_sub(LONGEST_SENTENCE));
        let to = range.end.min(at + LONGEST_SENTENCE);
        (from..to).any(|i| self.together(i, at) && test(self.tokens.at(i)))
    }

    /// Whether vendor or product is named in the sentence of token `at`.
    fn names_subject(&self, at: usize) -> bool {
        self.names(self.subjects.cut(), at)
    }

    /// Whether a name that may be a product's stands in the sentence of token `at`.
    fn names_likely(&self, at: usize) -> bool {
        self.names(self.likely.cut(), at)
    }

    /// Whether the customer is named in the sentence of token `at`.
    fn names_customer(&self, at: usize) -> bool {
        self.names(self.customer.cut(), at)
    }

    fn names(&self, names: &[Tokens], at: usize) -> bool {
        let same = |i: &usize| self.together(*i, at);
        let first = (0..at).rev().take_while(same).last().unwrap_or(at);
        !names.is_empty()
            && self.named(names, first..(first..self.tokens.len()).take_while(same).last().unwrap_or(at) + 1)
    }

    /// Whether one of `names` begins at a token of `range`.
    fn named(&self, names: &[Tokens], mut range: Range<usize>) -> bool {
        // "Ashgrove's" names Ashgrove.
        let same = |word: &str, name: &str| word == name || word.strip_suffix("'s") == Some(name);
        let stands = |i: usize, name: &Tokens| {
            name.len() > 0 && (0..name.len()).all(|k| same(self.tokens.at(i + k), name.at(k)))
        };
        !names.is_empty() && range.any(|i| names.iter().any(|name| stands(i, name)))
    }

    /// Whether tokens `a` and `b` stand in one sentence.
    fn together(&self, a: usize, b: usize) -> bool {
        self.tokens.sentence(a) == self.tokens.sentence(b)
    }
}

/// A claim before its byte range is known.
struct Found {
    span: Range<usize>,
    /// Tokens to fall back to when `span` is too long.
    heart: Range<usize>,
    form: Form,
    figure: Option<Quantity>,
    before: Option<Quantity>,
    change: Change,
    /// Of two that overlap the one found by the stricter test stays: lower ranks win.
    rank: u8,
}

impl Found {
    /// A claim in words.
    fn phrase(span: Range<usize>, form: Form) -> Found {
        Found { heart: span.clone(), span, form, figure: None, before: None, change: Change::Unstated, rank: 9 }
    }

    /// Whether it is a change in percent, by a factor or of an amount.
    fn changes(&self) -> bool {
        matches!(self.form, Form::Percent | Form::Points | Form::Factor | Form::Money | Form::FromTo)
    }

    fn claim(self, reader: &Reader<'_>, text: &str) -> Claim {
        let whole = reader.tokens.range(self.span);
        let mut range = if whole.len() <= LONGEST { whole } else { reader.tokens.range(self.heart.clone()) };
        range.end = range.end.min(text.floor_char_boundary(range.start + LONGEST));
        let subject = reader.names_subject(self.heart.start);
        Claim { range, form: self.form, figure: self.figure, before: self.before, change: self.change, subject }
    }
}

/// Of overlapping finds the best ranked stays; the rest in the order of the text.
fn disjoint(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|f| (f.rank, f.span.start));
    let mut kept: BTreeMap<usize, Found> = BTreeMap::new();
    for mut f in found {
        // What is kept never overlaps, so the last that begins before the end of `span` decides.
        let clash =
            |span: &Range<usize>| kept.range(..span.end).next_back().is_some_and(|(_, k)| k.span.end > span.start);
        if clash(&f.span) {
            // The words around a figure may belong to another claim; the figure itself may not.
            f.span = f.heart.clone();
        }
        if !f.span.is_empty() && !clash(&f.span) {
            kept.insert(f.span.start, f);
        }
    }
    kept.into_values().collect()
}

/// A factor that stands in a word and not in digits.
fn worded(tokens: &Tokens, span: Range<usize>, num: i128, den: i128, dimension: Dimension) -> Option<Quantity> {
    let value = Exact::ratio(num, den)?;
    // A factor in words is as coarse as one in digits; a fraction in percent as coarse as its neighbours (C3 of the tests).
    let step = if dimension == Dimension::Percent { Exact::int(5) } else { Exact::ONE };
    let low = Number { value, step, strict: step, words: true, vague: false, fraction: false };
    Some(Quantity {
        range: tokens.range(span.clone()),
        low,
        high: low,
        unit: Unit::plain(dimension),
        approx: Approx::Plain,
        statistic: None,
        of: None,
        core: span.clone(),
        span,
    })
}

/// See [`Section::of_heading`]. Long headings are sentences, and say nothing about what stands below them.
pub(super) fn section(heading: &str) -> Section {
    let tokens = Tokens::new(heading);
    let any = |list: &[&str]| (0..tokens.len()).any(|i| list.contains(&tokens.at(i)));
    if tokens.len() > 2 && tokens.at(tokens.len() - 1) == "?" {
        return asked(&tokens);
    }
    let short = tokens.len() <= 5;
    // "After we moved to Intake:"
    let after = tokens.at(0) == "after" || tokens.len() == 1 && one_of!(tokens.at(0), "now" "today" "afterwards");
    if after
        || any(&[
            "result",
            "results",
            "impact",
            "outcome",
            "outcomes",
            "benefit",
            "benefits",
            "achievements",
            "gains",
            "wins",
            "improvements",
            "payoff",
            "roi",
            "savings",
        ])
        || tokens.phrase(0, "by the numbers")
        || tokens.phrase(0, "in numbers")
    {
        Section::Results
    } else if short
        && any(&["goal", "goals", "future", "plans", "roadmap", "next", "objectives", "requirements", "ahead"])
    {
        Section::Goals
    } else if tokens.len() <= 2 && any(&["client", "customer", "situation", "context"]) && !any(&["success", "stories", "story"])
        || short && any(&["challenge", "challenges", "problem", "problems", "about", "background", "company", "before"])
    {
        Section::Background
    } else {
        Section::Other
    }
}

/// What the question of an interview promises: "What improvements have you seen?", "Can you tell us what Ashgrove does?"
fn asked(tokens: &Tokens) -> Section {
    let any = |list: &[&str]| (0..tokens.len()).any(|i| list.contains(&tokens.at(i)));
    let says = |phrase: &str| (0..tokens.len()).any(|i| tokens.phrase(i, phrase));
    if any(&["future", "plans", "next", "ahead"]) {
        Section::Goals
    } else if any(&["improvements", "improved", "results", "benefits", "impact", "changed", "outcome", "outcomes", "gains", "since"]) {
        Section::Results
    } else if any(&["before", "pre", "problem", "problems", "challenge", "challenges", "yourself", "previously"])
        || says("tell us")
        || any(&["what", "who"]) && any(&["does", "do"]) && !any(&["how", "with", "for"])
    {
        Section::Background
    } else {
        Section::Other
    }
}

#[cfg(test)]
mod tests;
