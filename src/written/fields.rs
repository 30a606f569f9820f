//! Reading a table key by key: each key asked for is known, the rest is unknown, and every mistake is a finding.

use jiff::civil::Date;

use super::date::read_date;
use super::{Entry, Node, Text, Value};
use crate::finding::{Edit, Finding, Fix};
use crate::source::{Span, Spanned};

/// A closed set of words a value may be.
pub trait Choice: Copy + 'static {
    /// Every word and what it means, in the order messages list them.
    const ALL: &'static [(&'static str, Self)];

    /// The word of this choice.
    fn word(self) -> &'static str
    where
        Self: PartialEq,
    {
        Self::ALL.iter().find(|(_, value)| *value == self).map_or("", |(word, _)| word)
    }
}

/// Keys people write to grade themselves.
const HAND_SET: &[&str] =
    &["rung", "score", "stars", "rating", "badge", "grade", "level", "ladder", "trust_score", "verified"];

/// A table being read.
pub struct Fields<'a> {
    entries: &'a [Entry],
    /// The table's bytes.
    pub span: Span,
    /// What the table is, with its article: `a study`, `a measurement`.
    what: &'static str,
    known: Vec<&'static str>,
    rule_unknown: &'static str,
    rule_type: &'static str,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Fields<'a> {
    /// Starts reading a table of front matter. A node that is no table is a finding.
    pub fn of_study(node: &'a Node, what: &'static str, findings: &'a mut Vec<Finding>) -> Option<Self> {
        Self::start(node, what, "unknown-field", "wrong-type", findings)
    }

    /// Starts reading a table of `site.toml`.
    pub fn of_config(node: &'a Node, what: &'static str, findings: &'a mut Vec<Finding>) -> Option<Self> {
        Self::start(node, what, "invalid-config", "invalid-config", findings)
    }

    fn start(
        node: &'a Node,
        what: &'static str,
        rule_unknown: &'static str,
        rule_type: &'static str,
        findings: &'a mut Vec<Finding>,
    ) -> Option<Self> {
        match &node.value {
            Value::Map(entries) => {
                Some(Self { entries, span: node.span, what, known: Vec::new(), rule_unknown, rule_type, findings })
            }
            _ => {
                let message = match node.value {
                    Value::Null => format!("{what} is empty"),
                    _ => format!("{what} is a table of `key: value` lines, but this is {}", node.kind()),
                };
                findings.push(Finding::new(rule_type, node.span, message));
                None
            }
        }
    }

    /// Reports something of the reader's own about this table.
    pub fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// The value of a key, unless it is absent or empty.
    pub fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        let entry = self.entries.iter().find(|e| e.key.value == key)?;
        (!matches!(entry.node.value, Value::Null)).then_some(&entry.node)
    }

    /// Every key and value, for a map whose keys the user chooses.
    pub fn all(&self) -> &'a [Entry] {
        self.entries
    }

    /// The keys asked for so far that hold something, readable or not.
    pub fn filled(&self) -> Vec<&'static str> {
        let holds = |key: &str| self.entries.iter().any(|e| e.key.value == key && !e.node.is_blank());
        let mut filled: Vec<&'static str> = self.known.iter().copied().filter(|key| holds(key)).collect();
        // Kept with each record.
        filled.shrink_to_fit();
        filled
    }

    /// Whether a key holds something, readable or not, or stands there misspelt, which is reported by
    /// [`finish`](Self::finish): in both cases it is not missing. To be asked when all keys are known.
    pub fn gives(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| {
            let name = entry.key.value.as_str();
            let meant = if self.known.contains(&name) { Some(name) } else { nearest(name, self.known.iter().copied()) };
            meant == Some(key) && !entry.node.is_blank()
        })
    }

    /// Where a key is written, if it is.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.entries.iter().find(|e| e.key.value == key).map(|e| e.key.span)
    }

    /// Words.
    pub fn text(&mut self, key: &'static str) -> Option<Text> {
        self.scalar(key, "text")
    }

    /// One value, which should be `expected`.
    pub fn scalar(&mut self, key: &'static str, expected: &str) -> Option<Text> {
        let node = self.node(key)?;
        self.as_scalar(key, node, expected)
    }

    /// Words that must not be blank; blank ones count as absent.
    pub fn words(&mut self, key: &'static str) -> Option<Text> {
        self.text(key).filter(|t| !t.trimmed().is_empty())
    }

    fn as_scalar(&mut self, key: &str, node: &Node, expected: &str) -> Option<Text> {
        if let Value::Scalar(text) = &node.value {
            return Some(text.clone());
        }
        let finding = match node.value {
            Value::Null => {
                let span = self.key_span(key).unwrap_or(node.span);
                self.wrong(span, format!("an item of `{key}` is empty")).help("write the item, or delete its line")
            }
            _ => self.wrong(node.span, format!("`{key}` of {} is {expected}, but this is {}", self.what, node.kind())),
        };
        let starts_with_bracket = matches!(node.value, Value::List(_)) && expected == "text";
        self.findings.push(if starts_with_bracket {
            finding.help("put quotes around a value that starts with `[`")
        } else {
            finding
        });
        None
    }

    fn wrong(&self, span: Span, message: String) -> Finding {
        Finding::new(self.rule_type, span, message)
    }

    /// One text or a list of texts.
    pub fn texts(&mut self, key: &'static str) -> Vec<Text> {
        let Some(node) = self.node(key) else { return Vec::new() };
        match &node.value {
            Value::List(items) => items.iter().filter_map(|n| self.as_scalar(key, n, "text")).collect(),
            _ => self.as_scalar(key, node, "text or a list of texts").into_iter().collect(),
        }
    }

    /// An ISO date.
    pub fn date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        let text = self.scalar(key, "a date")?;
        self.as_date(&text)
    }

    /// One date or a list.
    pub fn dates(&mut self, key: &'static str) -> Vec<Spanned<Date>> {
        let texts = self.texts(key);
        texts.iter().filter_map(|t| self.as_date(t)).collect()
    }

    fn as_date(&mut self, text: &Text) -> Option<Spanned<Date>> {
        match read_date(text.trimmed()) {
            Ok(value) => Some(Spanned { value, span: text.span }),
            Err(why) => {
                let finding = Finding::new(
                    if self.rule_type == "wrong-type" { "invalid-date" } else { self.rule_type },
                    text.span,
                    format!("`{}` is no date: {why}", text.trimmed()),
                );
                self.findings.push(finding.help(match super::date::meant(text.trimmed()) {
                    Some(meant) => format!("write {meant}"),
                    None => "write year-month-day, such as 2026-03-02".to_owned(),
                }));
                None
            }
        }
    }

    /// `true` or `false`.
    pub fn bool(&mut self, key: &'static str) -> Option<Spanned<bool>> {
        let text = self.scalar(key, "`true` or `false`")?;
        match text.trimmed() {
            "true" if !text.quoted => Some(Spanned { value: true, span: text.span }),
            "false" if !text.quoted => Some(Spanned { value: false, span: text.span }),
            other => {
                let finding = self.wrong(text.span, format!("`{key}` is `true` or `false`, but this is `{other}`"));
                self.findings.push(finding.help("write `true` or `false` without quotes"));
                None
            }
        }
    }

    /// A whole number from 0.
    pub fn count(&mut self, key: &'static str) -> Option<Spanned<u32>> {
        let text = self.scalar(key, "a whole number")?;
        match text.trimmed().parse() {
            Ok(value) => Some(Spanned { value, span: text.span }),
            Err(_) => {
                let finding =
                    self.wrong(text.span, format!("`{key}` is a whole number, but this is `{}`", text.trimmed()));
                self.findings.push(finding.help(format!("write digits only, from 0 to {}", u32::MAX)));
                None
            }
        }
    }

    /// One word of a closed set.
    pub fn choice<T: Choice>(&mut self, key: &'static str) -> Option<Spanned<T>> {
        let text = self.scalar(key, "one word")?;
        self.as_choice(key, &text)
    }

    /// One word or a list of words of a closed set.
    pub fn choices<T: Choice>(&mut self, key: &'static str) -> Vec<Spanned<T>> {
        let texts = self.texts(key);
        texts.iter().filter_map(|t| self.as_choice(key, t)).collect()
    }

    fn as_choice<T: Choice>(&mut self, key: &str, text: &Text) -> Option<Spanned<T>> {
        let word = text.trimmed();
        if let Some((_, value)) = T::ALL.iter().find(|(name, _)| *name == word) {
            return Some(Spanned { value: *value, span: text.span });
        }
        let names: Vec<&str> = T::ALL.iter().map(|(name, _)| *name).collect();
        let finding = self.wrong(text.span, format!("`{word}` is no `{key}`"));
        let finding = match nearest(word, names.iter().copied()) {
            Some(near) => finding.label(format!("did you mean `{near}`?")),
            None => finding,
        };
        self.findings.push(finding.help(format!("`{key}` is one of {}", names.join(", "))));
        None
    }

    /// A table inside this one.
    pub fn table(&mut self, key: &'static str, what: &'static str) -> Option<Fields<'_>> {
        let node = self.node(key)?;
        Fields::start(node, what, self.rule_unknown, self.rule_type, self.findings)
    }

    /// A table that is not under a fixed key, such as one record of a map.
    pub fn inner<'b>(&'b mut self, node: &'b Node, what: &'static str) -> Option<Fields<'b>> {
        Fields::start(node, what, self.rule_unknown, self.rule_type, self.findings)
    }

    /// Writes the known key over a mistyped one: where no other is as near, and the table has neither the key already nor
    /// a second one that could mean it.
    fn rename(&self, entry: &Entry, meant: &'static str) -> Option<Fix> {
        let known = || self.known.iter().copied();
        let mut distances: Vec<usize> = near(&entry.key.value, known()).map(|(distance, _)| distance).collect();
        distances.sort_unstable();
        let alone = distances.len() < 2 || distances[0] < distances[1];
        let taken = self.entries.iter().any(|other| {
            let name = other.key.value.as_str();
            let unknown = !self.known.contains(&name) && other.key.span != entry.key.span;
            name == meant || unknown && nearest(name, known()) == Some(meant)
        });
        // A table of `site.toml` may be written in several places; a value has its key in one.
        let one_place = self.rule_unknown == "unknown-field" || !matches!(entry.node.value, Value::Map(_));
        let edit = Edit { span: entry.key.span, text: meant.to_owned() };
        (alone && !taken && one_place).then(|| Fix::safe(format!("write `{meant}`"), vec![edit]))
    }

    /// Ends the reading: every key never asked for is unknown, with the nearest known name.
    pub fn finish(self) {
        for entry in self.entries {
            let name = entry.key.value.as_str();
            if self.known.contains(&name) {
                continue;
            }
            if HAND_SET.contains(&name) && self.rule_unknown == "unknown-field" {
                self.findings.push(
                    Finding::new("hand-set-rung", entry.key.span, format!("`{name}` cannot be set by hand"))
                        .note("the rung is computed from the evidence, so that a reader can rely on it")
                        .help("delete the line; `proofmark next` says what the next rung needs"),
                );
                continue;
            }
            if matches!(entry.node.value, Value::Null) && name.bytes().all(|b| b.is_ascii_digit()) {
                let message = format!("a comma ends a value inside `{{…}}`, so `{name}` is read as a key");
                let finding = Finding::new(self.rule_unknown, entry.key.span, message);
                self.findings.push(finding.help("write the number without a comma, or with a point before decimals"));
                continue;
            }
            let finding = Finding::new(self.rule_unknown, entry.key.span, format!("{} has no key `{name}`", self.what));
            let finding = match nearest(name, self.known.iter().copied()) {
                Some(near) => finding
                    .label(format!("did you mean `{near}`?"))
                    .help(format!("write `{near}`"))
                    .fix(self.rename(entry, near)),
                None => finding.help(format!("known keys: {}", self.known.join(", "))),
            };
            self.findings.push(finding);
        }
    }
}

/// The known name a person most likely meant, if one is near enough.
pub fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    near(word, names).min().map(|(_, name)| name)
}

/// Names near enough to be meant, each with its distance.
fn near<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> impl Iterator<Item = (usize, &'a str)> {
    let lower = word.to_lowercase().replace('-', "_");
    names
        .map(move |name| (strsim::damerau_levenshtein(&lower, &name.replace('-', "_")), name))
        .filter(move |(distance, name)| *distance <= (name.len().max(word.len()) / 3).clamp(1, 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        let names = ["customer", "outcome", "quote", "evidence"];
        assert_eq!(nearest("custommer", names.into_iter()), Some("customer"));
        assert_eq!(nearest("evidance", names.into_iter()), Some("evidence"));
        assert_eq!(nearest("weather", names.into_iter()), None);
    }
}
