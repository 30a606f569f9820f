//! The fix that writes the computed figure in place of the one that is claimed.

use std::ops::Range;

use crate::claim::{Claim, Form, Outcome, wordings};
use crate::evidence::Record;
use crate::finding::{Edit, Finding, Fix, Level};
use crate::rule::Cx;
use crate::rule::claim::{Backing, backing};
use crate::rule::reread::{number_of, others_stay, place_of, reread, same_words};
use crate::study::{Document, Prose, Stated, Study};

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
    let old = if from_to { ends_in(stated, &range)? } else { figure.range.clone() };
    let words = block.text.get(old.clone())?;
    if !words.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let trial = Trial { claim, stated, record, study, block, cx };
    // The number alone where that does: its unit and the words around it are the author's.
    let number = number_in(words).zip(number_in(wording)).filter(|_| !from_to).map(|(written, right)| {
        let number = wording.get(right).unwrap_or_default().to_owned();
        (old.start + written.start..old.start + written.end, number)
    });
    let ways = number.into_iter().chain([(old.clone(), wording.clone())]);
    let edits = ways.filter_map(|(range, text)| trial.edits(range, &text)).next()?;
    let old = block.text.get(old)?;
    let title = match &edits[..] {
        [edit] if edit.text != *wording => {
            let digits = number_in(old)?;
            format!("write `{}{}{}`", &old[..digits.start], edit.text, &old[digits.end..])
        }
        _ => format!("write `{wording}`"),
    };
    Some(Fix::risky(title, edits))
}

/// "From 12 hours a week to 2.5" of "Retyping fell from 12 hours a week to 2.5".
fn ends_in(stated: &Stated, range: &Range<usize>) -> Option<Range<usize>> {
    let lower = stated.words.to_ascii_lowercase();
    let at = if lower.starts_with("from ") { 0 } else { lower.find(" from ")? + 1 };
    Some(range.start + at..range.end)
}

/// The one run of digits, with its separators, in a figure.
fn number_in(words: &str) -> Option<Range<usize>> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let start = words.find(|c: char| c.is_ascii_digit())?;
    let length = words[start..].find(|c| !is_part(c)).unwrap_or(words.len() - start);
    let end = start + words[start..start + length].trim_end_matches(['.', ',']).len();
    (!words[end..].contains(|c: char| c.is_ascii_digit())).then_some(start..end)
}

/// What a correction has to pass before it is offered.
struct Trial<'a> {
    claim: &'a Claim,
    stated: &'a Stated,
    record: &'a Record,
    study: &'a Study,
    block: &'a Prose,
    cx: &'a Cx<'a>,
}

impl Trial<'_> {
    /// The edits that write `text` over these words, when the claim then agrees and nothing else reads otherwise.
    fn edits(&self, old: Range<usize>, text: &str) -> Option<Vec<Edit>> {
        let edits = vec![Edit { span: self.block.span_of(old.clone()), text: text.to_owned() }];
        let expected = format!("{}{text}{}", &self.block.text[..old.start], &self.block.text[old.end..]);
        let new = reread(self.study, &edits, self.cx)?;
        let number = number_of(self.stated, self.study)?;
        let mut pairs = self.study.prose().zip(new.prose());
        let all_stay = pairs
            .all(|(was, is)| same_words(&is.text, if was.span == self.block.span { &expected } else { &was.text }));
        let restated = &new.claims[number];
        let now = restated.claim.as_ref().filter(|now| {
            let unit = |claim: &Claim| claim.figure.as_ref().map(|f| f.unit.dimension);
            now.form == self.claim.form && unit(now) == unit(self.claim)
        })?;
        let agrees = match backing(now, &restated.words, self.record, false) {
            Backing::Judged(verdict) => verdict.outcome == Outcome::Agrees,
            _ => false,
        };
        (all_stay && agrees && others_stay(self.study, &new, number)).then_some(edits)
    }
}
