//! One record, two values: each claim may agree with the record in its own way, and still not with the other.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::super::Cx;
use crate::claim::{Approx, Change, Dimension, Exact, Form, Quantity};
use crate::finding::Finding;
use crate::rule::claim::{backing, tagline};
use crate::rule::wording::ticked;
use crate::study::{self, Document, Stated, Study};

/// Compares the claims of one document about its own records.
pub(in crate::rule) fn inside(document: &Document<'_>, cx: &mut Cx<'_>) {
    let mut seen: BTreeMap<&str, Vec<&Stated>> = BTreeMap::new();
    for stated in document.claims() {
        if let Some(binding) = stated.bound.as_ref().filter(|b| b.study.is_none()) {
            seen.entry(&binding.id).or_default().push(stated);
        }
    }
    for claims in seen.values().filter(|claims| claims.len() > 1) {
        compare(claims, document, cx);
    }
}

/// What others say of a record is held against what its own study says, and what they say against each other.
pub(in crate::rule) fn across(cx: &mut Cx<'_>) {
    let corpus = cx.corpus;
    let tagline = tagline(cx);
    let mut told: BTreeMap<(&str, &str), Vec<(&Stated, Document<'_>)>> = BTreeMap::new();
    for document in corpus.documents().chain(tagline.as_ref().map(Document::Page)) {
        for stated in document.claims() {
            let Some((slug, binding)) = stated.bound.as_ref().and_then(|b| Some((b.study.as_deref()?, b))) else {
                continue;
            };
            told.entry((slug, &binding.id)).or_default().push((stated, document));
        }
    }
    let mut whole: Option<(&Study, Cow<'_, Study>)> = None;
    for ((slug, id), others) in told {
        let Some(study) = corpus.study(slug) else { continue };
        if whole.as_ref().is_none_or(|(last, _)| !std::ptr::eq(*last, study)) {
            whole = Some((study, study::whole(study, cx.sources, &cx.config.names)));
        }
        let Some((_, whole)) = &whole else { continue };
        // Its records as they are held: with the figures of their files.
        let home = Document::Study(study);
        let about = |s: &&Stated| s.bound.as_ref().is_some_and(|b| b.study.is_none() && b.id == id);
        let mut earlier: Vec<(&Stated, Document<'_>)> = Vec::new();
        for own in whole.claims.iter().filter(about) {
            if !earlier.iter().any(|(first, _)| conflict(first, own) && holds(first, &home, cx)) {
                hear((own, home), &mut earlier);
            }
        }
        for other in others {
            let clash = earlier.iter().find(|(first, at)| conflict(first, other.0) && holds(first, at, cx));
            match clash.filter(|_| holds(other.0, &other.1, cx)) {
                // Nothing is held against what is reported itself.
                Some((first, _)) => cx.report(drift(other.0, first)),
                None => hear(other, &mut earlier),
            }
        }
    }
}

/// Keeps one more wording to hold others against.
fn hear<'a>(told: (&'a Stated, Document<'a>), earlier: &mut Vec<(&'a Stated, Document<'a>)>) {
    if earlier.len() < WORDINGS && earlier.iter().all(|(first, _)| first.words != told.0.words) {
        earlier.push(told);
    }
}

/// How many wordings of one record are held against each other: a study says a figure in a few ways, not in hundreds,
/// and the pairs grow with the square.
const WORDINGS: usize = 64;

/// Reports each claim that cannot be true together with an earlier one. The same words need comparing once.
fn compare(claims: &[&Stated], document: &Document<'_>, cx: &mut Cx<'_>) {
    let mut earlier: Vec<&Stated> = Vec::new();
    let mut words = BTreeSet::new();
    for later in claims {
        let clash = earlier.iter().find(|earlier| conflict(earlier, later) && holds(earlier, document, cx));
        if let Some(first) = clash.filter(|_| holds(later, document, cx)) {
            // Nothing is held against what is reported itself.
            cx.report(drift(later, first));
        } else if earlier.len() < WORDINGS && words.insert(later.words.as_str()) {
            earlier.push(later);
        }
    }
}

/// A claim that does not agree with the record is reported for that.
fn holds(stated: &Stated, document: &Document<'_>, cx: &Cx<'_>) -> bool {
    let Some((claim, binding)) = stated.claim.as_ref().zip(stated.bound.as_ref()) else { return false };
    let record = cx.corpus.resolve(document, binding);
    record.is_some_and(|(_, record)| backing(claim, &stated.words, record, true).holds())
}

fn drift(stated: &Stated, first: &Stated) -> Finding {
    let message = format!("{} here, and {} elsewhere, from one record", ticked(&stated.words), ticked(&first.words));
    Finding::new("figure-drift", stated.span, message)
        .related(first.span, "the other figure")
        .help("write the same figure everywhere, or say \"about\" where you round")
}

/// Whether two claims give figures of one kind that no single value can meet.
fn conflict(a: &Stated, b: &Stated) -> bool {
    let (Some(a), Some(b)) = (&a.claim, &b.claim) else { return false };
    let class = |form: Form, change: Change| {
        let level = matches!(change, Change::Unstated | Change::To | Change::Of);
        let speed = matches!(change, Change::Faster | Change::Slower);
        (form == Form::FromTo || level && form != Form::Factor, speed)
    };
    let (Some(mine), Some(theirs)) = (&a.figure, &b.figure) else { return false };
    if class(a.form, a.change) != class(b.form, b.change) || mine.statistic != theirs.statistic || mine.of != theirs.of
    {
        return false;
    }
    apart(mine, theirs) == Some(true)
        || a.before.as_ref().zip(b.before.as_ref()).is_some_and(|(x, y)| apart(x, y) == Some(true))
}

/// Whether the values two figures allow have nothing in common; `None` when they cannot be compared.
fn apart(a: &Quantity, b: &Quantity) -> Option<bool> {
    let relative = |d: Dimension| matches!(d, Dimension::Percent | Dimension::Points | Dimension::Factor);
    let ratio = match (a.unit.dimension, b.unit.dimension) {
        // The 2.5 of "from 11 hours to 2.5" is no percentage.
        (Dimension::Bare, other) | (other, Dimension::Bare) if relative(other) => return None,
        (Dimension::Bare, _) | (_, Dimension::Bare) => Exact::ONE,
        (Dimension::Count, Dimension::Count) if a.unit.noun != b.unit.noun => return None,
        _ => b.unit.ratio(&a.unit)?,
    };
    let (a_low, a_high) = allowed(a)?;
    let (b_low, b_high) = allowed(b)?;
    let scaled = |end: Option<Exact>| end.map_or(Some(None), |v| v.times(ratio).map(Some));
    let (b_low, b_high) = (scaled(b_low)?, scaled(b_high)?);
    let below = |high: Option<Exact>, low: Option<Exact>| high.zip(low).is_some_and(|(high, low)| high < low);
    Some(below(a_high, b_low) || below(b_high, a_low))
}

/// The values a figure allows; an open end is `None`.
fn allowed(q: &Quantity) -> Option<(Option<Exact>, Option<Exact>)> {
    if q.low.vague {
        return None;
    }
    let percent_of = |v: Exact, p: i64| v.times(Exact::int(p))?.over(Exact::HUNDRED);
    let half = |step: Exact| step.over(Exact::int(2));
    let (low, high) = (q.low.value, q.high.value);
    Some(match q.approx {
        Approx::Over | Approx::AtLeast => (Some(low), None),
        Approx::Under | Approx::AtMost | Approx::UpTo => (None, Some(high)),
        Approx::Nearly => (Some(percent_of(low, 97)?), Some(low)),
        Approx::JustOver => (Some(low), Some(percent_of(low, 110)?)),
        Approx::About => (Some(percent_of(low, 95)?), Some(percent_of(high, 105)?)),
        Approx::Plain | Approx::Exactly => (Some(low.minus(half(q.low.step)?)?), Some(high.plus(half(q.high.step)?)?)),
    })
}
