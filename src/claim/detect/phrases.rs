//! Claims in words: superlatives, absolutes, hearsay.

mod rank;

use super::mood::Mood;
use super::{Found, Reader, words};
use crate::claim::lexicon::{Opens, openings};
use crate::claim::token::Kind;
use crate::claim::{Change, Context, Form, Section};
use rank::superlative;

/// Every claim in words.
pub(super) fn find(reader: &Reader<'_>) -> Vec<Found> {
    let one = |i: usize| {
        let word = reader.tokens.is_word(i) || matches!(reader.tokens.at(i), "#" | "0");
        let read = || absolute(reader, i).or_else(|| superlative(reader, i)).or_else(|| hearsay(reader, i));
        word.then(read).flatten()
    };
    openings(reader.tokens, Opens::PHRASE, one)
}

/// Whether a claim in words may begin with `word`, or hang on it: the first words of all readers below.
pub(super) fn opens(word: &str) -> bool {
    let absolute = one_of!(word, "zero" "0" "no" "without" "removed" "removes" "removing" "obviates" "obviated"
        "eliminate" "eliminated" "eliminates" "eliminating" "solved" "solves" "instantaneous" "instantaneously" "single"
        "never" "not" "hasn't" "haven't" "paid" "fully" "completely" "entirely" "thing" "got" "get" "gets" "getting");
    let superlative = one_of!(word, "best" "second" "all" "record" "nothing" "unmatched" "unrivalled" "unrivaled"
        "unparalleled" "unprecedented" "unbeatable" "unsurpassed" "unequalled" "unequaled" "than" "like" "unlike" "nobody" "none"
        "one" "other" "industry" "market" "world" "#" "number" "most" "only" "leading");
    let hearsay = one_of!(word, "told" "tell" "tells" "heard" "hear" "reportedly" "supposedly" "anecdotally");
    absolute || superlative || hearsay || word.ends_with("est")
}

fn phrase(reader: &Reader<'_>, start: usize, end: usize, form: Form) -> Option<Found> {
    let mark = |end: usize| reader.tokens.kind(end - 1) == Some(Kind::Mark);
    let mut end = end.min(reader.tokens.len());
    while end > start + 1 && mark(end) {
        end -= 1; // "has been eliminated."
    }
    // Where the problem is told, a product's rank is why it was chosen.
    if form == Form::Superlative && reader.surges(start) {
        return None;
    }
    let rank = form == Form::Superlative && reader.cx.section == Section::Background;
    let cx = Context { section: if rank { Section::Other } else { reader.cx.section }, ..*reader.cx };
    (super::mood::mood(reader.tokens, &(start..end), &cx) == Mood::Fact && !reader.introduces(start))
        .then(|| Found::phrase(start..end, form))
}

/// "zero downtime", "no longer need", "eliminated", "without any", "never again", "fully automated".
fn absolute(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let next = tokens.at(i + 1);
    let length = match tokens.at(i) {
        "zero" => zero(reader, i)?,
        // "0 manual steps", "downtime: 0"
        "0" if stopped(next) => 2,
        "0" if next.is_empty() && tokens.before(i, 1) == ":" && stopped(tokens.before(i, 2)) => 1,
        "no" if stopped(next) => 2,
        // "no unplanned downtime"; "no automated error handling" is another noun.
        "no" if stopped(tokens.at(i + 2)) && !one_of!(next, "more" "longer" "less" "fewer") && ends(reader, i + 3) => 3,
        "not" | "hasn't" | "haven't" => unhappened(reader, i)?,
        "no" | "without" if next == "data" && tokens.at(i + 2) == "loss" => 3,
        "no" if next == "need" && matches!(tokens.at(i + 2), "to" | "for") => 3,
        "removed" | "removes" | "removing" | "obviates" | "obviated" if tokens.phrase(i + 1, "the need") => 3,
        // A plan has "to eliminate"; a result is told with what made it possible.
        "eliminate"
            if reader.near(
                i,
                0..i,
                |w| one_of!(w, "helped" "helps" "allowed" "allows" "enabled" "able" "let" "lets"),
            ) =>
        {
            3
        }
        "solved" | "solves" if one_of!(tokens.before(i, 1), "completely" "entirely" "fully") => 3,
        "instantaneous" | "instantaneously" => 1,
        "no" if next == "longer" => {
            if let Some(quantity) = reader.quantity_at(i + 2) {
                // "no longer 120 hours": the figure of the time before, and gone.
                return phrase(reader, i, quantity.span.end, Form::Absolute);
            }
            // "no longer sufficient" is a complaint; what one need no longer do is a result.
            let relief = one_of!(tokens.at(i + 2), "need" "needs" "needed" "have" "has" "had" "require" "requires"
                "required" "worry" "spend" "spends" "wait" "waits" "takes" "necessary" "must");
            relief.then_some(3)?
        }
        "eliminated" | "eliminates" | "eliminating" if !one_of!(tokens.before(i, 1), "to" "by" "of" "for") => {
            // "eliminates any sense of urgency" complains.
            let good = one_of!(tokens.at(i + 2), "sense" "chance" "hope" "possibility" "opportunity");
            if good {
                return None;
            }
            // "eliminated in the first round" is a contest.
            (!matches!(next, "in" | "from" | "as" | "during")).then_some(3)?
        }
        "without" if stopped(next) => 2,
        "without" if matches!(next, "any" | "ever") => {
            let absent = |i: usize| {
                stopped(tokens.at(i))
                    || one_of!(tokens.at(i), "need" "impact" "loss" "problems" "issues" "changes" "effort" "delay"
                        "additional" "having" "needing")
            };
            (absent(i + 2) || absent(i + 3)).then_some(3)?
        }
        // "without a single ticket": whatever it is, there was none.
        "without" if next == "a" && tokens.at(i + 2) == "single" && tokens.is_word(i + 3) => 4,
        "single"
            if single(reader, i + 1)
                && (i.saturating_sub(6)..i)
                    .any(|j| tokens.at(j).ends_with("n't") || matches!(tokens.at(j), "not" | "never" | "without")) =>
        {
            2
        }
        "never" if next == "again" => 2,
        // "has never had an outage"
        "never"
            if one_of!(next, "had" "have" "seen" "experienced" "suffered")
                && (i + 2..i + 5).any(|j| stopped(tokens.at(j))) =>
        {
            2
        }
        // "No more paper", said as a sentence of its own.
        "no" if next == "more" && leads(reader, i) && tokens.is_word(i + 2) && tokens.at(i + 2) != "than" => 3,
        "thing" if tokens.phrase(i, "thing of the past") => 4,
        // With a length of time behind it, that is the claim.
        "paid" if tokens.phrase(i, "paid for itself") && !(i + 3..i + 7).any(|j| reader.quantity_at(j).is_some()) => 3,
        "got" | "get" | "gets" | "getting"
            if tokens.phrase(i + 1, "rid of")
                && reader.quantity_at(i + 3).is_none()
                && !one_of!(tokens.before(i, 1), "to" "cannot" "not") =>
        {
            3
        }
        "never" if fails(next) || matches!(next, "goes" | "went" | "gone") && tokens.at(i + 2) == "down" => 2,
        // What he never needed to is his own story.
        "never" if matches!(next, "have" | "had" | "need" | "needs" | "needed") && tokens.at(i + 2) == "to" => {
            let us = one_of!(tokens.before(i, 1), "we" "they" "you" "i" "it") || tokens.before(i, 1).ends_with('s');
            us.then_some(3)?
        }
        "fully" | "completely" | "entirely" => {
            // "a fully automated warehouse" describes, "is fully automated" claims.
            let says = !matches!(tokens.before(i, 1), "a" | "an" | "the" | "of");
            let automatic = matches!(next, "automated" | "automatic" | "eliminated" | "automates");
            (says && automatic).then_some(2)?
        }
        _ => return None,
    };
    phrase(reader, i, i + length, Form::Absolute)
}

/// "has not had an outage since", "haven't lost any data", "has not paid a single fine": what did not come to pass, up to
/// its name; the "not" stands at `i`.
fn unhappened(reader: &Reader<'_>, i: usize) -> Option<usize> {
    let tokens = reader.tokens;
    if tokens.at(i) == "not" && !matches!(tokens.before(i, 1), "has" | "have") {
        return None;
    }
    let alone = (i + 2..i + 5).find(|&j| tokens.at(j) == "single" && tokens.before(j, 1) == "a");
    let named = match tokens.at(i + 1) {
        "had" | "seen" | "experienced" | "suffered" | "been" => (i + 2..i + 6).find(|&j| stopped(tokens.at(j))),
        "lost" | "missed" | "dropped" if one_of!(tokens.at(i + 2), "any" "a" "an" "one") => Some(i + 3),
        _ => None,
    };
    alone.map(|j| j + 1).or(named).map(|j| j + 1 - i)
}

/// Whether a noun ends before token `i`: no other word of it follows.
fn ends(reader: &Reader<'_>, i: usize) -> bool {
    let word = reader.tokens.at(i);
    !reader.tokens.is_word(i)
        || one_of!(word, "in" "for" "since" "during" "at" "of" "or" "and" "when" "after" "with" "to" "so" "on" "while"
            "whatsoever" "anymore")
}

/// Whether token `i` is the first of its sentence or of a clause of its own.
fn leads(reader: &Reader<'_>, i: usize) -> bool {
    i == 0 || !reader.together(i - 1, i) || one_of!(reader.tokens.before(i, 1), "," "—" "–" ":" ";" "-" "\"")
}

/// What a thing that works never does.
fn fails(verb: &str) -> bool {
    one_of!(verb, "fail" "break" "crash" "miss" "lose" "fails" "failed" "breaks" "broke" "crashes" "crashed" "misses" "missed" "loses" "lost" "stops" "stopped"
        "sleeps")
}

/// "a single outage", "a single minute of downtime".
fn single(reader: &Reader<'_>, i: usize) -> bool {
    let tokens = reader.tokens;
    let minute = one_of!(tokens.at(i), "second" "minute" "hour" "day") && tokens.at(i + 1) == "of";
    stopped(tokens.at(i)) || minute && stopped(tokens.at(i + 2))
}

/// Things whose absence is a result.
fn stopped(word: &str) -> bool {
    one_of!(word, "downtime" "outages" "outage" "incidents" "interruption" "interruptions" "disruption"
        "disruptions" "failures" "failure" "incident" "error" "bug" "defect" "errors" "defects" "bugs" "manual" "human" "intervention")
}

/// "zero" before what is absent; not in names (zero-trust), counts (day zero) or idioms (from zero to).
fn zero(reader: &Reader<'_>, i: usize) -> Option<usize> {
    let tokens = reader.tokens;
    // "complaints dropped to zero"
    let hedge =
        usize::from(one_of!(tokens.before(i, 1), "almost" "nearly" "near" "practically" "virtually" "basically"));
    let fell = tokens.before(i, 1 + hedge) == "to" && words::change(tokens.before(i, 2 + hedge)) == Some(Change::Down);
    if fell {
        return Some(1);
    }
    let before = tokens.before(i, 1);
    let counted = one_of!(before, "other" "day" "from" "to" "near" "net" "ground" "below" "absolute" "-");
    let hyphen = usize::from(tokens.at(i + 1) == "-");
    let noun = tokens.at(i + 1 + hyphen);
    let named = one_of!(noun, "trust" "day" "days" "knowledge" "to" "in" "and" "copy" "config" "or" "sum" "based"
        "touch");
    // Hyphenated it is an adjective of many things; only downtime is claimed that way.
    let adjective = hyphen == 1 && noun != "downtime";
    let whole = tokens.is_word(i + 1 + hyphen) && !counted && !named && !adjective;
    whole.then_some(2 + hyphen)
}

/// "Their nurses told us it saves hours": the seller reports what somebody said of a result.
fn hearsay(reader: &Reader<'_>, i: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let told = matches!(tokens.at(i), "told" | "tell" | "tells") && matches!(tokens.at(i + 1), "us" | "me");
    let heard = matches!(tokens.at(i), "heard" | "hear")
        && matches!(tokens.at(i + 1), "that" | "from")
        && tokens.before(i, 1) != "to";
    let rumour = matches!(tokens.at(i), "reportedly" | "supposedly" | "anecdotally");
    if reader.cx.quoted || !(told || heard || rumour) {
        return None;
    }
    let result = (i + 1..i + 25).take_while(|&j| reader.together(i, j)).any(|j| {
        words::change(tokens.at(j)).is_some_and(|_| !matches!(tokens.at(j), "up" | "down" | "free"))
            || words::compared(tokens.at(j)).is_some()
    });
    let start = if rumour || i == 0 { i } else { i - 1 };
    result.then(|| Found::phrase(start..i + if rumour { 1 } else { 2 }, Form::Hearsay))
}
