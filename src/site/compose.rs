//! One page at a time: what its template sees.

use std::sync::Arc;

use tera::{Context, Value};

use super::escape::{attribute, publishable};
use super::facet;
use super::frame::page_title;
use super::html::{self, Place, plain};
use super::mark::Marks;
use super::plan::{Job, Site, numbered};
use super::route::Routes;
use super::view::{
    Crumb, Html, Link, PageKind, PageView, Pager, PagerPage, PlainView, RelatedView, StudyView, allowed, customer_name,
    extra,
};
use super::{OutPath, data, feed, hosting, preview, proof, sitemap};
use crate::claim::Place as Where;
use crate::source::FileId;
use crate::study::{Body, GAP, Prose};

/// Home lists up to so many studies without filters.
const FEW: usize = 5;

/// A description is cut to so many characters.
const DESCRIPTION: usize = 160;

/// A file to be written: a template and what it sees, or finished bytes.
#[derive(Debug)]
pub struct Draft {
    /// Where it goes.
    pub path: OutPath,
    /// The template; `None` for finished bytes.
    pub template: Option<&'static str>,
    /// What the template sees.
    pub context: Context,
    /// The bytes, without a template.
    pub bytes: Vec<u8>,
    /// A picture to be painted: the drawing, as SVG.
    pub picture: Option<Arc<str>>,
    /// Where its twin in Markdown goes, made of the finished page.
    pub twin: Option<OutPath>,
    /// The document it is made from.
    pub file: Option<FileId>,
}

impl Draft {
    pub(super) fn bytes(path: impl AsRef<str>, text: String) -> Self {
        Draft {
            path: OutPath::new(path.as_ref()),
            template: None,
            context: Context::new(),
            bytes: text.into_bytes(),
            picture: None,
            twin: None,
            file: None,
        }
    }
}

/// Gives a page what it says to machines, and a policy that knows it.
fn tell(page: &mut PageView, data: Option<Html>) {
    page.policy = hosting::policy(data.as_ref());
    page.data = data;
}

impl Site<'_> {
    /// The files of a job.
    pub fn compose(&self, job: &Job) -> Vec<Draft> {
        let base = &self.routes.base;
        match job {
            Job::Home(number) => vec![self.home(*number)],
            Job::Study(at) => self.study(*at),
            Job::Facet(name, slug, number) => vec![self.facet(name, slug, *number)],
            Job::Facets => vec![self.facets_page()],
            Job::Index(facet) => vec![self.index(facet)],
            Job::Shard(number) => vec![self.shard(*number)],
            Job::References(number) => vec![self.references_page(*number)],
            Job::Hesitations(number) => vec![self.hesitations_page(*number)],
            Job::HowWeKnow => vec![self.how_we_know()],
            Job::Plain(at) => vec![self.plain_page(*at)],
            Job::NotFound => vec![self.not_found()],
            Job::Redirect(from, to) => vec![self.redirect(from, to)],
            Job::Feed => vec![Draft::bytes("atom.xml", feed::atom(self))],
            Job::Llms => vec![Draft::bytes("llms.txt", sitemap::llms(self))],
            Job::Card => self.site_card().map(|card| self.painted(&card, preview::SITE)).into_iter().collect(),
            Job::Headers => vec![Draft::bytes("_headers", hosting::headers(self))],
            Job::Redirects => vec![Draft::bytes("_redirects", hosting::redirects(self))],
            Job::Robots => vec![Draft::bytes("robots.txt", sitemap::robots(self))],
            Job::Sitemap(0) => vec![Draft::bytes("sitemap.xml", sitemap::sitemap(base, &self.listed))],
            Job::Sitemap(part) => {
                vec![Draft::bytes(format!("sitemap-{part}.xml"), sitemap::part(base, &self.listed, *part))]
            }
        }
    }

    pub(super) fn blank(&self, kind: PageKind, address: &str, title: &str) -> PageView {
        let config = &self.checked.config;
        PageView {
            kind,
            title: title.to_owned(),
            description: String::new(),
            url: self.routes.link(address),
            canonical: config.base_url.absolute(address),
            noindex: self.checked.draft,
            lang: config.language.clone(),
            twin_url: (config.output_files.twins && has_twin(kind)).then(|| self.routes.link(&twin(address))),
            data: None,
            policy: hosting::policy(None),
            card: self.site_card().map(|card| self.card_view(&card, preview::SITE)),
            breadcrumbs: vec![Crumb { text: "All studies".to_owned(), url: Some(self.routes.link("/")) }],
            studies: Vec::new(),
            total: 0,
            pager: None,
            size: None,
            facet: None,
            value: None,
            references: Vec::new(),
            hesitations: Vec::new(),
            pass_on: None,
            plain: None,
            target: None,
        }
    }

    pub(super) fn crumb(&self, page: &mut PageView, text: &str, address: Option<&str>) {
        page.breadcrumbs.push(Crumb { text: text.to_owned(), url: address.map(|a| self.routes.link(a)) });
    }

    pub(super) fn draft(
        &self,
        address: &str,
        template: &'static str,
        page: &PageView,
        study: Option<&StudyView>,
    ) -> Draft {
        let mut context = Context::new();
        context.insert_value("site", self.site.clone());
        context.insert_value("page", Value::from_serializable(page));
        if let Some(study) = study {
            context.insert_value("study", Value::from_serializable(study));
        }
        Draft {
            path: OutPath::page(address),
            template: Some(template),
            context,
            bytes: Vec::new(),
            picture: None,
            twin: page.twin_url.is_some().then(|| OutPath::new(&twin(address))),
            file: None,
        }
    }

    fn home(&self, number: usize) -> Draft {
        let config = &self.checked.config;
        let address = numbered("/", number);
        let mut page = self.blank(PageKind::Home, &address, &self.title());
        page.breadcrumbs.clear();
        page.size = Some(match self.shown.len() {
            0 => "none",
            1 => "one",
            2..=FEW => "few",
            _ => "many",
        });
        page.description = shortened(&match &config.tagline {
            Some(tagline) => publishable(tagline.trimmed(), &self.routes),
            None => format!("What customers of {} report, and how it is known.", self.publisher()),
        });
        let all: Vec<usize> = (0..self.shown.len()).collect();
        self.fill(&mut page, "/", number, &all);
        if self.shown.len() != 1 {
            let title = page.title.clone();
            self.collect(&mut page, &title, number, &all);
            return self.draft(&address, "home.html", &page, None);
        }
        // The one study is the home page; its own page is the one that counts.
        let made = self.making(0).pages(Vec::new(), false);
        page.canonical = made.page.canonical.clone();
        let data = data::study(&page, &made.page, &self.publisher(), self.origin());
        tell(&mut page, Some(data));
        self.draft(&address, "home.html", &page, Some(&made.page))
    }

    /// Puts the studies of one page of a list on it.
    fn fill(&self, page: &mut PageView, address: &str, number: usize, all: &[usize]) {
        let size = self.checked.config.page_size;
        let from = (number - 1) * size;
        page.studies = all.iter().skip(from).take(size).map(|&at| self.entries[at].clone()).collect();
        page.total = all.len();
        page.pager = self.pager(address, number, all.len().div_ceil(size));
    }

    /// Says to machines what the list holds.
    fn collect(&self, page: &mut PageView, title: &str, number: usize, all: &[usize]) {
        let size = self.checked.config.page_size;
        let item = |&at: &usize| {
            let shown = &self.shown[at];
            (customer_name(shown.study, &self.routes), self.checked.config.base_url.absolute(&shown.address))
        };
        let items: Vec<(String, String)> = all.iter().skip((number - 1) * size).take(size).map(item).collect();
        let data = data::collection(page, title, &items, self.origin());
        tell(page, Some(data));
    }

    fn origin(&self) -> &str {
        &self.checked.config.base_url.origin
    }

    pub(super) fn pager(&self, address: &str, number: usize, of: usize) -> Option<Pager> {
        if of < 2 {
            return None;
        }
        let url = |n: usize| self.routes.link(&numbered(address, n));
        let shown = |n: &usize| *n == 1 || *n == of || n.abs_diff(number) <= 2;
        let mut pages: Vec<Option<PagerPage>> = Vec::new();
        let mut last = 0;
        for n in (1..=of).filter(shown) {
            if n != last + 1 {
                pages.push(None);
            }
            pages.push(Some(PagerPage { number: n, url: url(n), current: n == number }));
            last = n;
        }
        let previous = (number > 1).then(|| url(number - 1));
        let next = (number < of).then(|| url(number + 1));
        Some(Pager { number, of, previous, next, pages })
    }

    fn study(&self, at: usize) -> Vec<Draft> {
        let shown = &self.shown[at];
        let related = self.related.to(at);
        let related =
            related.into_iter().map(|(other, why)| RelatedView { study: self.entries[other].clone(), why }).collect();
        let made = self.making(at).pages(related, self.checked.config.output_files.briefs);
        let mut page = self.blank(PageKind::Study, &shown.address, &made.page.title_text);
        page.lang = made.page.lang.clone();
        page.description = shortened(made.page.outcome_text.as_deref().unwrap_or(&made.page.title_text));
        let name = made.page.customer.name.clone();
        self.crumb(&mut page, &name, None);
        let card = self.study_card(shown, &made.page);
        let card_address = format!("{}card.png", shown.address);
        if let Some(card) = &card {
            page.card = Some(self.card_view(card, &card_address));
        }
        let data = data::study(&page, &made.page, &self.publisher(), self.origin());
        tell(&mut page, Some(data));
        let mut drafts = vec![self.draft(&shown.address, "study.html", &page, Some(&made.page))];
        if made.page.proof_url.is_some() {
            let path = format!("{}{}", shown.address, proof::NAME);
            drafts.push(Draft::bytes(path, proof::of(self, at, &made.page)));
        }
        tell(&mut page, None);
        page.twin_url = None;
        if let Some(brief) = made.brief {
            let address = format!("{}brief/", shown.address);
            let mut page = PageView { kind: PageKind::Brief, url: self.routes.link(&address), ..page.clone() };
            // The study's address is the one that counts, for search engines and on paper.
            page.title = format!("Brief: {}", brief.title_text);
            page.breadcrumbs.truncate(1);
            self.crumb(&mut page, &name, Some(&shown.address));
            self.crumb(&mut page, "Brief", None);
            drafts.push(self.draft(&address, "brief.html", &page, Some(&brief)));
        }
        if let Some(pass_on) = made.pass_on {
            let address = format!("{}pass-it-on/", shown.address);
            page.kind = PageKind::PassOn;
            page.url = self.routes.link(&address);
            page.canonical = self.checked.config.base_url.absolute(&address);
            page.title = format!("Pass it on: {name}");
            page.description = "A message to somebody with the same problem, to copy and send.".to_owned();
            page.noindex = true;
            page.pass_on = Some(pass_on);
            page.breadcrumbs.truncate(1);
            self.crumb(&mut page, &name, Some(&shown.address));
            self.crumb(&mut page, "Pass it on", None);
            drafts.push(self.draft(&address, "pass-it-on.html", &page, Some(&made.page)));
        }
        drafts.extend(card.map(|card| self.painted(&card, &card_address)));
        for draft in &mut drafts {
            draft.file = Some(shown.study.file);
        }
        drafts
    }

    fn facet(&self, name: &str, slug: &str, number: usize) -> Draft {
        let base = facet::address(name, slug);
        let address = numbered(&base, number);
        let facet = self.facets.all().iter().find(|f| f.name == name);
        let shared = facet.and_then(|f| f.values.get(slug));
        let (label, value) = (facet.map_or("", |f| f.label), shared.map_or("", |s| s.label.as_str()));
        let mut page = self.blank(PageKind::Facet, &address, &format!("{label}: {value}"));
        page.description = format!("Customers with {}: {value}.", label.to_lowercase());
        page.facet = Some(Link { text: label.to_owned(), url: Some(self.routes.link("/by/")) });
        page.value = Some(value.to_owned());
        self.crumb(&mut page, "Find a customer like you", Some("/by/"));
        self.crumb(&mut page, value, None);
        let studies = shared.map_or(&[][..], |s| &s.studies);
        self.fill(&mut page, &base, number, studies);
        self.collect(&mut page, value, number, studies);
        self.draft(&address, "facet.html", &page, None)
    }

    fn facets_page(&self) -> Draft {
        let mut page = self.blank(PageKind::Facets, "/by/", "Find a customer like you");
        page.description = "Studies by problem, industry, size, role and product.".to_owned();
        let title = page.title.clone();
        self.crumb(&mut page, &title, None);
        self.draft("/by/", "facets.html", &page, None)
    }

    fn references_page(&self, number: usize) -> Draft {
        let size = self.checked.config.page_size;
        let address = numbered("/references/", number);
        let mut page = self.blank(PageKind::References, &address, "Customers who answer questions");
        page.description = "Who will take a call or a message, about what, and who is resting.".to_owned();
        let title = page.title.clone();
        self.crumb(&mut page, &title, None);
        page.references = self.references.iter().skip((number - 1) * size).take(size).cloned().collect();
        page.total = self.references.len();
        page.pager = self.pager("/references/", number, self.references.len().div_ceil(size));
        self.draft(&address, "references.html", &page, None)
    }

    fn how_we_know(&self) -> Draft {
        let mut page = self.blank(PageKind::HowWeKnow, "/how-we-know/", "How we know");
        page.description = "What each rung asks for, how customers were chosen, and how to complain.".to_owned();
        self.crumb(&mut page, "How we know", None);
        self.draft("/how-we-know/", "how-we-know.html", &page, None)
    }

    fn plain_page(&self, at: usize) -> Draft {
        let (document, address) = &self.plain[at];
        let title = page_title(document, &self.routes);
        let mut page = self.blank(PageKind::Plain, address, &title);
        let described = document.description.as_ref().map(|d| plain(d, &self.routes)).filter(|d| !d.is_empty());
        page.description = shortened(
            &described.or_else(|| first_words(&document.body, &self.routes)).unwrap_or_else(|| title.clone()),
        );
        self.crumb(&mut page, &title, None);
        let folder = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let source = self.checked.sources.get(document.file);
        let allowed = self.allowed.get(&document.file).map_or(&[][..], Vec::as_slice);
        let unbacked = allowed::spans(allowed);
        let place =
            Place { routes: &self.routes, file: document.file, folder, records: &[], unbacked: &unbacked, bare: false };
        let mut marks = Marks::default();
        let top = document.body.headings.iter().map(|h| h.level).min().unwrap_or(2);
        let contents = document.body.headings.iter().filter(|h| h.level == top).map(|h| Link {
            text: publishable(&h.text.replace(crate::study::GAP, ""), &self.routes),
            url: Some(format!("#{}", h.id)),
        });
        page.plain = Some(PlainView {
            title: match &document.title {
                Some(title) => html::inline(title, &place, &mut marks),
                None => Html(attribute(&title)),
            },
            body: html::body(source, &document.body, &place, &mut marks),
            contents: contents.collect(),
            allowed: allowed::views(allowed, &document.claims, source, &self.routes),
            extra: extra(document.extra.as_ref(), &self.routes),
        });
        let mut draft = self.draft(address, "page.html", &page, None);
        draft.file = Some(document.file);
        draft
    }

    fn not_found(&self) -> Draft {
        let mut page = self.blank(PageKind::NotFound, "/404.html", "Nothing here");
        page.description = "There is no entry at this address.".to_owned();
        page.noindex = true;
        self.draft("/404.html", "404.html", &page, None)
    }

    fn redirect(&self, from: &str, to: &str) -> Draft {
        let mut page = self.blank(PageKind::Redirect, &format!("/{from}"), "This page has moved");
        page.noindex = true;
        page.canonical = self.checked.config.base_url.absolute(to);
        page.target = Some(self.routes.link(to));
        let mut draft = self.draft("/", "redirect.html", &page, None);
        draft.path = OutPath::new(from);
        draft
    }
}

/// Which kinds of page have a twin: those that are read, not those that lead on.
pub(super) fn has_twin(kind: PageKind) -> bool {
    matches!(kind, PageKind::Study | PageKind::Plain | PageKind::HowWeKnow)
}

/// The address of a page's twin in Markdown.
pub(super) fn twin(address: &str) -> String {
    format!("{address}index.md")
}

/// The first paragraph whose words may be shown anywhere: none of them rests on a study that is left out.
fn first_words(body: &Body, routes: &Routes) -> Option<String> {
    let shown = |prose: &&Prose| prose.place == Where::Body && !prose.links.iter().any(|l| routes.withholds(&l.target));
    let words = body.prose.iter().find(shown)?.text.replace(GAP, "");
    Some(publishable(words.trim(), routes)).filter(|words| !words.is_empty())
}

/// Cut at a word, with an ellipsis.
pub(super) fn shortened(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= DESCRIPTION {
        return words;
    }
    let cut: String = words.chars().take(DESCRIPTION - 1).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_cut_at_a_word() {
        assert_eq!(shortened("Short  words"), "Short words");
        let long = shortened(&"word, ".repeat(60));
        assert!(long.chars().count() <= DESCRIPTION && long.ends_with("word…"), "{long}");
        assert!(shortened(&"é".repeat(400)).chars().count() <= DESCRIPTION);
    }
}
