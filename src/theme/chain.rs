//! Who called a template that broke. The engine keeps this to itself and tells it in its report only:
//! `note: called from home.html:3:1`, then the line, then the words underlined with `^`.

/// A place in a template, as people count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Caller {
    /// The template's name.
    pub(super) template: String,
    /// From 1.
    pub(super) line: usize,
    /// From 1, in characters.
    pub(super) column: usize,
    /// In characters; at least 1.
    pub(super) width: usize,
}

/// Every caller in a report, the nearest first.
pub(super) fn read(report: &str) -> Vec<Caller> {
    let lines: Vec<&str> = report.lines().collect();
    let callers = lines.iter().enumerate().filter_map(|(at, line)| {
        let place = line.strip_prefix("note: called from ")?;
        let (rest, column) = place.rsplit_once(':')?;
        let (template, line) = rest.rsplit_once(':')?;
        // Behind the place: an empty line of the frame, the words, what underlines them.
        let width = lines.get(at + 3).map_or(0, |under| under.matches('^').count());
        Some(Caller {
            template: template.to_owned(),
            line: line.parse().ok()?,
            column: column.parse().ok()?,
            width: width.max(1),
        })
    });
    callers.collect()
}

impl Caller {
    /// Its bytes in the template's text.
    pub(super) fn range(&self, text: &str) -> std::ops::Range<usize> {
        let start = text.split_inclusive('\n').take(self.line.saturating_sub(1)).map(str::len).sum::<usize>();
        let rest = text.get(start..).unwrap_or("");
        let at = |n: usize| start + rest.char_indices().nth(n).map_or(rest.len(), |(at, _)| at);
        at(self.column.saturating_sub(1))..at(self.column.saturating_sub(1) + self.width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callers_are_read_from_the_report() {
        let templates = [
            ("a.html", "é\n{% include \"b.html\" %}"),
            ("b.html", "<p>{% include \"c.html\" %}"),
            ("c.html", "{{ no.such }}"),
        ];
        let mut tera = tera::Tera::new();
        tera.add_raw_templates(templates).unwrap();
        let error = tera.render("a.html", &tera::Context::new()).unwrap_err();
        let callers = read(&error.to_string());
        let words: Vec<&str> = callers
            .iter()
            .map(|caller| {
                let (_, text) = templates.iter().find(|(name, _)| *name == caller.template).unwrap();
                &text[caller.range(text)]
            })
            .collect();
        assert_eq!(words.len(), 2, "{error}");
        assert!(words[0].contains("c.html") && words[1].contains("b.html"), "{words:?}");
        assert!(read("error: nothing\n").is_empty());
    }
}
