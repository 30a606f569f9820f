//! `missing-field`: the four strings without which there is no study.

use crate::finding::{Finding, Level};
use crate::rule::Cx;
use crate::source::{Source, Span};
use crate::study::Study;

/// Each field, whether it is there, where its key is, the key inside its table, and a line to write.
type Field = (&'static str, bool, Option<Span>, &'static str, &'static str);

pub(super) fn check(study: &Study, cx: &mut Cx<'_>) {
    if study.broken {
        return;
    }
    let (given, keys) = (study.meta.given, study.meta.keys);
    let fields: [Field; 4] = [
        ("customer", given.customer, keys.customer, "name", "customer: Northwind Clinic"),
        ("problem", given.problem, keys.problem, "text", "problem: Nurses typed every intake form twice."),
        ("outcome", given.outcome, keys.outcome, "text", "outcome: Intake now takes one pass."),
        ("quote", given.quote, keys.quote, "text", "quote: I go home on time on Mondays."),
    ];
    let level = |finding: Finding| if study.meta.draft { finding.level(Level::Note) } else { finding };
    let Some(front) = keys.front else {
        let lines: Vec<&str> = fields.iter().map(|field| field.4).collect();
        let finding = without_front(cx.sources.get(study.file))
            .note("a study begins with four lines between two lines of `---`; the text comes below them")
            .help(format!("write\n---\n{}\n---", lines.join("\n")));
        cx.report(level(finding));
        return;
    };
    for (name, _, key, inner, line) in fields.into_iter().filter(|field| !field.1) {
        let finding = match key {
            None => Finding::new("missing-field", top_of(front), format!("`{name}` is missing"))
                .help(format!("add a line such as `{line}`")),
            Some(key) => {
                let is_table = cx.sources.get(study.file).text[key.end as usize..]
                    .trim_start_matches([':', ' ', '\n', '\r', '-'])
                    .starts_with(['{', '[']);
                let what = if is_table { format!("`{name}` has no `{inner}`") } else { format!("`{name}` is empty") };
                Finding::new("missing-field", key, what).help(format!("write a line such as `{line}`"))
            }
        };
        cx.report(level(finding));
    }
    for quote in study.meta.quotes.iter().filter(|q| !q.given && given.quote) {
        let finding = Finding::new("missing-field", quote.span, "this quote has no words")
            .help("write what was said as `text`, or delete the quote");
        cx.report(level(finding));
    }
}

/// What stands where the front matter should.
fn without_front(source: &Source) -> Finding {
    let text = source.text.trim_start_matches('\u{feff}');
    let body = text.trim_start();
    let at = source.text.len() - body.len();
    let words = |len: usize| Span::new(source.id, at..at + len);
    let (span, message) = if body.is_empty() {
        (source.top(), "this file is empty")
    } else if body.starts_with("+++") {
        (words(3), "front matter between `+++` is TOML, which studies are not written in")
    } else if body.starts_with('{') {
        (words(1), "front matter in braces is JSON, which studies are not written in")
    } else if body.len() == text.len() && body.starts_with("---") && !body.starts_with("----") {
        (words(3), "the front matter is empty")
    } else if body.starts_with("---") && !body.starts_with("----") {
        (words(3), "front matter must begin in the first line, with nothing before the dashes")
    } else {
        (words(body.lines().next().map_or(0, str::len)), "this study has no front matter")
    };
    Finding::new("missing-field", span, message)
}

/// What is missing has no place of its own: the first byte of the front matter stands for it.
fn top_of(front: Span) -> Span {
    Span { end: front.start, ..front }
}
