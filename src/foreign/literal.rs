//! Prose inside expressions and shortcodes: string literals of several words.

use std::ops::Range;

use super::prose_like::{figure_and_word, several_words};

/// The bytes of the literals in `code`, without quotes; it begins at byte `at` of the file. Comments hold none; in a template the `${…}` are left
/// as they stand.
pub(super) fn read(code: &str, at: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < code.len() {
        i = match &code[i..] {
            rest if rest.starts_with("//") => i + rest.find('\n').unwrap_or(rest.len()),
            rest if rest.starts_with("/*") => i + rest.find("*/").map_or(rest.len(), |end| end + 2),
            rest if rest.starts_with(['"', '\'', '`']) => match end_of_string(rest) {
                Some(end) => {
                    if several_words(&rest[1..end - 1], 3) || figure_and_word(&rest[1..end - 1]) {
                        found.push(at + i + 1..at + i + end - 1);
                    }
                    i + end
                }
                None => i + 1,
            },
            rest => i + rest.chars().next().map_or(1, char::len_utf8),
        };
    }
    found
}

/// The strings in `code` that a name stands before, as in `value="62%"` and `value: "62%"`: the name, and the bytes without
/// quotes; the code begins at byte `at` of the file.
pub(super) fn named(code: &str, at: usize) -> Vec<(&str, Range<usize>)> {
    let mut found = Vec::new();
    let mut i = 0;
    while let Some(quote) = code[i..].find(['"', '\'', '`']).map(|n| i + n) {
        let Some(end) = end_of_string(&code[quote..]).map(|n| quote + n) else {
            i = quote + 1;
            continue;
        };
        let before = code[i..quote].trim_end();
        let name = before.strip_suffix(['=', ':']).map(|rest| rest.trim_end().trim_end_matches(['"', '\'']));
        let name = name.map(|rest| &rest[rest.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len()..]);
        found.extend(name.filter(|name| !name.is_empty()).map(|name| (name, at + quote + 1..at + end - 1)));
        i = end;
    }
    found
}

/// One past the closing quote of the string that `text` begins with. A string in plain quotes ends on its line.
pub(super) fn end_of_string(text: &str) -> Option<usize> {
    let quote = text.bytes().next()?;
    let mut escaped = false;
    for (i, b) in text.bytes().enumerate().skip(1) {
        match b {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'\n' if quote != b'`' => return None,
            b if b == quote => return Some(i + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_with_a_name_are_found_with_it() {
        let code = "{{< stat value=\"62%\" label='less retyping' \"not me\" x >}}";
        let found = named(code, 10);
        let words: Vec<(&str, &str)> = found.iter().map(|(k, at)| (*k, &code[at.start - 10..at.end - 10])).collect();
        assert_eq!(words, [("value", "62%"), ("label", "less retyping")]);
    }

    #[test]
    fn strings_of_several_words_are_found_with_their_bytes() {
        let code = "{[{label: \"less time on reports\", id: 'x'}, `and it's 3 days`] /* \"not this one here\" */}";
        let found = read(code, 100);
        let words: Vec<&str> = found.iter().map(|at| &code[at.start - 100..at.end - 100]).collect();
        assert_eq!(words, ["less time on reports", "and it's 3 days"]);
    }
}
