//! Whether the words around a figure state a fact, a plan, the time before, or somebody else's figure.

use std::ops::Range;

mod marker;

use super::words;
use crate::claim::token::Tokens;
use crate::claim::{Context, Section};
use marker::marker;

/// How a figure is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    /// It was reached, or is so now.
    Fact,
    /// It is planned, wished, supposed.
    Plan,
    /// It was so before the change.
    Before,
    /// It belongs to a survey, a competitor, the world.
    Elsewhere,
}

/// The mood at `span`. Words before it in the sentence decide, the nearest first; a word of result ends the search, so that
/// in "we planned 20 % but reached 40 %" only the first is a plan.
pub(super) fn mood(tokens: &Tokens, span: &Range<usize>, cx: &Context<'_>) -> Mood {
    if trial(tokens, span.start) {
        return Mood::Elsewhere;
    }
    // "Most sites convert at 2%": said of anybody.
    let first = tokens.sentence_of(span.start).start;
    let many = tokens.at(first) == "most" && tokens.at(first + 1).ends_with('s') && tokens.at(first + 1).len() > 3;
    if many
        && first < span.start
        && !one_of!(tokens.at(first + 2), "now" "can" "today" "are" "run" "finish" "return" "see" "report" "get")
        && words::change(tokens.at(first + 2)).is_none()
    {
        return Mood::Elsewhere;
    }
    if conceded(tokens, span.start) {
        return Mood::Before;
    }
    if let Some(mood) = before(tokens, span.start).or_else(|| after(tokens, span.end)) {
        return mood;
    }
    match cx.section {
        Section::Goals => Mood::Plan,
        Section::Background if !marks_now(tokens, span.start) && !credited(tokens, span.start) => Mood::Before,
        _ => Mood::Fact,
    }
}

/// "While the old desk had 99% uptime, …": what is conceded before the comma is no result; "while cutting costs by 40%, …"
/// is one.
fn conceded(tokens: &Tokens, start: usize) -> bool {
    let first = tokens.sentence_of(start).start;
    one_of!(tokens.at(first), "while" "although" "though")
        && !tokens.at(first + 1).ends_with("ing")
        && !(first..start).any(|i| tokens.at(i) == ",")
}

/// How a trial was set up: "50% of the traffic went to version B", "both variants got 40,000 clicks".
fn trial(tokens: &Tokens, start: usize) -> bool {
    let sentence = tokens.sentence(start);
    let next = tokens.at(start + if tokens.at(start) == "half" { 1 } else { 2 });
    let share = (start..start + 3).any(|i| matches!(tokens.at(i), "%" | "percent" | "half"));
    // "20% of traffic" behind a verb of sending.
    let crowd = (start + 1..start + 7)
        .any(|i| one_of!(tokens.at(i), "traffic" "visitors" "users" "requests" "sessions" "customers"));
    let sent = |i: usize| {
        one_of!(tokens.at(i), "sent" "routed" "split" "enabling" "enabled" "exposed" "allocated" "directed" "shifted" "serving"
            "rolled" "rolling" "released" "tested" "testing" "on" "to" "started" "starting" "began")
    };
    let near =
        (start.saturating_sub(6)..start).chain(start + 2..start + 9).any(|i| tokens.sentence(i) == sentence && sent(i));
    let split = share && next == "of" && crowd && near;
    let arm = |i: usize| {
        let lettered = tokens.at(i) == "version" && tokens.at(i + 1).len() == 1 && tokens.is_word(i + 1);
        lettered || one_of!(tokens.at(i), "variant" "variants" "versions")
    };
    let got = |i: usize| one_of!(tokens.at(i), "got" "received" "each" "both" "sent");
    let arms = tokens.sentence_of(start).any(arm)
        && tokens.sentence_of(start).any(got)
        && !(start.saturating_sub(6)..start + 6)
            .any(|i| words::change(tokens.at(i)).is_some() || words::compared(tokens.at(i)).is_some());
    split || arms
}

fn before(tokens: &Tokens, start: usize) -> Option<Mood> {
    let sentence = tokens.sentence(start);
    let mut clause = true;
    let from = tokens.sentence_of(start).start;
    for i in (0..start).rev() {
        if tokens.sentence(i) != sentence {
            break;
        }
        let word = tokens.at(i);
        clause &= word != ";";
        // A source named in one half of the sentence speaks in the other too.
        if let Some(mood) = marker(tokens, i, word, start).filter(|mood| clause || *mood == Mood::Elsewhere) {
            return Some(mood);
        }
        // "what would have taken months was launched in a week"
        let done = words::completed(word) && matches!(tokens.before(i, 1), "was" | "were" | "is" | "are");
        // "If I change a role, I can get it out in minutes": what one can do now.
        let able = word == "can"
            && one_of!(tokens.before(i, 1), "i" "we" "they" "you")
            && matches!(tokens.before(i, 2), "," | ".");
        // "This results in", "The results:"; "return query results" names what is returned.
        let named = word == "results" && !one_of!(tokens.at(i + 1), "in" ":" "are" "were" "show" "include");
        if done || able || words::reached(word) && !named && !would_be(tokens, i) {
            return (from..i).any(|j| reports(tokens, j, i)).then_some(Mood::Elsewhere);
        }
    }
    None
}

/// "to be able to", "we'd be able to": not yet.
fn would_be(tokens: &Tokens, i: usize) -> bool {
    tokens.at(i) == "able" && tokens.before(i, 1) == "be"
}

/// "A recent survey found that …": the source of what stands behind the verb at `i` is the survey at `j`.
fn reports(tokens: &Tokens, j: usize, i: usize) -> bool {
    let source = words::elsewhere(tokens.at(j)) || one_of!(tokens.at(j), "study" "report" "studies");
    let own = one_of!(tokens.before(j, 1), "our" "their" "its" "internal") || tokens.before(j, 1) == "case";
    source && !own && matches!(tokens.at(i), "found" | "discovered") && i - j <= 4
}

/// "The remaining 20% will follow", "all 600 services should run there": the verb of which the figure is the subject is a
/// wish. "time that would have been spent" is not.
fn still_to_come(tokens: &Tokens, end: usize) -> bool {
    let clause = |i: &usize| {
        tokens.is_word(*i)
            && !one_of!(tokens.at(*i), "that" "which" "who" "we" "they" "it" "you" "i" "and" "but" "what" "as" "than" "otherwise")
    };
    let wish = |i: usize| one_of!(tokens.at(i), "will" "should" "must" "would" "shall");
    (end..end + 6).take_while(|i| clause(i) && tokens.sentence(*i) == tokens.sentence(end - 1)).any(wish)
}

/// Words after a figure: "… before", "… earlier", "… as our goal" shortly after it, "… in the traditional process" anywhere.
fn after(tokens: &Tokens, end: usize) -> Option<Mood> {
    let sentence = tokens.sentence(end.checked_sub(1)?);
    if still_to_come(tokens, end) {
        return Some(Mood::Plan);
    }
    // "a third of what we paid before" compares.
    if (end.saturating_sub(2)..end + 2).any(|i| tokens.at(i) == "what") {
        return None;
    }
    // "150 more are in preparation and coming soon"
    let mut rest = (end..end + 14).take_while(|&i| tokens.sentence(i) == sentence);
    if rest
        .any(|i| tokens.at(i) == "soon" && one_of!(tokens.at(i + 1), "." "," "" "!" ";") && tokens.before(i, 1) != "as")
    {
        return Some(Mood::Plan);
    }
    let mut near = true;
    for i in (end..tokens.len()).take_while(|&i| tokens.sentence(i) == sentence) {
        near &= i < end + 6 && !matches!(tokens.at(i), "," | ";" | "." | "—");
        // "than the old process" compares; "in the old process" places.
        let placed = matches!(tokens.before(i, 1), "the" | "our" | "their" | "a")
            && matches!(tokens.before(i, 2), "in" | "under" | "using" | "of" | "on");
        match tokens.at(i) {
            "earlier" if near && i == end && (end.saturating_sub(8)..end).any(|j| words::arrives(tokens.at(j))) => {}
            // "on previously abandoned carts": which carts.
            "previously" | "formerly" if tokens.at(i + 1).ends_with("ed") => {}
            "previously" | "formerly" | "earlier" if near => return Some(Mood::Before),
            "before"
                if near
                    && !matches!(tokens.before(i, 1), "than" | "as" | "like")
                    && !(one_of!(tokens.before(i, 1), "year" "month" "week" "quarter")
                        && one_of!(tokens.before(i, 3), "as" "than"))
                    && matches!(tokens.at(i + 1), "." | "," | "" | "we" | "that" | "they") =>
            {
                return Some(Mood::Before);
            }
            "competitor" | "competitors" if near => return Some(Mood::Elsewhere),
            // "one in three laboratories still faxes", "two thirds used to come late"
            "still" if near => return Some(Mood::Before),
            "worldwide" if near => return Some(Mood::Elsewhere),
            "used"
                if near
                    && tokens.at(i + 1) == "to"
                    && (end..i).all(|j| {
                        tokens.is_word(j) && !one_of!(tokens.at(j), "that" "what" "which" "who" "and" "than")
                    }) =>
            {
                return Some(Mood::Before);
            }
            // "… across the industry"
            "industry"
                if tokens.before(i, 1) == "the"
                    && one_of!(tokens.before(i, 2), "across" "in" "throughout" "within") =>
            {
                return Some(Mood::Elsewhere);
            }
            "goal" | "target" | "threshold" | "objective" | "sla" | "slo" if near => return Some(Mood::Plan),
            "traditional" | "legacy" | "old" | "manual" if placed => return Some(Mood::Before),
            _ => {}
        }
    }
    None
}

/// "Intake has helped the group achieve a 20% reduction": a result, also where the customer is introduced.
fn credited(tokens: &Tokens, start: usize) -> bool {
    let sentence = tokens.sentence(start);
    let same = |i: &usize| tokens.sentence(*i) == sentence;
    (0..start).rev().take_while(same).any(|i| {
        let brought = tokens.phrase(i, "led to")
            && (i.saturating_sub(4)..i)
                .any(|j| one_of!(tokens.at(j), "implementation" "adoption" "rollout" "migration" "switch"));
        brought
            || one_of!(tokens.at(i), "helped" "enabled" "allowed")
                && !matches!(tokens.before(i, 1), "be" | "was" | "not")
    })
}

/// Whether a word of the present or of the result stands before `start` in its sentence.
pub(super) fn marks_now(tokens: &Tokens, start: usize) -> bool {
    let sentence = tokens.sentence(start);
    (0..start).rev().take_while(|&i| tokens.sentence(i) == sentence).any(|i| {
        one_of!(tokens.at(i), "now" "today" "currently" "after" "since" "with" "result" "resulted"
            "thanks")
    })
}
