//! Studies cut, doubled and sown with hostile pieces: reading and judging them never panics, and every finding points at
//! words of the file.

use proptest::prelude::*;

use crate::judge::judged;
use crate::rules::pointed;

const RICH: &str = include_str!("../../content/studies/kestrel-row/index.md");

/// Pieces that have a meaning to YAML, Markdown, dates, figures or us.
const SEEDS: &[&str] = &[
    "---\n",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\u{feff}",
    "\0",
    "\u{202e}",
    "é",
    "𝟟",
    "“",
    "\"",
    "'",
    "`",
    "[",
    "]",
    "](",
    "{",
    "}",
    "(",
    ")",
    ": ",
    ":",
    " #1",
    "# ",
    "- ",
    "> ",
    "| ",
    "&a ",
    "*a",
    "!t ",
    "%",
    "@",
    "\\",
    "\\x",
    "~",
    "null",
    "...\n",
    "<b>",
    "<!--",
    "-->",
    "<!-- proofmark: allow(raw-html) x -->\n\n",
    "<!-- proofmark: allow( -->",
    "XX%",
    "[customer]",
    "{{ x }}",
    "evidence:",
    "evidence:a/b/c",
    "evidence:/",
    "javascript:",
    "//",
    "2026-27-01",
    "2026-02-30",
    "9999-12-31",
    "0000-01-01",
    "-9999999999999999999999",
    "1e999",
    "99999999999999999999999999999999999999999%",
    "0",
    "0.0000000000000000000000001",
    "from 0 to 0",
    "tbd",
    "<<<<<<< a\n",
    ">>>>>>> b\n",
    "rung: 5\n",
    "allow: [{}]\n",
    "quotes: [[], {}, ~]\n",
    "evidence: {a: }\n",
    "period: 9999-12-31/0001-01-01\n",
    "[^1]: x\n",
    "[x]: javascript:a\n",
];

/// What is done to the text, at a place given in thousandths.
#[derive(Clone, Debug)]
enum Blow {
    Cut(usize, usize),
    Double(usize, usize),
    Sow(usize, usize),
}

fn blow() -> impl Strategy<Value = Blow> {
    prop_oneof![
        (0..1000usize, 0..200usize).prop_map(|(at, len)| Blow::Cut(at, len)),
        (0..1000usize, 0..400usize).prop_map(|(at, len)| Blow::Double(at, len)),
        (0..1000usize, 0..SEEDS.len()).prop_map(|(at, seed)| Blow::Sow(at, seed)),
    ]
}

fn struck(text: &str, blows: &[Blow]) -> String {
    let mut text = text.to_owned();
    for blow in blows {
        let (Blow::Cut(at, n) | Blow::Double(at, n) | Blow::Sow(at, n)) = *blow;
        let start = text.floor_char_boundary(text.len() * at / 1000);
        let end = text.floor_char_boundary((start + n).min(text.len()));
        match blow {
            Blow::Cut(..) => text.replace_range(start..end, ""),
            Blow::Double(..) => {
                let part = text[start..end].to_owned();
                text.insert_str(end, &part);
            }
            Blow::Sow(_, seed) => text.insert_str(start, SEEDS[*seed]),
        }
    }
    text
}

fn judge(text: &str) {
    let (sources, findings) = judged(text);
    findings.iter().for_each(|finding| pointed(&sources, finding));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_struck_study_is_read_to_its_end(blows in prop::collection::vec(blow(), 1..12)) {
        judge(&struck(RICH, &blows));
    }

    #[test]
    fn any_text_is_read_to_its_end(text in "(---\n)?(\\PC|\n|: |\\[|\\]|\"){0,200}") {
        judge(&text);
    }
}
