//! The theme: the embedded default, with the project's own files over it by path.
//!
//! Goes in: the project's templates. Comes out: compiled templates and static files, or findings at the place in the
//! template. An embedded template is `default/<name>`, the project's is `<name>`; whoever asks for `<name>` gets the
//! project's where there is one, so `{% extends "default/study.html" %}` reaches what a file replaces.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use tera::{Context, ErrorKind, Kwargs, State, Tera};

use crate::finding::Finding;
use crate::scan::Tree;
use crate::site::view::Numerals;
use crate::source::{FileId, Sources, Span};
use bounds::{Counted, Page};

mod bounds;
mod chain;
mod compact;
mod ledger;

/// Templates a page can ask for. A theme may bring more for its own use.
pub const TEMPLATES: &[&str] = &[
    "home.html",
    "study.html",
    "brief.html",
    "pass-it-on.html",
    "hesitations.html",
    "facet.html",
    "facets.html",
    "references.html",
    "how-we-know.html",
    "page.html",
    "404.html",
    "redirect.html",
];

/// Where the embedded theme is registered.
const DEFAULT: &str = "default/";

/// The default theme alone, compiled once. A test holds that it compiles.
static EMBEDDED: LazyLock<Arc<Tera>> = LazyLock::new(|| Arc::new(compile(std::iter::empty()).unwrap_or_default()));

/// Compiled templates.
#[derive(Debug)]
pub struct Theme {
    tera: Arc<Tera>,
    files: BTreeMap<String, FileId>,
    /// The project's templates as they were compiled, by name.
    counted: BTreeMap<String, Counted>,
}

/// What went wrong with a template, and where.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// In words.
    pub message: String,
    /// The place, when it is in a template of the project.
    pub span: Option<Span>,
    /// The template's name, when known.
    pub template: String,
    /// Who called it, the nearest first.
    pub callers: Vec<Caller>,
}

/// A template that called another.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Its name.
    pub template: String,
    /// The line of the call, from 1.
    pub line: usize,
    /// The call, when it is in a template of the project.
    pub span: Option<Span>,
}

impl Theme {
    /// Compiles everything. With a mistake in the project's templates, the default theme and findings.
    pub fn load(tree: &Tree, sources: &Sources, found: &mut Vec<Finding>) -> Theme {
        let files: BTreeMap<String, FileId> =
            tree.templates.iter().filter(|(name, _)| is_template(name)).cloned().collect();
        let own = || files.iter().map(|(name, file)| (name.clone(), &*sources.get(*file).text));
        // As they are written first, so that a mistake is told where it is.
        let compiled = if files.is_empty() { None } else { Some(compile(own())) };
        let counted: BTreeMap<String, Counted> = own().map(|(name, text)| (name, Counted::new(text))).collect();
        let mut theme = Theme { tera: EMBEDDED.clone(), files, counted };
        match compiled {
            Some(Ok(_)) => {
                if let Some(tera) = theme.compile_counted(sources, found) {
                    theme.tera = Arc::new(tera);
                }
            }
            Some(Err(error)) => theme.tell(&error, sources, found),
            None => {}
        }
        theme
    }

    /// The templates that count their steps, unless they nest too deep.
    fn compile_counted(&self, sources: &Sources, found: &mut Vec<Finding>) -> Option<Tera> {
        let own = self.files.iter().map(|(name, file)| (name.as_str(), &*sources.get(*file).text));
        if let Some((depth, name)) = bounds::deepest(own).filter(|(depth, _)| *depth > bounds::DEEPEST) {
            let message =
                format!("templates include each other {depth} deep from here, and {} is the most", bounds::DEEPEST);
            let at = self.files.get(name).map(|&file| sources.get(file).top());
            found.extend(at.map(|at| Finding::new("template-error", at, message)));
            return None;
        }
        let counted = self.counted.iter().map(|(name, counted)| (name.clone(), counted.text.as_str()));
        compile(counted).map_err(|error| found.extend(self.finding(&error, sources))).ok()
    }

    /// Says what is wrong with the project's templates: every mistake in the writing of one, else the first thing that
    /// does not fit together.
    fn tell(&self, error: &tera::Error, sources: &Sources, found: &mut Vec<Finding>) {
        let before = found.len();
        let alone = |(name, &file): (&String, &FileId)| {
            compile(std::iter::once((name.clone(), &*sources.get(file).text))).err()
        };
        let written = |e: &tera::Error| matches!(e.kind(), ErrorKind::SyntaxError(_));
        for error in self.files.iter().filter_map(alone).filter(written) {
            found.extend(self.finding(&error, sources));
        }
        if found.len() == before {
            found.extend(self.finding(error, sources));
        }
    }

    fn finding(&self, error: &tera::Error, sources: &Sources) -> Option<Finding> {
        let trouble = self.trouble(error, sources);
        let first = self.files.values().next().map(|&file| sources.get(file).top());
        Some(Finding::new("template-error", trouble.span.or(first)?, trouble.message))
    }

    /// Renders into `out`.
    pub fn render(&self, template: &str, context: &Context, out: &mut Vec<u8>) -> Result<(), tera::Error> {
        let mut page = Page::begin(out);
        self.tera.render_to(template, context, &mut page).map_err(|error| page.why(error))
    }

    /// Says what an error of the template engine means, and where it is in the project.
    pub fn trouble(&self, error: &tera::Error, sources: &Sources) -> Trouble {
        let (message, template, range) = match error.kind() {
            ErrorKind::SyntaxError(report) => {
                (report.message().to_owned(), report.filename().to_owned(), Some(report.span().range.clone()))
            }
            ErrorKind::RenderingError(report) => {
                let place = report.span().range.clone();
                let place = self.counted.get(report.filename()).map(|c| c.written(place.clone())).unwrap_or(place);
                (report.message().to_owned(), report.filename().to_owned(), Some(place))
            }
            ErrorKind::MissingParent { current, parent } => {
                (format!("it extends `{parent}`, and there is no such template"), current.clone(), None)
            }
            ErrorKind::CircularExtend { tpl, .. } => ("it extends itself in a circle".to_owned(), tpl.clone(), None),
            ErrorKind::CircularInclude { tpl, .. } => ("it includes itself in a circle".to_owned(), tpl.clone(), None),
            other => read_report(&other.to_string()),
        };
        let span = self.files.get(&template).map(|&file| {
            let source = sources.get(file);
            match range {
                Some(range) => Span::new(file, range.start.min(source.text.len())..range.end.min(source.text.len())),
                None => source.top(),
            }
        });
        let callers = match error.kind() {
            ErrorKind::RenderingError(_) => self.callers(error, sources),
            _ => Vec::new(),
        };
        Trouble { message: lower_first(message.trim_end_matches('.')), span, template, callers }
    }

    /// The top of the project's template of this name, where there is one.
    pub fn top_of(&self, template: &str, sources: &Sources) -> Option<Span> {
        self.files.get(template).map(|&file| sources.get(file).top())
    }

    fn callers(&self, error: &tera::Error, sources: &Sources) -> Vec<Caller> {
        let caller = |called: chain::Caller| {
            let file = self.files.get(&called.template).copied();
            let range = match self.counted.get(&called.template) {
                Some(counted) => Some(counted.written(called.range(&counted.text))),
                None => file.map(|file| called.range(&sources.get(file).text)),
            };
            let span = file.zip(range).map(|(file, range)| Span::new(file, range));
            Caller { template: called.template, line: called.line, span }
        };
        chain::read(&error.to_string()).into_iter().map(caller).collect()
    }

    /// Where a link stands in a template of the project, to point at what a template wrote. A template often puts the
    /// folder of the site before a name of its own: then the name is what stands there.
    pub fn find(&self, link: &str, sources: &Sources) -> Option<Span> {
        let name = link.trim_end_matches('/').rsplit('/').next().unwrap_or(link);
        let named = ["}", "/", "\""].map(|before| format!("{before}{name}"));
        std::iter::once(link).chain(named.iter().map(String::as_str)).filter(|words| words.len() > 1).find_map(
            |words| {
                self.files.values().find_map(|&file| {
                    let at = sources.get(file).text.find(words)?;
                    Some(Span::new(file, at..at + words.len()))
                })
            },
        )
    }
}

/// Files that are escaped, and so may print a customer's words. Others in the folder are none of ours.
fn is_template(name: &str) -> bool {
    [".html", ".htm", ".xml"].iter().any(|suffix| name.ends_with(suffix))
}

/// `{{ page.total | number(language=site.language) }}`: how many, with the marks of the language.
fn number(count: u64, arguments: Kwargs, _: &State<'_>) -> Result<String, tera::Error> {
    let language: &str = arguments.must_get("language")?;
    Ok(Numerals::of(language, 0).count(count))
}

fn compile<'a>(own: impl Iterator<Item = (String, &'a str)>) -> Result<Tera, tera::Error> {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes([DEFAULT])?;
    bounds::register(&mut tera);
    tera.register_filter("number", number);
    let embedded = ledger::TEMPLATES.iter().map(|(name, text)| (format!("{DEFAULT}{name}"), *text));
    tera.add_raw_templates(embedded.chain(own))?;
    Ok(tera)
}

/// Names that do not exist are reported as ready text: `error: words` and ` --> template:line:column`.
fn read_report(report: &str) -> (String, String, Option<std::ops::Range<usize>>) {
    let message = report
        .lines()
        .find_map(|line| line.trim().strip_prefix("error: "))
        .unwrap_or_else(|| report.lines().next().unwrap_or("it cannot be used"));
    let place = report.lines().find_map(|line| line.trim().strip_prefix("--> "));
    let template = place.and_then(|p| p.split(':').next()).unwrap_or("").to_owned();
    (message.to_owned(), template, None)
}

fn lower_first(message: &str) -> String {
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// A style sheet of ours as it is published.
pub(crate) fn style(bytes: &[u8]) -> Vec<u8> {
    std::str::from_utf8(bytes).map_or_else(|_| bytes.to_vec(), |css| compact::style(css).into_bytes())
}

/// The default theme's templates, as they are written.
pub(crate) fn texts() -> impl Iterator<Item = &'static str> {
    ledger::TEMPLATES.iter().map(|(_, text)| *text)
}

/// Static files of the default theme: path and bytes.
pub fn statics() -> &'static [(&'static str, &'static [u8])] {
    ledger::STATICS
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn below(folder: &str) -> Vec<String> {
        let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/ledger").join(folder);
        let mut names: Vec<String> = walkdir::WalkDir::new(&base)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .filter_map(|entry| {
                let parts = entry.path().strip_prefix(&base).ok()?.iter();
                Some(parts.map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"))
            })
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_table_is_the_folder() {
        let mut templates: Vec<&str> = ledger::TEMPLATES.iter().map(|(name, _)| *name).collect();
        templates.sort_unstable();
        assert_eq!(templates, below("templates"));
        let mut statics: Vec<&str> = ledger::STATICS.iter().map(|(name, _)| *name).collect();
        statics.sort_unstable();
        assert_eq!(statics, below("static"));
    }

    #[test]
    fn the_default_theme_compiles_and_has_every_page() {
        let tera = compile(std::iter::empty());
        assert!(tera.is_ok(), "{}", tera.err().map(|e| e.to_string()).unwrap_or_default());
        let tera = tera.unwrap_or_default();
        assert!(TEMPLATES.iter().all(|name| tera.contains_template(name)));
    }
}
