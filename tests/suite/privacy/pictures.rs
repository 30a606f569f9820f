//! Pictures are published without what their makers did not mean to publish.

use super::Output;
use crate::project::{Project, briefs};

/// A JPEG with words in Exif, in a comment and behind its end.
pub(super) fn jpeg(exif: &str, comment: &str, behind: &str) -> Vec<u8> {
    let mut out = b"\xff\xd8".to_vec();
    let mut segment = |marker: u8, body: &[u8]| {
        out.extend([0xff, marker]);
        out.extend(((body.len() + 2) as u16).to_be_bytes());
        out.extend(body);
    };
    segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    segment(0xe1, format!("Exif\0\0II*\0\x08\0\0\0\0\0{exif}").as_bytes());
    segment(0xfe, comment.as_bytes());
    segment(0xc0, b"\x08\0\x01\0\x01\x01\x01\x11\0");
    segment(0xda, b"\x01\x01\0\0\x3f\0");
    out.extend(b"\x12\x34\xff\xd9");
    out.extend(behind.as_bytes());
    out
}

const CARD: &str = "problem: Nurses typed every form twice.\noutcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\n";

#[test]
fn metadata_goes_from_pictures_beside_a_study_and_from_static_ones() {
    let project = Project::new();
    let picture = jpeg("GPS-CANARY", "COMMENT-CANARY", "BEHIND-CANARY");
    project
        .file("content/studies/a/desk.jpg", &picture)
        .file("static/team.jpeg", &picture)
        .file("static/plan.svg", "<svg><!-- CANARY --><path/></svg>")
        .file(
            "content/studies/a/index.md",
            format!("---\ncustomer: Ashgrove Clinic\n{CARD}---\n![A desk](desk.jpg)\n"),
        );
    let output = Output::of(&project);
    assert_eq!(output.checked.count().errors, 0, "{:#?}", briefs(&output.checked));
    for path in ["studies/a/desk.jpg", "team.jpeg"] {
        let published = &output.files[path];
        assert!(published.starts_with(b"\xff\xd8\xff\xe0") && published.ends_with(b"\x12\x34\xff\xd9"), "{path}");
        assert!(published.len() < picture.len());
    }
    assert_eq!(output.files["plan.svg"], b"<svg><path/></svg>");
    assert!(!output.files.values().any(|bytes| bytes.windows(6).any(|w| w == b"CANARY")));
    assert_eq!(output.files, Output::of(&project).files);
}

#[test]
fn a_picture_that_cannot_be_read_is_told_where_it_is_named() {
    let project = Project::new();
    project.file("content/studies/a/desk.jpg", "no picture").file("static/scan.tiff", "II*\0").file(
        "content/studies/a/index.md",
        format!("---\ncustomer: Ashgrove Clinic\n{CARD}---\n![A desk](desk.jpg)\n"),
    );
    let output = Output::of(&project);
    let told = output.told("unreadable-file");
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("`content/studies/a/desk.jpg` is no picture that can be published"), "{told:?}");
    assert_eq!(told[1], "`static/scan.tiff` is a TIFF, whose metadata we cannot take out");
    let found = briefs(&output.checked);
    assert!(found.contains(&"unreadable-file content/studies/a/index.md:7:11 \"desk.jpg\"".to_owned()), "{found:?}");
}
