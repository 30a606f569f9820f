//! What must hold for every input, whoever wrote it: no panic, findings that point at whole characters of a file, fixes
//! that can be carried out and come to an end, pages in which nothing runs.

#[path = "../../tests/suite/judge.rs"]
mod judge;

use std::collections::HashSet;
use std::path::Path;

use proofmark::finding::{Finding, Safety, mend};
use proofmark::pipeline::{self, Options};
use proofmark::render::{Memory, Taken};
use proofmark::source::{Sources, Span};
use proofmark::study::Stated;

/// Settings with which a study of four strings has no error.
pub const SITE: &str = judge::SITE;

/// A study of four strings, without the closing line of its front matter.
pub const CARD: &str = "---\ncustomer: Northwind Clinic\nproblem: Nurses typed every intake form twice.\n\
    outcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\n";

/// More rounds of fixes than any text needs.
const ROUNDS: usize = 20;

/// Panics where a span lies outside of its file or splits a character.
pub fn whole(sources: &Sources, span: Span) {
    let source = sources.get(span.file);
    assert!(source.text.get(span.range()).is_some(), "{span:?} of {}", source.path);
}

fn pointed(sources: &Sources, finding: &Finding) {
    let related = finding.related.iter().map(|r| r.span);
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
    std::iter::once(finding.span).chain(related).chain(edits).for_each(|span| whole(sources, span));
    assert!(!finding.message.is_empty() && !finding.message.contains('\n'), "{}", finding.message);
    sources.line_column(finding.span);
}

/// Claims point at whole characters.
pub fn claims_stand(sources: &Sources, claims: &[Stated]) {
    for stated in claims {
        whole(sources, stated.span);
        assert!(!stated.span.range().is_empty(), "{stated:?}");
    }
}

/// Reads and judges a text, then carries out its fixes until there are none.
pub fn text(text: &str) {
    let mut text = text.to_owned();
    for _ in 0..ROUNDS {
        let (sources, findings) = judge::judged(&text);
        findings.iter().for_each(|finding| pointed(&sources, finding));
        let mended = mend(&findings, Safety::Unsafe, &HashSet::new(), &sources);
        let Some(next) = mended.into_iter().find(|m| &*sources.get(m.file).path == "content/studies/a.md") else {
            return;
        };
        text = next.text;
    }
    panic!("fixes without an end: {text}");
}

/// Builds the project in `root` into memory and looks at its pages.
pub fn project(root: &Path, own_templates: bool) {
    let options = Options {
        today: "2026-11-21".parse().unwrap(),
        draft: true,
        base_url: None,
        baseline: None,
        clock: None,
        held: pipeline::ALL,
    };
    let built = pipeline::build(root, &options, |_| Ok(Some(Memory::default()))).unwrap();
    built.checked.findings.iter().for_each(|finding| pointed(&built.checked.sources, finding));
    let Some((memory, _)) = built.made else { return };
    for (path, taken) in memory.into_files() {
        if let Taken::Bytes(bytes) = taken
            && path.as_str().ends_with(".html")
            && !own_templates
        {
            inert(path.as_str(), &bytes);
        }
    }
}

/// Nothing in the page runs that the theme did not bring.
fn inert(path: &str, html: &[u8]) {
    for token in html5gum::Tokenizer::new(html) {
        let Ok(html5gum::Token::StartTag(tag)) = token else { continue };
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let forbidden = ["iframe", "object", "embed", "base", "form", "input", "applet", "frame"];
        assert!(!forbidden.contains(&name.as_str()), "<{name}> in {path}");
        for (key, value) in &tag.attributes {
            let key = String::from_utf8_lossy(key).to_ascii_lowercase();
            let value = String::from_utf8_lossy(value).into_owned();
            let value: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            let value = value.to_ascii_lowercase();
            assert!(!key.starts_with("on"), "{key} in {path}");
            if ["href", "src", "action", "xlink:href", "srcset"].contains(&key.as_str()) {
                let runs = ["javascript:", "vbscript:", "data:"].iter().any(|scheme| value.starts_with(scheme));
                assert!(!runs || value.starts_with("data:image/svg+xml"), "{value} in {path}");
            }
            if name == "script" && key == "src" {
                assert!(!value.contains("//"), "{value} in {path}");
            }
        }
    }
}
