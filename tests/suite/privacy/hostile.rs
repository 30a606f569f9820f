//! A project with a canary in every private place: none of them may sing in public.

use std::collections::BTreeSet;

use super::Output;
use super::pictures::jpeg;
use crate::project::{Project, briefs};

/// What every canary begins with; two letters tell them apart.
const CANARY: &str = "kanari";

const CONSENT: &str = "date: 2026-06-10, until: 2027-06-10, scope: [web, role, print, photo, logo]";

fn study(name: &str, front: &str, body: &str) -> String {
    format!(
        "---\n{name}\nproblem: Nurses typed every form twice.\noutcome: Intake now takes one pass.\n{front}disclosure: {{relationship: none, incentive: none}}\n---\n{body}"
    )
}

fn png() -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, body) in [
        (b"IHDR", b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0".as_slice()),
        (b"tEXt", b"Author\0kanariAA"),
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0kanariAB"),
        (b"IDAT", b"x"),
        (b"IEND", b""),
    ] {
        out.extend((body.len() as u32).to_be_bytes());
        out.extend(name);
        out.extend(body);
        out.extend([0; 4]);
    }
    [out, b"kanariAC".to_vec()].concat()
}

fn webp() -> Vec<u8> {
    let mut out = b"RIFF\0\0\0\0WEBPVP8L\x04\0\0\0\x2f\0\0\0XMP \x08\0\0\0kanariAD".to_vec();
    let size = (out.len() - 8) as u32;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    out
}

/// Fills every private place, and returns what was written.
fn fill(project: &Project) -> BTreeSet<String> {
    let mut written = Vec::new();
    let mut file = |path: &str, text: &[u8]| {
        project.file(path, text);
        written.push(path.to_owned());
        written.push(String::from_utf8_lossy(text).into_owned());
    };
    let site = std::fs::read_to_string(project.root().join("site.toml")).unwrap();
    file("site.toml", format!("# kanariAE\n{site}").as_bytes());
    let front = format!(
        "# kanariAF
quote: {{text: I go home on time. Write to kanariAG@hospital.example., role: Head nurse, photo: kanariBB-portrait.jpg}}
aliases: [/clients/kanariBB/]
date: 2026-03-01 # kanariAH
evidence:
  retyping: {{kind: measurement, metric: retyping, unit: hours, before: 11, after: 2, better: lower, source: customer-system, collected: 2026-06-02, file: kanariAI/kanariAJ-rows.csv}}
  paid: {{kind: commitment, event: paid, date: 2026-03-02, cleared: 2026-03-20, record: invoice kanariAK 1187}}
  call: {{kind: interview, with: KanariAL Berg, date: 2026-06-03, by: KanariAM Holm, notes: kanariAN-notes}}
  told: {{kind: advocacy, act: referral, date: 2026-08-11, to: KanariAO Dental in the next street}}
consent: {{by: KanariAP Lund, {CONSENT}, record: kanariAI/approval.eml, wording: I agree to kanariAQ, basis: kanariAR}}
allow: [{{rule: empty-praise, reason: kanariAS}}]
extra: {{account: kanariAT, more: [kanariAU, {{deep: kanariAV}}]}}
"
    );
    let customer = "customer: {name: KanariBB Clinic Ltd, public_as: A clinic in the north, url: \"https://www.kanariBC.example\", industry: health, logo: kanariBD.svg}";
    let body = "<!-- kanariAW -->\n\nFewer hours: [11 to 2](evidence:retyping). ![A room](kanariBB-room.png)\n\n![The desk](desk.webp) ![The plan](plan.svg) ![The path](path.gif)\n\n<!--\nkanariAX\n-->\nThe end.[^note]\n\n[^note]: It was late.\n\n[unused]: https://kanariAY.example\n";
    file("content/studies/kanariBB/index.md", study(customer, &front, body).as_bytes());
    file("content/studies/kanariBB/kanariBD.svg", b"<svg><title>kanariBE</title></svg>");
    file("content/studies/kanariBB/kanariBB-portrait.jpg", &jpeg("GPS kanariBF", "kanariBG", "kanariBH"));
    file("content/studies/kanariBB/kanariBB-room.png", &png());
    file("content/studies/kanariBB/desk.webp", &webp());
    file("content/studies/kanariBB/path.gif", b"GIF89a\x01\0\x01\0\0\0\0\x21\xfe\x08kanariBI\0;");
    file(
        "content/studies/kanariBB/plan.svg",
        b"<!-- kanariBJ --><svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" inkscape:export-filename=\"/home/kanariBK/x.png\"><metadata>kanariBL</metadata><path/></svg>",
    );
    file("content/studies/kanariBB/unused-kanariBM.png", &jpeg("kanariBN", "", ""));
    file("content/studies/kanariBB/notes.txt", b"kanariBO");
    file("content/studies/kanariBB/.kanariBP.swp", b"kanariBQ");
    file("content/studies/kanariBB/index.md~", b"kanariBR");
    let card = |n: &str| {
        format!(
            "customer: Kanari{n} Clinic\nquote: {{text: Said by kanari{n} only., by: Kanari{n} Bo, role: Nurse}}\naliases: [/old/kanari{n}/]\n"
        )
    };
    let consent =
        |more: &str| format!("consent: {{by: Bo, date: 2026-01-10, scope: [web, name, role, print]{more}}}\n");
    for (n, front) in [
        ("CA", "draft: true\n".to_owned()),
        ("CB", format!("date: 2026-12-24\n{}", consent(""))),
        ("CC", consent(", withdrawn: 2026-11-01")),
        ("CD", consent(", until: 2026-10-01")),
    ] {
        let text = study(&card(n), &front, &format!("The story of kanari{n}. ![x](kanari{n}.svg)\n"));
        file(&format!("content/studies/kanari{n}/index.md"), text.as_bytes());
        file(&format!("content/studies/kanari{n}/kanari{n}.svg"), b"<svg/>");
    }
    file(
        "content/pages/about.md",
        b"---\ntitle: About # kanariCE\nextra: {x: kanariCF}\n---\n<!-- kanariCG -->\nWe are here.\n",
    );
    file("content/pages/kanariCH.md", b"---\ntitle: Kanarich\ndraft: true\n---\nkanariCH\n");
    file("content/pages/kanariCI.md", b"---\ntitle: Kanarici\ndate: 2027-01-01\n---\nkanariCI\n");
    file("content/evidence/kanariAI/kanariAJ-rows.csv", b"week,name,hours\n1,KanariDA Holm,11\n2,KanariDB Holm,2\n");
    file("content/evidence/kanariAI/approval.eml", b"From: KanariDC Lund <kanariDD@clinic.example>\n\nI, KanariDE, agree to what you sent me on the eighth of July, INV-kanariDF.\n");
    file("content/evidence/kanariDG.json", b"{\"who\": \"kanariDH\"}");
    file("content/evidence/scan-kanariDI.png", &[png(), b"kanariDP".to_vec()].concat());
    file("content/evidence/.kanariDJ", b"kanariDK");
    file(
        "content/interviews/kanariAN-notes.md",
        b"# KanariDL Berg\n\n- She said kanariDM, and that nobody should ever hear of it outside this room.\n",
    );
    file("content/interviews/2025/kanariDN.txt", b"kanariDO");
    file("proof.lock", b"version 1\n# kanariEA\n");
    file("baseline.json", b"{\"version\":1,\"note\":\"kanariEB\"}");
    file(".proofmark/cache/kanariEC", b"kanariED");
    file(".git/config", b"kanariEE");
    file("README.md", b"kanariEF");
    file("themes/other/templates/study.html", b"kanariEG");
    file("themes/ledger/templates/page.html", b"{# kanariEH #}{% extends \"default/page.html\" %}");
    file("themes/ledger/notes.txt", b"kanariEI");
    file("static/.gitignore", b"kanariEJ");
    file("static/._desk.jpg", b"kanariEK");
    file("static/team.jpeg", &jpeg("kanariEL", "kanariEM", "kanariEN"));
    file("static/.well-known/security.txt", b"Contact: mailto:proof@ledgerline.example\n");
    let all = written.join("\n").to_lowercase();
    all.match_indices(CANARY).map(|(at, _)| all[at..at + 8].to_owned()).collect()
}

/// A file in every form in which a reader or a program could find a word in it.
fn readings(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let mut tagless = String::new();
    let mut inside = false;
    for c in text.chars() {
        inside = (inside || c == '<') && c != '>';
        if !inside && c != '>' {
            tagless.push(c);
        }
    }
    let percent = text.replace("%4b", "k").replace("%6b", "k").replace("%61", "a");
    let entity = tagless.replace("&#107;", "k").replace("&#x6b;", "k").replace("&shy;", "");
    let letters: String = tagless.chars().filter(|c| c.is_alphanumeric()).collect();
    let wide = String::from_utf8_lossy(bytes).replace('\0', "").to_lowercase();
    let reversed: String = text.chars().rev().collect();
    let mut readings = vec![tagless, percent, entity, letters, wide, reversed];
    let is_base64 = |c: char| c.is_ascii_alphanumeric() || c == '+' || c == '/';
    for word in String::from_utf8_lossy(bytes).split(|c| !is_base64(c)).filter(|w| w.len() >= 8) {
        for skip in 0..4 {
            readings.push(String::from_utf8_lossy(&base64(&word[skip..])).to_lowercase());
        }
    }
    readings.push(text);
    readings
}

fn base64(text: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut out = Vec::new();
    for chunk in text.as_bytes().chunks_exact(4) {
        let bits = chunk.iter().fold(0u32, |bits, c| bits << 6 | u32::from(value(*c)));
        out.extend(&bits.to_be_bytes()[1..]);
    }
    out
}

#[test]
fn no_canary_is_in_the_output() {
    let project = Project::new();
    let canaries = fill(&project);
    assert!(canaries.len() >= 70, "{}: {canaries:?}", canaries.len());
    let output = Output::of(&project);
    assert_eq!(output.checked.count().errors, 0, "{:#?} {:?}", briefs(&output.checked), output.told("unreadable-file"));
    assert!(output.files.contains_key("studies/a-clinic-in-the-north/index.html"), "{:?}", output.files.keys());
    for path in ["desk.webp", "plan.svg", "path.gif"] {
        assert!(
            output.files.contains_key(&format!("studies/a-clinic-in-the-north/{path}")),
            "{:?}",
            output.files.keys()
        );
    }
    for (path, bytes) in &output.files {
        assert!(!path.to_lowercase().contains(CANARY), "{path}");
        for reading in readings(bytes) {
            let at =
                reading.find(CANARY).map(|at| reading[at.saturating_sub(60)..].chars().take(120).collect::<String>());
            assert_eq!(at, None, "in {path}");
        }
    }
    let found = briefs(&output.checked).join("\n");
    assert!(
        found.contains("unmasked-customer content/studies/kanariBB/index.md"),
        "the writer is told of the name: {found}"
    );
}

#[test]
fn the_readings_find_what_they_are_made_to_find() {
    for hidden in
        ["KANARIAB", "kan<b>ari</b>ab", "%6banariab", "&#107;anariab", "a2FuYXJpYWI=", "k a n a r i", "iranak"]
    {
        assert!(readings(hidden.as_bytes()).iter().any(|reading| reading.contains(CANARY)), "{hidden}");
    }
}

/// Each of these tries to publish something private, and fails.
#[test]
fn planted_leaks_fail_the_build() {
    let template =
        |text: &str| format!("{{% extends \"default/study.html\" %}}{{% block main %}}{text}{{% endblock main %}}");
    for (path, text, rule, words) in [
        ("themes/ledger/templates/study.html", template("{{ study.extra.signer }}"), "private-in-output", "Dilys Kerr"),
        ("themes/ledger/templates/study.html", template("{{ study.extra.said }}"), "private-in-output", "goat"),
        (
            "themes/ledger/templates/study.html",
            template("{{ study.extra.kept }}"),
            "private-in-output",
            "okapi/approval.eml",
        ),
        ("themes/ledger/templates/study.html", template("O<em>kapi</em>"), "private-in-output", "O<em>kapi"),
        (
            "themes/ledger/templates/study.html",
            template("<a href=\"x?c=ok%61pi\">x</a>"),
            "private-in-output",
            "ok%61pi",
        ),
        ("static/about.txt", "Ask ana@okapi.example".to_owned(), "private-in-output", "ana@okapi.example"),
        (
            "static/data.json",
            "{\"mail\": \"ana\\u0040clinic.example\"}".to_owned(),
            "private-in-output",
            "clinic.example",
        ),
        ("static/app.js", "const root = 'C:\\\\Users\\\\ida\\\\proof';".to_owned(), "private-in-output", "Users"),
        ("static/map.svg", "<svg><text>Okapi</text></svg>".to_owned(), "private-in-output", "Okapi"),
        ("static/rows.csv", "who\nBo Lind\n".to_owned(), "private-in-output", "Bo Lind"),
        ("static/.well-known/x.txt", "ring 0131 496 0123".to_owned(), "private-in-output", "0131 496 0123"),
        (
            "content/pages/p.md",
            "---\ntitle: P\n---\nA goat ate the first invoice on the way to us.\n".to_owned(),
            "private-in-output",
            "goat",
        ),
        (
            "content/pages/p.md",
            "---\ntitle: P\n---\nThanks to Dilys *Kerr*.\n".to_owned(),
            "private-in-output",
            "Dilys *Kerr",
        ),
        (
            "content/pages/p.md",
            "---\ntitle: P\n---\nTheir number is INV-20931.\n".to_owned(),
            "private-in-output",
            "INV-20931",
        ),
        (
            "content/pages/p.md",
            "---\ntitle: P\n---\nWe also serve [them](https://okapi.example/).\n".to_owned(),
            "unmasked-customer",
            "okapi",
        ),
        ("content/studies/okapi/index.md.tags", String::new(), "unmasked-customer", "okapi"),
    ] {
        let project = Project::new();
        let tags = if path.ends_with(".tags") { "tags: [okapi]\n" } else { "" };
        let front = format!(
            "quote: I go home on time on Mondays.\n{tags}consent: {{by: Dilys Kerr, {CONSENT}, record: okapi/approval.eml}}\nextra: {{signer: Dilys Kerr, said: a goat ate the first invoice on the way to us, kept: okapi/approval.eml}}\n"
        );
        let customer = "customer: {name: Okapi Clinic, public_as: A clinic, url: \"https://okapi.example\"}";
        project
            .file("content/studies/clinic.md", study(customer, &front, ""))
            .file(
                "content/interviews/a.md",
                "She said that a goat ate the first invoice on the way to us. INV-20931.\n",
            )
            .file("content/evidence/okapi/approval.eml", "I agree.")
            .file("content/evidence/rows.csv", "employee,hours\nBo Lind,3\n");
        let before = Output::of(&project).checked;
        assert_eq!(before.count().errors, usize::from(!tags.is_empty()), "{path} {:#?}", briefs(&before));
        if !path.ends_with(".tags") {
            project.file(path, &text);
        }
        let output = Output::of(&project);
        let told: Vec<String> =
            briefs(&output.checked).into_iter().filter(|b| b.starts_with(rule) && b.contains(words)).collect();
        assert!(!told.is_empty(), "{path} {text}\n{:#?}", output.checked.findings);
        assert!(output.checked.count().errors > 0);
    }
}
