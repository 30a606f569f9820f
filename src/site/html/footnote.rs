//! Footnotes. They have letters, so that they are not taken for the numbers of evidence.

use std::collections::HashMap;

use pulldown_cmark::CowStr;

use super::writer::Writer;

impl Writer<'_, '_> {
    /// Footnotes have letters, so that they are not taken for the numbers of evidence.
    pub(super) fn footnote(&mut self, label: &CowStr<'_>) {
        let next = self.footnotes.len() + 1;
        let (number, uses) = self.footnotes.entry(label.to_string()).or_insert((next, 0));
        *uses += 1;
        let (letter, uses) = (letters(*number), *uses);
        let id = if uses == 1 { format!("fnref-{letter}") } else { format!("fnref-{letter}-{uses}") };
        self.out.push_str(&format!(
            "<sup class=\"footnote-ref\"><a id=\"{id}\" href=\"#fn-{letter}\" aria-label=\"footnote {letter}\">{letter}</a></sup>"
        ));
    }

    pub(super) fn end_footnote(&mut self) {
        let Some((outside, label)) = self.outside.pop() else { return };
        let words = std::mem::replace(&mut self.out, outside);
        let next = self.footnotes.len() + 1;
        let (number, _) = *self.footnotes.entry(label).or_insert((next, 0));
        self.notes.push((number, words));
    }

    pub(super) fn finish(mut self) -> String {
        if self.notes.is_empty() {
            return self.out;
        }
        self.notes.sort_by_key(|(number, _)| *number);
        let used: HashMap<usize, usize> = self.footnotes.values().copied().collect();
        self.out.push_str("<section class=\"footnotes\" aria-label=\"Footnotes\"><ol>\n");
        for (number, words) in &self.notes {
            let letter = letters(*number);
            self.out.push_str(&format!("<li id=\"fn-{letter}\">{}", words.trim_end()));
            if used.get(number).is_some_and(|&uses| uses > 0) {
                self.out.push_str(&format!(" <a href=\"#fnref-{letter}\" aria-label=\"back to the text\">↩</a>"));
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol></section>\n");
        self.out
    }
}

/// 1 → a, 26 → z, 27 → aa.
fn letters(mut number: usize) -> String {
    let mut out = Vec::new();
    while number > 0 {
        number -= 1;
        out.push(b'a' + (number % 26) as u8);
        number /= 26;
    }
    out.iter().rev().map(|&b| char::from(b)).collect()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([1, 26, 27, 53].map(letters), ["a", "z", "aa", "ba"]);
    }
}
