//! A run that remembers the one before makes the same as one that remembers nothing, whatever was done in between; and so
//! does one that puts every study away.

use std::collections::BTreeMap;

use proofmark::pipeline::{self, Memo, Options};
use proofmark::render::{Memory, Taken};
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::project::{Project, briefs, options};

/// Something an author does.
#[derive(Clone, Debug)]
pub enum Deed {
    Write(usize, usize),
    Rename(usize, usize),
    Delete(usize),
    Settings(usize),
    Template(usize),
    Page(usize),
    File(&'static str, &'static str),
    Remove(&'static str),
}

/// Fronts of studies: whole, short, tied to others, anonymous, broken, withdrawn, out of order.
const FRONTS: &[&str] = &[
    "title: \"Ashgrove [cut retyping by 77%](evidence:retyping)\"\ndate: 2026-06-12\ncustomer: {name: Ashgrove Clinic, industry: health, size: 51-200}\nproblem: {text: Nurses typed every form twice., tag: double-entry}\noutcome: \"Retyping fell [from 11 hours to 2.5](evidence:retyping).\"\nquote: {text: I go home on time on Mondays., by: Ana Ruiz, role: Head nurse}\nevidence:\n  retyping: {kind: measurement, unit: hours, before: 11, after: 2.5, better: lower, source: customer-system, collected: 2026-06-02}\nconsent: {by: Ana Ruiz, date: 2026-06-10, until: 2027-06-10, scope: [web, name, role, print], record: mail}\n",
    "customer: Birch Press\nproblem: Orders were typed twice.\noutcome: Orders are typed once.\nquote: We sleep again.\n",
    "customer: {name: Cedar Works, industry: health}\nproblem: {text: Forms were lost., tag: double-entry}\noutcome: \"It fell [by 77%](evidence:s0/retyping).\"\nquote: Fine. — Jo March, Buyer\n",
    "customer: {name: Delta Secret, public_as: A clinic in Kent, industry: health}\nproblem: Forms.\noutcome: It saves 31% of time.\nquote: Good.\n",
    "customer: [\nproblem: x\n",
    "customer: Elm House\nproblem: Forms.\noutcome: One pass.\nquote: Good.\nweight: 1\ndate: 2026-01-01\naliases: [old/elm]\nreference: {open: true, kinds: [email]}\n",
    "customer: Fir House\nproblem: Forms.\noutcome: One pass.\nquote: Good.\nconsent: {by: Jo, date: 2026-01-01, withdrawn: true}\n",
    "customer: Hazel House\nproblem: Forms.\noutcome: \"Retyping fell [from 11 hours to 2.5](evidence:hours).\"\nquote: Good.\nevidence:\n  hours: {kind: measurement, unit: hours, better: lower, source: customer-system, collected: 2026-06-02, file: hours.csv, data: {column: hours, statistic: mean, by: side}}\n  call: {kind: interview, with: Jo March, date: 2026-06-03, by: Ida, notes: call.md}\n",
    "customer: {name: Birch Press, industry: health}\nproblem: {text: Forms were lost., tag: double-entry}\noutcome: One pass.\nquote: {text: \"We sleep at night again, all of us here.\", by: Jo March, role: Buyer}\nhesitation: Fear of losing forms\nreference: {open: true, kinds: [call]}\nevidence:\n  paper: {kind: document, title: A letter}\nconsent: {by: Ira Cole, date: 2026-06-10, until: 2027-06-10, scope: [web], record: folder 20261}\n",
    "customer: {name: Birch Press, industry: health, logo: a.png}\nproblem: {text: Forms were lost., tag: double-entry}\noutcome: One pass.\nquote: {text: \"We all sleep at night again, all of us.\", by: Jo March, role: Buyer}\nhesitation: Fear of losing forms\nreference: {open: true, kinds: [email]}\naliases: [old/birch]\n",
    "customer: Gorse House\nproblem: Forms.\noutcome: One pass.\nquote: Good.\ndraft: true\nhesitation: Fear of losing forms\nallow: [{rule: unsupported-claim, reason: heard on a call}]\n",
];

/// Bodies: plain, with a claim, with links to others, with headings.
const BODIES: &[&str] = &[
    "Words.\n",
    "It saves 40% of ink.\n\n[Another](s1.md) and [a third](s2.md#next).\n",
    "## What next\n\nCedar Works says so. ![a](a.png)\n",
    "## Then\n\nIra Cole of Delta Secret lost forms. [There](s3.md#what-next), [here](/by/industry/health/) and [gone](/studies/s5/).\n",
    "<!-- proofmark: allow(unsupported-claim) heard on a call -->\nIt saves 41% of ink.\n",
];

const SETTINGS: &[&str] =
    &["", "tagline = \"Never late\"\n", "page_size = 2\n", "[policy]\ncooling_off_days = 3\n", "title = 3\n"];

const TEMPLATES: &[(&str, &str)] = &[
    ("study.html", "{% extends \"default/study.html\" %}{% block main %}<p>mine</p>{{ super() }}{% endblock %}"),
    ("home.html", "<h1>{{ page.title }} {{ page.total }}</h1>"),
    ("study.html", "{{ study.no_such.thing }}"),
    ("page.html", "{% if %}"),
];

/// What `lock` writes of the first `hours.csv` below.
const LOCK: &str = "\
version 1\n\
# evidence\n\
file evidence/hours.csv sha256:25a3284f8f7dd73bd1bf3474b1d9c3597a38bd7f736918610a53d3415fff0e3a 40\n\
figure evidence/hours.csv \"{column: hours, statistic: mean, by: side}; lower\" after 2.5\n\
figure evidence/hours.csv \"{column: hours, statistic: mean, by: side}; lower\" after-least 2.5\n\
figure evidence/hours.csv \"{column: hours, statistic: mean, by: side}; lower\" after-most 2.5\n\
figure evidence/hours.csv \"{column: hours, statistic: mean, by: side}; lower\" after-part 2.5\n\
figure evidence/hours.csv \"{column: hours, statistic: mean, by: side}; lower\" after-rows 1\n\
figure evidence/hours.csv \"{column: hours, statistic: mean, by: side}; lower\" before 11\n\
figure evidence/hours.csv \"{column: hours, statistic: mean, by: side}; lower\" before-least 11\n\
figure evidence/hours.csv \"{column: hours, statistic: mean, by: side}; lower\" before-most 11\n\
figure evidence/hours.csv \"{column: hours, statistic: mean, by: side}; lower\" before-part 11\n\
figure evidence/hours.csv \"{column: hours, statistic: mean, by: side}; lower\" before-rows 1\n\
figure evidence/hours.csv \"{column: hours, statistic: mean, by: side}; lower\" rows 2/0/0/0\n\
figure evidence/hours.csv \"{column: hours, statistic: mean, by: side}; lower\" statistic mean\n\
# interviews\n\
# approved\n\
# withdrawn\n";

/// The first study, taken back.
const WITHDRAWN: &str = "version 1\nwithdrawn s0 on 2026-06-01\n";

/// Files that are no study: private ones, what was agreed and locked, the theme's, and what is copied.
const FILES: &[(&str, &str)] = &[
    ("content/studies/a.png", "x"),
    ("content/studies/a.png", "\u{89}PNG\r\n\u{1a}\n"),
    ("static/x.txt", "x"),
    ("static/x.txt", "The courier lost the second invoice in the snow on Monday."),
    ("content/evidence/a.csv", "x"),
    ("content/evidence/hours.csv", "week,side,hours\n1,before,11\n2,after,2.5\n"),
    ("content/evidence/hours.csv", "week,side,hours\n1,before,12\n2,after,2.5\n"),
    ("content/interviews/call.md", "The courier lost the second invoice in the snow on Monday.\n"),
    ("content/interviews/call.md", "Words are words, and forms were lost.\n"),
    ("proof.lock", LOCK),
    ("proof.lock", WITHDRAWN),
    ("proof.lock", "no lock\n"),
    ("themes/ledger/static/ledger.css", "main { color: teal }\n"),
    ("themes/ledger/static/ledger.css", "main { color: gold }\n"),
];

pub fn deeds() -> impl Strategy<Value = Deed> {
    prop_oneof![
        8 => (0..6usize, 0..FRONTS.len() * BODIES.len()).prop_map(|(n, text)| Deed::Write(n, text)),
        1 => (0..6usize, 0..6usize).prop_map(|(from, to)| Deed::Rename(from, to)),
        1 => (0..6usize).prop_map(Deed::Delete),
        1 => (0..SETTINGS.len()).prop_map(Deed::Settings),
        1 => (0..TEMPLATES.len() + 1).prop_map(Deed::Template),
        1 => (0..BODIES.len()).prop_map(Deed::Page),
        3 => prop::sample::select(FILES).prop_map(|(path, text)| Deed::File(path, text)),
        1 => prop::sample::select(FILES).prop_map(|(path, _)| Deed::Remove(path)),
    ]
}

fn text(which: usize) -> String {
    format!("---\n{}---\n\n{}", FRONTS[which % FRONTS.len()], BODIES[which / FRONTS.len()])
}

/// Whether what it writes has no error by itself.
pub fn is_sound(deed: &Deed) -> bool {
    match deed {
        Deed::Write(_, which) => {
            matches!(which % FRONTS.len(), 0 | 1 | 5 | 6 | 10) && matches!(which / FRONTS.len(), 0 | 4)
        }
        Deed::Settings(which) => *which != 4,
        Deed::Template(which) => *which < 2 || *which == TEMPLATES.len(),
        Deed::Page(which) => matches!(which, 0 | 4),
        Deed::File(path, text) => *path != "proof.lock" || *text != "no lock\n",
        Deed::Rename(..) | Deed::Delete(_) | Deed::Remove(_) => true,
    }
}

/// Does it, and says which file it wrote.
pub fn act(project: &Project, deed: &Deed) -> Vec<String> {
    let study = |n: &usize| format!("content/studies/s{n}.md");
    let at = |path: &str| project.root().join(path);
    match deed {
        Deed::Write(n, which) => {
            project.file(&study(n), text(*which));
            vec![study(n)]
        }
        Deed::Rename(from, to) => {
            let _ = std::fs::rename(at(&study(from)), at(&study(to)));
            vec![study(from), study(to)]
        }
        Deed::Delete(n) => {
            let _ = std::fs::remove_file(at(&study(n)));
            vec![study(n)]
        }
        Deed::Settings(which) => {
            let plain = "title = \"Proof\"\npublisher = \"Ledgerline Ltd\"\nproducts = [\"Intake\"]\nbase_url = \"https://proof.example\"\ncontact = \"proof@ledgerline.example\"\n";
            project.file("site.toml", format!("{plain}{}", SETTINGS[*which]));
            Vec::new()
        }
        Deed::Template(which) => {
            let _ = std::fs::remove_dir_all(at("themes"));
            if let Some((name, text)) = TEMPLATES.get(*which) {
                project.file(&format!("themes/ledger/templates/{name}"), text);
            }
            Vec::new()
        }
        Deed::Page(which) => {
            project.file("content/pages/about.md", format!("---\ntitle: About\n---\n\n{}", BODIES[*which]));
            vec!["content/pages/about.md".to_owned()]
        }
        Deed::File(path, text) => {
            project.file(path, text);
            vec![(*path).to_owned()]
        }
        Deed::Remove(path) => {
            let _ = std::fs::remove_file(at(path));
            vec![(*path).to_owned()]
        }
    }
}

/// Everything a run says and makes.
fn run(project: &Project, options: &Options, memo: &mut Memo) -> (Vec<String>, BTreeMap<String, Taken>) {
    let built = pipeline::build_again(project.root(), options, memo, |_| Ok(Some(Memory))).unwrap();
    let files = built.made.map(|(_, kept)| Memory::files(kept)).unwrap_or_default();
    let mut said = briefs(&built.checked);
    said.extend(built.checked.findings.iter().map(|f| format!("{:?}", (f.level, &f.message, &f.notes, &f.help))));
    (said, files.into_iter().map(|(path, taken)| (path.to_string(), taken)).collect())
}

proptest! {
    #![proptest_config(Config { cases: 12, failure_persistence: None, ..Config::default() })]

    #[test]
    fn warm_is_cold(deeds in prop::collection::vec(deeds(), 4..14)) {
        let project = Project::new();
        for n in 0..3 {
            act(&project, &Deed::Write(n, n));
        }
        let options = Options { draft: true, ..options() };
        let mut memo = Memo::of_pages();
        for deed in &deeds {
            for path in act(&project, deed) {
                memo.texts.forget(&path);
            }
            let (said, files) = run(&project, &options, &mut memo);
            let (said_cold, files_cold) = run(&project, &options, &mut Memo::default());
            let (said_light, files_light) = run(&project, &Options { held: 0, ..options.clone() }, &mut Memo::default());
            prop_assert_eq!(said_light, said_cold.clone(), "put away after {:?} of {:?}", deed, deeds);
            prop_assert!(files_light == files_cold, "put away after {:?} of {:?}", deed, deeds);
            prop_assert_eq!(said, said_cold, "after {:?} of {:?}", deed, deeds);
            prop_assert_eq!(files.keys().collect::<Vec<_>>(), files_cold.keys().collect::<Vec<_>>());
            for (path, taken) in &files {
                prop_assert!(Some(taken) == files_cold.get(path), "{} after {:?} of {:?}", path, deed, deeds);
            }
        }
    }
}

/// More studies than are read at once: who is named, quoted or pointed at in another part is found all the same.
#[test]
fn what_was_put_away_is_found_from_other_parts() {
    let project = Project::new();
    let study = |n: usize, more: &str, body: &str| {
        let card = format!("customer: Customer{n} Works\nproblem: Forms.\noutcome: One pass.\n{more}");
        project.file(&format!("content/studies/s{n:04}.md"), format!("---\n{card}---\n\n{body}\n"));
    };
    let said = |words: &str| format!("quote: {{text: \"{words}\", by: Ana Ruiz, role: Nurse}}\n");
    let record = "evidence:\n  r: {unit: hours a week, before: 11, after: 2.5, better: lower, source: customer-system, collected: 2026-06-02}\n";
    for n in 0..530 {
        study(n, "quote: Good.\n", "Nobody wanted another portal.");
    }
    study(3, "quote: Good.\n", "Customer529 Works says the same.");
    study(4, &format!("{record}quote: Good.\n"), "It fell [from 11 hours a week to 2.5](evidence:r).");
    study(528, "quote: Good.\n", "Elsewhere it fell [from 11 hours a week to 4](evidence:s0004/r).");
    for (n, words) in [
        (5, "I go home on time on Mondays, and nobody retypes the weekend."),
        (527, "I always go home on time on Mondays and nobody is retyping the weekend."),
    ] {
        let quote = said(words);
        project.file(
            &format!("content/studies/s{n:04}.md"),
            format!("---\ncustomer: Elm House\nproblem: Forms.\noutcome: One pass.\n{quote}---\n\nWords.\n"),
        );
    }
    project.file("content/studies/s0526.md", "---\ncustomer: {name: Quaggaverne, public_as: A press}\nproblem: Forms.\noutcome: One pass.\nquote: Good.\n---\n\nWords.\n");
    study(6, "quote: Good.\n", "We learned it from Quaggaverne.");
    project.file("content/studies/s0009.md", b"---\ncustomer: A\n---\n\n\xff bad\n");
    let options = Options { draft: true, ..options() };
    let (said, files) = run(&project, &Options { held: 0, ..options.clone() }, &mut Memo::default());
    let (said_held, files_held) = run(&project, &options, &mut Memo::default());
    for rule in ["wrong-customer", "figure-disagrees", "quote-in-two-wordings", "unmasked-customer"] {
        assert!(said.iter().any(|line| line.starts_with(rule)), "{rule} is not among {said:#?}");
    }
    assert_eq!(said, said_held);
    assert!(files == files_held);
}

/// A study that has a part of each kind, to be edited in one of them at a time.
const WHOLE: &str = "---\ntitle: Ashgrove retypes nothing\ndate: 2026-06-12\ncustomer: {name: Ashgrove Clinic, industry: health, size: 51-200, logo: a.png}\nproblem: {text: Nurses typed every form twice., tag: double-entry}\noutcome: \"Retyping fell [from 11 hours to 2.5](evidence:retyping).\"\nquote: {text: \"We go home on time on Mondays, all of us.\", by: Ana Ruiz, role: Head nurse}\nhesitation: Fear of losing forms\nreference: {open: true, kinds: [email]}\naliases: [old/ashgrove]\nevidence:\n  retyping: {kind: measurement, unit: hours, before: 11, after: 2.5, better: lower, source: customer-system, collected: 2026-06-02}\n  paper: {kind: document, title: A letter}\nconsent: {by: Ira Cole, date: 2026-06-10, until: 2027-06-10, scope: [web, role, print], record: folder 20261}\n---\n\n## What next\n\nIra Cole and the others wait. ![A chart](a.png) [There](s3.md#later).\n";

/// Edits of one study among others that are left alone: what it says of its customer, where it leads, whom it quotes. Each is
/// made, and taken back.
#[test]
fn an_edit_of_one_study_shows_wherever_it_should_and_nowhere_else() {
    let edits: &[(&str, &str)] = &[
        ("wait.", "wait a little."),
        ("wait.", "wait, and so do Birch Press and Delta Secret."),
        ("## What next", "## What came"),
        ("## What next", "## Later {#later}"),
        ("s3.md#later", "s9.md"),
        ("s3.md#later", "s3.md#sooner"),
        ("![A chart](a.png)", "![](b.png)"),
        ("Ira Cole and", "She and"),
        ("Ashgrove retypes nothing", "Ashgrove Clinic retypes nothing at all"),
        ("Ashgrove retypes nothing", "Elm House retypes nothing"),
        ("name: Ashgrove Clinic", "name: Cedar House"),
        ("name: Ashgrove Clinic", "name: Quaggaverne, public_as: A clinic"),
        ("industry: health", "industry: law"),
        ("size: 51-200", "size: 1-50"),
        ("tag: double-entry", "tag: late-close"),
        ("all of us.\"", "all of them.\""),
        ("by: Ana Ruiz", "by: Ira Cole"),
        ("role: Head nurse", "role: Buyer"),
        ("Fear of losing forms", "Fear of the dark"),
        ("open: true", "open: false"),
        ("old/ashgrove", "old/elm"),
        ("old/ashgrove", "studies/s1"),
        ("evidence:retyping", "evidence:s1/paper"),
        ("evidence:retyping", "evidence:nothing"),
        // Another study ties words to a record of this name.
        ("  paper: {", "  sheet: {"),
        ("after: 2.5", "after: 3"),
        ("date: 2026-06-12", "date: 2026-06-13"),
        ("date: 2026-06-12", "draft: true"),
        ("date: 2026-06-12", "weight: 1"),
        ("by: Ira Cole", "by: Una Bell"),
        ("folder 20261", "folder 20262, at the back"),
        ("logo: a.png", "logo: b.png"),
        ("consent:", "consent: [\nno:"),
        ("title:", "allow: [{rule: unused-evidence, reason: kept for later}]\ntitle:"),
    ];
    let project = Project::new();
    let others = ["Birch Press", "Cedar Works", "Elm House", "Ashgrove Clinic", "Fir House", "Hazel House"];
    for (n, name) in others.iter().enumerate() {
        let text = WHOLE
            .replace("name: Ashgrove Clinic", &format!("name: {name}"))
            .replace("old/ashgrove", &format!("old/{n}"));
        let text = text.replace("all of us", ["all of us here", "every one of us"][n % 2]).replace("weight: 1\n", "");
        project.file(&format!("content/studies/s{n}.md"), text);
    }
    project.file("content/studies/s7.md", WHOLE.replace("evidence:retyping", "evidence:s6/retyping"));
    project.file("content/studies/s8.md", "---\ncustomer: {name: Delta Secret, public_as: A clinic in Kent}\nproblem: Forms.\noutcome: It is so.\nquote: Good.\n---\n\nSee [it](s6.md#what-next), as [a letter](evidence:s6/sheet) says.\n");
    project.file("content/studies/a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03\x08\x02\0\0\0");
    let options = Options { draft: true, ..options() };
    let mut memo = Memo::of_pages();
    let mut look = |text: &str, what: &(&str, &str)| {
        project.file("content/studies/s6.md", text);
        memo.texts.forget("content/studies/s6.md");
        let (said, files) = run(&project, &options, &mut memo);
        let (said_cold, files_cold) = run(&project, &options, &mut Memo::default());
        assert_eq!(said, said_cold, "{what:?}");
        assert_eq!(files.keys().collect::<Vec<_>>(), files_cold.keys().collect::<Vec<_>>(), "{what:?}");
        for (path, taken) in &files {
            assert!(Some(taken) == files_cold.get(path), "{path} after {what:?}");
        }
    };
    look(WHOLE, &("", ""));
    for edit @ (from, to) in edits {
        assert!(WHOLE.contains(from), "{from}");
        look(&WHOLE.replacen(from, to, 1), edit);
        look(WHOLE, edit);
    }
}
