//! Pages to bytes, in parallel: each is made, looked at, handed on and dropped, so that memory does not grow with the
//! site.

mod again;
mod attributes;
mod links;
mod relative;
mod twin;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::card;
use crate::failure::Failure;
use crate::finding::Finding;
use crate::picture;
use crate::scan;
use crate::site::{Draft, OutPath, Own, Site, Whence, drawing};
use crate::source::{FileId, Span};
use crate::theme::Theme;
use again::Made;
pub use again::Memo;
use links::{Links, Seen};

/// A drawing is read up to this size.
const DRAWING: u64 = 16 << 20;

/// Paints a picture; `None` when it cannot be painted.
pub type Paint<'a> = dyn Fn() -> Option<Vec<u8>> + Sync + 'a;

/// Takes the files of the site, one at a time and from many threads.
pub trait Sink: Sync {
    /// What is kept of a file that was taken.
    type Kept: Send;
    /// Takes a file with these bytes.
    fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<Self::Kept, Failure>;
    /// Takes a picture that costs much to paint. It is made of `drawing` alone, by which a sink may keep it; one that
    /// says nothing else leaves it out.
    fn picture(&self, _path: &OutPath, _drawing: &Arc<str>, _paint: &Paint<'_>) -> Result<Option<Self::Kept>, Failure> {
        Ok(None)
    }

    /// Takes a file whose bytes are kept elsewhere too. With `again`, by the run before as well.
    fn share(&self, path: &OutPath, bytes: &Arc<[u8]>, _again: bool) -> Result<Self::Kept, Failure> {
        self.put(path, bytes)
    }
    /// Takes a file that is published as it is.
    fn copy(&self, path: &OutPath, from: &Path) -> Result<Self::Kept, Failure>;
}

/// Takes everything and keeps nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Discard;

impl Sink for Discard {
    type Kept = ();
    fn put(&self, _: &OutPath, _: &[u8]) -> Result<(), Failure> {
        Ok(())
    }
    fn copy(&self, _: &OutPath, _: &Path) -> Result<(), Failure> {
        Ok(())
    }
}

/// Keeps everything, for tests and the preview server. A copied file is its path, a painted picture its drawing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory;

/// A file in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Made by us.
    Bytes(Arc<[u8]>),
    /// Copied from here.
    Copy(std::path::PathBuf),
    /// Painted from this once somebody wants to see it.
    Drawing(Arc<str>),
}

impl Memory {
    /// All files that were kept, by path.
    pub fn files(kept: Vec<(OutPath, Taken)>) -> BTreeMap<OutPath, Taken> {
        kept.into_iter().collect()
    }
}

impl Sink for Memory {
    type Kept = (OutPath, Taken);
    fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<Self::Kept, Failure> {
        Ok((path.clone(), Taken::Bytes(bytes.into())))
    }
    fn share(&self, path: &OutPath, bytes: &Arc<[u8]>, _again: bool) -> Result<Self::Kept, Failure> {
        Ok((path.clone(), Taken::Bytes(bytes.clone())))
    }
    fn picture(&self, path: &OutPath, drawing: &Arc<str>, _: &Paint<'_>) -> Result<Option<Self::Kept>, Failure> {
        Ok(card::PAINTS.then(|| (path.clone(), Taken::Drawing(drawing.clone()))))
    }
    fn copy(&self, path: &OutPath, from: &Path) -> Result<Self::Kept, Failure> {
        Ok((path.clone(), Taken::Copy(from.to_path_buf())))
    }
}

/// Renders the site into `sink`. What is kept comes in the order of the plan, whatever thread made it.
pub fn render<S: Sink>(
    site: &mut Site<'_>,
    theme: &Theme,
    sink: &S,
    mut memo: Option<&mut Memo>,
    found: &mut Vec<Finding>,
) -> Result<Vec<S::Kept>, Failure> {
    if let Some(memo) = &mut memo {
        memo.begin(site);
    }
    let site = &*site;
    let worker = Worker { site, theme, sink };
    let before = memo.as_deref();
    let done: Vec<Done<S::Kept>> = site
        .jobs
        .par_iter()
        .map_init(Default::default, |buffers, job| {
            let (own, made) = before.map_or((None, None), |memo| memo.find(site, job));
            match made {
                Some(made) => worker.again(made),
                None => worker.run(site.compose(job), own, buffers),
            }
        })
        .collect::<Result<_, _>>()?;
    let copied: Vec<(S::Kept, Option<Finding>)> = site
        .files
        .par_iter()
        .map(|(path, whence)| match whence {
            Whence::Project(from) => Ok((sink.copy(path, &site.checked.root.join(from))?, None)),
            Whence::Embedded(bytes) => Ok((sink.put(path, bytes)?, None)),
            Whence::Made(bytes) => Ok((sink.put(path, bytes)?, None)),
            Whence::Drawing(from, document) => {
                let (text, finding) = cleaned(site, from, *document)?;
                Ok((sink.put(path, text.as_bytes())?, finding))
            }
        })
        .collect::<Result<_, Failure>>()?;
    let mut kept = Vec::with_capacity(done.len() + copied.len());
    let mut links = Links::default();
    let mut faults: Vec<Fault> = Vec::new();
    if let Some(memo) = memo {
        let made = site.jobs.iter().zip(&done).filter_map(|(job, done)| Some((job.clone(), done.made.clone()?)));
        memo.keep(made);
    }
    for part in done {
        kept.extend(part.kept);
        faults.extend(part.faults);
        for seen in part.seen {
            links.add(seen);
        }
    }
    for (copy, finding) in copied {
        kept.push(copy);
        found.extend(finding);
    }
    found.extend(told_once(faults));
    found.extend(links.judge(site, theme));
    Ok(kept)
}

/// A drawing as it is published, and what was left out of it.
fn cleaned(site: &Site<'_>, from: &str, document: FileId) -> Result<(String, Option<Finding>), Failure> {
    let top = Span::new(document, 0..0);
    let bytes = scan::head(&site.checked.root, from, DRAWING + 1)?;
    if bytes.len() as u64 > DRAWING {
        let what = format!("`{from}` is larger than {} MB, and is not published", DRAWING >> 20);
        let finding = Finding::new("unreadable-file", top, what).help("draw it simpler, or save it as PNG");
        return Ok((String::new(), Some(finding)));
    }
    Ok(match drawing::clean(&bytes) {
        Ok(cleaned) if cleaned.dropped.is_empty() && from.starts_with("content/") => (cleaned.text, None),
        // What stands in `static/` is copied as it is, where it may be, but for what nobody sees.
        Ok(cleaned) if cleaned.dropped.is_empty() => {
            let seen = picture::clean(from, &bytes).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            (seen.unwrap_or(cleaned.text), None)
        }
        Ok(cleaned) => {
            let words: Vec<String> = cleaned.dropped.iter().map(|word| format!("`{word}`")).collect();
            let what = format!("`{from}` is published without {}", words.join(", "));
            let finding = Finding::new("raw-html", top, what)
                .note("a drawing could run or fetch something with it")
                .help("draw it with shapes, text and styles alone, and put pictures into the file");
            (cleaned.text, Some(finding))
        }
        Err(why) => {
            let finding = Finding::new("unreadable-file", top, format!("`{from}` is no drawing: {why}"))
                .help("save it as SVG again, or as PNG");
            (String::new(), Some(finding))
        }
    })
}

struct Worker<'a, S> {
    site: &'a Site<'a>,
    theme: &'a Theme,
    sink: &'a S,
}

/// What came of one job.
struct Done<K> {
    kept: Vec<K>,
    faults: Vec<Fault>,
    seen: Vec<Arc<Seen>>,
    /// For the next run, where it can tell what was made of what.
    made: Option<Arc<Made>>,
}

/// A page that its template could not make.
struct Fault {
    template: String,
    /// The place in the template, where it is the project's own.
    span: Option<Span>,
    finding: Finding,
}

/// A template's fault shows on every page it makes: the first tells it, and how many others there are.
fn told_once(faults: Vec<Fault>) -> Vec<Finding> {
    let mut told: Vec<(Fault, usize)> = Vec::new();
    let mut known: BTreeMap<(String, Option<Span>, String), usize> = BTreeMap::new();
    for fault in faults {
        let key = (fault.template.clone(), fault.span, fault.finding.message.clone());
        let at = *known.entry(key).or_insert(told.len());
        match told.get_mut(at) {
            Some((_, others)) => *others += 1,
            None => told.push((fault, 0)),
        }
    }
    let tell = |(fault, others): (Fault, usize)| match others {
        0 => fault.finding,
        1 => fault.finding.note("and on 1 other page"),
        _ => fault.finding.note(format!("and on {others} other pages")),
    };
    told.into_iter().map(tell).collect()
}

impl<S: Sink> Worker<'_, S> {
    /// Hands on what the run before made.
    fn again(&self, made: Arc<Made>) -> Result<Done<S::Kept>, Failure> {
        let kept = made.files.iter().map(|(path, bytes)| self.sink.share(path, bytes, true));
        let mut kept: Vec<S::Kept> = kept.collect::<Result<_, _>>()?;
        for (path, svg) in &made.pictures {
            kept.extend(self.sink.picture(path, svg, &|| card::png(svg))?);
        }
        Ok(Done { kept, faults: Vec::new(), seen: made.seen.clone(), made: Some(made) })
    }

    /// Makes the files of one job. The buffers are a thread's own: one for what a template writes, one for the page.
    fn run(
        &self,
        drafts: Vec<Draft>,
        own: Option<Own>,
        (html, page): &mut (Vec<u8>, Vec<u8>),
    ) -> Result<Done<S::Kept>, Failure> {
        let mut done = Done { kept: Vec::new(), faults: Vec::new(), seen: Vec::new(), made: None };
        let mut files: Option<Vec<(OutPath, Arc<[u8]>)>> = own.is_some().then(Vec::new);
        let mut pictures = Vec::new();
        let mut put = |path: &OutPath, bytes: &[u8]| match &mut files {
            Some(files) => {
                let bytes: Arc<[u8]> = bytes.into();
                let kept = self.sink.share(path, &bytes, false);
                files.push((path.clone(), bytes));
                kept
            }
            None => self.sink.put(path, bytes),
        };
        for draft in drafts {
            if let Some(svg) = &draft.picture {
                done.kept.extend(self.sink.picture(&draft.path, svg, &|| card::png(svg))?);
                pictures.push((draft.path.clone(), svg.clone()));
                continue;
            }
            let Some(template) = draft.template else {
                done.kept.push(put(&draft.path, &draft.bytes)?);
                continue;
            };
            html.clear();
            page.clear();
            if let Err(error) = self.theme.render(template, &draft.context, html) {
                done.faults.push(self.trouble(&draft, template, &error));
                continue;
            }
            done.seen.push(Arc::new(links::look(html, &draft, self.site, page)));
            done.kept.push(put(&draft.path, page)?);
            if let Some(path) = &draft.twin {
                let base = &self.site.checked.config.base_url;
                done.kept.push(put(path, twin::of_page(html, &base.origin).as_bytes())?);
            }
        }
        // A page that could not be made is told of in each run.
        if let (Some(own), Some(files), true) = (own, files, done.faults.is_empty()) {
            done.made = Some(Arc::new(Made { own, files, pictures, seen: done.seen.clone() }));
        }
        Ok(done)
    }

    /// A template that cannot be rendered, and the document it broke on.
    fn trouble(&self, draft: &Draft, template: &str, error: &tera::Error) -> Fault {
        let sources = &self.site.checked.sources;
        let trouble = self.theme.trouble(error, sources);
        let document = draft.file.map(|file| Span::new(file, 0..0));
        // What breaks in the embedded theme broke for whoever of the project called it.
        let caller = trouble.callers.iter().find_map(|caller| caller.span);
        // Of a page that grows too large no place is told but the template it was made of.
        let whole = || self.theme.top_of(template, sources).filter(|_| trouble.template.is_empty());
        let own = trouble.span.or(caller).or_else(whole);
        let span = own.or(document).unwrap_or(self.site.checked.config.top);
        let mut finding = Finding::new("template-error", span, trouble.message)
            .note(format!("while `{template}` was rendered for `{}`", draft.path));
        for caller in &trouble.callers {
            finding = match caller.span {
                Some(call) if call != span => finding.related(call, "called from here"),
                Some(_) => finding,
                None => finding.note(format!("called from `{}`, line {}", caller.template, caller.line)),
            };
        }
        if trouble.span.is_none() && !trouble.template.is_empty() {
            let help = if caller.is_some() { "" } else { ": please report it" };
            finding = finding.note(format!("in `{}` of the embedded theme{help}", trouble.template));
        }
        if let Some(document) = document.filter(|_| own.is_some()) {
            finding = finding.related(document, "this document was being rendered");
        }
        Fault { template: trouble.template, span: own, finding }
    }
}
