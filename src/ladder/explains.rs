//! Whether a quote explains: it names a number or a content word of the problem or the record it points to.
//!
//! A shared word is no explanation yet; it tells words about the thing from praise that would fit any product.

use std::collections::BTreeSet;

use super::words::content;
use crate::claim::{Dimension, Exact, Quantity, Unit, read_quantities};
use crate::evidence::{Kind, Record};
use crate::study::{Problem, Quote, Study};

/// Whether `quote` points to something it shares a number or a content word with.
pub fn explains(quote: &Quote, study: &Study) -> bool {
    quote.explains.as_ref().is_some_and(|target| could_explain(quote, target.trimmed(), study))
}

/// Whether `quote` shares a number or a content word with `target`: `problem`, or the id of a record.
pub(crate) fn could_explain(quote: &Quote, target: &str, study: &Study) -> bool {
    let Some(text) = &quote.text else { return false };
    let target = match target {
        "problem" => of_problem(&study.meta.problem),
        id => match study.record(id) {
            Some(record) => of_record(record),
            None => return false,
        },
    };
    target.shares(&text.text)
}

/// What can be shared.
#[derive(Default)]
struct Target {
    words: BTreeSet<String>,
    numbers: Vec<(Exact, Unit)>,
}

/// Every part counts, and none only where another is absent: a default that steps in would let a cut raise the rung.
fn of_problem(problem: &Problem) -> Target {
    let mut target = Target::default();
    for part in [&problem.text, &problem.cost, &problem.urgent_because].into_iter().flatten() {
        target.read(&part.text);
    }
    target
}

fn of_record(record: &Record) -> Target {
    let mut target = Target::default();
    target.words.extend(content(&record.id.value));
    if let Some(states) = &record.states {
        target.read(&states.value);
    }
    let (name, unit, values) = match &record.kind {
        Some(Kind::Measurement(m)) => (&m.metric, &m.unit, vec![&m.before, &m.after, &m.value]),
        Some(Kind::Usage(u)) => (&u.metric, &u.unit, vec![&u.value]),
        Some(Kind::Document(d)) => (&d.title, &d.unit, vec![&d.value]),
        Some(Kind::Public(p)) => (&None, &p.unit, vec![&p.value]),
        _ => (&None, &None, Vec::new()),
    };
    if let Some(name) = name {
        target.words.extend(content(&name.value));
    }
    let unit = Unit::parse(unit.as_ref().map_or("", |u| u.trimmed()));
    target.numbers.extend(values.into_iter().flatten().map(|value| (value.value, unit.clone())));
    target
}

impl Target {
    fn read(&mut self, text: &str) {
        self.words.extend(content(text));
        self.numbers.extend(
            read_quantities(text).into_iter().flat_map(|q| [(q.low.value, q.unit.clone()), (q.high.value, q.unit)]),
        );
    }

    fn shares(&self, text: &str) -> bool {
        let shared = content(text).iter().any(|word| self.words.contains(word));
        shared
            || read_quantities(text).iter().any(|said| self.numbers.iter().any(|(value, unit)| is(said, *value, unit)))
    }
}

/// Whether the quantity said is this value: in a unit that converts into its unit, or without any. A bare one is no
/// figure ("the one thing"), and five stars are not five hours.
fn is(said: &Quantity, value: Exact, unit: &Unit) -> bool {
    let factor = match said.unit.dimension {
        Dimension::Bare if said.low.value == Exact::ONE => None,
        Dimension::Bare => Some(Exact::ONE),
        Dimension::Count if content(&said.unit.noun).is_disjoint(&content(&unit.noun)) => None,
        _ => said.unit.ratio(unit),
    };
    let same = |number: Exact| factor.and_then(|factor| number.times(factor)) == Some(value);
    same(said.low.value) || same(said.high.value)
}
