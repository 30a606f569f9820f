//! Studies like this one: the same problem first, then the same industry, then the same hesitation, never the same
//! customer. Found by index, so that ten thousand studies are not compared in pairs.

use std::collections::HashMap;

use crate::study::Study;

/// How many are shown.
const MOST: usize = 3;

/// What two studies can share, most telling first.
const REASONS: [&str; 3] = ["the same problem", "the same industry", "the same hesitation"];

/// Studies by what they share.
#[derive(Debug)]
pub(crate) struct Related {
    by: [HashMap<String, Vec<usize>>; 3],
    customers: Vec<String>,
}

impl Related {
    /// Indexes `studies`, which come in the site's order.
    pub(crate) fn of_all(studies: &[&Study]) -> Self {
        let mut by: [HashMap<String, Vec<usize>>; 3] = Default::default();
        for (at, study) in studies.iter().enumerate() {
            for (index, key) in by.iter_mut().zip(keys(study)) {
                if let Some(key) = key {
                    index.entry(key).or_default().push(at);
                }
            }
        }
        let customer =
            |s: &&Study| s.meta.customer.name.as_ref().map(|n| slug::slugify(n.trimmed())).unwrap_or_default();
        Related { by, customers: studies.iter().map(customer).collect() }
    }

    /// The studies like `studies[at]`, and what they share with it.
    pub(crate) fn to(&self, at: usize, study: &Study) -> Vec<(usize, &'static str)> {
        let mut chosen: Vec<(usize, &'static str)> = Vec::new();
        for ((index, key), why) in self.by.iter().zip(keys(study)).zip(REASONS) {
            let Some(sharing) = key.and_then(|key| index.get(&key)) else { continue };
            for &other in sharing {
                if chosen.len() == MOST {
                    return chosen;
                }
                let new = other != at && !chosen.iter().any(|(c, _)| *c == other);
                if new && (self.customers[other].is_empty() || self.customers[other] != self.customers[at]) {
                    chosen.push((other, why));
                }
            }
        }
        chosen
    }
}

fn keys(study: &Study) -> [Option<String>; 3] {
    let meta = &study.meta;
    [
        meta.problem.tag.as_ref().map(|t| slug::slugify(t.trimmed())),
        meta.customer.industry.as_ref().map(|t| slug::slugify(t.trimmed())),
        meta.hesitation.as_ref().map(|h| slug::slugify(&h.text)),
    ]
    .map(|key| key.filter(|k| !k.is_empty()))
}
