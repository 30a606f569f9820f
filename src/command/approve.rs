//! `proofmark approve STUDY`: what the customer is asked to approve, and their answer.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::Status;
use super::call::{Call, answer, tell};
use super::{keep, which};
use crate::approval::{self, Altered, Ask, altered, word_diff};
use crate::cli::Approve;
use crate::edit;
use crate::failure::Failure;
use crate::finding::{Finding, Level};
use crate::lock::{Approval, EDITION, Lock, Term, TermKind};
use crate::pipeline::{self, Checked};
use crate::render::Sink;
use crate::report::Format;
use crate::rule;
use crate::scan;
use crate::site::view::Day;
use crate::site::{self, OutPath};
use crate::study::{Scope, Study};
use crate::written::Text;

/// Takes in the answer.
pub(super) fn run(call: &Call, args: &Approve) -> Result<Status, Failure> {
    let checked = pipeline::check(&call.root()?, &call.options())?;
    let study = which::study(&checked, call, &args.study)?;
    if !can_be_published(call, &checked, study) {
        return Ok(Status::Found);
    }
    match &args.by {
        Some(by) => take_in(call, &checked, study, by.trim(), args),
        None => ask(call, checked, &args.study, args.output.as_deref()),
    }
}

/// Writes the file to send.
fn ask(call: &Call, mut checked: Checked, asked: &str, output: Option<&Path>) -> Result<Status, Failure> {
    let study = which::study(&checked, call, asked)?;
    if checked.vault.is_withdrawn(study) {
        call.remark("they took their consent back: whoever asks again should know it");
    }
    let (file, slug) = (study.file, study.slug.clone());
    let terms = approval::terms(study, &checked.sources, &|path| picture(&checked.root, path));
    let public = site::slugs(&checked.corpus.studies).remove(&file).unwrap_or_else(|| slug.clone());
    let what = question(&checked, study, &public);
    // They see the page as it would be, whatever still keeps it off the site.
    if let Some(at) = checked.corpus.studies.iter().position(|study| study.file == file) {
        Arc::make_mut(&mut checked.placed[at]).left_out = None;
    }
    let page = format!("studies/{public}/index.html");
    let parts = Parts { page: OutPath::new(&page), files: Mutex::default() };
    pipeline::render(&checked, &parts)?;
    let files = parts.files.into_inner().unwrap_or_else(PoisonError::into_inner);
    let Some(html) = files.get(&OutPath::new(&page)) else {
        return Err(Failure::Refused(format!("the page of {slug} cannot be made\n  `proofmark check` says why")));
    };
    let bytes = |path: &str| files.get(&OutPath::new(path)).cloned();
    let text = approval::request(&what, &terms, html, &page, &bytes);
    let name = format!("approve-{public}.html");
    let path = output.unwrap_or(Path::new(&name));
    if path == Path::new("-") {
        answer(|out| out.write_all(text.as_bytes()))?;
        return Ok(Status::Clean);
    }
    let place = call.cwd.join(path);
    match scan::text_at(&place)? {
        Some(before) if before.contains(approval::MARK) => edit::replace(&place, &before, &text)?,
        _ => edit::create(&place, &text)?,
    }
    answer(|out| {
        writeln!(out, "Made {}: {}", path.display(), counted(&terms.iter().map(|p| &p.term).collect::<Vec<_>>()))
    })?;
    call.remark(format_args!(
        "\n  send it to them; when they have said yes, write their consent into {} and run\n  \
         proofmark approve {slug} --by \"their name\"",
        checked.sources.get(file).path
    ));
    Ok(Status::Clean)
}

/// The hash of a picture, where it is here.
fn picture(root: &Path, path: &str) -> Option<String> {
    scan::digest(root, path).ok().map(|(hash, _)| hash)
}

/// What they are asked: what the study says they agreed to, else all that it shows.
fn question(checked: &Checked, study: &Study, public: &str) -> Ask {
    let (config, consent) = (&checked.config, study.meta.consent.as_ref());
    let given: Vec<Scope> = consent.iter().flat_map(|c| c.scope.iter().map(|scope| scope.value)).collect();
    let needed = rule::needed(study, config.output_files.briefs, &checked.sources);
    let words = |text: &Text| text.trimmed().to_owned();
    Ask {
        publisher: if config.publisher.is_empty() { config.title.clone() } else { config.publisher.clone() },
        customer: study.meta.customer.public_name().map_or_else(|| public.to_owned(), words),
        address: config.base_url.absolute(&format!("/studies/{public}/")),
        scope: if given.is_empty() { needed } else { given },
        until: match consent.and_then(|c| c.until.as_ref()) {
            Some(until) => format!("until {}", Day::from(until.value).text),
            None => format!("for {} months from the day on which you agree", config.policy.consent_months),
        },
        wording: consent.and_then(|c| c.wording.as_ref()).map(words),
        contact: config.contact.clone(),
    }
}

/// Keeps one page and what pages show.
struct Parts {
    page: OutPath,
    files: Mutex<BTreeMap<OutPath, Vec<u8>>>,
}

impl Parts {
    fn keep(&self, path: &OutPath, bytes: impl FnOnce() -> Result<Vec<u8>, Failure>) -> Result<(), Failure> {
        if *path == self.page || !path.as_str().ends_with(".html") && !path.as_str().ends_with(".xml") {
            self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), bytes()?);
        }
        Ok(())
    }
}

impl Sink for Parts {
    type Kept = ();

    fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<(), Failure> {
        self.keep(path, || Ok(bytes.to_vec()))
    }

    fn copy(&self, path: &OutPath, from: &Path) -> Result<(), Failure> {
        self.keep(path, || scan::bytes(Path::new(""), &from.to_string_lossy()))
    }
}

/// What is approved must be what can be published: an error that is not about the approval itself comes first.
fn can_be_published(call: &Call, checked: &Checked, study: &Study) -> bool {
    const OF_CONSENT: &[&str] =
        &["missing-consent", "outside-scope", "expired-consent", "altered-quote", "altered-figures"];
    let in_the_way = |finding: &&Finding| {
        finding.span.file == study.file && finding.level == Level::Error && !OF_CONSENT.contains(&finding.rule)
    };
    let errors: Vec<&Finding> = checked.findings.iter().filter(in_the_way).collect();
    if errors.is_empty() {
        return true;
    }
    let shown = call.places(&checked.root, Format::Pretty).show(&study.path);
    for finding in &errors {
        let (line, column) = checked.sources.line_column(finding.span);
        tell(format_args!("{shown}:{line}:{column}: error[{}] {}", finding.rule, finding.message));
    }
    tell(format_args!(
        "nothing was written: mend {} first, so that what they approve is what will be published",
        if errors.len() == 1 { "this error" } else { "these errors" }
    ));
    false
}

/// Records that `by` approved what the study says now.
fn take_in(call: &Call, checked: &Checked, study: &Study, by: &str, args: &Approve) -> Result<Status, Failure> {
    if by.is_empty() {
        return Err(Failure::Refused("--by names nobody\n  write who approved it".to_owned()));
    }
    if !keep::is_whole(call, checked, |what| what == study.slug)? {
        return Ok(Status::Found);
    }
    let mut lock = checked.lock.clone();
    lift(call, checked, study, &mut lock)?;
    let terms = approval::terms(study, &checked.sources, &|path| picture(&checked.root, path));
    let texts = terms.iter().map(|placed| placed.term.clone()).collect();
    let approval =
        Approval { by: by.to_owned(), on: args.on.unwrap_or(call.today), texts, edition: EDITION, line: None };
    let before = lock.approvals.insert(study.slug.clone(), approval);
    if let Some(before) = &before {
        for change in altered(before, &terms) {
            call.remark(told(&change));
        }
    }
    let approval = &lock.approvals[&study.slug];
    let line = format!(
        "Approved: {}, by {by} on {}: {}",
        study.slug,
        approval.on,
        counted(&approval.texts.iter().collect::<Vec<_>>())
    );
    keep::lock(checked, &lock)?;
    answer(|out| writeln!(out, "{line}"))?;
    call.remark("\n  commit proof.lock; from now on each change of these words and figures is an error until it is approved too");
    Ok(Status::Clean)
}

/// A study that was withdrawn may come back only when its customer agreed again, since.
fn lift(call: &Call, checked: &Checked, study: &Study, lock: &mut Lock) -> Result<(), Failure> {
    let own = study.meta.consent.as_ref();
    if own.is_some_and(|consent| consent.withdrawn.is_some()) {
        return Err(Failure::Refused(format!(
            "{} says `withdrawn`\n  when they have agreed again, take that line out and write the new consent",
            study.path
        )));
    }
    let Some(slug) = checked.vault.withdrawn.get(&study.file) else { return Ok(()) };
    let Some(withdrawal) = lock.withdrawals.get_mut(slug) else { return Ok(()) };
    let agreed = own.and_then(|consent| consent.date.as_ref()).map(|date| date.value);
    if agreed.is_none_or(|agreed| agreed < withdrawal.on) {
        return Err(Failure::Refused(format!(
            "{slug} was withdrawn on {}\n  \
             only a consent given since can bring it back: write its `date` into {}, then approve it",
            withdrawal.on, study.path
        )));
    }
    call.remark(format_args!("the withdrawal of {slug} on {} is lifted by the new consent", withdrawal.on));
    if *slug == study.slug {
        lock.withdrawals.remove(slug);
    } else {
        // Another study of theirs stays withdrawn; this one is told apart from now on.
        let prints = approval::prints(study, &checked.sources);
        withdrawal.prints.retain(|print| !prints.contains(print));
    }
    Ok(())
}

fn told(change: &Altered<'_>) -> String {
    match change {
        Altered::Changed { before, now } => {
            format!("  changed {}: {}", before.kind.word(), word_diff(&before.words, &now.term.words))
        }
        Altered::Added(now) => format!("  new {}: {}", now.term.kind.word(), now.term.words),
        Altered::Gone(before) => format!("  gone {}: {}", before.kind.word(), before.words),
    }
}

/// "2 quotations, 3 names, 1 figure, 9 statements".
fn counted(terms: &[&Term]) -> String {
    let nouns = [
        (TermKind::Quote, "quotation"),
        (TermKind::Name, "name"),
        (TermKind::Figure, "figure"),
        (TermKind::Claim, "statement"),
        (TermKind::Question, "question"),
        (TermKind::Detail, "detail"),
        (TermKind::Picture, "picture"),
    ];
    let some = |(kind, noun)| match terms.iter().filter(|term| term.kind == kind).count() {
        0 => None,
        1 => Some(format!("1 {noun}")),
        n => Some(format!("{n} {noun}s")),
    };
    nouns.into_iter().filter_map(some).collect::<Vec<_>>().join(", ")
}
