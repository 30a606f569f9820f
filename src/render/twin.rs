//! A page as Markdown, made of the finished page: what stands there for readers stands here for programs, with its
//! disclosure, its limits and its notes, whatever the theme.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span as Bytes, Tokenizer};

/// Elements whose content is for eyes or hands only.
const SKIPPED: &[&str] = &["svg", "script", "style", "nav", "button", "template"];

/// Elements that have no end.
const VOID: &[&str] = &["img", "br", "hr", "input", "meta", "link", "wbr"];

/// The `<main>` of a page as Markdown. `origin` goes before links from the host's root.
pub(super) fn of_page(html: &[u8], origin: &str) -> String {
    let mut twin = Twin { origin, ..Twin::default() };
    let mut name = String::new();
    let mut attributes: Vec<(String, String)> = Vec::new();
    let mut key = String::new();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Bytes<()>| -> Option<()> {
        match event {
            CallbackEvent::OpenStartTag { name: tag } => {
                name = String::from_utf8_lossy(tag).into_owned();
                attributes.clear();
            }
            CallbackEvent::AttributeName { name } => {
                key = String::from_utf8_lossy(name).into_owned();
                attributes.push((key.clone(), String::new()));
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, held)) = attributes.last_mut().filter(|(name, _)| *name == key) {
                    *held = String::from_utf8_lossy(value).into_owned();
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => twin.open(&name, &attributes, self_closing),
            CallbackEvent::EndTag { name } => twin.close(&String::from_utf8_lossy(name)),
            CallbackEvent::String { value } => twin.text(&String::from_utf8_lossy(value)),
            _ => {}
        }
        None
    });
    for _ in Tokenizer::new_with_emitter(html, emitter) {}
    twin.out
}

#[derive(Default)]
struct Twin<'a> {
    origin: &'a str,
    out: String,
    /// The block at hand.
    line: String,
    /// Inside `<main>`.
    main: bool,
    /// How deep in something that is left out.
    skipped: usize,
    /// Lists that are open: the next number, or `None` for points.
    lists: Vec<Option<usize>>,
    /// What the next block begins with: `## `, `- `.
    lead: String,
    quotes: usize,
    /// Under a picture or a quote, where parts stand on lines of their own.
    caption: bool,
    pre: bool,
    /// Cells of the row at hand, and whether a row was written.
    row: Option<Vec<String>>,
    rows: usize,
    links: Vec<String>,
    /// Inside the number of a note, which is a number and no link.
    noted: usize,
}

impl Twin<'_> {
    fn open(&mut self, name: &str, attributes: &[(String, String)], closed: bool) {
        let get = |key: &str| attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        if self.skipped > 0 || SKIPPED.contains(&name) || get("aria-hidden") == Some("true") || get("hidden").is_some()
        {
            self.skipped += usize::from(!closed && !VOID.contains(&name));
            return;
        }
        if name == "main" {
            self.main = true;
        }
        if !self.main {
            return;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.lead = format!("{} ", "#".repeat(usize::from(name.as_bytes()[1] - b'0')));
            }
            "ul" | "dl" => self.list(None),
            "ol" => self.list(Some(1)),
            "li" | "dt" => {
                self.flush();
                self.lead = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                if name == "dt" {
                    self.line.push_str("**");
                }
            }
            "blockquote" => {
                self.flush();
                self.quotes += 1;
            }
            "pre" => {
                self.flush();
                self.pre = true;
                self.out.push_str("```\n");
            }
            "table" => {
                self.flush();
                self.rows = 0;
            }
            "tr" => self.row = Some(Vec::new()),
            "th" | "td" => self.line.clear(),
            "strong" | "b" => self.line.push_str("**"),
            "em" | "i" if get("class").is_none() => self.line.push('*'),
            "code" if self.pre => {}
            "code" => self.line.push('`'),
            "br" => self.line.push(' '),
            "sup" => {
                self.noted += 1;
                self.line.push_str(" [");
            }
            "a" => {
                self.links.push(get("href").unwrap_or("").to_owned());
                if self.noted == 0 {
                    self.line.push('[');
                }
            }
            "img" => {
                let (alt, src) = (get("alt").unwrap_or(""), self.whole(get("src").unwrap_or("")));
                if !alt.is_empty() {
                    self.line.push_str(&format!("![{}]({src})", escaped(alt)));
                }
            }
            "figcaption" => {
                self.flush();
                self.caption = true;
            }
            "small" => self.line.push(' '),
            "span" | "time" if self.caption && !self.line.trim_end().is_empty() => {
                trim_end(&mut self.line);
                self.line.push_str("; ");
            }
            "span" | "time" | "dd" => {}
            _ => self.flush(),
        }
    }

    fn close(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= usize::from(!VOID.contains(&name));
            return;
        }
        if !self.main {
            return;
        }
        match name {
            "main" => {
                self.flush();
                self.main = false;
            }
            "ul" | "ol" | "dl" => {
                self.flush();
                self.lists.pop();
                if self.lists.is_empty() && !self.out.ends_with("\n\n") {
                    self.out.push('\n');
                }
            }
            "figcaption" => {
                self.flush();
                self.caption = false;
            }
            "blockquote" => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            "pre" => {
                let code = std::mem::take(&mut self.line);
                self.out.push_str(code.trim_end());
                self.out.push_str("\n```\n\n");
                self.pre = false;
            }
            "dt" => {
                trim_end(&mut self.line);
                self.line.push_str(":** ");
            }
            "th" | "td" => {
                let cell = one_line(&std::mem::take(&mut self.line)).replace('|', "\\|");
                if let Some(row) = &mut self.row {
                    row.push(cell);
                }
            }
            "tr" => self.end_row(),
            "table" => self.out.push('\n'),
            "strong" | "b" => self.end_mark("**"),
            "em" | "i" => self.end_mark("*"),
            "code" if self.pre => {}
            "code" => self.line.push('`'),
            "sup" => {
                self.noted = self.noted.saturating_sub(1);
                self.line.push(']');
            }
            "a" => {
                let link = self.links.pop().unwrap_or_default();
                if self.noted == 0 {
                    self.line.push_str(&format!("]({})", self.whole(&link)));
                }
            }
            "span" | "time" | "small" | "dd" => {}
            _ => self.flush(),
        }
    }

    fn list(&mut self, number: Option<usize>) {
        self.flush();
        self.lists.push(number);
    }

    fn text(&mut self, words: &str) {
        if !self.main || self.skipped > 0 {
            return;
        }
        if self.pre {
            self.line.push_str(words);
        } else {
            self.line.push_str(&escaped(words));
        }
    }

    /// Ends a mark: `** words **` would be no mark, so blanks go outside.
    fn end_mark(&mut self, mark: &str) {
        if let Some(nothing) = self.line.strip_suffix(mark).map(str::len) {
            self.line.truncate(nothing);
            return;
        }
        let before = self.line.len();
        trim_end(&mut self.line);
        let blank = self.line.len() < before;
        self.line.push_str(mark);
        if blank {
            self.line.push(' ');
        }
    }

    fn end_row(&mut self) {
        let Some(row) = self.row.take().filter(|row| !row.is_empty()) else { return };
        self.out.push_str(&format!("| {} |\n", row.join(" | ")));
        if self.rows == 0 {
            self.out.push_str(&format!("|{}\n", " --- |".repeat(row.len())));
        }
        self.rows += 1;
    }

    /// Writes the block at hand.
    fn flush(&mut self) {
        let words = one_line(&std::mem::take(&mut self.line));
        if words.is_empty() || words == "**" {
            return;
        }
        let depth = self.lists.len();
        let quote = "> ".repeat(self.quotes);
        let lead = std::mem::take(&mut self.lead);
        let is_item = lead.starts_with("- ") || lead.contains(". ");
        let indent = match lead.as_str() {
            heading if heading.starts_with('#') => String::new(),
            _ => "  ".repeat(if is_item { depth.saturating_sub(1) } else { depth }),
        };
        if lead.starts_with('#') && !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
        self.out.push_str(&format!("{quote}{indent}{lead}{words}\n"));
        if depth == 0 {
            self.out.push_str(if self.quotes > 0 { ">\n" } else { "\n" });
        }
    }

    fn whole(&self, link: &str) -> String {
        let link = link.replace(' ', "%20");
        if link.starts_with('/') && !link.starts_with("//") { format!("{}{link}", self.origin) } else { link }
    }
}

fn trim_end(line: &mut String) {
    line.truncate(line.trim_end().len());
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text that stays text: no mark of Markdown.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '`') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twin(html: &str) -> String {
        of_page(format!("<p>outside</p><main>{html}</main><p>outside</p>").as_bytes(), "https://a.example")
    }

    #[test]
    fn blocks_become_markdown() {
        for (html, markdown) in [
            ("<h1>A <em>b</em> c</h1>", "# A *b* c\n\n"),
            ("<p>One\n  two</p><p>Three</p>", "One two\n\nThree\n\n"),
            ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c\n\n"),
            ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b\n\n"),
            ("<dl><div><dt>Kind</dt><dd>Use</dd></div></dl>", "- **Kind:** Use\n\n"),
            ("<blockquote><p>Words.</p></blockquote>", "> Words.\n>\n"),
            ("<pre><code>a  *b*\n</code></pre>", "```\na  *b*\n```\n\n"),
            (
                "<table><tr><th>A</th><th>B|C</th></tr><tr><td>1</td><td>2</td></tr></table>",
                "| A | B\\|C |\n| --- | --- |\n| 1 | 2 |\n\n",
            ),
        ] {
            assert_eq!(twin(html), markdown, "{html}");
        }
    }

    #[test]
    fn links_are_whole_and_notes_are_numbers() {
        let html = "<p>Fell <a href=\"/x/\">to 3</a><sup><a href=\"#how\">1</a></sup>.</p><p><img src=\"/a b.svg\" alt=\"Map\"></p>";
        assert_eq!(twin(html), "Fell [to 3](https://a.example/x/) [1].\n\n![Map](https://a.example/a%20b.svg)\n\n");
    }

    #[test]
    fn what_is_for_eyes_or_hands_is_left_out() {
        let html = "<nav><a href=\"/\">Home</a></nav><p>3<span aria-hidden=\"true\"> → </span> to <svg><path d=\"\"/><text>x</text></svg>4</p><button>Go</button>";
        assert_eq!(twin(html), "3 to 4\n\n");
    }

    #[test]
    fn words_are_no_marks() {
        assert_eq!(twin("<p>a_b *c* [d] &lt;e&gt;</p>"), "a\\_b \\*c\\* \\[d\\] \\<e>\n\n");
    }
}
