//! Pictures for link previews: which pages have one, and what it says.

use super::OutPath;
use super::compose::Draft;
use super::plan::{Shown, Site};
use super::view::{CardView, StudyView};
use crate::card::{self, Card};
use crate::colour::Colour;
use crate::study::Relationship;

/// The picture of every page that has none of its own.
pub(super) const SITE: &str = "/card.png";

impl Site<'_> {
    /// Whether cards are painted at all, and can be: `None` for words in other letters than ours.
    fn paintable(&self, card: Card) -> Option<Card> {
        let wanted = self.checked.config.output_files.cards && card::PAINTS;
        Some(card).filter(|card| wanted && card.words().all(card::can_write))
    }

    /// The card of the site.
    pub(super) fn site_card(&self) -> Option<Card> {
        let tagline = self.checked.config.tagline.as_ref();
        let what = tagline.map(|t| super::escape::publishable(t.trimmed(), &self.routes));
        let publisher = self.publisher();
        self.paintable(Card {
            who: self.title(),
            what: what.unwrap_or_else(|| format!("What customers of {publisher} report, and how it is known.")),
            publisher,
            ..Card::default()
        })
    }

    /// The card of a study.
    pub(super) fn study_card(&self, shown: &Shown<'_>, study: &StudyView) -> Option<Card> {
        let headline = study.headline.as_ref().filter(|of| of.before.is_some());
        let what = match headline {
            Some(of) if of.unit_after.is_empty() => of.metric.clone(),
            Some(of) => format!("{}, {}", of.metric, of.unit_after),
            None => study.outcome_text.clone().unwrap_or_else(|| study.title_text.clone()),
        };
        let disclosure = &shown.study.meta.disclosure;
        let tied = disclosure.relationship.as_ref().is_some_and(|tie| tie.value != Relationship::None);
        let mut provisos = Vec::new();
        if study.customer.former {
            provisos.push("No longer a customer.".to_owned());
        }
        // The sentences come in the order: tie, gift.
        provisos.extend(study.disclosure.first().filter(|_| tied).cloned());
        provisos.extend(study.disclosure.last().filter(|_| disclosure.paid().is_some()).cloned());
        if headline.is_none() && !study.allowed.is_empty() {
            provisos.push("Some of these words have no record; the page says which.".to_owned());
        }
        self.paintable(Card {
            who: study.customer.name.clone(),
            rung: Some((study.rung.level, study.rung.label)),
            change: headline.and_then(|of| Some((of.before.clone()?, of.after.clone()))),
            what,
            publisher: self.publisher(),
            proviso: (!provisos.is_empty()).then(|| provisos.join(" ")),
        })
    }

    /// What a page says of its card.
    pub(super) fn card_view(&self, card: &Card, address: &str) -> CardView {
        let url = self.checked.config.base_url.absolute(address);
        CardView { url, width: card::WIDTH, height: card::HEIGHT, alt: card.alt() }
    }

    /// The card as a file to be painted.
    pub(super) fn painted(&self, card: &Card, address: &str) -> Draft {
        let accent = Colour::parse(&self.checked.config.accent);
        let mut draft = Draft::bytes(OutPath::new(address).as_str(), String::new());
        draft.picture = accent.map(|accent| card.drawing(accent).into());
        draft
    }
}
