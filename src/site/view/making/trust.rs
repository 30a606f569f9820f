//! What a reader must know to trust a study: ties and gifts, agreement, and whom to ask.

use super::{Making, customer_name};
use crate::ladder::last_day;
use crate::site::escape::publishable;
use crate::site::html::plain;
use crate::site::view::reference::{Around, reference};
use crate::site::view::{ReferenceView, words};
use crate::written::Text;

impl Making<'_> {
    pub(super) fn disclosure(&self) -> Vec<String> {
        let disclosure = &self.study.meta.disclosure;
        let tie = match &disclosure.relationship {
            Some(tie) => words::relationship(tie.value).to_owned(),
            None => "Whether customer and publisher are tied in any other way is not stated.".to_owned(),
        };
        let gift = match (&disclosure.incentive, disclosure.paid()) {
            (None, _) => "Whether the customer received anything for this is not stated.".to_owned(),
            (Some(_), None) => "The customer received nothing for this.".to_owned(),
            (Some(_), Some(what)) => {
                format!(
                    "The customer received something for this: {}.",
                    publishable(what.trimmed().trim_end_matches('.'), self.routes)
                )
            }
        };
        vec![tie, gift]
    }

    /// The status only: who signed and where it is kept is private, unless they speak on the page anyway.
    pub(super) fn consent(&self) -> String {
        let Some(consent) = &self.study.meta.consent else {
            return "No consent to this text is recorded.".to_owned();
        };
        let by = consent
            .by
            .as_ref()
            .map(Text::trimmed)
            .filter(|by| self.study.meta.quotes.iter().any(|q| q.by.as_ref().is_some_and(|q| q.trimmed() == *by)));
        let who = by.unwrap_or("The customer");
        let since = consent.date.as_ref().map(|d| format!(" on {}", words::date(d.value))).unwrap_or_default();
        let until = last_day(consent, &self.config.policy);
        let until = until.map(|d| format!(", until {}", words::date(d))).unwrap_or_default();
        publishable(&format!("{who} agreed to this text{since}{until}."), self.routes)
    }

    /// What a call can be about, read off the study: a reader chooses by it whom to ask.
    fn covers(&self) -> Vec<String> {
        let meta = &self.study.meta;
        let counted = meta.evidence.iter().filter_map(|record| Some((record, record.measurement()?)));
        let mut covers: Vec<String> = counted
            .take(3)
            .map(|(record, m)| {
                let metric =
                    m.metric.as_ref().map_or_else(|| words::in_words(&record.id.value), |m| m.trimmed().to_owned());
                publishable(&format!("{}, before and after", words::capital(&metric)), self.routes)
            })
            .collect();
        let told = [
            (meta.effort.is_some(), "What it took them"),
            (meta.hesitation.is_some(), "What nearly stopped them"),
            (meta.limits.is_some(), "What did not change"),
        ];
        covers.extend(told.into_iter().filter(|(is, _)| *is).map(|(_, topic)| topic.to_owned()));
        covers
    }

    pub(crate) fn reference(&self) -> Option<ReferenceView> {
        let about =
            self.study.meta.problem.tag.as_ref().map(|t| publishable(&words::in_words(t.trimmed()), self.routes));
        reference(
            self.study.meta.reference.as_ref()?,
            Around {
                customer: &customer_name(self.study, self.routes),
                about: about.or_else(|| self.study.meta.problem.text.as_ref().map(|p| plain(p, self.routes))),
                covers: self.covers(),
                url: self.routes.link(self.address),
                routes: self.routes,
                today: self.today,
            },
        )
    }
}
