//! A syntax error in words a writer can act on: the traps that prose falls into, seen from the line.

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

use crate::finding::Finding;
use crate::source::{Source, Span};

/// Lines looked back for a quote or bracket that was never closed.
const LOOK_BACK: usize = 40;

/// What the parser stumbled over in `range` of a file.
pub(super) fn explain(source: &Source, range: Range<usize>, error: &ScanError) -> Finding {
    let place = Place::of(source, range, error);
    place
        .certain(error.kind())
        .or_else(|| place.trap())
        .or_else(|| place.unclosed())
        .or_else(|| place.trap_above())
        .or_else(|| place.tab_below())
        .unwrap_or_else(|| place.by_kind(error))
}

/// The place of an error: the byte and its line.
struct Place<'a> {
    source: &'a Source,
    /// The front matter.
    range: Range<usize>,
    /// Where the parser stopped.
    at: usize,
    /// The line it stopped in.
    line: Line<'a>,
}

/// A line without its end, and where it starts.
#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    words: &'a str,
}

impl<'a> Line<'a> {
    fn of(text: &'a str, range: &Range<usize>, at: usize) -> Self {
        let start = text[range.start..at.max(range.start)].rfind('\n').map_or(range.start, |n| range.start + n + 1);
        let end = text[start..range.end.max(start)].find('\n').map_or(range.end.max(start), |n| start + n);
        Self { start, words: text[start..end].trim_end_matches('\r') }
    }

    /// The key with its colon, and where the value begins in the line.
    fn key(&self) -> Option<(&'a str, usize)> {
        let colon = self.words.find(": ")?;
        let value = colon + 2 + blanks(&self.words[colon + 2..]);
        Some((self.words[..=colon].trim_start().trim_start_matches("- "), value))
    }

    fn value(&self) -> &'a str {
        self.key().map_or("", |(_, at)| self.words[at..].trim_end())
    }
}

fn blanks(words: &str) -> usize {
    words.len() - words.trim_start_matches(' ').len()
}

impl<'a> Place<'a> {
    fn of(source: &'a Source, range: Range<usize>, error: &ScanError) -> Self {
        let mark = error.marker();
        let text = &source.text[range.clone()];
        let offset = mark.byte_offset().unwrap_or_else(|| byte_of(text, mark.line(), mark.col())).min(text.len());
        let mut at = range.start + text.floor_char_boundary(offset);
        // An end that came too early is the fault of the last line with words on it.
        if at == range.end {
            at = range.start + text.trim_end().len();
        }
        let line = Line::of(&source.text, &range, at);
        Self { source, range, at, line }
    }

    fn span(&self, line: Line<'_>, from: usize, to: usize) -> Span {
        Span::new(self.source.id, line.start + from..line.start + to)
    }

    fn finding(&self, span: Span, message: impl Into<String>) -> Finding {
        Finding::new("invalid-yaml", span, message)
    }

    /// The character the parser stopped at, or the last of the line.
    fn here(&self) -> Span {
        let text = &self.source.text;
        let end = self.line.start + self.line.words.len();
        let at = self.at.min(end);
        match text[at..end].chars().next() {
            Some(c) => Span::new(self.source.id, at..at + c.len_utf8()),
            None => {
                let last = self.line.words.chars().next_back().map_or(0, char::len_utf8);
                Span::new(self.source.id, end - last..end)
            }
        }
    }

    /// What the parser knows better than the line shows: characters that are no text, backslashes that mean nothing,
    /// and depth.
    fn certain(&self, kind: &ErrorKind) -> Option<Finding> {
        match kind {
            ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
                let found = format!("a control character stands here, U+{:04X}", u32::from(*character));
                Some(self.finding(self.here(), found).help("delete it; it may have come with a pasted text"))
            }
            ErrorKind::RecursionLimitExceeded => Some(
                self.finding(self.here(), format!("this is nested more than {} deep", super::DEPTH))
                    .help("a study needs four levels; move long data into an evidence file"),
            ),
            ErrorKind::UnknownQuotedScalarEscape => {
                let words = self.line.words;
                let known = |c: char| "0abtnvfre \"/\\N_LPxuU\t".contains(c);
                let mut escapes = words.char_indices().peekable();
                while let Some((at, c)) = escapes.next() {
                    let Some((_, next)) = escapes.peek().copied().filter(|_| c == '\\') else { continue };
                    escapes.next();
                    if !known(next) {
                        let span = self.span(self.line, at, at + 1 + next.len_utf8());
                        let found = format!("`\\{next}` means nothing between double quotes");
                        return Some(
                            self.finding(span, found).help("write `\\\\` for a backslash, or use single quotes"),
                        );
                    }
                }
                None
            }
            _ => None,
        }
    }

    fn trap(&self) -> Option<Finding> {
        self.trap_on(self.line)
    }

    /// The mark of some mistakes stands in the line below.
    fn trap_above(&self) -> Option<Finding> {
        let above = self.lines_above().next()?;
        self.trap_on(above)
    }

    /// A tab that begins the line below is met while this one is read.
    fn tab_below(&self) -> Option<Finding> {
        let end = self.line.start + self.line.words.len();
        let next = end + self.source.text.get(end..self.range.end)?.find('\n')? + 1;
        let line = Line::of(&self.source.text, &self.range, next);
        self.indented_by_tab(line)
    }

    fn lines_above(&self) -> impl Iterator<Item = Line<'a>> {
        let mut start = self.line.start;
        let (source, range) = (self.source, self.range.clone());
        std::iter::from_fn(move || {
            if start <= range.start {
                return None;
            }
            let line = Line::of(&source.text, &range, start - 1);
            start = line.start;
            Some(line)
        })
        .filter(|line| !line.words.trim().is_empty())
        .take(LOOK_BACK)
    }

    fn indented_by_tab(&self, line: Line<'_>) -> Option<Finding> {
        let indent = line.words.len() - line.words.trim_start_matches([' ', '\t']).len();
        let found = || self.finding(self.span(line, 0, indent), "a tab is used to indent");
        let help = "YAML indents with spaces only: replace the tab by two spaces";
        line.words[..indent].contains('\t').then(|| found().help(help))
    }

    /// The well-known ways in which prose is no YAML.
    fn trap_on(&self, line: Line<'a>) -> Option<Finding> {
        if let Some(found) = self.indented_by_tab(line) {
            return Some(found);
        }
        let (key, value_at) = line.key()?;
        let value = line.value();
        let whole = self.span(line, value_at, value_at + value.len());
        let quoted = format!("write `{key} \"{}\"`", value.replace('\\', "\\\\").replace('"', "\\\""));
        let first = value.chars().next()?;
        let needs_quotes = |sign: &str| {
            let sign = if sign == "`" { "a backtick".to_owned() } else { format!("`{sign}`") };
            self.finding(whole, format!("a value that starts with {sign} needs quotes"))
        };
        match first {
            '[' if value.contains("](") || closed_early(value, '[', ']') => {
                Some(needs_quotes("[").note("YAML reads `[` as the start of a list").help(quoted))
            }
            '{' if closed_early(value, '{', '}') => {
                Some(needs_quotes("{").note("YAML reads `{` as the start of a table").help(quoted))
            }
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2018}' | '\u{2019}' => Some(
                self.finding(whole, "curly quotes do not quote a YAML value")
                    .help("use straight quotes \"…\" around the value; curly ones may stand inside"),
            ),
            '"' | '\'' => {
                let closing = closing_quote(&value[1..], first)?;
                let rest = value[1 + closing + 1..].trim();
                (!rest.is_empty() && !rest.starts_with(['#', ',', '}', ']', ':'])).then(|| {
                    self.finding(whole, "the quoted value ends before the line does")
                        .help("write a quote mark inside double quotes as `\\\"`, or put the text below `key: >-`")
                })
            }
            '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' if value.len() > 2 => {
                Some(needs_quotes(&value[..1]).help(quoted))
            }
            '-' | '?' if value[1..].starts_with(' ') => Some(needs_quotes(&value[..1]).help(quoted)),
            '[' | '{' => None,
            _ => value.find(": ").or(value.strip_suffix(':').map(str::len)).map(|inner| {
                self.finding(
                    self.span(line, value_at + inner, value_at + inner + 1),
                    "`: ` inside a value needs quotes",
                )
                .note("YAML reads `: ` as the end of a key")
                .help(quoted)
            }),
        }
    }

    /// A quote or bracket opened in this line or above, and never closed: the parser stops far below it.
    fn unclosed(&self) -> Option<Finding> {
        for line in std::iter::once(self.line).chain(self.lines_above()) {
            let item = || line.words.trim_start().strip_prefix("- ").map(|item| line.words.len() - item.len());
            let Some(value_at) = line.key().map(|(_, at)| at).or_else(item) else { continue };
            let start = line.start + value_at;
            let value = self.source.text[start..self.at.max(start)].trim_end();
            let Some(first) = value.chars().next() else { continue };
            let close = match first {
                '"' | '\'' => closing_quote(&value[1..], first).is_none().then_some(first),
                '[' => (!balanced(value, '[', ']')).then_some(']'),
                '{' => (!balanced(value, '{', '}')).then_some('}'),
                _ => None,
            };
            if let Some(close) = close {
                let what = if first == close { "this quote" } else { "this bracket" };
                let found = self.finding(self.span(line, value_at, value_at + 1), format!("{what} is not closed"));
                return Some(found.help(format!("put a `{close}` at the end of the value")));
            }
            // A sound line between: what is wrong is not above it.
            if line.start != self.line.start && !line.words.starts_with([' ', '-']) {
                return None;
            }
        }
        None
    }

    /// The rest, by what the parser expected.
    fn by_kind(&self, error: &ScanError) -> Finding {
        let words = self.line.words;
        let indent = blanks(words);
        let whole = self.span(self.line, indent, words.trim_end().len().max(indent));
        let text = words.trim();
        match error.kind() {
            ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => self.no_key(whole, text),
            ErrorKind::MappingValueNotAllowed
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::InvalidIndentation
            | ErrorKind::ExpectedBlockSequenceEntry => self.misplaced(whole, text, indent),
            ErrorKind::DirectiveDisallowed => self
                .finding(whole, "a line that starts with `%` is read as an order to the parser")
                .help("delete it, or indent it if it continues the line above"),
            _ => self
                .finding(self.here(), format!("this is not YAML: {}", error.info()))
                .help("put the value in double quotes, or use `key: >-` with the text indented below"),
        }
    }

    fn no_key(&self, whole: Span, text: &str) -> Finding {
        let key = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-')).next().unwrap_or_default();
        if let Some(item) = text.strip_prefix('-') {
            return self.finding(whole, "a blank is missing behind the dash").help(format!("write `- {item}`"));
        }
        match text[key.len()..].strip_prefix(':') {
            Some(value) if !key.is_empty() => {
                self.finding(whole, "a blank is missing behind the colon").help(format!("write `{key}: {value}`"))
            }
            _ => self
                .finding(whole, "this line has no `key:`")
                .help("write `key: value`, or indent the line if it continues the one above"),
        }
    }

    fn misplaced(&self, whole: Span, text: &str, indent: usize) -> Finding {
        let above = self.lines_above().next();
        if let Some(above) = above
            && indent > blanks(above.words)
            && let Some((key, at)) = above.key()
            && !above.value().starts_with(['#', '|', '>'])
        {
            let span = self.span(above, at, above.words.trim_end().len());
            return self
                .finding(whole, "this key stands below a key that already has a value")
                .related(span, format!("the value of `{}`", key.trim_end_matches(':')))
                .help(format!(
                    "write `{}` in the column of `{key}`, or make all of it a table",
                    text.split(' ').next().unwrap_or(text)
                ));
        }
        self.finding(whole, "the indentation of this line fits no line above")
            .help("begin the keys of one table in the same column")
    }
}

/// Whether the bracket a value starts with closes before the value ends.
fn closed_early(value: &str, open: char, close: char) -> bool {
    let mut depth = 0usize;
    for (at, c) in value.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                let rest = value[at + 1..].trim();
                return !rest.is_empty() && !rest.starts_with(['#', ',']);
            }
        }
    }
    false
}

fn balanced(value: &str, open: char, close: char) -> bool {
    value.matches(open).count() <= value.matches(close).count()
}

/// Where the quote that begins before `inner` closes.
fn closing_quote(inner: &str, quote: char) -> Option<usize> {
    let mut chars = inner.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') {
                chars.next();
                continue;
            }
            return Some(at);
        }
    }
    None
}

/// The byte of a line (from 1) and column (from 0, in characters).
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        match text[start..].find('\n') {
            Some(at) => start += at + 1,
            None => return text.len(),
        }
    }
    text[start..].char_indices().nth(column).map_or(text.len(), |(at, _)| start + at)
}
