//! Private values of the studies: who agreed, who was interviewed, whom they told, where records are kept.

use std::collections::HashSet;

use super::needle::{Needle, Unless, Why, is_distinct, is_name, squashed, tokens};
use super::surname;
use crate::evidence::Kind;
use crate::ladder::LeftOut;
use crate::study::{Scope, Study};
use crate::written::Text;

/// Names that are no secret.
pub(super) struct Public {
    /// Everybody who is quoted by name, folded.
    pub(super) speakers: HashSet<String>,
    /// Words of their names and of those of customers.
    pub(super) words: HashSet<String>,
}

/// Everybody who is quoted by name in a study that is not held back.
pub(super) fn speakers<'a>(studies: impl Iterator<Item = (&'a Study, Option<&'a LeftOut>)>) -> HashSet<String> {
    let held = |why: &LeftOut| matches!(why, LeftOut::Draft | LeftOut::Broken | LeftOut::Withdrawn);
    let open = studies.filter(|(_, why)| !why.is_some_and(held));
    let quoted = open.flat_map(|(study, _)| study.meta.quotes.iter().filter_map(|quote| quote.by.as_ref()));
    quoted.map(|by| squashed(by.trimmed())).collect()
}

/// Words of the names that are public: of speakers, and of customers who may be named.
pub(super) fn said_of_names<'a>(studies: impl Iterator<Item = &'a Study>) -> HashSet<String> {
    let customer = |study: &'a Study| study.meta.customer.name.as_ref().filter(|_| !study.meta.customer.is_anonymous());
    let speakers = |study: &'a Study| study.meta.quotes.iter().filter_map(|quote| quote.by.as_ref());
    studies
        .flat_map(|s| speakers(s).chain(customer(s)).chain(&s.meta.product))
        .flat_map(|t| tokens(t.trimmed()))
        .collect()
}

/// The private values of a study. Who is quoted by name is no secret.
pub(super) fn needles(study: &Study, known: &Public) -> Vec<Needle> {
    let mut needles = Vec::new();
    if let Some(consent) = &study.meta.consent {
        let named = consent.scope.iter().any(|scope| scope.value == Scope::Name);
        let unless = if named { Unless::AStudySaysIt } else { Unless::Never };
        people(consent.by.as_ref(), Why::Signer, unless, known, &mut needles);
        record(consent.record.as_ref(), &mut needles);
    }
    for evidence in &study.meta.evidence {
        match &evidence.kind {
            Some(Kind::Interview(i)) => {
                people(i.with.as_ref(), Why::Interviewed, Unless::AStudySaysIt, known, &mut needles);
                record(i.notes.as_ref(), &mut needles);
            }
            Some(Kind::Commitment(c)) => record(c.record.as_ref(), &mut needles),
            Some(Kind::Advocacy(a)) => {
                let told = a.to.iter().filter(|to| is_name(to.trimmed()) || is_distinct(to.trimmed()));
                needles.extend(told.map(|to| whole(to, Why::Listener, Unless::AnythingSaysIt)));
            }
            _ => {}
        }
        record(evidence.file.as_ref(), &mut needles);
    }
    needles
}

fn whole(text: &Text, why: Why, unless: Unless) -> Needle {
    Needle::whole(text.trimmed(), why, unless, Some(text.span))
}

fn record(text: Option<&Text>, needles: &mut Vec<Needle>) {
    let distinct = text.into_iter().filter(|t| is_distinct(t.trimmed()));
    needles.extend(distinct.map(|t| whole(t, Why::Record, Unless::AStudySaysIt)));
}

/// Each of the people a value names.
pub(super) fn people(text: Option<&Text>, why: Why, unless: Unless, known: &Public, needles: &mut Vec<Needle>) {
    let Some(text) = text else { return };
    for part in text.value.split([',', ';', '&', '/']).flat_map(|part| part.split(" and ")) {
        let name = part.trim();
        if is_name(name) && !known.speakers.contains(&squashed(name)) {
            needles.push(Needle::whole(name, why.clone(), unless, Some(text.span)));
            let surnames = surname::of(name).filter(|surname| !known.words.contains(&squashed(surname)));
            needles.extend(surnames.map(|s| Needle::surname(&s, why.clone(), unless, Some(text.span))));
        }
    }
}
