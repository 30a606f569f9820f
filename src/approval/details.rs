//! What is approved beside quotations, names, figures and claims: the question that was asked, what the customer is said
//! to be, how a figure is known, the pictures as they are, and every sentence that names them.
//!
//! Approvals of the first edition did not hold these; see [`crate::lock::Approval::edition`].

use super::terms::Found;
use crate::claim::sentence_at;
use crate::evidence::{Interval, Kind, Measurement, Record, Sample};
use crate::lock::TermKind;
use crate::site::{decoded, is_markdown, scheme, split_address, within};
use crate::source::Span;
use crate::study::{Document, Effort, Prose, Study};
use crate::written::Choice;

/// Gives the SHA-256 of a file of the project, by its path from the root; `None` when it is not here.
pub type Hashes<'a> = &'a dyn Fn(&str) -> Option<String>;

/// So much of a picture's hash is kept.
const HASH: usize = 16;

/// Words that a name may begin with or end on, and that name nobody.
const NOBODY: &[&str] =
    &["The", "And", "For", "Ltd", "Limited", "Inc", "LLC", "LLP", "PLC", "GmbH", "Corp", "Mrs", "Prof"];

pub(super) fn details(study: &Study, hashes: Hashes<'_>, found: &mut Found) {
    for asked in study.meta.quotes.iter().filter_map(|quote| quote.asked.as_ref()) {
        found.add(TermKind::Question, asked.trimmed(), asked.span);
    }
    of_customer(study, found);
    study.meta.evidence.iter().for_each(|record| of_record(record, found));
    for (what, path, span) in shown(study) {
        if let Some(hash) = hashes(&path) {
            // By its bytes alone: another name for the same picture is no other picture.
            found.add(TermKind::Picture, format!("{what}: sha256 {}", &hash[..HASH.min(hash.len())]), span);
        }
    }
    sentences(study, found);
}

/// The paths from the root of all pictures that a study shows.
pub fn pictures(study: &Study) -> Vec<String> {
    shown(study).into_iter().map(|(_, path, _)| path).collect()
}

/// Each picture beside the study that its page shows: what it is, its path from the root, where it is named.
fn shown(study: &Study) -> Vec<(&'static str, String, Span)> {
    let folder = Document::Study(study).folder();
    let customer = &study.meta.customer;
    let logo = customer.logo.iter().filter(|_| !customer.is_anonymous()).map(|text| ("logo", text));
    let photos = study.meta.quotes.iter().filter_map(|quote| quote.photo.as_ref()).map(|text| ("photo", text));
    let front = logo.chain(photos).map(|(what, text)| (what, within(folder, text.trimmed()), text.span));
    let is_beside = |target: &str| !target.starts_with(['/', '#']) && scheme(target).is_none() && !is_markdown(target);
    let body = study.body.links.iter().filter(|link| link.image.is_some() && is_beside(&link.target));
    let body = body.map(|link| ("image", within(folder, &decoded(split_address(&link.target).0)), link.span));
    front.chain(body).collect()
}

/// What the page says the customer is, what it took them, and what it says beside the story.
fn of_customer(study: &Study, found: &mut Found) {
    let (meta, customer) = (&study.meta, &study.meta.customer);
    let address = customer.url.as_ref().filter(|_| !customer.is_anonymous());
    let facts = [("industry", &customer.industry), ("size", &customer.size), ("region", &customer.region)];
    let facts = facts.into_iter().filter_map(|(label, text)| Some((label, text.as_ref()?)));
    for (label, text) in address.map(|text| ("address", text)).into_iter().chain(facts) {
        found.add(TermKind::Detail, format!("{label}: {}", text.trimmed()), text.span);
    }
    let typical = meta.typical.iter().filter_map(|typical| typical.text.as_ref());
    for prose in customer.about.iter().chain(typical) {
        found.add(TermKind::Claim, &prose.text, prose.span);
    }
    if let Some(basis) = meta.typical.as_ref().and_then(|typical| typical.basis.as_ref()) {
        found.add(TermKind::Detail, format!("typical, basis: {}", basis.trimmed()), basis.span);
    }
    for other in &meta.alternatives {
        found.add(TermKind::Detail, format!("alternative: {}", other.trimmed()), other.span);
    }
    if let Some(incentive) = meta.disclosure.paid() {
        found.add(TermKind::Detail, format!("incentive: {}", incentive.trimmed()), incentive.span);
    }
    if let Some(effort) = &meta.effort {
        of_effort(effort, found);
    }
}

fn of_effort(effort: &Effort, found: &mut Found) {
    let parts = [
        (&effort.their_hours, "hours of their people"),
        (&effort.people, "of their people"),
        (&effort.days_to_first_value, "days to the first value"),
    ];
    for (number, of_what) in parts.into_iter().filter_map(|(number, words)| Some((number.as_ref()?, words))) {
        found.add(TermKind::Figure, format!("effort: {} {of_what}", number.value), number.span);
    }
}

/// How a figure is known, as the page says it beside the figure. The day on which it was written down is not approved.
fn of_record(record: &Record, found: &mut Found) {
    let metric = record.metric();
    let mut add = |label: &str, words: &str, span: Span| {
        found.add(TermKind::Detail, format!("{metric}, {label}: {words}"), span);
    };
    match &record.kind {
        Some(Kind::Measurement(m)) => of_measurement(m, &mut add),
        Some(Kind::Usage(usage)) => {
            usage.source.iter().for_each(|s| add("source", s.value.word(), s.span));
        }
        Some(Kind::Document(document)) => {
            document.title.iter().for_each(|t| add("title", t.trimmed(), t.span));
            document.issuer.iter().for_each(|t| add("issuer", t.trimmed(), t.span));
        }
        Some(Kind::Commitment(c)) => c.event.iter().for_each(|e| add("event", e.value.word(), e.span)),
        Some(Kind::Advocacy(a)) => a.act.iter().for_each(|act| add("act", act.value.word(), act.span)),
        _ => {}
    }
    if let Some(states) = &record.states {
        add("states", states.trimmed(), states.span);
    }
}

fn of_measurement(m: &Measurement, add: &mut impl FnMut(&str, &str, Span)) {
    m.statistic.iter().for_each(|s| add("statistic", s.value.word(), s.span));
    m.source.iter().for_each(|s| add("source", s.value.word(), s.span));
    m.method.iter().for_each(|t| add("method", t.trimmed(), t.span));
    m.also_changed.iter().for_each(|t| add("what else changed", t.trimmed(), t.span));
    m.sample.iter().filter(|s| s.counted.is_none()).for_each(|s| add("sample", &of_sample(s), s.span));
    if let Some(period) = &m.period {
        let parts = [("before", &period.before), ("after", &period.after), ("whole", &period.whole)];
        let parts = parts.into_iter().filter_map(|(name, days)| Some((name, days.as_ref()?.value)));
        let words: Vec<String> =
            parts.map(|(name, Interval { first, last })| format!("{name} {first}/{last}")).collect();
        add("period", &words.join(", "), period.span);
    }
}

fn of_sample(sample: &Sample) -> String {
    let words = [sample.of.as_ref(), sample.words.as_ref()].into_iter().flatten().map(|t| t.trimmed().to_owned());
    sample.n.map(|n| n.to_string()).into_iter().chain(words).collect::<Vec<_>>().join(" ")
}

/// Each sentence of the story that names the customer or somebody who speaks.
fn sentences(study: &Study, found: &mut Found) {
    let customer = study.meta.customer.public_name();
    let people = study.meta.quotes.iter().filter_map(|quote| quote.by.as_ref());
    let names: Vec<&str> = customer.into_iter().chain(people).map(|name| name.trimmed()).collect();
    for block in study.body.prose.iter().filter(|block| !block.quoted) {
        let mut at = 0;
        while at < block.text.len() {
            let range = sentence_at(&block.text, at);
            let sentence = &block.text[range.clone()];
            if names.iter().any(|name| is_named(name, sentence)) {
                found.add(TermKind::Claim, sentence, first_words(block, &range));
            }
            // The next one begins behind this; of what is no word, a step further.
            at = range.end.max(block.text.ceil_char_boundary(at + 1));
        }
    }
}

fn first_words(block: &Prose, range: &std::ops::Range<usize>) -> Span {
    if range.is_empty() { block.span } else { block.span_of(range.clone()) }
}

/// Whether a sentence holds a name, or one of its words that is written with a capital.
fn is_named(name: &str, sentence: &str) -> bool {
    let capital =
        |word: &&str| word.chars().count() > 2 && word.starts_with(char::is_uppercase) && !NOBODY.contains(word);
    let whole = sentence.to_lowercase().contains(&name.to_lowercase());
    let mut words = sentence.split(|c: char| !c.is_alphanumeric());
    let telling: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(capital).collect();
    !name.is_empty() && (whole || words.any(|word| telling.contains(&word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_names_somebody_by_a_part_of_the_name() {
        for sentence in ["At Northwind they type once.", "NORTHWIND CLINIC is open", "the Clinic’s desk"] {
            assert!(is_named("Northwind Clinic", sentence), "{sentence}");
        }
        assert!(is_named("A regional clinic", "Then a regional clinic opened."));
        for sentence in ["The clinic opened.", "Clinics open late.", ""] {
            assert!(!is_named("The Northwind Clinic", sentence), "{sentence}");
        }
        assert!(!is_named("", "Anything"));
    }
}
