//! Front matter as people write it, and as they mistype it.

use super::*;
use crate::source::Sources;

fn read(yaml: &str) -> (Option<Node>, Vec<Finding>, Sources) {
    let mut sources = Sources::default();
    let id = sources.insert("a.yaml", yaml);
    let mut findings = Vec::new();
    let node = parse(sources.get(id), 0..yaml.len(), &mut findings);
    (node, findings, sources)
}

fn value<'a>(node: &'a Node, key: &str) -> &'a Text {
    let Value::Map(entries) = &node.value else { panic!("no map") };
    match &entries.iter().find(|e| e.key.value == key).expect(key).node.value {
        Value::Scalar(text) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_style_maps_back_to_its_bytes() {
    let yaml = "a: plain words\nb: 'it''s cut by 62%'\nc: \"caf\\u00e9 cut by 63%\"\nd: >-\n  folded text\n  cut by 64%\n  today\ne: |\n  one\n  cut by 65%\nf: plain over\n  two lines\n  cut by 66%\n";
    let (node, findings, sources) = read(yaml);
    assert!(findings.is_empty(), "{findings:?}");
    let node = node.unwrap();
    for (key, words) in
        [("b", "cut by 62%"), ("c", "cut by 63%"), ("d", "cut by 64%"), ("e", "cut by 65%"), ("f", "cut by 66%")]
    {
        let text = value(&node, key);
        let at = text.value.find(words).unwrap();
        assert_eq!(sources.words(text.span_of(at..at + words.len())), words, "{key}");
    }
    let c = value(&node, "c");
    let e = c.value.find('é').unwrap();
    assert_eq!(sources.words(c.span_of(e..e + 2)), "\\u00e9");
    let d = value(&node, "d");
    let at = d.value.find("text cut").unwrap();
    assert_eq!(sources.words(d.span_of(at..at + 8)), "text\n  cut");
}

#[test]
fn numbers_and_dates_stay_as_written() {
    let (node, _, _) = read("n: 2.50\nd: 2026-03-02\nz: 007\n");
    let node = node.unwrap();
    assert_eq!(value(&node, "n").value, "2.50");
    assert_eq!(value(&node, "z").value, "007");
    assert_eq!(value(&node, "d").value, "2026-03-02");
}

#[test]
fn traps_are_named() {
    for (yaml, words) in [
        ("t: [cut by 62%](evidence:x)\n", "starts with `[`"),
        ("t: Time fell: from 3 to 2\n", "`: ` inside a value"),
        ("t: “Fast: very”\n", "curly quotes"),
        ("t:\n\t- a\n", "tab"),
        ("t: \"a\" and b\n", "ends before"),
        ("t: *x\n", "aliases"),
        ("t: @me now\n", "starts with `@`"),
        ("a: 1\na: 2\n", "written twice"),
    ] {
        let (_, findings, _) = read(yaml);
        assert!(findings.iter().any(|f| f.message.contains(words)), "{yaml}: {findings:?}");
    }
}

#[test]
fn what_stands_before_a_mistake_is_kept() {
    let (node, findings, _) = read("customer: Ada\nproblem: a: b\noutcome: c\n");
    assert_eq!(findings.len(), 1);
    assert_eq!(value(&node.unwrap(), "customer").value, "Ada");
}

#[test]
fn curly_quotes_around_a_whole_value_are_told_unless_they_are_somebody_s() {
    let told = |yaml: &str| read(yaml).1.iter().filter(|f| f.own_level == Some(Level::Warning)).count();
    for yaml in ["customer: “Ashgrove Clinic”\n", "customer: {name: „Ashgrove“}\n", "limits: ‘None’ # so far\n"]
    {
        assert_eq!(told(yaml), 1, "{yaml}");
    }
    for yaml in [
        "quote: “I go home on time.”\n",
        "quotes:\n  - “I go home.”\n  - {text: “I stay.”}\n",
        "limits: “None” of “ours”\n",
        "limits: \"“None”\"\n",
        "limits: None of “ours”\n",
        "extra: {motto: “Onward”}\n",
    ] {
        assert_eq!(told(yaml), 0, "{yaml}");
    }
}

#[test]
fn every_mistake_is_told_and_what_stands_behind_one_is_not_read() {
    let yaml = "a: [x](y)\nb: fine\nc: it fell: to 2\nd:\n  e: f\n\tg: h\n  i: j: k\nl: @me now\nm: fine\n";
    let (node, findings, sources) = read(yaml);
    let words: Vec<&str> = findings.iter().map(|f| sources.words(f.span)).collect();
    assert_eq!(words, ["[x](y)", ":", "\t", "@me now"], "{findings:#?}");
    let Some(Value::Map(entries)) = node.map(|node| node.value) else { panic!("no map") };
    assert!(entries.len() <= 1, "{entries:#?}");
    // A quote that is not closed swallows what follows; that is still looked at, once.
    let (_, findings, _) = read("a: \"open\nb: fine\nc: x: y\n");
    assert_eq!(findings.len(), 2, "{findings:#?}");
    let many = "a: x: y\n".repeat(100);
    assert_eq!(read(&many).1.len(), MISTAKES);
}

#[test]
fn bombs_are_refused() {
    let mut yaml = String::from("a: &a [x]\n");
    for i in 0..20 {
        yaml += &format!("b{i}: [*a, *a, *a]\n");
    }
    let (_, findings, _) = read(&yaml);
    assert!(findings.iter().all(|f| f.rule == "invalid-yaml"));
    assert!(!findings.is_empty());
    let deep = format!("a: {}{}", "[".repeat(5000), "]".repeat(5000));
    assert!(!read(&deep).1.is_empty());
    let wide = format!("a: [{}]", "x,".repeat(20_000));
    assert!(!read(&wide).1.is_empty());
}
