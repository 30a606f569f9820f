//! What a customer can send to somebody with the same problem: their words, the figures, the way to the evidence.

use super::Making;
use crate::ladder::Rung;
use crate::site::html::plain;
use crate::site::view::sentence::{ended_text, first};
use crate::site::view::{PassOnView, ResultView, capital, customer_name, in_words};

impl Making<'_> {
    /// From `Measured` up. Below, there is nothing yet that one customer could vouch for to another.
    pub(super) fn pass_on(&self, headline: Option<&ResultView>) -> Option<PassOnView> {
        if self.standing.rung < Rung::Love {
            return None;
        }
        let meta = &self.study.meta;
        let name = customer_name(self.study, self.routes);
        let words = |prose: &Option<crate::study::Prose>| prose.as_ref().map(|prose| plain(prose, self.routes));
        let problem = words(&meta.problem.text)?;
        let limits = if meta.limits.is_some() { ", and what did not change," } else { "" };
        let sentences = vec![
            ended_text(format!("The problem at {name}: {}", first(&problem))),
            ended_text(first(&words(&meta.outcome).unwrap_or_default()).to_owned()),
            format!("How it was counted{limits} is on one page with the names of those who say so."),
        ];
        let subject = match headline.and_then(|of| Some((of, of.before.as_ref()?))) {
            Some((of, before)) => {
                let unit = if of.unit_after.is_empty() { String::new() } else { format!(" {}", of.unit_after) };
                format!("{}: {before} to {}{unit}, at {name}", of.metric, of.after)
            }
            None => {
                let tag = meta.problem.tag.as_ref().map(|tag| capital(&in_words(tag.trimmed())));
                tag.map_or_else(|| name.clone(), |tag| format!("{tag}, at {name}"))
            }
        };
        Some(PassOnView::new(subject, sentences, self.config.base_url.absolute(self.address), self.disclosure()))
    }
}
