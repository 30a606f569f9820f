//! One line of the file: words with blanks between them. A word that holds a blank, a quotation mark or something
//! invisible is written as a JSON string.

/// A word as it is written.
pub(super) fn written(word: &str) -> String {
    let plain =
        !word.is_empty() && !word.contains(|c: char| c.is_whitespace() || c.is_control() || c == '"' || c == '\\');
    if plain && !word.starts_with('#') { word.to_owned() } else { quoted(word) }
}

/// The same between quotation marks, whatever it is: for sentences.
pub(super) fn quoted(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}

/// The words of a line; `None` when it is not made of words.
pub(super) fn words(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let end = if rest.starts_with('"') { end_of_string(rest)? } else { rest.find(' ').unwrap_or(rest.len()) };
        let (word, behind) = rest.split_at(end);
        if !behind.is_empty() && !behind.starts_with(' ') {
            return None;
        }
        words.push(if word.starts_with('"') { serde_json::from_str(word).ok()? } else { word.to_owned() });
        rest = behind.trim_start();
    }
    Some(words)
}

/// One past the closing mark.
fn end_of_string(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_as_they_were() {
        for word in ["a", "a b", "", "#x", "\"", "a\\b", "é ü\t", "line\nend", "\u{202e}"] {
            let line = format!("{} {} end", written(word), quoted(word));
            assert_eq!(words(&line), Some(vec![word.to_owned(), word.to_owned(), "end".to_owned()]), "{line}");
            assert!(!line.contains('\n'));
        }
        assert_eq!(written("kestrel-row/weeks.csv"), "kestrel-row/weeks.csv");
        for torn in ["\"open", "\"a\"b", "\"\\q\""] {
            assert_eq!(words(torn), None, "{torn}");
        }
    }
}
