//! `proof.json`: what it says follows its schema, holds nothing private, and tells a file from another.

use std::path::Path;

use proofmark::proof::{Proof, Verdict};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::Output;
use crate::cli::{err, out, run};
use crate::project::{Project, options};

/// Says where a value is not what a schema asks for; the keywords that ours uses.
fn wrong(value: &Value, schema: &Value, at: &str, found: &mut Vec<String>) {
    let kind = |value: &Value| match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => vec![kind(value)],
    };
    if !types.contains(&kind(value)) {
        found.push(format!("{at} is {}", kind(value)));
    }
    if schema.get("const").is_some_and(|wanted| wanted != value)
        || schema["enum"].as_array().is_some_and(|all| !all.contains(value))
    {
        found.push(format!("{at} is {value}"));
    }
    if let Some(map) = value.as_object() {
        for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !map.contains_key(key) {
                found.push(format!("{at} lacks {key}"));
            }
        }
        for (key, value) in map {
            match schema["properties"].get(key) {
                Some(schema) => wrong(value, schema, &format!("{at}.{key}"), found),
                None => found.push(format!("{at} has {key}")),
            }
        }
    }
    for (n, item) in value.as_array().into_iter().flatten().enumerate() {
        wrong(item, &schema["items"], &format!("{at}[{n}]"), found);
    }
}

#[test]
fn every_proof_of_the_demo_follows_the_schema() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let schema: Value =
        serde_json::from_str(&std::fs::read_to_string(root.join("docs/proof.schema.json")).unwrap()).unwrap();
    let built = proofmark::pipeline::build(root, &options(), |_| Ok(Some(proofmark::render::Memory))).unwrap();
    let mut seen = 0;
    for (path, taken) in proofmark::render::Memory::files(built.made.unwrap().1) {
        let proofmark::render::Taken::Bytes(bytes) = taken else { continue };
        if !path.as_str().ends_with("/proof.json") {
            continue;
        }
        seen += 1;
        let mut found = Vec::new();
        wrong(&serde_json::from_slice(&bytes).unwrap(), &schema, path.as_str(), &mut found);
        assert_eq!(found, [""; 0]);
    }
    assert_eq!(seen, built.checked.published().count());
    assert!(seen > 5);
    let mut found = Vec::new();
    wrong(&serde_json::json!({"schema": 2, "more": 1}), &schema, "x", &mut found);
    assert_eq!(found.len(), 7, "the test of the schema can fail: {found:?}");
}

const STUDY: &str = "---
title: \"Ashgrove [cut retyping by 77%](evidence:retyping)\"
customer: CUSTOMER
problem: Nurses typed every form twice.
outcome: \"Retyping fell [from 11 hours a week to 2.5](evidence:retyping).\"
quote: I go home on time on Mondays.
date: 2026-06-12
updated: 2026-07-01
evidence:
  retyping: {kind: measurement, metric: time spent retyping, unit: hours a week, before: 11, after: 2.5, better: lower, statistic: mean, source: customer-system, collected: 2026-06-02, file: ashgrove/weeks.csv}
  paid: {kind: commitment, event: paid, date: 2026-03-02, cleared: 2026-03-20, record: invoice 22310}
---
<!-- proofmark: allow(unsupported-claim) the bursar said so on the call -->
It [also saved](https://x.example) 4 hours a week.
";

const ROWS: &str = "week,hours\n1,11\n2,2.5\n";

fn project(customer: &str) -> Project {
    let project = Project::new();
    project.file("content/studies/a.md", STUDY.replace("CUSTOMER", customer));
    project.file("content/evidence/ashgrove/weeks.csv", ROWS);
    project
}

#[test]
fn claims_records_and_hashes_are_there_and_nothing_private() {
    let output = Output::of(&project("Ashgrove Clinic"));
    let text = String::from_utf8(output.files["studies/a/proof.json"].clone()).unwrap();
    let proof: Proof = serde_json::from_str(&text).unwrap();
    assert_eq!(proof.study.as_of.as_deref(), Some("2026-07-01"));
    assert_eq!(proof.study.url, "https://proof.example/studies/a/");
    let verdicts: Vec<(Verdict, Option<&str>)> = proof
        .claims
        .iter()
        .map(|claim| (claim.verdict, claim.evidence.as_deref().or(claim.reason.as_deref())))
        .collect();
    assert_eq!(
        verdicts,
        [
            (Verdict::Supported, Some("retyping")),
            (Verdict::Supported, Some("retyping")),
            (Verdict::Allowed, Some("the bursar said so on the call")),
        ],
        "{text}"
    );
    let hash: String = Sha256::digest(ROWS).iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(proof.evidence[0].file.as_ref().unwrap().sha256, hash);
    assert!(proof.evidence[1].file.is_none());
    assert!(proof.rules.passed.contains(&"figure-disagrees".to_owned()));
    assert!(proof.rules.found.contains(&"unsupported-claim".to_owned()));
    for private in ["weeks.csv", "22310", "ashgrove/"] {
        assert!(!text.contains(private), "{private}");
    }
    let page = String::from_utf8(output.files["studies/a/index.html"].clone()).unwrap();
    assert!(
        page.contains("<link rel=\"alternate\" href=\"../../studies/a/proof.json\" type=\"application/json\""),
        "{page}"
    );
    assert!(page.contains("<a href=\"../../studies/a/proof.json\">proof.json</a>"));
}

#[test]
fn records_of_an_anonymous_customer_are_numbers() {
    let project = project("{name: Quagga Clinic, public_as: A clinic in the north}");
    let text = STUDY
        .replace("CUSTOMER", "{name: Quagga Clinic, public_as: A clinic in the north}")
        .replace("Ashgrove ", "They ");
    project.file("content/studies/a.md", text);
    let output = Output::of(&project);
    let proof: Proof = serde_json::from_slice(&output.files["studies/a/proof.json"]).unwrap();
    assert_eq!(proof.evidence[0].id, "1");
    assert_eq!(proof.claims[0].evidence.as_deref(), Some("1"));
    assert_eq!(proof.study.customer, "A clinic in the north");
}

#[test]
fn it_is_not_written_when_it_is_turned_off() {
    let project = project("Ashgrove Clinic");
    project.settings("[output_files]\nproof_json = false\n");
    let output = Output::of(&project);
    assert!(!output.files.contains_key("studies/a/proof.json"));
    assert!(!String::from_utf8_lossy(&output.files["studies/a/index.html"]).contains("proof.json"));
}

#[test]
fn verify_tells_the_file_from_every_other() {
    let project = project("Ashgrove Clinic");
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
    let proof = "public/studies/a/proof.json";
    let verify = |more: &[&str]| {
        let output = run(project.root(), &[&["verify", proof], more].concat());
        (output.status.code(), out(&output) + &err(&output))
    };
    let rows = "content/evidence/ashgrove/weeks.csv";
    let (code, told) = verify(&[rows]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.starts_with("yes: content/evidence/ashgrove/weeks.csv is the file behind `retyping`"), "{told}");
    assert_eq!(verify(&[rows, "--id", "retyping"]).0, Some(0));
    project.file("other.csv", format!("{ROWS}\n"));
    let (code, told) = verify(&["other.csv", "--id", "retyping"]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.starts_with("no: other.csv is not the file behind the record `retyping`"), "{told}");
    for (more, words) in [
        (vec!["nothing.csv"], "cannot open nothing.csv"),
        (vec!["."], "cannot read ."),
        (vec![rows, "--id", "paid"], "no file stands behind the record `paid`"),
        (vec![rows, "--id", "payd"], "there is no record `payd`"),
    ] {
        let (code, told) = verify(&more);
        assert!(code == Some(2) && told.contains(words), "{more:?} {told}");
    }
    for (text, words) in
        [("{", "is no JSON"), ("[]", "is no proof.json"), ("{\"schema\": 2}", "was written by a newer proofmark")]
    {
        project.file("p.json", text);
        let output = run(project.root(), &["verify", "p.json", rows]);
        assert!(output.status.code() == Some(2) && err(&output).contains(words), "{}", err(&output));
    }
    let address = run(project.root(), &["verify", "https://x.example/proof.json", rows]);
    assert!(address.status.code() == Some(2) && err(&address).contains("without the network"));
}

#[test]
fn verify_tells_the_file_of_another_record() {
    let project = project("Ashgrove Clinic");
    let line = STUDY.lines().find(|line| line.starts_with("  retyping:")).unwrap();
    let second = line.replace("retyping", "sorting").replace("weeks.csv", "more.csv");
    let study = STUDY.replace("CUSTOMER", "Ashgrove Clinic").replace(line, &format!("{line}\n{second}"));
    project.file("content/studies/a.md", study).file("content/evidence/ashgrove/more.csv", "week,hours\n1,12\n");
    assert_eq!(run(project.root(), &["build"]).status.code(), Some(0));
    let verify = |file, id| {
        let output = run(project.root(), &["verify", "public/studies/a/proof.json", file, "--id", id]);
        (output.status.code(), out(&output))
    };
    let (more, rows) = ("content/evidence/ashgrove/more.csv", "content/evidence/ashgrove/weeks.csv");
    for (file, own, other) in [(more, "sorting", "retyping"), (rows, "retyping", "sorting")] {
        assert_eq!(verify(file, own).0, Some(0));
        let (code, told) = verify(file, other);
        assert_eq!(code, Some(1), "{told}");
        assert!(told.contains(&format!("it is the one behind another record, `{own}` (")), "{told}");
        assert!(!told.contains("one byte"), "{told}");
    }
}

#[test]
fn only_rules_that_looked_are_said_to_have_passed() {
    let rules = |front: &str, settings: &str| {
        let project = project("Ashgrove Clinic");
        let study = STUDY.replace("date: 2026-06-12\n", &format!("date: 2026-06-12\n{front}"));
        project.file("content/studies/a.md", study.replace("CUSTOMER", "Ashgrove Clinic")).settings(settings);
        let output = Output::of(&project);
        let proof: Proof = serde_json::from_slice(&output.files["studies/a/proof.json"]).unwrap();
        proof.rules
    };
    let plain = rules("", "");
    let has = |rules: &[String], name: &str| rules.iter().any(|rule| rule == name);
    for name in ["figure-disagrees", "missing-evidence-file", "superlative", "broken-link", "private-in-output"] {
        assert!(has(&plain.passed, name), "{name}: {:?}", plain.passed);
    }
    for name in [
        "altered-quote",
        "evidence-data-mismatch",
        "expired-consent",
        "unmasked-customer",
        "invalid-config",
        "coverage-unstated",
    ] {
        assert!(!has(&plain.passed, name), "{name} had nothing to look at: {:?}", plain.passed);
    }
    assert!(plain.off.is_empty(), "{:?}", plain.off);
    let consented = "consent: {by: Ana Ruiz, date: 2026-06-10, until: 2027-06-10, scope: [web]}\n";
    assert!(has(&rules(consented, "").passed, "expired-consent"));
    for settings in [
        "[rules]\nsuperlative = \"off\"\n",
        "[[overrides]]\npaths = [\"studies/a*\"]\nrules = { superlative = \"off\" }\n",
    ] {
        let rules = rules("", settings);
        assert!(!has(&rules.passed, "superlative") && rules.off == ["superlative"], "{rules:?}");
    }
    let german = rules("lang: de\n", "");
    assert!(!has(&german.passed, "superlative") && !has(&german.passed, "figure-disagrees"), "{:?}", german.passed);
    assert!(has(&german.passed, "broken-link"));
}
