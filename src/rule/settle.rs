//! From what the checks reported to what counts: levels from `site.toml`, allowances, order.

mod unused;

use std::collections::HashSet;

use super::{Corpus, find};
use crate::config::Config;
use crate::finding::{self, Finding, Fix, Level};
use crate::source::{FileId, OfFiles, Sources, Span};
use crate::study::{Allow, Body};

/// A finding that somebody allowed, with the reason; its claim is marked so on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Rules about allowances themselves, and about files that could not be read: never allowed.
const NEVER: &[&str] = &[
    "unexplained-allowance",
    "unused-allowance",
    "invalid-config",
    "invalid-yaml",
    "template-error",
    "unreadable-file",
    "unmasked-customer",
];

/// Rules that stay as grave in a draft: the file could not be read as it was meant, `draft: true` perhaps included.
const EVEN_IN_DRAFTS: &[&str] =
    &["unreadable-file", "invalid-yaml", "unknown-field", "wrong-type", "private-in-output", "unmasked-customer"];

/// Where a rule can be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowable {
    /// By a comment or in front matter.
    Anywhere,
    /// In front matter only.
    InFrontMatter,
    /// Not at all.
    Nowhere,
}

/// Where the rule with this name can be allowed.
pub fn allowable(name: &str) -> Allowable {
    if NEVER.contains(&name) {
        Allowable::Nowhere
    } else if NOT_BY_COMMENT.contains(&name) {
        Allowable::InFrontMatter
    } else {
        Allowable::Anywhere
    }
}

/// Unused allowances of one file that a run offers to delete.
const MOST_FIXES: usize = 64;

/// Gives every finding its level, takes allowed and switched-off ones out, adds what is wrong with the allowances, and
/// sorts.
pub fn settle(
    found: Vec<Finding>,
    corpus: &Corpus,
    config: &Config,
    sources: &Sources,
) -> (Vec<Finding>, Vec<Allowed>) {
    let studies = corpus.studies.iter().map(|s| (s.broken, &s.body, &s.allows));
    let documents = studies.chain(corpus.pages.iter().map(|p| (p.broken, &p.body, &p.allows)));
    let allows: Vec<Given<'_>> = documents
        .flat_map(|(broken, body, allows)| allows.iter().map(move |allow| Given { allow, broken, body }))
        .collect();
    // By file, or the work would grow with findings times allowances.
    let mut of_file: OfFiles<Vec<usize>> = OfFiles::default();
    for (at, given) in allows.iter().enumerate() {
        of_file.entry(given.allow.span.file).or_default().push(at);
    }
    let mut used = vec![Vec::new(); allows.len()];
    let mut kept = Vec::new();
    let mut allowed = Vec::new();
    for finding in found {
        let near = of_file.get(&finding.span.file);
        let cover = near.into_iter().flatten().copied().find(|at| covers(allows[*at].allow, &finding));
        match cover {
            // It is for something, and not enough for this: what is said of the finding tells the way.
            Some(at) if finding.personal && allows[at].allow.comment => {
                used[at].push(finding.rule);
                kept.push(
                    finding.note("a comment cannot allow this; `allow` in the front matter can, when they have agreed"),
                );
            }
            Some(at) => {
                used[at].push(finding.rule);
                let reason = allows[at].allow.reason.clone();
                allowed.push(Allowed { rule: finding.rule, span: finding.span, reason });
            }
            None => kept.push(finding),
        }
    }
    let mut fixed: OfFiles<usize> = OfFiles::default();
    for (at, given) in allows.iter().enumerate() {
        let unused: Vec<Span> = given.unused(&used[at]);
        kept.extend(judge(given.allow));
        if !unused.is_empty() {
            let list = of_file[&given.allow.span.file]
                .iter()
                .map(|&at| (allows[at].allow, !allows[at].unused(&used[at]).is_empty()));
            let list: Vec<(&Allow, bool)> = list.filter(|(allow, _)| allow.list.is_some()).collect();
            let source = sources.get(given.allow.span.file);
            let before = fixed.entry(source.id).or_default();
            *before += 1;
            // Each reads the whole file again; the others are for the next round of fixes.
            let fix = (*before <= MOST_FIXES)
                .then(|| unused::fix(given.allow, &unused, &list, given.body.range.start, source))
                .flatten();
            kept.extend(report_unused(given.allow, &unused, &fix));
        }
    }
    let drafts = drafts(corpus);
    kept.retain_mut(|finding| level(finding, &drafts, config, sources));
    finding::sort(&mut kept, sources);
    (kept, allowed)
}

/// Settles the findings of a later stage. A place that a rule has already reported, or that somebody allowed, is not
/// reported again.
pub fn settle_more(
    settled: &[Finding],
    mut found: Vec<Finding>,
    allowed: &[Allowed],
    corpus: &Corpus,
    config: &Config,
    sources: &Sources,
) -> Vec<Finding> {
    let mut new: HashSet<(&str, Span)> = found.iter().map(|finding| (finding.rule, finding.span)).collect();
    if !new.is_empty() {
        let known = settled.iter().map(|f| (f.rule, f.span)).chain(allowed.iter().map(|a| (a.rule, a.span)));
        known.for_each(|place| _ = new.remove(&place));
        found.retain(|finding| new.contains(&(finding.rule, finding.span)));
    }
    let drafts = drafts(corpus);
    found.retain_mut(|finding| level(finding, &drafts, config, sources));
    finding::sort(&mut found, sources);
    found
}

/// An allowance and the document it stands in.
struct Given<'a> {
    allow: &'a Allow,
    /// A mistake in the file hid what it may be for.
    broken: bool,
    body: &'a Body,
}

impl Given<'_> {
    /// Rules that it names, that it could allow, and that nothing here breaks: each where it is named.
    fn unused(&self, used: &[&str]) -> Vec<Span> {
        if self.broken || self.allow.reason.is_empty() {
            return Vec::new();
        }
        let idle = |name: &str| find(name).is_some() && is_allowable(name, self.allow) && !used.contains(&name);
        self.allow.rules.iter().filter(|(name, _)| idle(name)).map(|(_, span)| *span).collect()
    }
}

fn covers(allow: &Allow, finding: &Finding) -> bool {
    allow.covers.contains(finding.span)
        && !allow.reason.is_empty()
        && allow.rules.iter().any(|(name, _)| name == finding.rule)
        && is_allowable(finding.rule, allow)
}

fn is_allowable(rule: &str, allow: &Allow) -> bool {
    match allowable(rule) {
        Allowable::Anywhere => true,
        Allowable::InFrontMatter => !allow.comment,
        Allowable::Nowhere => false,
    }
}

/// Files that their writer has not finished.
fn drafts(corpus: &Corpus) -> HashSet<FileId> {
    let studies = corpus.studies.iter().filter(|s| s.meta.draft).map(|s| s.file);
    studies.chain(corpus.pages.iter().filter(|p| p.draft).map(|p| p.file)).collect()
}

/// Sets the level that counts; false when the rule is off. What a draft still lacks is a note, whatever is written about
/// the rule: a draft is not published, and must not hold back what is.
fn level(finding: &mut Finding, drafts: &HashSet<FileId>, config: &Config, sources: &Sources) -> bool {
    let path = &sources.get(finding.span.file).path;
    let own = finding.own_level.or(find(finding.rule).map(|r| r.level)).unwrap_or(Level::Error);
    match config.level_of(finding.rule, path).filter(|_| !finding.personal) {
        Some(None) => return false,
        Some(Some(level)) => finding.level = level,
        None => finding.level = own,
    }
    if drafts.contains(&finding.span.file) && !EVEN_IN_DRAFTS.contains(&finding.rule) {
        finding.level = Level::Note;
    }
    true
}

/// What is wrong with an allowance itself.
fn judge(allow: &Allow) -> Vec<Finding> {
    if allow.rules.is_empty() {
        let finding = Finding::new("unexplained-allowance", allow.span, "this allowance names no rule");
        return vec![finding.help("name the rule, as the finding shows it in brackets, and say why this is fine")];
    }
    if allow.reason.is_empty() {
        let finding = Finding::new("unexplained-allowance", allow.span, "an allowance without a reason")
            .note("an allowed claim is marked on its page, with the reason")
            .help("say why this is fine, in words the next reader understands");
        return vec![finding];
    }
    let mut found = Vec::new();
    for (name, span) in &allow.rules {
        if find(name).is_none() {
            found.push(unknown(name, *span));
        } else if !is_allowable(name, allow) {
            let never = allowable(name) == Allowable::Nowhere;
            let how = if never { "" } else { " by a comment" };
            let help = if never {
                "mend what it is about"
            } else {
                "what the customer agreed to is settled with the customer"
            };
            let finding = Finding::new("unexplained-allowance", *span, format!("`{name}` cannot be allowed{how}"));
            found.push(finding.help(help));
        }
    }
    found
}

/// A finding for each rule that need not be allowed; one fix takes all of them out.
fn report_unused(allow: &Allow, unused: &[Span], fix: &Option<Fix>) -> Vec<Finding> {
    let help = if allow.comment {
        "delete the allowance, or put it right before the block it is for"
    } else {
        "delete the allowance"
    };
    let idle = allow.rules.iter().filter(|(_, span)| unused.contains(span));
    idle.map(|(name, span)| {
        Finding::new("unused-allowance", *span, format!("nothing here needs `{name}` to be allowed"))
            .help(help)
            .fix(fix.clone())
    })
    .collect()
}

fn unknown(name: &str, span: Span) -> Finding {
    let finding = Finding::new("unexplained-allowance", span, format!("there is no rule `{name}`"));
    match crate::written::nearest(name, super::names().into_iter()) {
        Some(near) => finding.label(format!("did you mean `{near}`?")),
        None => finding.help("`proofmark explain` lists all rules"),
    }
}
