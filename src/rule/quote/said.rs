//! Everything somebody is quoted with: the quotes of the front matter and the block quotations of the body.

use crate::source::{Sources, Span};
use crate::study::{Document, GAP, Prose};

/// One quotation.
#[derive(Clone, Debug)]
pub(in crate::rule) struct Said {
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
    /// A quote of the front matter.
    pub front: bool,
}

/// All quotations of a document, in the order of the file.
pub(in crate::rule) fn all(document: &Document<'_>, sources: &Sources) -> Vec<Said> {
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
                front: true,
            });
        }
    }
    said.extend(blocks(document, sources));
    said
}

/// Block quotations. Paragraphs belong together when only lines with `>` stand between them.
fn blocks(document: &Document<'_>, sources: &Sources) -> Vec<Said> {
    let prose = &document.body().prose;
    let mut groups: Vec<Vec<(usize, &Prose)>> = Vec::new();
    for (at, block) in prose.iter().enumerate().filter(|(_, p)| p.quoted) {
        let joined = groups.last().and_then(|g| g.last()).is_some_and(|(_, last)| {
            let between =
                Span { file: last.span.file, start: last.span.end.min(block.span.start), end: block.span.start };
            sources.words(between).lines().skip(1).all(|line| line.trim_start().starts_with('>'))
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
    (!words.is_empty()).then(|| Said { words, span: first.span.to(last.span), by, by_span, role, front: false })
}

/// Where the words end and who said them: `— Ana Ruiz, Head nurse` at the end.
fn signature(text: &str) -> Option<(usize, &str)> {
    let text = text.trim_end();
    let (at, dash) = ["—", "–", "--"].iter().filter_map(|d| text.rfind(d).map(|at| (at, d.len()))).max()?;
    let rest = text[at + dash..].trim();
    let name = rest.split(',').next()?.trim();
    let named = name.chars().next().is_some_and(char::is_uppercase) && name.split_whitespace().count() <= 5;
    let spaced = at == 0 || text[..at].ends_with(|c: char| c.is_whitespace() || ".!?\"”".contains(c));
    let closed = !rest.ends_with(['.', '!', '?']) || rest.split_whitespace().count() <= 4;
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
    fn a_name_after_a_dash_signs() {
        assert_eq!(signature("— Ana Ruiz, Head nurse").map(|s| s.1), Some("Ana Ruiz"));
        assert_eq!(signature("I go home on time. -- Ana Ruiz").map(|s| s.1), Some("Ana Ruiz"));
        assert_eq!(signature("We stopped – finally – on Monday."), None);
        assert_eq!(signature("No dash at all"), None);
    }
}
