//! The index of "find a customer like you": one file a facet, which says which studies have which value, and the studies
//! in shards, so that a page loads what it shows and no more, with ten thousand studies too.
//!
//! A study is named by its place in the site's order. Everything here stands on the pages, too; without script the pages
//! of the facets do the same, one value at a time.

use serde_json::{Value, json};

use super::compose::Draft;
use super::html::plain;
use super::plan::Site;
use super::view::customer_name;

/// So many studies are in one shard.
pub(super) const SHARD: usize = 200;

impl Site<'_> {
    /// The studies by value of one facet: `{"health": [0, 4], …}`.
    pub(super) fn index(&self, facet: &str) -> Draft {
        let values = self.facets.all().iter().find(|known| known.name == facet).map(|facet| &facet.values);
        let index: serde_json::Map<String, Value> =
            values.into_iter().flatten().map(|(slug, shared)| (slug.clone(), json!(shared.studies))).collect();
        Draft::bytes(format!("by/{facet}.json"), Value::Object(index).to_string())
    }

    /// One shard of the studies, from 0, each as a row: link from the page, customer, outcome, rung, its
    /// level of four, before, after, metric, what kind of customer, months.
    pub(super) fn shard(&self, number: usize) -> Draft {
        let rows: Vec<Value> = self
            .shown
            .iter()
            .enumerate()
            .skip(number * SHARD)
            .take(SHARD)
            .map(|(at, shown)| {
                let making = self.listing(at);
                let (level, kind) = (shown.standing.rung as usize, making.kind());
                let headline = making.headline_figures();
                let figures = headline.unwrap_or_default();
                let outcome = shown.study.meta.outcome.as_ref().map(|words| plain(words, &self.routes));
                json!([
                    format!("..{}", shown.address),
                    customer_name(shown.study, &self.routes),
                    outcome,
                    shown.standing.rung.label(),
                    level,
                    figures.before,
                    figures.after,
                    figures.metric,
                    kind,
                    figures.months
                ])
            })
            .collect();
        Draft::bytes(format!("by/studies-{number}.json"), Value::Array(rows).to_string())
    }
}
