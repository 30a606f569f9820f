//! Everything somebody is quoted with: the quotes of the front matter, the block quotations of the body, and longer
//! words between quotation marks in running text.

use super::{Document, GAP, Prose};
use crate::source::{Sources, Span};

/// One quotation.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// The words, without who said them.
    pub words: String,
    /// Where they stand.
    pub span: Span,
    /// Who said them.
    pub by: Option<String>,
    /// Where the name stands, or the line it is in.
    pub by_span: Option<Span>,
    /// As what.
    pub role: bool,
    /// Where it was found.
    pub kind: Kind,
}

/// The places of quotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A quote of the front matter.
    Front,
    /// A block quotation.
    Block,
    /// Between quotation marks; the sentence around it says who speaks.
    Inline,
}

/// Fewer words between quotation marks are a term or a title.
const INLINE: usize = 8;

/// All quotations of a document, in the order of the file.
pub(crate) fn all(document: &Document<'_>, sources: &Sources) -> Vec<Said> {
    let mut said = Vec::new();
    if let Document::Study(study) = document {
        for quote in &study.meta.quotes {
            let Some(text) = &quote.text else { continue };
            said.push(Said {
                words: text.text.trim().to_owned(),
                span: text.span,
                by: quote.by.as_ref().map(|t| t.trimmed().to_owned()),
                by_span: quote.by.as_ref().map(|t| t.span),
                role: quote.role.is_some(),
                kind: Kind::Front,
            });
        }
    }
    if let Some(gist) = document.body().gist.as_ref().filter(|_| document.body().is_light) {
        said.extend(gist.said.iter().cloned());
        return said;
    }
    said.extend(in_body(document, sources));
    said
}

/// What somebody is quoted with in the body.
pub(super) fn in_body(document: &Document<'_>, sources: &Sources) -> Vec<Said> {
    let mut said = blocks(document, sources);
    for prose in document.body().prose.iter().filter(|p| !p.quoted && (p.text.contains('"') || p.text.contains('“')))
    {
        said.extend(inline(&prose.text).map(|range| Said {
            words: prose.text[range.clone()].to_owned(),
            span: prose.span_of(range),
            by: None,
            by_span: None,
            role: false,
            kind: Kind::Inline,
        }));
    }
    said
}

/// The words between each pair of quotation marks.
fn inline(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let marks: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| matches!(c, '"' | '“' | '”')).collect();
    let mut ranges = Vec::new();
    let mut open: Option<usize> = None;
    for (at, mark) in marks {
        match open.take() {
            // `author="…"` is an attribute of something that is no Markdown.
            None if text[..at].ends_with('=') => {}
            Some(start) if mark != '“' => ranges.push(start..at),
            _ => open = Some(at + mark.len_utf8()),
        }
    }
    let long = |range: &std::ops::Range<usize>| text[range.clone()].split_whitespace().count() >= INLINE;
    ranges.into_iter().filter(long).collect::<Vec<_>>().into_iter()
}

/// Block quotations. Paragraphs belong together when only lines with `>` stand between them.
fn blocks(document: &Document<'_>, sources: &Sources) -> Vec<Said> {
    let prose = &document.body().prose;
    let mut groups: Vec<Vec<(usize, &Prose)>> = Vec::new();
    for (at, block) in prose.iter().enumerate().filter(|(_, p)| p.quoted) {
        let joined = groups.last().and_then(|g| g.last()).is_some_and(|(_, last)| {
            let end = last.span.end.min(block.span.start);
            let between = sources.words(Span { file: last.span.file, start: end, end: block.span.start });
            let fresh = sources.words(Span { start: end.saturating_sub(1), end, ..last.span }) == "\n";
            // The rest of the paragraph's own last line says nothing.
            between.lines().skip(usize::from(!fresh)).all(|line| line.trim_start().starts_with('>'))
        });
        match groups.last_mut() {
            Some(group) if joined => group.push((at, block)),
            _ => groups.push(vec![(at, block)]),
        }
    }
    groups.into_iter().filter_map(|group| block(&group, prose)).collect()
}

fn block(group: &[(usize, &Prose)], prose: &[Prose]) -> Option<Said> {
    let (&(first_at, first), &(last_at, last)) = (group.first()?, group.last()?);
    let mut words: Vec<&str> = group.iter().map(|(_, p)| p.text.trim()).collect();
    let mut by = None;
    let mut by_span = None;
    if let Some((end, name)) = signature(&last.text) {
        by = Some(name.to_owned());
        by_span = Some(last.span);
        words.pop();
        words.push(last.text[..end].trim());
    } else if let Some(below) = prose.get(last_at + 1)
        && let Some((0, name)) = signature(&below.text)
    {
        by = Some(name.to_owned());
        by_span = Some(below.span);
    } else if let Some(above) = first_at.checked_sub(1).and_then(|at| prose.get(at))
        && introduces(&above.text)
    {
        by = Some(String::new());
    }
    let words = words.join(" ").replace(GAP, " ").trim().to_owned();
    let role = by.is_some();
    (!words.is_empty()).then(|| Said { words, span: first.span.to(last.span), by, by_span, role, kind: Kind::Block })
}

/// Where the words end and who said them: `— Ana Ruiz, Head nurse` at the end.
fn signature(text: &str) -> Option<(usize, &str)> {
    let text = text.trim_end();
    let (at, dash) = ["—", "–", "--"].iter().filter_map(|d| text.rfind(d).map(|at| (at, d.len()))).max()?;
    let rest = text[at + dash..].trim();
    let name = rest.split(',').next()?.trim();
    let named = name.chars().next().is_some_and(char::is_uppercase) && name.split_whitespace().count() <= 5;
    let spaced = at == 0 || text[..at].ends_with(|c: char| c.is_whitespace() || ".!?\"”".contains(c));
    // "– and so we stopped." is the rest of a sentence; "– Ana Ruiz, Head nurse at Ashgrove." is not.
    let closed = !rest.ends_with(['.', '!', '?']) || rest.split_whitespace().count() <= 4 || rest.contains(", ");
    (named && spaced && closed && rest.chars().count() <= 90).then_some((at, name))
}

/// "Bet Ollerenshaw remembers it so:" before a quotation says who speaks.
fn introduces(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with(':') && text.split_whitespace().any(|w| w.starts_with(char::is_uppercase)) && text.len() > 12
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_between_marks_are_quotations() {
        let text = "The \"start\" said it: \"I go home on time on Mondays, and so does Ana,\" adds “Jo”.";
        assert_eq!(inline("{{< quote author=\"ANA RUIZ, HEAD NURSE AT THE ASHGROVE CLINIC IN WALES\" >}}").count(), 0);
        let found: Vec<&str> = inline(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["I go home on time on Mondays, and so does Ana,"]);
    }

    #[test]
    fn a_name_after_a_dash_signs() {
        assert_eq!(signature("— Ana Ruiz, Head nurse").map(|s| s.1), Some("Ana Ruiz"));
        assert_eq!(signature("I go home on time. -- Ana Ruiz").map(|s| s.1), Some("Ana Ruiz"));
        assert_eq!(signature("Done.” – Ana Ruiz, Head nurse at the clinic.").map(|s| s.1), Some("Ana Ruiz"));
        assert_eq!(signature("We stopped – finally – on Monday."), None);
        assert_eq!(signature("No dash at all"), None);
    }
}
