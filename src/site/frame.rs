//! What every page sees: the site as a whole, made once.

use super::escape::publishable;
use super::html::plain;
use super::plan::Site;
use super::route::Routes;
use super::view::{CoverageView, Link, PolicyView, RungView, SiteView, capital, in_words, rung};
use crate::ladder::Rung;
use crate::study::Page;

impl Site<'_> {
    /// The title, fit to print.
    pub(super) fn title(&self) -> String {
        publishable(&self.checked.config.title, &self.routes)
    }

    /// Who publishes, fit to print.
    pub(super) fn publisher(&self) -> String {
        publishable(&self.checked.config.publisher, &self.routes)
    }

    /// What every page sees.
    pub(super) fn view(&self) -> SiteView {
        let config = &self.checked.config;
        let link = |address: &str| self.routes.link(address);
        let count = |rung: Rung| self.shown.iter().filter(|s| s.standing.rung == rung).count();
        let rungs = [Rung::HellYes, Rung::Love, Rung::WhyNot, Rung::Like];
        let nav = self.plain.iter().filter(|(page, _)| page.nav);
        let nav = nav.map(|(page, address)| Link { text: page_title(page, &self.routes), url: Some(link(address)) });
        let coverage = config.coverage.as_ref();
        let contact_url = config.contact.as_ref().map(|c| format!("mailto:{c}"));
        SiteView {
            title: self.title(),
            publisher: self.publisher(),
            tagline: config.tagline.as_ref().map(|t| publishable(t.trimmed(), &self.routes)),
            language: config.language.clone(),
            accent: config.accent.clone(),
            assets: self.assets.clone(),
            root: link("/"),
            canonical: config.base_url.absolute("/"),
            contact: config.contact.clone(),
            contact_url,
            nav: nav.collect(),
            home_url: link("/"),
            references_url: link("/references/"),
            how_we_know_url: link("/how-we-know/"),
            facets_url: (!self.facets.all().is_empty()).then(|| link("/by/")),
            hesitations_url: (self.hesitations.studies() > 0).then(|| link(super::hesitation::ADDRESS)),
            feed_url: link("/atom.xml"),
            studies: self.shown.len(),
            rungs: rungs.into_iter().map(|r| RungView { rung: rung(r), count: count(r) }).collect(),
            coverage: CoverageView {
                customers: coverage.and_then(|c| c.customers),
                asked: coverage.and_then(|c| c.asked),
                agreed: coverage.and_then(|c| c.agreed),
                shown: self.shown.len(),
                as_of: coverage.and_then(|c| c.as_of).map(Into::into),
                stated: coverage.is_some_and(|c| c.customers.is_some() || c.asked.is_some() || c.agreed.is_some()),
            },
            facets: self.facets.views(link),
            policy: PolicyView {
                cooling_off_days: config.policy.cooling_off_days,
                min_use_days: config.policy.min_use_days,
                love_months: config.policy.love_months,
                hell_yes_months: config.policy.hell_yes_months,
                percent_min_n: config.policy.percent_min_n,
                consent_months: config.policy.consent_months,
            },
            draft: self.checked.draft,
        }
    }
}

/// The title, else the file's name in words.
pub(super) fn page_title(page: &Page, routes: &Routes) -> String {
    let written = page.title.as_ref().map(|t| plain(t, routes)).filter(|t| !t.is_empty());
    written.unwrap_or_else(|| {
        let name = page.slug.rsplit('/').next().unwrap_or(&page.slug);
        capital(&in_words(name))
    })
}
