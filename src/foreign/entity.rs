//! Character references of HTML: `&nbsp;`, `&#8211;`, `&#x2013;`.

use html5gum::{Token, Tokenizer};

/// The longest reference with a name has 33 characters.
const LONGEST: usize = 34;

/// The character that `text` begins with a reference to, and the length of that reference; only those that end with `;`.
pub(crate) fn at(text: &str) -> Option<(String, usize)> {
    let end = text.bytes().take(LONGEST).position(|b| b == b';')? + 1;
    let reference = &text[..end];
    let name = reference.get(1..end - 1)?;
    if !reference.starts_with('&') || name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#') {
        return None;
    }
    let mut words = String::new();
    for Ok(token) in Tokenizer::new(reference) {
        if let Token::String(found) = token {
            words.push_str(&String::from_utf8_lossy(&found));
        }
    }
    (words != reference && !words.is_empty()).then_some((words, end))
}

#[cfg(test)]
mod tests {
    use super::at;

    #[test]
    fn references_by_name_and_number() {
        assert_eq!(at("&nbsp;x"), Some(("\u{a0}".to_owned(), 6)));
        assert_eq!(at("&#8211;"), Some(("–".to_owned(), 7)));
        assert_eq!(at("&#x2013; a"), Some(("–".to_owned(), 8)));
        for no in ["&", "&;", "& b;", "&nosuchthing;", "&amp", "R&D; x"] {
            assert_eq!(at(no), None, "{no}");
        }
    }
}
