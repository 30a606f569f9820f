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
mod reader;
mod scale;
mod section;
mod words;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::exact::Exact;
use super::lexicon::Opens;
use super::number::Number;
use super::quantity::{Quantity, read_all};
use super::token::Tokens;
use super::unit::{Dimension, Unit};
use super::{Approx, Change, Claim, Context, Form, Place, Section};
use reader::{Names, Reader};
pub(super) use section::section;

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
        .and(from_to::opens(word))
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

#[cfg(test)]
mod tests;
