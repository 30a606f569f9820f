//! A value before and a value after: "from 21 days to 8"; the other shapes stand in the modules below.

mod apart;
mod beside;
mod ends;
mod made;
mod moment;

use super::mood::{Mood, marks_now};
use super::{Found, Reader, words};
use crate::claim::lexicon::{Opens, openings};
use crate::claim::token::Tokens;
use crate::claim::unit::Dimension;
use crate::claim::{Approx, Change, Form, Section};
use apart::{now_one, rhythm, took_takes, turned};
use beside::{against, arrow, aside, contrast, looks_back, only, outdone};
use ends::{End, end, frequency};
use made::{became, made};
use moment::{done, hands, moment};

/// Every pair of values in the text.
pub(super) fn find(reader: &Reader<'_>) -> Vec<Found> {
    let mut found = openings(reader.tokens, Opens::PAIR, |i| worded(reader, i));
    found.extend(openings(reader.tokens, Opens::MOMENT, |i| done(reader, i, moment(reader.tokens, i)?)));
    for pair in reader.quantities.windows(2) {
        found.extend(turned(reader, &pair[0], &pair[1]));
    }
    found
}

/// What may begin with `word`: a pair, or a moment that ends one.
pub(super) fn opens(word: &str) -> Opens {
    let pair = one_of!(word, "from" "into" "to" "with" "by" "for" "became" "become" "becomes" "down" "up" "instead" "rather"
        "compared" "versus" "vs" "opposed" "against" "now" "but" "than" "not" "→" "⟶" "➔" "➜" "⇒" "-" "=" "took" "what" "was"
        "were" "previously" "formerly" "before")
        || frequency(word);
    Opens::PAIR.when(pair).and(Opens::MOMENT.when(moment::opens(word)))
}

/// The pair that the word or mark at token `i` joins.
fn worded(reader: &Reader<'_>, i: usize) -> Option<Found> {
    match reader.tokens.at(i) {
        "from" => from(reader, i).or_else(|| back(reader, i)),
        "into" | "to" | "with" | "by" | "for" => made(reader, i),
        "became" | "become" | "becomes" => became(reader, i),
        "down" | "up" | "instead" | "rather" | "compared" | "versus" | "vs" | "opposed" | "against" => {
            against(reader, i)
        }
        "now" => now_one(reader, i),
        "but" => only(reader, i),
        "than" => outdone(reader, i),
        "not" if reader.tokens.before(i, 1) == "," => contrast(reader, i),
        "→" | "⟶" | "➔" | "➜" | "⇒" => arrow(reader, i, i + 1),
        "-" | "=" if reader.tokens.at(i + 1) == ">" && reader.tokens.glued(i + 1) => arrow(reader, i, i + 2),
        "took" => took_takes(reader, i),
        "what" => hands(reader, i),
        "was" | "were" | "previously" | "formerly" | "before" => aside(reader, i),
        word if frequency(word) => rhythm(reader, i),
        _ => None,
    }
}

fn from(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let first = end(reader, i + 1).or_else(|| many(reader, i + 1))?;
    let to = (first.next..first.next + 8).find(|&j| tokens.at(j) == "to" && reader.together(i, j))?;
    if (first.next..to).any(|j| one_of!(tokens.at(j), "," ";" "from" "and" "are" "is" "which")) {
        return None;
    }
    let (verb, change) = governing(tokens, i);
    // "reduced nodes from 10+ to dynamic ones": the first end is a figure, the second something else.
    let words = || {
        let known = verb.is_some()
            && first
                .quantity
                .is_some_and(|q| !matches!(q.unit.dimension, Dimension::Bare) || q.approx != Approx::Plain);
        (known && tokens.is_word(to + 1)).then_some(End { quantity: None, next: to + 2 })
    };
    let few = || {
        let few = reader.quantity_at(to + 1).filter(|q| q.low.vague && first.quantity.is_none())?;
        Some(End { quantity: None, next: few.span.end })
    };
    let second = end(reader, to + 1).or_else(few).or_else(words)?;
    if ranges(tokens.before(i, 1)) || ranges(tokens.before(i, 2)) {
        return None;
    }
    // "from 3 to 2" needs a verb, else it may be a setting or a score.
    let bare = [first.quantity, second.quantity].into_iter().flatten().all(|q| !q.has_unit());
    let known = first.quantity.is_some() || second.quantity.is_some();
    // In a table the columns say that it changed.
    if known && bare && verb.is_none() && reader.cx.place != crate::claim::Place::Table {
        return None;
    }
    let span = verb.unwrap_or(i)..second.next;
    if reader.mood(&(i..second.next)) == Mood::Plan || wished(tokens, i) || grew(reader, i, &first, &second) {
        return None;
    }
    // Under "Challenge" only what is now is a result.
    if reader.cx.section == Section::Background && !marks_now(tokens, i) {
        return None;
    }
    let form = if first.quantity.is_some() && second.quantity.is_some() { Form::FromTo } else { Form::VagueEndpoints };
    Some(Found {
        heart: i..second.next,
        span,
        form,
        figure: second.quantity.cloned(),
        before: first.quantity.cloned(),
        change: change.filter(|c| matches!(c, Change::Down | Change::Up)).unwrap_or(Change::Unstated),
        rank: 0,
    })
}

/// "from thousands to a handful": so many of what was named before, and less behind it.
fn many<'a>(reader: &Reader<'_>, i: usize) -> Option<End<'a>> {
    let several = one_of!(reader.tokens.at(i), "dozens" "hundreds" "thousands" "millions");
    let fell = governing(reader.tokens, i - 1).1 == Some(Change::Down);
    (several && fell && reader.tokens.at(i + 1) == "to").then_some(End { quantity: None, next: i + 1 })
}

/// "reduced to 8 days from 21": the value before stands last.
fn back(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let found = looks_back(reader, i)?;
    let (verb, change) = governing(reader.tokens, found.span.start);
    let change = change.filter(|c| matches!(c, Change::Down | Change::Up)).unwrap_or(Change::Unstated);
    verb.map(|verb| Found { span: verb..found.span.end, change, ..found })
}

/// A company that grew from 50 to 200 people did not do so by the product's doing.
fn grew(reader: &Reader<'_>, from: usize, first: &End<'_>, second: &End<'_>) -> bool {
    let before = (reader.tokens.before(from, 1), reader.tokens.before(from, 2));
    // "grew in value from …": what the company is worth.
    if one_of!(before.0, "value" "valuation" "headcount") || one_of!(before.1, "value" "valuation") {
        return true;
    }
    [first, second].into_iter().filter_map(|end| end.quantity).any(|q| {
        let noun = q.unit.head();
        // From ten on call to two is no growth.
        let grows = match (first.quantity, second.quantity) {
            (Some(one), Some(other)) => one.low.value < other.low.value,
            _ => true,
        };
        grows
            && one_of!(noun, "employees" "people" "members" "engineers" "developers" "staff" "offices" "countries")
            && reader.cx.place != crate::claim::Place::Outcome
    })
}

/// Whether a bare "to reduce … from" opens the sentence or the item: a wish, as in a list of goals.
fn wished(tokens: &Tokens, i: usize) -> bool {
    (i.saturating_sub(8)..i).any(|j| {
        let starts = j == 0 || tokens.sentence(j - 1) != tokens.sentence(j);
        starts && tokens.sentence(j) == tokens.sentence(i) && tokens.at(j) == "to"
    })
}

/// The verb of change that governs "from" at `i`.
fn governing(tokens: &Tokens, i: usize) -> (Option<usize>, Option<Change>) {
    for j in (i.saturating_sub(9)..i).rev() {
        if tokens.sentence(j) != tokens.sentence(i) {
            break;
        }
        let word = tokens.at(j);
        if let Some(change) = words::change(word) {
            return (Some(j), Some(change));
        }
        if one_of!(word, "went" "goes" "going" "go" "gone" "moved" "move" "moving" "changed" "brought" "took" "taken" "scaled" "halving" "halved" "doubling" "doubled" "tripling" "tripled" "cutting")
        {
            return (Some(j), None);
        }
    }
    (None, None)
}

/// Words that make a from–to a range: "ranging from 3 to 5 days".
fn ranges(word: &str) -> bool {
    one_of!(word, "ranging" "range" "ranges" "ranged" "vary" "varies" "varying" "anywhere" "spans" "span"
        "spanning" "open" "hours" "everything" "anything" "scale")
}
