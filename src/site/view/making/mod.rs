//! A study's views, made: list entry, page and brief. The pieces of a page are made in the order in which they stand
//! there, because that numbers the notes.

mod brief;
mod onward;
mod results;
mod trust;

use std::borrow::Cow;

use super::study::*;
use super::{Html, Link, PassOnView, Picture, allowed, note, words};
use crate::config::Config;
use crate::ladder::{Rung, Standing};
use crate::rule::Allowed;
use crate::site::escape::{attribute, publishable};
use crate::site::facet::Facets;
use crate::site::html::{self, Place, plain};
use crate::site::mark::{Anchors, Marks, NOT_BACKED};
use crate::site::route::Routes;
use crate::source::{Source, Span};
use crate::study::{Prose, Quote, Study};
use crate::written::{Choice, Text};

/// All that a study's views are made of.
pub(crate) struct Making<'a> {
    pub(crate) study: &'a Study,
    /// The text, where more than a list's entry is made.
    pub(crate) source: Cow<'a, Source>,
    pub(crate) standing: &'a Standing,
    pub(crate) repeated: Option<RepeatedView>,
    pub(crate) slug: &'a str,
    pub(crate) address: &'a str,
    pub(crate) routes: &'a Routes,
    pub(crate) facets: &'a Facets,
    pub(crate) config: &'a Config,
    pub(crate) today: jiff::civil::Date,
    /// What was allowed in its file.
    pub(crate) allowed: &'a [&'a Allowed],
    /// Identifiers of the study's records.
    pub(crate) records: Vec<String>,
}

/// A study's page and, with the same numbers, its brief.
pub(crate) struct Made {
    pub(crate) page: StudyView,
    pub(crate) brief: Option<StudyView>,
    pub(crate) pass_on: Option<PassOnView>,
}

/// How much of a study is made: a brief has no room for the story.
#[derive(Clone, Copy, PartialEq)]
enum Length {
    Full,
    Brief,
}

impl Making<'_> {
    /// The list entry.
    pub(crate) fn entry(&self) -> EntryView {
        let meta = &self.study.meta;
        let mut marks = Marks::new(Anchors::of(self.study)).elsewhere(&self.routes.link(self.address));
        let unbacked = self.unbacked();
        // Title and outcome come first, as on the page, so that the headline has the number it has there.
        let title = meta.title.as_ref().map(|title| self.inline(title, &mut marks, &unbacked));
        let outcome = self.maybe(&meta.outcome, &mut marks, &unbacked);
        let marked = match (&meta.outcome, &meta.title, outcome.or(title)) {
            (Some(prose), _, Some(_)) | (None, Some(prose), Some(_)) => {
                let place = Place { bare: true, ..self.place(&unbacked) };
                html::inline(prose, &place, &mut marks)
            }
            _ => Html(attribute(&title_text(self.study, self.routes))),
        };
        let titling = meta.title.as_ref().or(meta.outcome.as_ref());
        let title_unbacked =
            titling.filter(|prose| html::holds_unbacked(prose, &unbacked)).map(|_| marks.at(NOT_BACKED));
        let plain = |prose: &Option<Prose>| prose.as_ref().map(|p| plain(p, self.routes));
        let quote = meta.quotes.first();
        EntryView {
            slug: self.slug.to_owned(),
            url: self.routes.link(self.address),
            title: title_text(self.study, self.routes),
            outcome: plain(&meta.outcome),
            marked,
            title_unbacked,
            problem: plain(&meta.problem.text),
            quote: quote.and_then(|q| plain(&q.text)),
            quote_by: quote.and_then(|q| self.words(&q.by)),
            date: meta.date.as_ref().map(|d| d.value.into()),
            updated: meta.updated.as_ref().map(|d| d.value.into()),
            rung: standing(self.standing),
            repeated: self.repeated.clone(),
            customer: CustomerView { about: None, ..self.customer(&mut marks, &[]) },
            headline: self.results(&mut marks, false).into_iter().next(),
            product: self.words(&meta.product),
            facets: self.facets.of(self.study).map(|(facet, slug)| format!("{facet}:{slug}")).collect(),
        }
    }

    /// The page and the brief. `related` is what stands at the foot of the page.
    pub(crate) fn pages(&self, related: Vec<RelatedView>, brief: bool) -> Made {
        let mut marks = Marks::new(Anchors::of(self.study));
        let mut page = self.page(&mut marks, related, Length::Full);
        let pass_on = self.pass_on(page.headline.as_ref());
        page.pass_on_url = pass_on.is_some().then(|| self.routes.link(&format!("{}pass-it-on/", self.address)));
        let brief = brief.then(|| {
            let mut marks = marks.elsewhere(&self.routes.link(self.address));
            self.page(&mut marks, Vec::new(), Length::Brief).on_one_sheet()
        });
        Made { page, brief, pass_on }
    }

    /// The whole study for a place that is not its page: its notes are numbered as there, and links lead there.
    pub(crate) fn elsewhere(&self) -> StudyView {
        let mut marks = Marks::new(Anchors::of(self.study)).elsewhere(&self.routes.link(self.address));
        self.page(&mut marks, Vec::new(), Length::Full)
    }

    /// In the order of the page, because that numbers the notes.
    fn page(&self, marks: &mut Marks, related: Vec<RelatedView>, length: Length) -> StudyView {
        let meta = &self.study.meta;
        let unbacked = self.unbacked();
        let title = match &meta.title {
            Some(title) => self.inline(title, marks, &unbacked),
            None => Html(attribute(&title_text(self.study, self.routes))),
        };
        let outcome = self.maybe(&meta.outcome, marks, &unbacked);
        let results = self.results(marks, length == Length::Full);
        let mut quotes = meta
            .quotes
            .iter()
            .filter(|q| q.text.is_some())
            .map(|q| self.quote(q, marks, &unbacked))
            .collect::<Vec<_>>();
        let quote = (!quotes.is_empty()).then(|| quotes.remove(0));
        let problem = self.maybe(&meta.problem.text, marks, &unbacked);
        let cost = self.maybe(&meta.problem.cost, marks, &unbacked);
        let urgent_because = self.maybe(&meta.problem.urgent_because, marks, &unbacked);
        let body = match length {
            Length::Full => html::body(&self.source, &self.study.body, &self.place(&unbacked), marks),
            Length::Brief => Html::default(),
        };
        let customer = self.customer(marks, &unbacked);
        StudyView {
            slug: self.slug.to_owned(),
            url: self.routes.link(self.address),
            canonical: self.config.base_url.absolute(self.address),
            brief_url: self.config.output_files.briefs.then(|| self.routes.link(&format!("{}brief/", self.address))),
            proof_url: self
                .config
                .output_files
                .proof_json
                .then(|| self.routes.link(&format!("{}proof.json", self.address))),
            pass_on_url: None,
            shortened: false,
            title,
            title_text: title_text(self.study, self.routes),
            date: meta.date.as_ref().map(|d| d.value.into()),
            updated: meta.updated.as_ref().map(|d| d.value.into()),
            product: self.facet_link("product", meta.product.as_ref()),
            tags: meta.tags.iter().map(|t| publishable(t.trimmed(), self.routes)).collect(),
            rung: standing(self.standing),
            repeated: self.repeated.clone(),
            facts: self.facts(),
            problem,
            cost,
            urgent_because,
            outcome,
            outcome_text: meta.outcome.as_ref().map(|p| plain(p, self.routes)),
            headline: results.first().cloned(),
            results,
            quote,
            more_quotes: quotes,
            contents: self.contents(),
            allowed: allowed::views(self.allowed, &self.study.claims, &self.source, self.routes),
            limits: self.maybe(&meta.limits, marks, &unbacked),
            effort: self.effort(),
            hesitation: self.maybe(&meta.hesitation, marks, &unbacked),
            alternatives: meta.alternatives.iter().map(|t| publishable(t.trimmed(), self.routes)).collect(),
            typical: meta
                .typical
                .as_ref()
                .map(|t| TypicalView { text: self.maybe(&t.text, marks, &unbacked), basis: self.words(&t.basis) }),
            disclosure: self.disclosure(),
            consent: self.consent(),
            reference: self.reference(),
            related,
            lang: self.words(&meta.lang).unwrap_or_else(|| self.config.language.clone()),
            extra: super::page::extra(meta.extra.as_ref(), self.routes),
            customer,
            body,
            // Last: by now every claim of the page has its number.
            notes: note::notes(self.study, marks, self.routes),
        }
    }

    fn place<'b>(&'b self, unbacked: &'b [Span]) -> Place<'b> {
        let folder = self.study.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        Place { routes: self.routes, file: self.study.file, folder, records: &self.records, unbacked, bare: false }
    }

    /// Words of the study that no record backs, in the order of the file.
    fn unbacked(&self) -> Vec<Span> {
        allowed::spans(self.allowed)
    }

    fn inline(&self, prose: &Prose, marks: &mut Marks, unbacked: &[Span]) -> Html {
        html::inline(prose, &self.place(unbacked), marks)
    }

    fn maybe(&self, prose: &Option<Prose>, marks: &mut Marks, unbacked: &[Span]) -> Option<Html> {
        prose.as_ref().filter(|p| !p.is_blank()).map(|p| self.inline(p, marks, unbacked))
    }

    fn words(&self, text: &Option<Text>) -> Option<String> {
        text.as_ref().map(|t| publishable(t.trimmed(), self.routes)).filter(|t| !t.is_empty())
    }

    fn facet_link(&self, facet: &'static str, text: Option<&Text>) -> Option<Link> {
        let value = text?.trimmed();
        let address = self.facets.address(facet, value);
        Some(Link {
            text: publishable(&self.facets.label(facet, value), self.routes),
            url: address.map(|a| self.routes.link(&a)),
        })
    }

    /// Industry, size and region of the customer, as far as they are told.
    pub(crate) fn kind(&self) -> Vec<String> {
        let customer = &self.study.meta.customer;
        [("industry", &customer.industry), ("size", &customer.size), ("region", &customer.region)]
            .into_iter()
            .filter_map(|(name, value)| Some(self.facet_link(name, value.as_ref())?.text))
            .collect()
    }

    fn customer(&self, marks: &mut Marks, unbacked: &[Span]) -> CustomerView {
        let customer = &self.study.meta.customer;
        let anonymous = customer.is_anonymous();
        let name = customer_name(self.study, self.routes);
        let logo = if anonymous { None } else { self.picture(&customer.logo, &format!("{name} logo")) };
        CustomerView {
            anonymous,
            // An address or a logo would name them.
            url: customer
                .url
                .as_ref()
                .filter(|_| !anonymous)
                .map(|u| u.trimmed().to_owned())
                .filter(|u| note::is_web(u) && self.routes.is_public(u)),
            about: customer.about.as_ref().map(|p| self.inline(p, marks, unbacked)),
            industry: self.facet_link("industry", customer.industry.as_ref()),
            size: self.facet_link("size", customer.size.as_ref()),
            region: self.facet_link("region", customer.region.as_ref()),
            adopter: customer.adopter.as_ref().map(|a| Link {
                text: words::adopter(a.value).to_owned(),
                url: self.facets.address("adopter", a.value.word()).map(|a| self.routes.link(&a)),
            }),
            former: customer.former,
            logo,
            name,
        }
    }

    fn picture(&self, file: &Option<Text>, alt: &str) -> Option<Picture> {
        let place = self.place(&[]);
        let media = self.routes.media(place.file, place.folder, file.as_ref()?.trimmed())?;
        let (width, height) = media.size.unzip();
        Some(Picture { src: self.routes.link(&media.address), width, height, alt: alt.to_owned() })
    }

    fn facts(&self) -> Vec<Fact> {
        let meta = &self.study.meta;
        let rows = [
            ("Industry", "industry", meta.customer.industry.as_ref()),
            ("Size", "size", meta.customer.size.as_ref()),
            ("Region", "region", meta.customer.region.as_ref()),
            ("Problem", "problem", meta.problem.tag.as_ref()),
            ("Product", "product", meta.product.as_ref()),
        ];
        rows.into_iter()
            .filter_map(|(label, facet, text)| {
                let link = self.facet_link(facet, text)?;
                Some(Fact { label, text: link.text, url: link.url })
            })
            .collect()
    }

    fn quote(&self, quote: &Quote, marks: &mut Marks, unbacked: &[Span]) -> QuoteView {
        let explains = self.words(&quote.explains).map(|id| match self.study.record(&id) {
            Some(record) => match record.measurement().and_then(|m| m.metric.as_ref()) {
                Some(metric) => publishable(metric.trimmed(), self.routes),
                None => words::in_words(&id),
            },
            None => id,
        });
        let by = self.words(&quote.by);
        QuoteView {
            text: quote.text.as_ref().map(|t| self.inline(t, marks, unbacked)).unwrap_or_default(),
            text_text: quote.text.as_ref().map(|t| plain(t, self.routes)).unwrap_or_default(),
            role: self.facet_link("role", quote.role.as_ref()),
            asked: self.words(&quote.asked),
            date: quote.date.as_ref().map(|d| d.value.into()),
            photo: self.picture(&quote.photo, by.as_deref().unwrap_or("the person quoted")),
            edited: quote.edited.as_ref().is_some_and(|e| e.value),
            explains,
            by,
        }
    }

    fn contents(&self) -> Vec<Link> {
        let headings = &self.study.body.headings;
        let top = headings.iter().map(|h| h.level).min().unwrap_or(2);
        let at_top = headings.iter().filter(|h| h.level == top);
        at_top
            .map(|h| Link {
                text: publishable(&h.text.replace(crate::study::GAP, ""), self.routes),
                url: Some(format!("#{}", h.id)),
            })
            .collect()
    }

    fn effort(&self) -> Vec<Fact> {
        let Some(effort) = &self.study.meta.effort else { return Vec::new() };
        let rows = [
            ("Hour of their time", "Hours of their time", &effort.their_hours),
            ("Person involved", "People involved", &effort.people),
            ("Day until it was of use", "Days until it was of use", &effort.days_to_first_value),
        ];
        rows.into_iter()
            .filter_map(|(one, many, n)| {
                let text = n.as_ref()?.value.to_string();
                Some(Fact { label: if text == "1" { one } else { many }, text, url: None })
            })
            .collect()
    }
}

/// Where a study stands, for readers.
fn standing(standing: &Standing) -> StandingView {
    StandingView { caps: standing.caps.iter().map(|&c| words::cap(c)).collect(), ..rung(standing.rung) }
}

/// A rung for readers.
pub(crate) fn rung(rung: Rung) -> StandingView {
    StandingView {
        name: rung.word(),
        label: rung.label(),
        sentence: words::rung(rung),
        level: rung as usize,
        caps: Vec::new(),
    }
}

/// The name that may be printed.
pub(crate) fn customer_name(study: &Study, routes: &Routes) -> String {
    match study.meta.customer.public_name() {
        Some(name) => publishable(name.trimmed(), routes),
        None => "A customer".to_owned(),
    }
}

/// The title in plain words; made of customer and outcome when none is written.
pub(crate) fn title_text(study: &Study, routes: &Routes) -> String {
    if let Some(title) = study.meta.title.as_ref().filter(|t| !t.is_blank()) {
        return plain(title, routes);
    }
    let name = customer_name(study, routes);
    match &study.meta.outcome {
        Some(outcome) => {
            let outcome = plain(outcome, routes);
            format!("{name}: {}", outcome.trim_end_matches('.'))
        }
        None => name,
    }
}
