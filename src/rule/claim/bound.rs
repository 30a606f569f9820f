//! A claim that is tied to a record.

use super::{Backing, about_wording, backing, block_of, has_base, in_headline, needs_base};
use crate::claim::{Claim, Form, Outcome};
use crate::evidence::{Kind, Record};
use crate::finding::{Finding, Level};
use crate::rule::wording::{ticked, with_article};
use crate::rule::{Cx, figure};
use crate::study::{Document, Stated, Study};

/// Reports the claim when its record cannot carry it or does not agree, or when its wording is wrong all the same.
pub(super) fn look(
    stated: &Stated,
    record: &Record,
    study: &Study,
    document: &Document<'_>,
    cx: &Cx<'_>,
) -> Option<Finding> {
    let Some(claim) = &stated.claim else {
        return certificate(stated, record, document).or_else(|| figure::strange(stated, record, study));
    };
    let talk = matches!(record.kind, Some(Kind::Interview(_)));
    let own = talk && (stated.quoted || says_whose(document, stated));
    let backing = backing(claim, &stated.words, record, own);
    if let Some(finding) =
        wording_stands(claim, &backing, record).then(|| about_wording(stated, claim.form, document, cx)).flatten()
    {
        return Some(with_values(finding, claim, record));
    }
    match backing {
        Backing::WrongKind(_) if matches!(record.kind, Some(Kind::Certification(_))) => {
            certificate(stated, record, document)
        }
        Backing::WrongKind(why) => Some(wrong_kind(stated, record, why)),
        Backing::NotSaidSo => Some(not_said_so(stated, record)),
        Backing::Judged(verdict) if matches!(verdict.outcome, Outcome::UpTo) => Some(up_to(stated, record)),
        Backing::NotStated => Some(figure::not_stated(stated, record, study)),
        _ if needs_base(claim) && !has_base(record) && !told(stated, claim, document) => {
            Some(missing_baseline(stated, record))
        }
        Backing::SomeLeft => Some(figure::some_left(stated, record)),
        Backing::Judged(verdict) => figure::judged(stated, claim, record, &verdict)
            .map(|finding| figure::corrected(finding, claim, stated, record, document, cx)),
        Backing::Carries | Backing::Stated => None,
    }
}

/// Whether what is wrong with the words stays wrong with this record behind them.
fn wording_stands(claim: &Claim, backing: &Backing, record: &Record) -> bool {
    match claim.form {
        Form::VagueEndpoints => true,
        // A paper may promise or generalise; then the words are its own.
        Form::Promise => !backing.holds() || record.measurement().is_some(),
        Form::Generalised => matches!(backing, Backing::WrongKind(_)),
        Form::Hearsay => !matches!(record.kind, Some(Kind::Interview(_) | Kind::Document(_) | Kind::Public(_))),
        _ => false,
    }
}

/// Vague ends have their values in the record.
fn with_values(finding: Finding, claim: &Claim, record: &Record) -> Finding {
    if claim.form == Form::VagueEndpoints
        && let Some(m) = record.measurement()
        && let (Some(before), Some(after)) = (&m.before, &m.after)
    {
        let unit = m.unit.as_ref().map_or(String::new(), |u| format!(" {}", u.trimmed()));
        return finding
            .helped_by(format!("write `from {}{unit} to {}`", before.value, after.value))
            .related(record.id.span, "the record has both values");
    }
    finding
}

fn wrong_kind(stated: &Stated, record: &Record, why: &str) -> Finding {
    let kind = kind_words(record);
    let message = format!("{kind} cannot carry {}", ticked(&stated.words));
    Finding::new("wrong-evidence-kind", stated.span, message)
        .related(record.id.span, kind)
        .note(why)
        .help("bind it to a `measurement` with before and after, or say only what this record shows")
}

fn not_said_so(stated: &Stated, record: &Record) -> Finding {
    let message = format!("{} rests on a conversation and is told as a fact", ticked(&stated.words));
    Finding::new("wrong-evidence-kind", stated.span, message)
        .related(record.id.span, "an interview")
        .note("what a customer says in an interview is their own judgement, and may be published as that")
        .help("say whose figure it is (\"by their own estimate\", \"she reckons\"), or bind it to a `measurement`")
}

/// A record's kind, as a thing.
fn kind_words(record: &Record) -> String {
    match record.kind_name() {
        "usage" => "a usage record".to_owned(),
        "advocacy" => "a recommendation".to_owned(),
        "public" => "a public source".to_owned(),
        "certification" => "a certificate".to_owned(),
        kind => with_article(kind),
    }
}

/// Words that rest on a certificate must be about the certificate.
fn certificate(stated: &Stated, record: &Record, document: &Document<'_>) -> Option<Finding> {
    let Some(Kind::Certification(certificate)) = &record.kind else { return None };
    let scheme = certificate.scheme.as_ref().map(|s| s.value.to_lowercase());
    let about = |text: &str| {
        let text = text.to_lowercase();
        ["certif", "accredit", "attest", "audit", "complian", "complies", "compl", "licen"]
            .iter()
            .any(|w| text.contains(w))
            || scheme.as_ref().is_some_and(|s| text.contains(s.as_str()))
    };
    let effect = stated.claim.is_some();
    let block = block_of(document, stated).map_or(stated.words.as_str(), |b| b.text.as_str());
    if !effect && (about(&stated.words) || about(block)) {
        return None;
    }
    let message = format!("{} rests on a certificate only", ticked(&stated.words));
    let scheme = certificate.scheme.as_ref().map_or("the scheme", |s| s.trimmed());
    Some(
        Finding::new("certificate-as-proof", stated.span, message)
            .related(record.id.span, "a certificate")
            .note("a certificate shows that somebody checked a process on a day, and no result for a customer")
            .help(format!("write \"is certified to {scheme}\", and bind results to what was measured")),
    )
}

fn up_to(stated: &Stated, record: &Record) -> Finding {
    Finding::new("up-to", stated.span, format!("{} gives the best case only", ticked(&stated.words)))
        .related(record.id.span, "the record does not say how many reached it")
        .note("readers take \"up to\" for what they will get")
        .help("give the typical value, or the best one together with how many reached it")
}

fn missing_baseline(stated: &Stated, record: &Record) -> Finding {
    let level = if in_headline(stated) { Level::Error } else { Level::Warning };
    Finding::new(
        "missing-baseline",
        stated.span,
        format!("{} of what? no value before is given", ticked(&stated.words)),
    )
    .level(level)
    .related(record.id.span, "this record has no `before`")
    .help("add `before:` and `after:` to the record, or write both values, as in `from 21 days to 8`")
}

/// Whether the text around the claim gives both values: a from–to in the same block.
fn told(stated: &Stated, claim: &Claim, document: &Document<'_>) -> bool {
    if claim.before.is_some() {
        return true;
    }
    let Some(block) = block_of(document, stated) else { return false };
    let near = |other: &&Stated| block.span.contains(other.span);
    document.claims().iter().filter(near).any(|s| s.claim.as_ref().is_some_and(|c| c.form == Form::FromTo))
}

/// Whether the block says that the figure is somebody's own: "by their own count", "she reckons".
fn says_whose(document: &Document<'_>, stated: &Stated) -> bool {
    const OWN: &[&str] = &[
        "own count",
        "own estimate",
        "own reckoning",
        "own figure",
        "own judgement",
        "own words",
        "own description",
        "estimate",
        "reckon",
        "guess",
        "self-reported",
        "says",
        "said",
        "told us",
        "puts it at",
        "puts the",
        "in the words of",
        "according to",
        "as they tell it",
    ];
    let Some(block) = block_of(document, stated) else { return false };
    let text = block.text.to_lowercase();
    OWN.iter().any(|phrase| text.contains(phrase))
}
