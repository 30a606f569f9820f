//! Templates of a project come to an end: so many steps and so many bytes for a page, and only so deep.
//!
//! The engine itself bounds ranges, circles and how deep components nest, but not loops in loops or components that
//! call themselves twice. So every loop, block and component of the project's own templates, and every such template
//! from its top, counts a step: a call that prints nothing is put there before the template is compiled, and
//! [`Counted`] knows which place of what was written a place of the compiled text is.
//!
//! What a variable holds is weighed behind each `set`, so that `{% set a = a ~ a %}` ends at some megabytes and not at a
//! terabyte. Not bounded is what stands in a table of a template's own, what is made and used within one tag, or gathered
//! between `{% set a %}` and `{% endset %}`.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

use tera::{Kwargs, State, Tera, Value};

/// Steps a page may take. The largest list of the default theme takes some thousands.
const STEPS: u64 = 1_000_000;

/// The largest page, in bytes.
const BYTES: usize = 64 * 1024 * 1024;

/// How deep templates may include each other. Each takes its share of a thread's stack.
pub(super) const DEEPEST: usize = 12;

/// What a variable may hold: bytes of text, and as many for each value of a list as it takes itself.
const HELD: usize = 16 * 1024 * 1024;

/// How deep lists may stand in lists in a variable. Each level takes its share of a thread's stack.
const NESTED: usize = 1_000;

/// Values of a list that are weighed for one step.
const WEIGHED: u64 = 1024;

/// What counts a step, as a template's author would hardly call a variable.
const COUNT: &str = "proofmark_counts_a_step";

/// The variable that was set, as [`COUNT`] is handed it.
const SET: &str = "set";

/// Tags behind which something is repeated.
const REPEATED: &[&str] = &["for", "block", "component"];

thread_local! {
    /// Steps left for the page that this thread renders.
    static LEFT: Cell<u64> = const { Cell::new(STEPS) };
}

/// Lets templates count.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function(COUNT, |set: Kwargs, _: &State<'_>| {
        let mut steps = 1;
        if let Some(value) = set.get::<&Value>(SET)? {
            let mut left = HELD;
            let mut values = 0;
            if !fits(value, &mut left, &mut values, NESTED) {
                let most = HELD >> 20;
                let why = format!("the variable holds more than {most} MiB, or lists {NESTED} deep");
                return Err(tera::Error::message(why));
            }
            steps += values / WEIGHED;
        }
        let left = LEFT.get();
        LEFT.set(left.saturating_sub(steps));
        if left < steps {
            return Err(tera::Error::message(format!("it does not come to an end within {STEPS} steps")));
        }
        Ok(false)
    });
}

/// Takes what a value holds from `left`, and counts the values; false when there was not as much, or it nests deeper than
/// `deeper`. A table counts as itself: those of the program may be large.
fn fits(value: &Value, left: &mut usize, values: &mut u64, deeper: usize) -> bool {
    *values += 1;
    let own = size_of::<Value>() + value.as_str().map_or(0, str::len);
    match left.checked_sub(own) {
        Some(rest) if deeper > 0 => *left = rest,
        _ => return false,
    }
    value.as_array().unwrap_or_default().iter().all(|one| fits(one, left, values, deeper - 1))
}

/// A page in the making.
pub(super) struct Page<'a> {
    out: &'a mut Vec<u8>,
    is_full: bool,
}

impl<'a> Page<'a> {
    /// Starts to count anew.
    pub(super) fn begin(out: &'a mut Vec<u8>) -> Self {
        LEFT.set(STEPS);
        Self { out, is_full: false }
    }

    /// The engine says of a page that is full only that it cannot be written.
    pub(super) fn why(&self, error: tera::Error) -> tera::Error {
        if self.is_full { tera::Error::message(format!("the page is larger than {} MiB", BYTES >> 20)) } else { error }
    }
}

impl Write for Page<'_> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.out.len() + bytes.len() > BYTES {
            self.is_full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.out.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes).map(|_| ())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A template that counts its steps.
#[derive(Debug)]
pub(super) struct Counted {
    pub(super) text: String,
    /// What was put in: its place in `text`, and how long it is.
    added: Vec<Range<usize>>,
}

impl Counted {
    pub(super) fn new(written: &str) -> Self {
        let mut counted = Self { text: String::with_capacity(written.len() + 64), added: Vec::new() };
        let tags = tags(written);
        if tags.first().is_none_or(|tag| tag.name(written) != "extends") {
            counted.add("", "");
        }
        let mut at = 0;
        let mut gathered = Vec::new();
        for tag in tags {
            counted.text.push_str(&written[at..tag.range.end]);
            at = tag.range.end;
            let trim = if written[..at].ends_with("-%}") { "-" } else { "" };
            match tag.name(written) {
                name if REPEATED.contains(&name) => counted.add("", trim),
                "set" | "set_global" => match tag.set(written) {
                    (name, true) => counted.add(&format!("{SET}={name}"), trim),
                    (name, false) => gathered.push(name),
                },
                "endset" => {
                    let weighed = gathered.pop().map(|name| format!("{SET}={name}"));
                    counted.add(&weighed.unwrap_or_default(), trim);
                }
                _ => {}
            }
        }
        counted.text.push_str(&written[at..]);
        counted
    }

    /// A tag that trims the blanks behind it goes on trimming them behind what is added.
    fn add(&mut self, weighed: &str, trim: &str) {
        let from = self.text.len();
        self.text.push_str(&format!("{{%if {COUNT}({weighed}) {trim}%}}{{%endif {trim}%}}"));
        self.added.push(from..self.text.len());
    }

    /// The place in what was written for one in `text`.
    pub(super) fn written(&self, place: Range<usize>) -> Range<usize> {
        let back = |at: usize| {
            let before = self.added.iter().take_while(|added| added.start < at);
            at - before.map(|added| added.end.min(at) - added.start).sum::<usize>()
        };
        back(place.start)..back(place.end)
    }
}

/// How deep each template includes others, itself counted, and which it is.
pub(super) fn deepest<'a>(templates: impl Iterator<Item = (&'a str, &'a str)>) -> Option<(usize, &'a str)> {
    let includes: BTreeMap<&str, Vec<&str>> = templates.map(|(name, text)| (name, included(text))).collect();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    // Each round goes one deeper; circles were refused before.
    for _ in 0..=includes.len() {
        let before = known.clone();
        for (name, inner) in &includes {
            known.insert(name, 1 + inner.iter().filter_map(|name| before.get(name)).max().unwrap_or(&0));
        }
        if known == before {
            break;
        }
    }
    known.into_iter().map(|(name, depth)| (depth, name)).max()
}

fn included(text: &str) -> Vec<&str> {
    let name = |tag: Tag| {
        let words = tag.inner(text).strip_prefix("include")?.trim();
        words.get(1..words.len().checked_sub(1)?)
    };
    tags(text).into_iter().filter_map(name).collect()
}

/// A tag, from `{%` to behind `%}`.
struct Tag {
    range: Range<usize>,
}

impl Tag {
    fn inner<'a>(&self, text: &'a str) -> &'a str {
        let inner = &text[self.range.start + 2..self.range.end - 2];
        let inner = inner.strip_prefix('-').unwrap_or(inner);
        inner.strip_suffix('-').unwrap_or(inner).trim()
    }

    fn name<'a>(&self, text: &'a str) -> &'a str {
        word(self.inner(text))
    }

    /// The variable that the tag sets, and whether to a value it says; else it gathers what stands up to `endset`.
    fn set<'a>(&self, text: &'a str) -> (&'a str, bool) {
        let rest = self.inner(text)[self.name(text).len()..].trim_start();
        let name = word(rest);
        (name, rest[name.len()..].trim_start().starts_with('='))
    }
}

/// The name that a text begins with.
fn word(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len())]
}

/// The tags of a template that compiles. What is in comments, expressions and raw text is none.
fn tags(text: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let (mut at, mut raw) = (0, false);
    while let Some(found) = text[at..].find('{').map(|next| at + next) {
        let rest = &text[found..];
        let end = if raw && !rest.starts_with("{%") {
            None
        } else if rest.starts_with("{#") {
            rest.find("#}").map(|end| end + 2)
        } else if rest.starts_with("{%") {
            closing(rest, "%}")
        } else if rest.starts_with("{{") {
            closing(rest, "}}")
        } else {
            None
        };
        let Some(end) = end else {
            at = found + 1;
            continue;
        };
        at = found + end;
        if rest.starts_with("{%") {
            let tag = Tag { range: found..at };
            match tag.name(text) {
                "raw" => raw = true,
                "endraw" => raw = false,
                _ if raw => at = found + 1,
                _ => tags.push(tag),
            }
        }
    }
    tags
}

/// Where what `rest` starts with is closed, outside of strings.
fn closing(rest: &str, close: &str) -> Option<usize> {
    let (mut quote, mut escaped) = (None, false);
    for (at, byte) in rest.bytes().enumerate().skip(2) {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if byte == b'\\' => escaped = true,
            Some(open) if open == byte => quote = None,
            Some(_) => {}
            None if matches!(byte, b'"' | b'\'' | b'`') => quote = Some(byte),
            None if rest.as_bytes()[at..].starts_with(close.as_bytes()) => return Some(at + close.len()),
            None => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        tags(text).iter().map(|tag| tag.name(text)).collect()
    }

    #[test]
    fn tags_are_told_from_what_looks_like_them() {
        assert_eq!(names("a {% for x in y -%} {%- endfor %}"), ["for", "endfor"]);
        assert_eq!(names("{# {% for %} #}{{ \"{% for %}\" }}{% raw %}{% for x in y %}{{ '{% endraw %}"), [""; 0]);
        assert_eq!(names("{% set a = \"%}\\\"%}\" %}{% if a %}"), ["set", "if"]);
        assert_eq!(names("{ {% {{"), [""; 0]);
    }

    #[test]
    fn places_lead_back_to_what_was_written() {
        let written = "é {% for x in y -%}\n {{ x.z }}{% endfor %}{% block b %}ö{% endblock %}";
        let counted = Counted::new(written);
        assert_eq!(counted.added.len(), 3, "{}", counted.text);
        for words in ["é", "{{ x.z }}", "ö", "{% endblock %}"] {
            let at = counted.text.find(words).unwrap();
            assert_eq!(&written[counted.written(at..at + words.len())], words);
        }
        assert!(Counted::new("{% extends \"a\" %}{% block b %}{% endblock %}").text.starts_with("{% extends"));
    }

    #[test]
    fn depth_is_counted_along_the_longest_way() {
        let templates = [("a", "{% include \"b\" %}{% include 'c' %}"), ("b", "{%- include \"c\" -%}"), ("c", "x")];
        assert_eq!(deepest(templates.into_iter()), Some((3, "a")));
    }
}
