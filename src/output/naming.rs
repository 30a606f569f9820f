//! Whether a finished file says something of a customer who took their consent back.
//!
//! Goes in: names and quotations as they were written. Comes out: yes or no for the bytes of a page, a feed or a twin,
//! however they are escaped and whatever markup stands between the words.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span as Bytes, Tokenizer};
use memchr::memmem;

use crate::approval::normal;

/// So many words in a row are a quotation, not a coincidence.
const RUN: usize = 6;

/// Files that hold no words.
const WORDLESS: [&str; 14] = [
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".pdf", ".woff", ".woff2", ".css", ".js", ".mp4", ".zip",
];

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    /// Names, between word ends, as they are written.
    names: Vec<String>,
    /// Runs of words, in lower case.
    runs: Vec<String>,
}

impl Naming {
    /// Looks for a name: of a person, of a customer. One of two letters or less would be found everywhere.
    pub fn name(&mut self, name: &str) {
        let name = normal(name);
        if name.chars().filter(|c| c.is_alphanumeric()).count() > 2 && !self.names.contains(&name) {
            self.names.push(name);
        }
    }

    /// Looks for any six words in a row of a quotation; for all of a shorter one, unless it is too short to tell.
    pub fn said(&mut self, words: &str) {
        let words: Vec<String> = loose(words);
        if words.len() >= 3 {
            self.runs.extend(words.windows(RUN.min(words.len())).map(|run| format!(" {} ", run.join(" "))));
        }
    }

    /// Whether the file at `path` with these bytes holds any of it.
    pub(super) fn is_in(&self, path: &str, bytes: &[u8]) -> bool {
        let ending = path.rfind('.').map_or("", |at| &path[at..]);
        if self.names.is_empty() && self.runs.is_empty() || WORDLESS.contains(&ending) {
            return false;
        }
        let words = words_of(bytes);
        // A feed holds HTML inside of XML.
        self.is_in_words(&words) || words.contains('<') && self.is_in_words(&words_of(words.as_bytes()))
    }

    fn is_in_words(&self, words: &str) -> bool {
        let plain = normal(words);
        if self.names.iter().any(|name| stands_in(name, &plain)) {
            return true;
        }
        let loose = format!(" {} ", loose(words).join(" "));
        self.runs.iter().any(|run| memmem::find(loose.as_bytes(), run.as_bytes()).is_some())
    }
}

/// Whether `name` stands in `text` with no letter or digit at its ends.
fn stands_in(name: &str, text: &str) -> bool {
    memmem::find_iter(text.as_bytes(), name.as_bytes()).any(|at| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

fn loose(words: &str) -> Vec<String> {
    let words = normal(words).to_lowercase();
    words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words of a file without its tags, then those of attributes. Numbers of notes do not stand between words.
fn words_of(bytes: &[u8]) -> String {
    let (mut words, mut aside) = (String::new(), String::new());
    let mut in_note = false;
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Bytes<()>| -> Option<()> {
        match event {
            CallbackEvent::OpenStartTag { name: b"sup" } => in_note = true,
            CallbackEvent::EndTag { name: b"sup" } => in_note = false,
            CallbackEvent::String { value } if !in_note => words.push_str(&String::from_utf8_lossy(value)),
            CallbackEvent::String { value }
            | CallbackEvent::Comment { value }
            | CallbackEvent::AttributeValue { value } => {
                aside.push_str(" | ");
                aside.push_str(&String::from_utf8_lossy(value));
            }
            CallbackEvent::OpenStartTag { name } | CallbackEvent::EndTag { name } if is_block(name) => words.push(' '),
            _ => {}
        }
        None
    });
    for _ in Tokenizer::new_with_emitter(bytes, emitter) {}
    words + &aside
}

/// Whether words on both sides of a tag are two words.
fn is_block(name: &[u8]) -> bool {
    !matches!(name, b"a" | b"b" | b"i" | b"em" | b"strong" | b"span" | b"mark" | b"q" | b"cite" | b"abbr" | b"wbr")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_behind_markup_and_escapes() {
        let mut naming = Naming::default();
        naming.name("Tait & O’Neil");
        naming.said("Retyping used to own my Thursday afternoons.");
        for page in [
            "<p>by Tait &amp; O&#39;Neil, Leith</p>",
            "<img alt=\"Tait &amp; O’Neil\">",
            "<summary>&lt;p&gt;Tait &amp;amp; O&amp;#39;Neil&lt;/p&gt;</summary>",
            "<p>Retyping used to <a href=\"#x\">own my</a> Thursday<sup>1</sup> afternoons.</p>",
            "{\"quote\": \"Retyping used to own my Thursday afternoons.\"}",
        ] {
            assert!(naming.is_in("a.html", page.as_bytes()), "{page}");
        }
        for page in ["<p>Tait &amp; O’Neill</p>", "<p>used to own my afternoons</p>", "<p>tait</p>"] {
            assert!(!naming.is_in("a.html", page.as_bytes()), "{page}");
        }
        assert!(!naming.is_in("a.png", b"Tait & O'Neil"));
    }
}
