//! Files that are published as they are: copies of private ones, text with any ending, and what cannot be looked into.

use proofmark::finding::Level;

use super::Output;
use crate::project::{Project, briefs};

const STUDY: &str = "---\ncustomer: Ashgrove Clinic\nproblem: Nurses typed every form twice.\noutcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\nconsent: {by: Dilys Kerrigan, date: 2026-06-10, until: 2027-06-10, scope: [web]}\n---\n";

fn project() -> Project {
    let project = Project::new();
    project.file("content/studies/a/index.md", STUDY);
    project
}

fn told(project: &Project) -> Vec<(Level, String)> {
    let output = Output::of(project);
    let of = output.checked.findings.iter().filter(|finding| finding.rule == "private-in-output");
    of.map(|finding| (finding.level, finding.message.clone())).collect()
}

#[test]
fn a_private_file_is_not_published_byte_for_byte() {
    let png: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\0\0\0\0\0\0\0\0IEND\0\0\0\0";
    for (private, public, bytes) in [
        ("content/evidence/a/contract.pdf", "static/terms.pdf", b"%PDF-1.7\x01\x02 packed \x03\x04\xff".as_slice()),
        ("content/evidence/a/rows.csv", "static/files/data.csv", b"week,hours\n1,11\n2,3\n"),
        ("content/interviews/call.mp3", "static/theme.mp3", b"ID3\x04\0\0 a long tape \xff\xfb"),
        ("content/evidence/scan.png", "content/studies/a/scan.png", png),
    ] {
        let project = project();
        project.file(private, bytes).file(public, bytes);
        if public.contains("studies") {
            project.file("content/studies/a/index.md", format!("{STUDY}![A room](scan.png)\n"));
        }
        let output = Output::of(&project);
        let message = format!("`{public}` is the private file `{private}`, byte for byte");
        assert!(told(&project).contains(&(Level::Error, message)), "{:#?}", output.checked.findings);
        if public.contains("studies") {
            let found = briefs(&output.checked);
            let place = "private-in-output content/studies/a/index.md:8:11 \"scan.png\"".to_owned();
            assert!(found.contains(&place), "{found:?}");
        }
        project.file(private, [bytes, b"?"].concat());
        assert!(!told(&project).iter().any(|(level, _)| *level == Level::Error), "another file of the same kind");
    }
}

#[test]
fn text_is_read_whatever_its_ending() {
    for (path, bytes) in [
        ("static/thanks.foo", b"Thanks to Dilys Kerrigan.".as_slice()),
        ("static/thanks.v2", b"Thanks to Dilys\nKerrigan."),
        ("static/paper.pdf", b"%PDF-1.7\n\xff\xfe\x01 /Author (Dilys Kerrigan) \x02"),
        ("static/paper.docx", b"PK\x03\x04\0\0 D\0i\0l\0y\0s\0 \0K\0e\0r\0r\0i\0g\0a\0n\0 \0"),
        ("static/paper.odt", b"PK\x03\x04\xff\0D\0i\0l\0y\0s\0 \0K\0e\0r\0r\0i\0g\0a\0n"),
        ("static/paper.bin", b"\0\x01\x02the secretary's address is dilys@clinic.example\0\x01"),
    ] {
        let project = project();
        project.file(path, bytes);
        let found = told(&project);
        assert!(found.iter().any(|(level, _)| *level == Level::Error), "{path}: {found:?}");
    }
}

#[test]
fn private_text_is_read_whatever_its_ending() {
    let project = project();
    project
        .file("content/interviews/tape.transcript", "She said that a goat ate the first invoice on the way to us.")
        .file("static/story.txt", "A goat ate the first invoice on the way to us.");
    assert_eq!(told(&project).iter().filter(|(level, _)| *level == Level::Error).count(), 1);
}

#[test]
fn what_cannot_be_looked_into_is_noted_where_it_is_named() {
    let project = project();
    project
        .file("static/paper.pdf", b"%PDF-1.7 \x01\x02\xff stream \x03\x04")
        .file("static/letters.woff2", b"wOF2\0\x01\xff\x02")
        .file("static/favicon.ico", b"\0\0\x01\0\x01\xff")
        .file("content/pages/p.md", "---\ntitle: Papers\n---\nRead [the paper](/paper.pdf).\n");
    let output = Output::of(&project);
    let found = briefs(&output.checked);
    let notes: Vec<&String> = found.iter().filter(|brief| brief.starts_with("private-in-output")).collect();
    assert_eq!(notes, ["private-in-output content/pages/p.md:4:19 \"paper.pdf\""]);
    let finding = output.checked.findings.iter().find(|f| f.rule == "private-in-output").unwrap();
    assert_eq!(finding.level, Level::Note);
    assert!(finding.message.contains("was not looked into"), "{}", finding.message);
}

/// Random bytes hold nothing that is told, however many there are.
#[test]
fn noise_is_no_leak() {
    let project = project();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    })
    .take(256 * 1024)
    .collect();
    project.file("static/clip.mp4", noise);
    let found = told(&project);
    assert!(found.iter().all(|(level, _)| *level == Level::Note), "{found:?}");
}
