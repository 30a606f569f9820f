//! Studies like this one: the same problem first, then the same industry, then the same hesitation, never the same
//! customer. Found by index, so that ten thousand studies are not compared in pairs.

use std::collections::HashMap;

use crate::study::Study;

/// How many are shown.
const MOST: usize = 3;

/// What two studies can share, most telling first.
const REASONS: [&str; 3] = ["the same problem", "the same industry", "the same hesitation"];

/// Studies by what they share. What is written alike has one number.
#[derive(Clone, Debug)]
pub(crate) struct Related {
    /// For each reason, by number: the studies that have it.
    by: [Vec<Vec<usize>>; 3],
    /// For each study, its number by reason.
    keys: Vec<[Option<usize>; 3]>,
    /// For each study, the number of its customer.
    customers: Vec<Option<usize>>,
}

/// Numbers for words that are the same in an address; none for words without letters and digits.
#[derive(Default)]
struct Numbers<'a> {
    /// By the words as written, so that few of them are made into addresses.
    of_words: HashMap<&'a str, Option<usize>>,
    of_slugs: HashMap<String, usize>,
}

impl<'a> Numbers<'a> {
    fn of(&mut self, words: &'a str) -> Option<usize> {
        *self.of_words.entry(words).or_insert_with(|| {
            let slug = slug::slugify(words);
            let next = self.of_slugs.len();
            (!slug.is_empty()).then(|| *self.of_slugs.entry(slug).or_insert(next))
        })
    }
}

impl Related {
    /// Indexes `studies`, which come in the site's order.
    pub(crate) fn of_all(studies: &[&Study]) -> Self {
        let mut numbers: [Numbers<'_>; 3] = Default::default();
        let mut names = Numbers::default();
        let mut related = Related { by: Default::default(), keys: Vec::new(), customers: Vec::new() };
        for (at, study) in studies.iter().enumerate() {
            let mut keys = [None; 3];
            for (reason, words) in words(study).into_iter().enumerate() {
                let Some(number) = words.and_then(|words| numbers[reason].of(words)) else { continue };
                let sharing = &mut related.by[reason];
                sharing.resize_with(sharing.len().max(number + 1), Vec::new);
                sharing[number].push(at);
                keys[reason] = Some(number);
            }
            related.keys.push(keys);
            let name = study.meta.customer.name.as_ref().map(|name| name.trimmed());
            related.customers.push(name.and_then(|name| names.of(name)));
        }
        related
    }

    /// The studies like the one at `at`, and what they share with it.
    pub(crate) fn to(&self, at: usize) -> Vec<(usize, &'static str)> {
        let mut chosen: Vec<(usize, &'static str)> = Vec::new();
        for ((by, key), why) in self.by.iter().zip(self.keys[at]).zip(REASONS) {
            let Some(sharing) = key.map(|key| &by[key]) else { continue };
            for &other in sharing {
                if chosen.len() == MOST {
                    return chosen;
                }
                let new = other != at && !chosen.iter().any(|(c, _)| *c == other);
                if new && (self.customers[other].is_none() || self.customers[other] != self.customers[at]) {
                    chosen.push((other, why));
                }
            }
        }
        chosen
    }
}

/// What a study may share, in the order of [`REASONS`].
pub(super) fn words(study: &Study) -> [Option<&str>; 3] {
    let meta = &study.meta;
    [
        meta.problem.tag.as_ref().map(|t| t.trimmed()),
        meta.customer.industry.as_ref().map(|t| t.trimmed()),
        meta.hesitation.as_ref().map(|h| h.text.as_str()),
    ]
}
