//! Blanks out what belongs to templates and components, byte for byte, so that every place stays where it was.
//!
//! Shortcodes (`{{< … >}}`, `{% … %}`), class lists (`{: .big}`), imports, exports and expressions of MDX are no words.
//! One with lines of its own becomes blanks; inside a line it becomes [`FILLER`], which is no white space, so that
//! Markdown sees no indented code, and which can stand as a value or a name inside a tag.

use std::ops::Range;

use super::Kind;
use super::literal;
use super::tile;

/// Two or more of these stand for something masked. A colon means nothing to Markdown and HTML.
pub(super) const FILLER: u8 = b':';

/// The longest shortcode, and the longest code in a line, in bytes.
const LONGEST: usize = 4096;
/// The longest expression, in bytes.
const LONGEST_EXPRESSION: usize = 32 * 1024;
/// The deepest nesting of braces; it keeps the reading of hostile files cheap.
const DEEPEST: usize = 32;

/// A text without the code of templates.
pub(super) struct Masked {
    pub(super) text: String,
    /// Prose inside what was masked, and whether somebody is quoted with it.
    pub(super) literals: Vec<(Range<usize>, bool)>,
    /// The parts of each result tile inside what was masked, to be read as one.
    pub(super) tiles: Vec<Vec<Range<usize>>>,
    /// What stands between shortcodes named for quotes.
    pub(super) quotes: Vec<Range<usize>>,
}

/// Masks a whole file; `front` is its front matter.
pub(super) fn mask(text: &str, kind: Kind, front: Range<usize>) -> Masked {
    let mut masker = Masker {
        text,
        out: text.as_bytes().to_vec(),
        front,
        literals: Vec::new(),
        tiles: Vec::new(),
        quotes: Vec::new(),
        opened: Vec::new(),
    };
    if matches!(kind, Kind::Markdown | Kind::Mdx) {
        masker.modules(kind == Kind::Mdx);
    }
    match kind {
        Kind::Mdx => masker.expressions(),
        _ => masker.shortcodes(),
    }
    // Only whole characters were replaced, by ASCII.
    let text = String::from_utf8(masker.out).unwrap_or_else(|_| text.to_owned());
    Masked { text, literals: masker.literals, tiles: masker.tiles, quotes: masker.quotes }
}

/// Whether a text begins with the import of a module.
pub(super) fn imports(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default();
    first.starts_with("import ") && [" from '", " from \"", "import '", "import \""].iter().any(|m| first.contains(m))
}

struct Masker<'a> {
    text: &'a str,
    out: Vec<u8>,
    front: Range<usize>,
    literals: Vec<(Range<usize>, bool)>,
    tiles: Vec<Vec<Range<usize>>>,
    quotes: Vec<Range<usize>>,
    /// Where the quotes that are still open begin.
    opened: Vec<usize>,
}

impl Masker<'_> {
    /// Blanks a range.
    fn hide(&mut self, range: Range<usize>) {
        let before = self.text[..range.start].trim_end_matches([' ', '\t']);
        let after = self.text[range.end..].trim_start_matches([' ', '\t', '\r']);
        let own_lines = (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'));
        let quiet = own_lines || self.front.contains(&range.start);
        for byte in &mut self.out[range] {
            *byte = match *byte {
                b'\n' | b'\r' if quiet => *byte,
                _ if quiet => b' ',
                _ => FILLER,
            };
        }
    }

    fn read_literals(&mut self, code: Range<usize>, quoted: bool) {
        let named = literal::named(&self.text[code.clone()], code.start);
        let fields: Vec<(&str, &str)> = named.iter().map(|(key, at)| (*key, &self.text[at.clone()])).collect();
        let mut from = 0;
        while let Some(tile) = tile::of(&fields[from..]) {
            self.tiles.push(tile.iter().map(|i| named[from + i].1.clone()).collect());
            from += tile.last().map_or(fields.len(), |last| last + 1);
        }
        let found = literal::read(&self.text[code.clone()], code.start);
        // "image_css": how something looks is no prose.
        let look = |at: &Range<usize>| {
            named.binary_search_by_key(&at.start, |(_, value)| value.start).is_ok_and(|place| {
                let (key, value) = &named[place];
                let key = key.to_ascii_lowercase();
                value == at && ["css", "style", "class", "src", "url"].iter().any(|end| key.ends_with(end))
            })
        };
        self.literals.extend(found.into_iter().filter(|at| !look(at)).map(|at| (at, quoted)));
    }

    /// `{{ … }}`, `{% … %}` and `{: … }`.
    fn shortcodes(&mut self) {
        let mut at = 0;
        while let Some(start) = self.text[at..].find('{').map(|n| at + n) {
            let rest = &self.text[start..];
            let close = match rest.as_bytes().get(1) {
                Some(b'{') => "}}",
                Some(b'%') => "%}",
                Some(b':') => "}",
                _ => "",
            };
            let end = (!close.is_empty()).then(|| head(rest, LONGEST).find(close)).flatten();
            let Some(end) = end.map(|n| start + n + close.len()) else {
                at = start + 1;
                continue;
            };
            self.shortcode(start..end);
            at = end;
        }
    }

    fn shortcode(&mut self, range: Range<usize>) {
        let inner = self.text[range.clone()].trim_matches(['{', '}', '%', '<', '>', '-', ' ', '\n']);
        let name = inner.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
        let quotes = name.contains("quote") || name.contains("testimonial");
        if quotes {
            if name.starts_with('/') || name.starts_with("end") {
                self.quotes.extend(self.opened.pop().map(|from| from..range.start));
            } else {
                self.opened.push(range.end);
            }
        }
        self.read_literals(range.clone(), quotes);
        self.hide(range);
    }

    /// Imports, and in MDX exports, each with lines of its own.
    fn modules(&mut self, mdx: bool) {
        let mut at = self.front.end;
        let mut fence: Option<&str> = None;
        while at < self.text.len() {
            let end = self.text[at..].find('\n').map_or(self.text.len(), |n| at + n + 1);
            let line = &self.text[at..end];
            fence = fence_after(line, fence);
            if fence.is_none() && line.starts_with("import ") {
                let end = self.end_of_import(at);
                self.hide(at..end.unwrap_or(at));
                at = end.unwrap_or(at + line.len());
            } else if fence.is_none() && mdx && line.starts_with("export ") {
                let end = self.end_of_export(at);
                self.read_literals(at..end, false);
                self.hide(at..end);
                at = end;
            } else {
                at = end;
            }
        }
    }

    /// The end of the line in which the module is named.
    fn end_of_import(&self, start: usize) -> Option<usize> {
        let paragraph = head(&self.text[start..], LONGEST).split("\n\n").next().unwrap_or_default();
        let named = ["from '", "from \"", "import '", "import \""].iter().filter_map(|m| paragraph.find(m)).min()?;
        let line = paragraph[named..].find('\n').unwrap_or(paragraph.len() - named);
        Some(start + named + line)
    }

    /// The end of the line in which the last brace closes.
    fn end_of_export(&self, start: usize) -> usize {
        let rest = &self.text[start..];
        let line = rest.find('\n').unwrap_or(rest.len());
        let end = match rest[..line].find(['{', '[', '(']).and_then(|open| balanced(self.text, start + open)) {
            Some(end) => end + self.text[end..].find('\n').unwrap_or(self.text.len() - end),
            None => start + line,
        };
        end.max(start + line)
    }

    /// The `{…}` of MDX, outside of code.
    fn expressions(&mut self) {
        let mut at = self.front.end;
        let mut fence: Option<&str> = None;
        while at < self.text.len() {
            let end = self.text[at..].find('\n').map_or(self.text.len(), |n| at + n + 1);
            let was = fence;
            fence = fence_after(&self.text[at..end], fence);
            at = if fence.is_some() || was.is_some() { end } else { self.expressions_of_line(at, end) };
        }
    }

    /// Masks what begins on a line; gives the byte to go on from.
    fn expressions_of_line(&mut self, start: usize, end: usize) -> usize {
        let mut at = start;
        while at < end {
            let Some(found) = self.text[at..end].find(['{', '`']).map(|n| at + n) else { return end };
            let rest = &self.text[found..];
            let escaped = self.text[..found].ends_with('\\');
            let expression = (!escaped && rest.starts_with('{') && self.out[found] == b'{')
                .then(|| balanced(self.text, found))
                .flatten();
            at = match expression {
                Some(stop) => {
                    self.read_literals(found..stop, false);
                    self.hide(found..stop);
                    stop
                }
                None if rest.starts_with('`') => found + code_span(rest),
                None => found + 1,
            };
        }
        at
    }
}

/// Bytes of the code that `text` begins with, or of the marks alone.
fn code_span(text: &str) -> usize {
    let marks = text.bytes().take_while(|b| *b == b'`').count();
    let close = &text[..marks];
    let paragraph = head(text, LONGEST).split("\n\n").next().unwrap_or_default();
    paragraph.get(marks..).and_then(|rest| rest.find(close)).map_or(marks, |n| marks + n + marks)
}

/// One past the brace or bracket that closes the one at `start`.
fn balanced(text: &str, start: usize) -> Option<usize> {
    let code = head(&text[start..], LONGEST_EXPRESSION);
    let mut depth = 0;
    let mut at = 0;
    while at < code.len() {
        let byte = code.as_bytes()[at];
        match byte {
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => depth -= 1,
            b'"' | b'\'' | b'`' => {
                if let Some(end) = literal::end_of_string(&code[at..]) {
                    at += end;
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(start + at);
        }
        if depth > DEEPEST {
            return None;
        }
    }
    None
}

/// The fence that is open behind a line.
fn fence_after<'a>(line: &'a str, open: Option<&'a str>) -> Option<&'a str> {
    let trimmed = line.trim_start();
    let mark = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
    match (open, mark) {
        (None, found) => found,
        (Some(open), Some(found)) if open == found => None,
        (open, _) => open,
    }
}

/// At most `most` bytes.
fn head(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most.min(text.len()))]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str, kind: Kind) -> Masked {
        let masked = mask(text, kind, 0..0);
        assert_eq!(masked.text.len(), text.len());
        masked
    }

    #[test]
    fn shortcodes_leave_their_place_and_their_prose() {
        let text = "{{< quote author=\"Ana Ruiz of Northwind\" >}}\nWe saved {{< var a >}} of it.\n{{< /quote >}}\n";
        let masked = masked(text, Kind::Markdown);
        assert!(!masked.text.contains(['{', '<']), "{}", masked.text);
        assert!(masked.text.contains("We saved ::::::::::::: of it."), "{}", masked.text);
        assert_eq!(masked.literals.len(), 1);
        assert_eq!(text[masked.quotes[0].clone()].trim(), "We saved {{< var a >}} of it.");
    }

    #[test]
    fn heading_ids_and_sets_stay() {
        for text in ["# Title {#id}\n", "the set {a, b}\n", "{{ never closed\n"] {
            assert_eq!(masked(text, Kind::Markdown).text, text);
        }
    }

    #[test]
    fn modules_and_expressions_of_mdx_go() {
        let text = "import {\n  A,\n} from './a'\n\nexport const meta = {\n  title: 'Cut retyping by half',\n}\n\n\
            # Hi {props.name}\n\n`{code}` and \\{kept} and <A b={{c: 1}} /> é {/* gone */}\n\n```js\nimport {x} from 'y'\n```\n";
        let masked = masked(text, Kind::Mdx);
        for gone in ["import {\n", "export", "props", "c: 1", "gone"] {
            assert!(!masked.text.contains(gone), "{gone}: {}", masked.text);
        }
        for kept in ["`{code}`", "\\{kept}", "é", "import {x} from 'y'"] {
            assert!(masked.text.contains(kept), "{kept}: {}", masked.text);
        }
        assert_eq!(&text[masked.literals[0].0.clone()], "Cut retyping by half");
    }

    #[test]
    fn a_sentence_may_begin_with_import() {
        let text = "import duties fell by 4%\n";
        assert_eq!(masked(text, Kind::Markdown).text, text);
    }

    #[test]
    fn hostile_braces_end() {
        for text in ["{".repeat(200_000), "<a {".repeat(50_000), "{{".repeat(50_000), "`{".repeat(50_000)] {
            masked(&text, Kind::Mdx);
            masked(&text, Kind::Markdown);
        }
    }
}
