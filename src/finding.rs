//! What is wrong with the user's words: located, levelled, with a way out.

mod fix;

pub use fix::{Edit, Fix, Mended, Safety, apply, mend};

use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;
use std::sync::Arc;

use crate::source::{Sources, Span};

/// How grave a finding is. Ordered: a note is least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing; never fails a run.
    Note,
    /// Worth mending; fails a run under `--deny warnings`.
    Warning,
    /// Must be mended before anything is published.
    Error,
}

impl Level {
    /// The word used in reports and in `site.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Level {
    type Err = ();
    fn from_str(word: &str) -> Result<Self, ()> {
        [Level::Note, Level::Warning, Level::Error].into_iter().find(|l| l.name() == word).ok_or(())
    }
}

/// Another place that explains the finding, such as the record beside the claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What is to be seen there.
    pub label: String,
}

/// One thing that is wrong. A copy shares what is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's kebab-case name.
    pub rule: &'static str,
    /// Set when this finding is milder or graver than its rule's own level; `None` takes the rule's.
    pub own_level: Option<Level>,
    /// The level that counts, after `site.toml`; see [`crate::rule::settle`].
    pub level: Level,
    /// The words that are wrong.
    pub span: Span,
    /// About somebody who can be hurt by it: no comment allows it, no baseline knows it, no setting turns it down.
    pub personal: bool,
    said: Arc<Said>,
}

/// What a finding says. It is read as if it stood in the [`Finding`] itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What is wrong, in lower case, without a full stop.
    pub message: String,
    /// A short label under the words, or empty.
    pub label: String,
    /// Other places that matter.
    pub related: Vec<Related>,
    /// Why it is so, in sentences. Shown as notes.
    pub notes: Vec<String>,
    /// What to write instead.
    pub help: Vec<String>,
    /// The same as bytes, where that is certain.
    pub fix: Option<Fix>,
}

impl Deref for Finding {
    type Target = Said;

    fn deref(&self) -> &Said {
        &self.said
    }
}

/// Characters of a message; more is a quoted text that nobody reads there.
const LONGEST: usize = 600;

/// A message is one line, whatever it quotes.
fn one_line(message: String) -> String {
    if message.len() <= LONGEST && memchr::memchr2(b'\n', b'\r', message.as_bytes()).is_none() {
        return message;
    }
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

impl Finding {
    /// A finding at its rule's own level.
    pub fn new(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        let said = Arc::new(Said { message: one_line(message.into()), ..Said::default() });
        Self { rule, own_level: None, level: Level::Error, span, personal: false, said }
    }

    /// Says it otherwise.
    fn say(mut self, how: impl FnOnce(&mut Said)) -> Self {
        how(Arc::make_mut(&mut self.said));
        self
    }

    /// Says that it is about somebody: see [`Finding::personal`].
    pub fn personal(mut self) -> Self {
        self.personal = true;
        self
    }

    /// Gives this finding a level of its own.
    pub fn level(mut self, level: Level) -> Self {
        self.own_level = Some(level);
        self
    }

    /// Puts a label under the words.
    pub fn label(self, label: impl Into<String>) -> Self {
        self.say(|said| said.label = label.into())
    }

    /// Adds another place.
    pub fn related(self, span: Span, label: impl Into<String>) -> Self {
        self.say(|said| said.related.push(Related { span, label: label.into() }))
    }

    /// Says why.
    pub fn note(self, note: impl Into<String>) -> Self {
        self.say(|said| said.notes.push(note.into()))
    }

    /// Says what to write.
    pub fn help(self, help: impl Into<String>) -> Self {
        self.say(|said| said.help.push(help.into()))
    }

    /// Says what to write in place of what was said before.
    pub fn helped_by(self, help: impl Into<String>) -> Self {
        self.say(|said| said.help = vec![help.into()])
    }

    /// Offers to write it, where that is certain.
    pub fn fix(self, fix: Option<Fix>) -> Self {
        self.say(|said| said.fix = fix)
    }
}

/// Sorts by place (path, then position), rule and message, and drops repeats, so that the same input always gives the
/// same list.
pub fn sort(findings: &mut Vec<Finding>, sources: &Sources) {
    let path = |f: &Finding| sources.get(f.span.file).path.as_ref();
    let order = |f: &Finding| (f.span.start, f.span.end, f.rule);
    findings.sort_by(|a, b| {
        let place = if a.span.file == b.span.file { Ordering::Equal } else { path(a).cmp(path(b)) };
        place.then_with(|| order(a).cmp(&order(b))).then_with(|| a.message.cmp(&b.message))
    });
    findings.dedup();
}

/// How many findings there are of each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Number of errors.
    pub errors: usize,
    /// Number of warnings.
    pub warnings: usize,
    /// Number of notes.
    pub notes: usize,
}

/// Counts findings by level.
pub fn count(findings: &[Finding]) -> Count {
    let of = |level| findings.iter().filter(|f| f.level == level).count();
    Count { errors: of(Level::Error), warnings: of(Level::Warning), notes: of(Level::Note) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn a_message_is_one_line_whatever_it_quotes() {
        let at = Span::new(Sources::default().insert("a", ""), 0..0);
        assert_eq!(Finding::new("hearsay", at, "`a\r\n  b`").message, "`a b`");
        let long = Finding::new("hearsay", at, "é".repeat(2000)).message.clone();
        assert_eq!(long.chars().count(), LONGEST + 1);
        assert_eq!(Finding::new("hearsay", at, "two  blanks").message, "two  blanks");
    }
}
