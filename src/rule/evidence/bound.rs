//! `unknown-evidence` and `unused-evidence`: from words to records, and from records to words.

use std::hash::Hash;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::claim::Place;
use crate::evidence::{Kind, Record};
use crate::finding::{Finding, Level};
use crate::ladder::{LeftOut, is_measured};
use crate::rule::{Cx, Look};
use crate::source::OfFiles;
use crate::study::{Binding, Document, Stated, Study};
use crate::written::nearest;

/// Ties that lead nowhere.
pub(super) fn unknown(document: &Document<'_>, cx: &mut Cx<'_>) {
    let mut last = None;
    for stated in document.claims() {
        let Some(binding) = &stated.bound else { continue };
        // Two claims in one link are one tie.
        if last.replace(binding.span) == Some(binding.span) {
            continue;
        }
        let finding = match cx.corpus.resolve(document, binding) {
            Some((study, record)) => unpublished(document, binding, study, record, cx),
            None => lost(document, binding, cx),
        };
        if let Some(finding) = finding {
            cx.report(finding);
        }
    }
    if let Document::Study(study) = document {
        explains(study, cx);
    }
}

/// Why a tie leads nowhere. `None` when the front matter it leads to could not be read to its end.
fn lost(document: &Document<'_>, binding: &Binding, cx: &Cx<'_>) -> Option<Finding> {
    let found = |message: String| Finding::new("unknown-evidence", binding.span, message);
    let target = match (&binding.study, document) {
        (None, Document::Page(_)) => {
            let finding = found(format!("a plain page has no evidence of its own, so `{}` is not known", binding.id))
                .help("name the study too: `evidence:study/id`");
            let mut holders = cx.corpus.studies.iter().filter(|s| s.record(&binding.id).is_some());
            return Some(match (holders.next(), holders.next()) {
                (Some(only), None) => finding.help(format!("write `evidence:{}/{}`", only.slug, binding.id)),
                _ => finding,
            });
        }
        (None, Document::Study(study)) => *study,
        (Some(slug), _) => match cx.corpus.study(slug) {
            Some(study) => study,
            None => {
                let finding = found(format!("there is no study `{slug}`"));
                let near = nearest(slug, cx.corpus.studies.iter().map(|s| s.slug.as_str()));
                return Some(match near {
                    Some(near) => finding.label(format!("did you mean `{near}`?")),
                    None => {
                        finding.help("the name of a study is the path of its file under content/studies, without `.md`")
                    }
                });
            }
        },
    };
    (!target.broken).then(|| unknown_in(target, &binding.id, found(format!("there is no evidence `{}`", binding.id))))
}

/// Published words that rest on a study that is not: the reader finds nothing behind them. It is an error only where
/// the writer holds that study back; nothing becomes one because a day has passed or a customer has changed their mind.
fn unpublished(
    document: &Document<'_>,
    binding: &Binding,
    study: &Study,
    record: &Record,
    cx: &Cx<'_>,
) -> Option<Finding> {
    let why = cx.left_out(Document::Study(study)).filter(|_| cx.left_out(*document).is_none())?;
    // An error of its own, in that study.
    if matches!(why, LeftOut::Broken | LeftOut::NoCard) {
        return None;
    }
    let what = format!("the evidence of these words is not published: study `{}` is left out", study.slug);
    let finding = Finding::new("unknown-evidence", binding.span, what)
        .related(record.id.span, "the record")
        .note(format!("it is left out: {why}"));
    if why.is_held_back() {
        return Some(finding.help("take the words out until that study is published"));
    }
    let help = match why {
        LeftOut::Expired(_) | LeftOut::Withdrawn => "take the words out: they are that customer's too",
        _ => "take the words out, or tie them to evidence that is published",
    };
    Some(finding.level(Level::Warning).help(help))
}

/// Adds what there is instead.
fn unknown_in(study: &Study, id: &str, finding: Finding) -> Finding {
    let ids: Vec<&str> = study.meta.evidence.iter().map(|r| r.id.value.as_str()).collect();
    if let Some(near) = nearest(id, ids.iter().copied()) {
        let record = study.record(near).map(|r| r.id.span);
        let finding = finding.label(format!("did you mean `{near}`?"));
        return match record {
            Some(span) => finding.related(span, "this record"),
            None => finding,
        };
    }
    match ids[..] {
        [] => finding.note("this study has no `evidence` yet").help(format!(
            "add under `evidence:` a record named `{id}`, such as `{id}: {{unit: hours a week, before: 11, after: 2.5, source: customer-system, collected: 2026-06-02}}`"
        )),
        _ => finding.help(format!("the records are {}", ids.join(", "))),
    }
}

/// A quote explains the problem or a record.
fn explains(study: &Study, cx: &mut Cx<'_>) {
    for text in study.meta.quotes.iter().filter_map(|q| q.explains.as_ref()) {
        let id = text.trimmed();
        if id == "problem" || study.record(id).is_some() || study.broken {
            continue;
        }
        let finding = Finding::new("unknown-evidence", text.span, format!("there is no evidence `{id}` to explain"));
        cx.report(unknown_in(study, id, finding).note("`explains` is `problem` or the name of a record"));
    }
}

/// What a study ties words to, and under which names others do so to its records.
pub(super) fn face(study: &Study) -> impl Hash {
    let ties = study.claims.iter().filter_map(|stated| stated.bound.as_ref());
    let ties: Vec<_> = ties.map(|bound| (bound.study.clone(), bound.id.clone())).collect();
    let records: Vec<String> = study.meta.evidence.iter().map(|record| record.id.value.clone()).collect();
    (study.slug.clone(), ties, records)
}

/// Looks for records that nothing on the site rests on.
pub(super) fn unused(cx: &Cx<'_>) -> Arc<Look> {
    // What is tied by others, and by studies of one name.
    let mut used: FxHashSet<(String, String)> = FxHashSet::default();
    let mut first_of_name: OfFiles<usize> = OfFiles::default();
    for document in cx.corpus.documents() {
        let own = match document {
            Document::Study(study) => match cx.corpus.place(&study.slug) {
                Some(first) if !std::ptr::eq(&*cx.corpus.studies[first], study) => {
                    first_of_name.insert(study.file, first);
                    false
                }
                first => first.is_some(),
            },
            Document::Page(_) => false,
        };
        let ties = document.claims().iter().filter_map(|stated| stated.bound.as_ref());
        for binding in ties.filter(|binding| binding.study.is_some() || !own) {
            if let Some((study, record)) = cx.corpus.resolve(&document, binding) {
                used.insert((study.slug.clone(), record.id.value.clone()));
            }
        }
    }
    Arc::new(move |cx, wanted| {
        let wanted = cx.corpus.studies.par_iter().filter(|study| wanted(study.file));
        let first = |study: &Study| first_of_name.get(&study.file).map(|at| &*cx.corpus.studies[*at]);
        wanted.map(|study| (study.file, unused_in(study, first(study), &used, cx))).collect()
    })
}

/// `first` is another study of the same name.
fn unused_in(study: &Study, first: Option<&Study>, used: &FxHashSet<(String, String)>, cx: &Cx<'_>) -> Vec<Finding> {
    let ties = |study: &Study, id: &str| {
        let mut ties = study.claims.iter().filter_map(|stated| stated.bound.as_ref());
        ties.any(|bound| bound.study.is_none() && bound.id == id)
    };
    // One of two studies of one name is looked at with the ties of both.
    let own = |id: &str| ties(study, id) || first.is_some_and(|first| ties(first, id) && first.record(id).is_some());
    let explained: Vec<&str> =
        study.meta.quotes.iter().filter_map(|q| q.explains.as_ref()).map(|t| t.trimmed()).collect();
    let headline = headline(study);
    let mut found = Vec::new();
    for record in &study.meta.evidence {
        let id = record.id.value.as_str();
        if explained.contains(&id)
            || climbs(record, cx.today)
            || headline == Some(id)
            || own(id)
            || used.contains(&(study.slug.clone(), id.to_owned()))
        {
            continue;
        }
        let what = format!("nothing on the site rests on the {} `{id}`", record.kind_name());
        found.push(
            Finding::new("unused-evidence", record.id.span, what)
                .help(format!("tie the words it supports to it: `[…](evidence:{id})`"))
                .help("delete it if there are none"),
        );
    }
    found
}

/// Whether the ladder counts the record, though no words are tied to it. One of unknown kind is reported as that.
fn climbs(record: &Record, today: Date) -> bool {
    match &record.kind {
        // A figure that is there and could not be read is reported as that.
        Some(Kind::Measurement(m)) => {
            let misread = |key: &str, value: bool| record.filled.contains(&key) && !value;
            m.data.is_some()
                || is_measured(m, today)
                || misread("before", m.before.is_some())
                || misread("after", m.after.is_some())
        }
        Some(Kind::Usage(_) | Kind::Commitment(_) | Kind::Interview(_) | Kind::Advocacy(_)) | None => true,
        Some(Kind::Document(_) | Kind::Public(_) | Kind::Certification(_)) => false,
    }
}

/// The record shown as the result of a study whose title and outcome are tied to none: its first measurement.
fn headline(study: &Study) -> Option<&str> {
    let tied = |stated: &Stated| stated.bound.is_some() && matches!(stated.place, Place::Title | Place::Outcome);
    if study.claims.iter().any(tied) {
        return None;
    }
    let first = study.meta.evidence.iter().find(|r| r.measurement().is_some_and(|m| m.before.is_some()))?;
    Some(&first.id.value)
}
