//! From what the checks reported to what counts: levels from `site.toml`, allowances, order.

use super::{Corpus, find};
use crate::config::Config;
use crate::finding::{self, Finding, Level};
use crate::source::{Sources, Span};
use crate::study::Allow;

/// A finding that somebody allowed, with the reason; its claim is marked so on the page.
#[derive(Clone, Debug)]
pub struct Allowed {
    /// The rule.
    pub rule: &'static str,
    /// The words.
    pub span: Span,
    /// Why it is fine.
    pub reason: String,
}

/// Rules that a comment cannot allow: the customer's word is not ours to wave through.
const NOT_BY_COMMENT: &[&str] =
    &["missing-consent", "expired-consent", "outside-scope", "altered-quote", "altered-figures"];

/// Rules about allowances themselves: never allowed.
const NEVER: &[&str] = &["unexplained-allowance", "unused-allowance"];

/// Gives every finding its level, takes allowed and switched-off ones out, adds what is wrong with the allowances, and
/// sorts.
pub fn settle(
    found: Vec<Finding>,
    corpus: &Corpus,
    config: &Config,
    sources: &Sources,
) -> (Vec<Finding>, Vec<Allowed>) {
    let allows: Vec<&Allow> =
        corpus.studies.iter().flat_map(|s| &s.allows).chain(corpus.pages.iter().flat_map(|p| &p.allows)).collect();
    let mut used = vec![Vec::new(); allows.len()];
    let mut kept = Vec::new();
    let mut allowed = Vec::new();
    for finding in found {
        let cover = allows.iter().enumerate().find(|(_, allow)| covers(allow, &finding));
        match cover {
            Some((at, allow)) => {
                used[at].push(finding.rule);
                allowed.push(Allowed { rule: finding.rule, span: finding.span, reason: allow.reason.clone() });
            }
            None => kept.push(finding),
        }
    }
    for (allow, used) in allows.iter().zip(used) {
        kept.extend(judge(allow, &used));
    }
    kept.retain_mut(|finding| level(finding, config, sources));
    finding::sort(&mut kept, sources);
    (kept, allowed)
}

fn covers(allow: &Allow, finding: &Finding) -> bool {
    allow.covers.contains(finding.span)
        && !allow.reason.is_empty()
        && allow.rules.iter().any(|(name, _)| name == finding.rule)
        && !NEVER.contains(&finding.rule)
        && !(allow.comment && NOT_BY_COMMENT.contains(&finding.rule))
}

/// Sets the level that counts; false when the rule is off.
fn level(finding: &mut Finding, config: &Config, sources: &Sources) -> bool {
    let path = &sources.get(finding.span.file).path;
    let own = finding.own_level.or(find(finding.rule).map(|r| r.level)).unwrap_or(Level::Error);
    match config.level_of(finding.rule, path) {
        Some(None) => return false,
        Some(Some(level)) => finding.level = level,
        None => finding.level = own,
    }
    true
}

/// What is wrong with an allowance itself.
fn judge(allow: &Allow, used: &[&str]) -> Vec<Finding> {
    let mut found = Vec::new();
    if allow.reason.is_empty() || allow.rules.is_empty() {
        found.push(
            Finding::new("unexplained-allowance", allow.span, "an allowance without a reason")
                .help("say why this is fine, in words the next reader understands"),
        );
        return found;
    }
    for (name, span) in &allow.rules {
        if find(name).is_none() {
            let known = super::names();
            let finding = Finding::new("unexplained-allowance", *span, format!("there is no rule `{name}`"));
            found.push(match crate::written::nearest(name, known.into_iter()) {
                Some(near) => finding.label(format!("did you mean `{near}`?")),
                None => finding.help("`proofmark explain` lists all rules"),
            });
        } else if NEVER.contains(&name.as_str()) || (allow.comment && NOT_BY_COMMENT.contains(&name.as_str())) {
            found.push(
                Finding::new("unexplained-allowance", *span, format!("`{name}` cannot be allowed by a comment"))
                    .help("what the customer agreed to is settled with the customer"),
            );
        } else if !used.contains(&name.as_str()) {
            found.push(
                Finding::new("unused-allowance", *span, format!("nothing here needs `{name}` to be allowed"))
                    .help("delete the allowance"),
            );
        }
    }
    found
}
