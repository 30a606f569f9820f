//! Quotations: who speaks, whether they say anything, and whether it is what they said.

mod alike;
mod altered;
mod praise;
mod rules;

pub(super) use altered::check as check_approved;
pub(super) use rules::RULES;

use super::Cx;
use super::across::Together;
use super::wording::ticked;
use crate::finding::{Finding, Level};
use crate::ladder;
use crate::mark;
use crate::study::{Document, Said, SaidIn, Study, quotations};

/// Looks at what one speaker says in different studies.
pub(super) static SPEAKERS: Together =
    Together { face: |study, sources| mark::of(&alike::face(study, sources)), look: alike::across };

/// Looks at every quotation of a document.
pub(super) fn check(document: &Document<'_>, cx: &mut Cx<'_>) {
    let said = quotations(document, cx.sources);
    for one in said.iter().filter(|said| said.kind != SaidIn::Inline) {
        unattributed(one, cx);
        if let Some(word) = praise::only(&one.words) {
            cx.report(empty(one, word));
        }
    }
    if let Document::Study(study) = document {
        unexplaining(study, cx);
        unnamed(study, cx);
    }
    alike::inside(&said, cx);
}

/// Nobody is said to have said it. A role without a name is somebody, for customers who do not want to be named.
fn unattributed(said: &Said, cx: &mut Cx<'_>) {
    if said.by.is_some() || said.role {
        return;
    }
    let finding =
        Finding::new("unattributed-quote", said.span, format!("nobody is said to have said {}", ticked(&said.words)));
    cx.report(match said.kind {
        SaidIn::Front => finding.help("write the quote as a table: `quote: {text: …, by: Ana Ruiz, role: Head nurse}`"),
        _ => finding.help("end the quotation with a line such as `> — Ana Ruiz, Head nurse`"),
    });
}

/// What it costs that the customer is not named, where it costs something: a role alone carries no rung.
fn unnamed(study: &Study, cx: &mut Cx<'_>) {
    let quotes = &study.meta.quotes;
    let Some(role) = quotes.iter().find_map(|quote| quote.role.as_ref()) else { return };
    if !study.meta.customer.is_anonymous() || quotes.iter().any(|quote| quote.by.is_some()) {
        return;
    }
    let finding = Finding::new(
        "unattributed-quote",
        role.span,
        format!("nobody speaks but {}, so the study stays on the lowest rung", ticked(role.trimmed())),
    );
    cx.report(
        finding
            .level(Level::Note)
            .note(ladder::next::ANONYMOUS)
            .help("write `by: D. K.` beside the role, as they agreed to"),
    );
}

fn empty(said: &Said, word: &str) -> Finding {
    Finding::new("empty-praise", said.span, format!("{} praises and tells nothing", ticked(&said.words)))
        .label(format!("`{word}`, and no sign of use"))
        .note("a reader learns more from a sentence about one Monday than from a kind one")
        .help("ask \"what does your Monday look like now?\" and quote the answer")
}

/// A quote said to explain something that it shares no word and no number with. What does not exist is
/// `unknown-evidence`.
fn unexplaining(study: &Study, cx: &mut Cx<'_>) {
    for quote in &study.meta.quotes {
        let Some(target) = &quote.explains else { continue };
        let id = target.trimmed();
        let known = id == "problem" || study.record(id).is_some();
        if !known || quote.text.is_none() || ladder::explains(quote, study) {
            continue;
        }
        let place = match study.record(id) {
            Some(record) => Some(record.id.span),
            None => study.meta.problem.text.as_ref().map(|t| t.span),
        };
        let message = format!("the quote shares no word and no number with `{id}`, which it is to explain");
        let mut finding = Finding::new("unexplaining-quote", target.span, message);
        if let Some(text) = &quote.text {
            finding = finding.related(text.span, "the quote");
        }
        if let Some(place) = place {
            finding = finding.related(place, "what it is to explain");
        }
        let records = study.meta.evidence.iter().map(|record| record.id.value.as_str());
        let mut others = std::iter::once("problem").chain(records).filter(|other| *other != id);
        cx.report(match others.find(|other| ladder::could_explain(quote, other, study)) {
            Some(other) => finding.help(format!("its words are of `{other}`: write `explains: {other}`")),
            None => {
                finding.help("point `explains` to what the words are about, or ask the speaker what changed and why")
            }
        });
    }
}
