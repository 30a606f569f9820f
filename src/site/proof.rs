//! What `proof.json` of a study says: what stands on its page, and the hashes of the private files behind it.

use std::collections::BTreeSet;

use super::escape::publishable;
use super::mark::Anchors;
use super::plan::{Shown, Site};
use super::view::{NoteView, StudyView, allowed};
use crate::evidence::{Kind, Record};
use crate::proof::{Claim, Detail, Evidence, File, Proof, Rules, SCHEMA, Subject, Verdict};
use crate::rule;
use crate::study::{Binding, Stated, Study};

/// Its name below the study's page.
pub(super) const NAME: &str = "proof.json";

/// The file for the study at `at`, whose page is `page`.
pub(super) fn of(site: &Site<'_>, at: usize, page: &StudyView) -> String {
    let shown = &site.shown[at];
    let proof = Proof {
        schema: SCHEMA,
        generator: concat!("proofmark ", env!("CARGO_PKG_VERSION")).to_owned(),
        study: Subject {
            url: page.canonical.clone(),
            title: page.title_text.clone(),
            customer: page.customer.name.clone(),
            publisher: site.publisher(),
            as_of: newest(page),
            rung: page.rung.name.to_owned(),
        },
        claims: shown.study.claims.iter().filter_map(|stated| claim(site, shown, stated)).collect(),
        evidence: evidence(site, shown, page),
        rules: rules(site, shown),
    };
    let mut text = serde_json::to_string_pretty(&proof).unwrap_or_default();
    text.push('\n');
    text
}

/// The newest day that stands on the page as the study's own; the end of a certificate is none.
fn newest(page: &StudyView) -> Option<String> {
    let own = [&page.date, &page.updated].into_iter().flatten();
    let said = page.quote.iter().chain(&page.more_quotes).filter_map(|quote| quote.date.as_ref());
    let rows = page.notes.iter().flat_map(|note| &note.rows).filter(|row| row.label != "Valid until");
    own.chain(said).chain(rows.filter_map(|row| row.day.as_ref())).map(|day| day.iso.clone()).max()
}

/// A claim as the page says it; `None` for words that are withheld because they rest on a study that is not shown.
fn claim(site: &Site<'_>, shown: &Shown<'_>, stated: &Stated) -> Option<Claim> {
    let text = publishable(stated.words.trim(), &site.routes);
    let bound = stated.bound.as_ref();
    if let Some(binding) = bound {
        let of = binding.study.as_ref().map(|slug| site.routes.studies.get(slug));
        if of.is_some_and(|of| of.is_none()) {
            return None;
        }
        let of = of.flatten().map(|(address, _)| site.checked.config.base_url.absolute(address));
        let evidence = Some(name_of(site, shown, binding)?);
        return Some(Claim { text, verdict: Verdict::Supported, evidence, of, reason: None });
    }
    let allowed = site.allowed.get(&shown.study.file).map_or(&[][..], Vec::as_slice);
    let reason = allowed::reason(allowed, stated.span).map(|reason| publishable(reason, &site.routes));
    let verdict = if reason.is_some() { Verdict::Allowed } else { Verdict::Unsupported };
    Some(Claim { text, verdict, evidence: None, of: None, reason })
}

/// The record a claim is tied to, as its own study calls it in public.
fn name_of(site: &Site<'_>, shown: &Shown<'_>, binding: &Binding) -> Option<String> {
    let study = match &binding.study {
        Some(slug) => site.checked.corpus.study(slug)?,
        None => shown.study,
    };
    let at = study.meta.evidence.iter().position(|record| record.id.value == binding.id)?;
    Some(id(site, study, at))
}

/// A record's name, or its number: the name of an anonymous customer's record might give them away.
fn id(site: &Site<'_>, study: &Study, at: usize) -> String {
    let name = &study.meta.evidence[at].id.value;
    let private = study.meta.customer.is_anonymous() || !site.routes.is_public(name);
    if private { (at + 1).to_string() } else { name.clone() }
}

fn evidence(site: &Site<'_>, shown: &Shown<'_>, page: &StudyView) -> Vec<Evidence> {
    let study = shown.study;
    let anchors = Anchors::of(study);
    let mut records: Vec<(&NoteView, Evidence)> = Vec::new();
    for (at, record) in study.meta.evidence.iter().enumerate() {
        let anchor = anchors.get(&record.id.value);
        let Some(note) = page.notes.iter().find(|note| anchor == Some(note.anchor.as_str())) else { continue };
        let row = |label: &str, value: &str| Detail { label: label.to_owned(), value: value.to_owned() };
        let mut details: Vec<Detail> = note.rows.iter().map(|r| row(r.label, &r.value)).collect();
        details.extend(note.also_changed.iter().map(|words| row("What else changed", words)));
        let evidence = Evidence {
            id: id(site, study, at),
            kind: note.kind.to_owned(),
            title: note.title.clone(),
            details,
            url: note.url.clone(),
            file: file(site, record, note),
        };
        records.push((note, evidence));
    }
    records.sort_by_key(|(note, _)| note.number);
    records.into_iter().map(|(_, evidence)| evidence).collect()
}

/// The hash of what is here, else of what was locked: where evidence may not be committed, the lock stands in.
fn file(site: &Site<'_>, record: &Record, note: &NoteView) -> Option<File> {
    let checked = site.checked;
    let locked = |path: &str| checked.lock.files.get(path).map(|locked| locked.sha256.clone());
    let (what, sha256) = match (&record.file, &record.kind) {
        (Some(file), _) => {
            let seen = checked.survey.file(file.trimmed()).and_then(Result::ok).map(|seen| seen.sha256.clone());
            (note.file?, seen.or_else(|| locked(&format!("evidence/{}", file.trimmed())))?)
        }
        (None, Some(Kind::Interview(interview))) => {
            let notes = interview.notes.as_ref()?.trimmed();
            ("notes", locked(&format!("interviews/{}.md", notes.strip_suffix(".md").unwrap_or(notes)))?)
        }
        _ => return None,
    };
    Some(File { what: what.to_owned(), sha256 })
}

fn rules(site: &Site<'_>, shown: &Shown<'_>) -> Rules {
    let (checked, study) = (site.checked, shown.study);
    let found = site.found_in(study.file);
    let looked = |name: &&str| rule::looks_at(name, study, &checked.lock, &checked.config);
    let passed: BTreeSet<&str> =
        rule::names().into_iter().filter(looked).filter(|name| !found.contains(name)).collect();
    let off: BTreeSet<&str> =
        rule::names().into_iter().filter(|name| rule::is_off(name, study, &checked.config)).collect();
    let names = |rules: BTreeSet<&str>| rules.into_iter().map(str::to_owned).collect();
    let found = found.iter().copied().collect();
    Rules { passed: names(passed), found: names(found), off: names(off) }
}
