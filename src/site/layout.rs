//! Gives every page and file its address. The first to ask for one gets it; who comes too late is a finding.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::compose::twin;
use super::plan::{Job, SITEMAP, Site, Whence, Whole, numbered};
use super::{OutPath, alias, facet, find, hesitation, name, proof};
use crate::finding::{Finding, Level};
use crate::ladder::Rung;
use crate::source::{FileId, Span};
use crate::theme;

impl Site<'_> {
    pub(super) fn whole_mut(&mut self) -> &mut Whole {
        Arc::make_mut(&mut self.whole)
    }

    /// Gives every page and file its address. The first to ask for one gets it.
    pub(super) fn lay_out(&mut self, found: &mut Vec<Finding>) {
        let config = &self.checked.config;
        let size = config.page_size;
        self.list("/", self.shown.len(), size, Job::Home);
        if self.shown.len() == 1 {
            // The home page shows the study, whose own page is the one to find.
            self.whole_mut().listed.clear();
        }
        for at in 0..self.shown.len() {
            self.lay_out_study(at, found);
        }
        let values: Vec<(&'static str, String, usize)> = self
            .facets
            .all()
            .iter()
            .flat_map(|f| f.values.iter().map(|(slug, shared)| (f.name, slug.clone(), shared.studies.len())))
            .collect();
        for (name, slug, count) in &values {
            self.list(&facet::address(name, slug), *count, size, |n| Job::Facet(name, slug.clone(), n));
        }
        if !values.is_empty() {
            self.page("/by/", None, Job::Facets);
            let names: Vec<&'static str> = self.facets.all().iter().map(|facet| facet.name).collect();
            for name in names {
                self.unlisted(&format!("by/{name}.json"), Job::Index(name));
            }
            for number in 0..self.shown.len().div_ceil(find::SHARD) {
                self.unlisted(&format!("by/studies-{number}.json"), Job::Shard(number));
            }
        }
        let calls = self.shown.iter().filter(|shown| shown.takes_calls()).count();
        self.list("/references/", calls, size, Job::References);
        if self.hesitations.studies() > 0 {
            self.list(hesitation::ADDRESS, self.hesitations.studies(), size, Job::Hesitations);
        }
        self.page("/how-we-know/", None, Job::HowWeKnow);
        for at in 0..self.plain.len() {
            let (page, address) = (self.plain[at].0, self.plain[at].1.clone());
            let day = page.date.as_ref().map(|d| d.value);
            if self.page(&address, day, Job::Plain(at)) {
                found.extend(reserved(page.front, &address));
                self.copy_beside(page.file);
            } else {
                found.push(taken(page.front, &address));
            }
        }
        self.unlisted("404.html", Job::NotFound);
        self.lay_out_files(found);
        self.drop_clashes(found);
        // Last: an old address gives way to whatever is there now.
        self.lay_out_aliases(found);
    }

    fn lay_out_study(&mut self, at: usize, found: &mut Vec<Finding>) {
        let (study, address, day) = (self.shown[at].study, self.shown[at].address.clone(), self.shown[at].changed());
        let top = study.meta.keys.front.unwrap_or(Span::new(study.file, 0..0));
        if !self.page(&address, day, Job::Study(at)) {
            found.push(taken(top, &address));
            return;
        }
        found.extend(reserved(top, &address));
        if self.checked.config.output_files.briefs {
            self.whole_mut().routes.outputs.insert(OutPath::page(&format!("{address}brief/")).as_str().to_owned());
        }
        if self.checked.config.output_files.proof_json {
            self.whole_mut()
                .routes
                .outputs
                .insert(OutPath::new(&format!("{address}{}", proof::NAME)).as_str().to_owned());
        }
        if self.shown[at].standing.rung >= Rung::Love {
            self.whole_mut().routes.outputs.insert(OutPath::page(&format!("{address}pass-it-on/")).as_str().to_owned());
        }
        self.copy_beside(study.file);
    }

    fn copy_beside(&mut self, file: FileId) {
        let Some(beside) = self.routes.media.get(&file) else { return };
        let whence = |path: &String| match path.rsplit_once('.') {
            Some((_, kind)) if kind.eq_ignore_ascii_case("svg") => Whence::Drawing(path.clone(), file),
            _ => Whence::Project(path.clone()),
        };
        let copies: Vec<(OutPath, Whence)> =
            beside.iter().map(|(path, media)| (OutPath::new(&media.address), whence(path))).collect();
        for (to, from) in copies {
            self.whole_mut().routes.outputs.insert(to.as_str().to_owned());
            self.whole_mut().files.insert(to, from);
        }
    }

    /// A page that search engines may know. False when the address is taken.
    fn page(&mut self, address: &str, day: Option<Date>, job: Job) -> bool {
        if !self.whole_mut().routes.outputs.insert(OutPath::page(address).as_str().to_owned()) {
            return false;
        }
        let has_twin = matches!(job, Job::Study(_) | Job::Plain(_) | Job::HowWeKnow);
        if has_twin && self.checked.config.output_files.twins {
            self.whole_mut().routes.outputs.insert(OutPath::new(&twin(address)).as_str().to_owned());
        }
        self.whole_mut().listed.push((address.to_owned(), day));
        self.whole_mut().jobs.push(job);
        true
    }

    /// A file that search engines need not know. False when the path is taken.
    fn unlisted(&mut self, path: &str, job: Job) -> bool {
        let free = self.whole_mut().routes.outputs.insert(path.to_owned());
        if free {
            self.whole_mut().jobs.push(job);
        }
        free
    }

    /// A list over as many pages as it needs.
    fn list(&mut self, address: &str, count: usize, size: usize, job: impl Fn(usize) -> Job) {
        for number in 1..=count.div_ceil(size).max(1) {
            self.page(&numbered(address, number), None, job(number));
        }
    }

    /// Old addresses lead to the new ones.
    fn lay_out_aliases(&mut self, found: &mut Vec<Finding>) {
        let mut aliases = Vec::new();
        for s in &self.shown {
            let telling = |alias: &str| name::gives_away(s.study, alias);
            let own = s.study.meta.aliases.iter().filter(|a| !telling(a.trimmed()));
            aliases.extend(own.map(|a| (a.clone(), s.address.clone())));
        }
        for (page, address) in &self.plain {
            aliases.extend(page.aliases.iter().map(|a| (a.clone(), address.clone())));
        }
        let lower = |path: &str| path.to_lowercase();
        let mut taken: BTreeSet<String> = self.routes.outputs.iter().map(|path| lower(path)).collect();
        for (alias, address) in aliases {
            let path = alias.trimmed();
            let from = match alias::path(path) {
                Ok(from) => from,
                Err(why) => {
                    found.push(
                        Finding::new("wrong-type", alias.span, format!("`{path}` cannot be an alias: {why}"))
                            .help("write the old path from the site's root, such as `/clients/northwind/`"),
                    );
                    continue;
                }
            };
            if alias::is_taken(&lower(from.as_str()), &taken) {
                found.push(
                    Finding::new(
                        "duplicate-slug",
                        alias.span,
                        format!("`{path}` is already the address of something else"),
                    )
                    .help("delete the alias, or write the old address it was meant for"),
                );
                continue;
            }
            taken.insert(lower(from.as_str()));
            self.unlisted(from.as_str(), Job::Redirect(from.as_str().to_owned(), address));
        }
        if self.jobs.iter().any(|job| matches!(job, Job::Redirect(..))) {
            self.unlisted("_redirects", Job::Redirects);
        }
    }

    /// Static files: the project's over its theme's over the embedded theme's; all of them over what we generate.
    fn lay_out_files(&mut self, found: &mut Vec<Finding>) {
        let tree = &self.checked.tree;
        let theme = &self.checked.config.theme;
        let mut files: BTreeMap<OutPath, Whence> = BTreeMap::new();
        for (path, bytes) in theme::statics() {
            files.insert(OutPath::new(path), Whence::Embedded(bytes));
        }
        // A drawing can run and fetch things, whoever put it there; what is wrong with it is told at the settings.
        let own = |from: String| match from.rsplit_once('.') {
            Some((_, kind)) if kind.eq_ignore_ascii_case("svg") => Whence::Drawing(from, self.checked.config.top.file),
            _ => Whence::Project(from),
        };
        for path in &tree.theme_statics {
            files.insert(OutPath::new(path), own(format!("themes/{theme}/static/{path}")));
        }
        for path in &tree.statics {
            files.insert(OutPath::new(path), own(format!("static/{path}")));
        }
        self.lay_out_assets(&mut files);
        for (path, whence) in files {
            if !self.whole_mut().routes.outputs.insert(path.as_str().to_owned()) {
                let from =
                    if let Whence::Project(from) | Whence::Drawing(from, _) = &whence { from } else { path.as_str() };
                found.push(
                    Finding::new(
                        "duplicate-slug",
                        self.checked.config.top,
                        format!("`{from}` would take the place of the page `{path}`"),
                    )
                    .help("rename the file, or write the page as a template of your theme"),
                );
                continue;
            }
            self.whole_mut().files.insert(path, whence);
        }
        if self.whole_mut().routes.outputs.insert(".nojekyll".to_owned()) {
            self.whole_mut().files.insert(OutPath::new(".nojekyll"), Whence::Embedded(b""));
        }
        self.unlisted("atom.xml", Job::Feed);
        self.unlisted("robots.txt", Job::Robots);
        if self.checked.config.output_files.twins {
            self.unlisted("llms.txt", Job::Llms);
        }
        if self.site_card().is_some() {
            self.unlisted("card.png", Job::Card);
        }
        self.unlisted("_headers", Job::Headers);
        self.unlisted("sitemap.xml", Job::Sitemap(0));
        if self.listed.len() > SITEMAP {
            for part in 1..=self.listed.len().div_ceil(SITEMAP) {
                self.unlisted(&format!("sitemap-{part}.xml"), Job::Sitemap(part));
            }
        }
    }
}

fn taken(span: Span, address: &str) -> Finding {
    Finding::new("duplicate-slug", span, format!("`{address}` is already the address of another page"))
        .help("rename the file: its path is its address")
}

/// A warning about an address whose files a Windows machine could not hold.
fn reserved(span: Span, address: &str) -> Option<Finding> {
    let name = address.split('/').find(|part| alias::is_reserved(part))?;
    let message = format!("`{address}` cannot be written on Windows, which keeps the name `{name}` for itself");
    let help = "rename the file: its path is its address";
    Some(Finding::new("duplicate-slug", span, message).level(Level::Warning).help(help))
}
