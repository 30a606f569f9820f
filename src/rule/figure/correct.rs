//! The fix that writes the computed figure in place of the one that is claimed.

use crate::claim::{Claim, Form, Outcome, wordings};
use crate::evidence::Record;
use crate::finding::{Edit, Finding, Fix, Level};
use crate::rule::Cx;
use crate::rule::claim::{Backing, backing};
use crate::rule::reread::{number_of, others_stay, place_of, reread};
use crate::study::{Document, Stated};

/// Rules that one other figure mends; the others are about what is counted, or which way it went.
const MENDED: &[&str] = &["figure-disagrees", "rounded-in-favour", "false-precision"];

/// Adds the fix: the first wording that would hold, in place of the figure; all other words stay. None for words that
/// somebody else said, for a figure that is written out in letters, and for a claim that only says less than it could.
pub(in crate::rule) fn corrected(
    finding: Finding,
    claim: &Claim,
    stated: &Stated,
    record: &Record,
    document: &Document<'_>,
    cx: &Cx<'_>,
) -> Finding {
    let mild = finding.own_level == Some(Level::Note);
    if mild || stated.quoted || !MENDED.contains(&finding.rule) {
        return finding;
    }
    let fix = fix(claim, stated, record, document, cx);
    finding.fix(fix)
}

fn fix(claim: &Claim, stated: &Stated, record: &Record, document: &Document<'_>, cx: &Cx<'_>) -> Option<Fix> {
    let Document::Study(study) = document else { return None };
    let figure = claim.figure.as_ref().filter(|f| f.statistic.is_none() && !f.low.words)?;
    let from_to = claim.form == Form::FromTo;
    let metric = record.metric();
    let wordings = wordings(claim, &record.figures(&metric)?);
    let wording = wordings.iter().find(|words| words.starts_with("from ") == from_to)?;
    let (block, range) = place_of(stated, study)?;
    let old = if !from_to {
        figure.range.clone()
    } else if stated.words.to_lowercase().starts_with("from ") {
        range
    } else {
        return None;
    };
    let words = block.text.get(old.clone())?;
    if !words.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let edits = vec![Edit { span: block.span_of(old.clone()), text: wording.clone() }];
    let expected = format!("{}{wording}{}", &block.text[..old.start], &block.text[old.end..]);

    let new = reread(study, &edits, cx)?;
    let number = number_of(stated, study)?;
    let mut pairs = study.prose().zip(new.prose());
    let same_words =
        pairs.all(|(was, is)| if was.span == block.span { is.text == expected } else { is.text == was.text });
    let restated = &new.claims[number];
    let now = restated.claim.as_ref().filter(|now| {
        let unit = |claim: &Claim| claim.figure.as_ref().map(|f| f.unit.dimension);
        now.form == claim.form && unit(now) == unit(claim)
    })?;
    let agrees = match backing(now, &restated.words, record, false) {
        Backing::Judged(verdict) => verdict.outcome == Outcome::Agrees,
        _ => false,
    };
    let fix = || Fix::risky(format!("write `{wording}`"), edits.clone());
    (same_words && agrees && others_stay(study, &new, number)).then(fix)
}
