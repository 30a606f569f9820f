//! Claims where people write them, and what stands behind them.

use proofmark::finding::{Finding, Level};
use proofmark::pipeline::Checked;

use crate::project::{Project, brief, briefs};

const RECORD: &str = "  retyping: {before: 11, after: 2.5, unit: hours a week, better: lower, statistic: mean, sample: 4 weeks, source: customer-system, collected: 2026-06-02}\n";

/// A study about nobody in particular: `front` above the card, `evidence` under it, and a body.
fn study(front: &str, evidence: &str, body: &str) -> String {
    let evidence = if evidence.is_empty() { String::new() } else { format!("evidence:\n{evidence}") };
    format!(
        "---\n{front}customer: Ashgrove Clinic\nproblem: Nurses typed every form twice.\noutcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\n{evidence}---\n{body}"
    )
}

/// Findings of the claim and figure families.
fn about_claims(checked: &Checked) -> Vec<&Finding> {
    let families = ["claim", "figure"];
    let of = |f: &&Finding| proofmark::rule::find(f.rule).is_some_and(|r| families.contains(&r.family));
    checked.findings.iter().filter(of).collect()
}

#[track_caller]
fn found(text: &str, expected: &[&str]) -> Checked {
    let checked = Project::of_example(text).check();
    let brief: Vec<String> =
        about_claims(&checked).iter().map(|f| format!("{} {:?}", f.rule, checked.sources.words(f.span))).collect();
    assert_eq!(brief, expected, "{text}");
    checked
}

#[track_caller]
fn only<'a>(checked: &'a Checked, rule: &str) -> &'a Finding {
    let all: Vec<&Finding> = checked.findings.iter().filter(|f| f.rule == rule).collect();
    assert_eq!(all.len(), 1, "{:#?}", briefs(checked));
    all[0]
}

#[test]
fn a_figure_is_found_wherever_a_reader_would_read_it() {
    for text in [
        study("title: Ashgrove cut retyping by 77%\n", "", ""),
        study("title: \"Ashgrove cut retyping by 77%\"\n", "", ""),
        study("title: 'Ashgrove''s nurses cut retyping by 77%'\n", "", ""),
        study("limits: Only the day shift cut retyping by 77%\n", "", ""),
        study("", "", "They cut retyping by 77%.\n"),
        study("", "", "## Ashgrove cut retyping by 77%\n"),
        study("", "", "| What | Change |\n|---|---|\n| Typing | cut retyping by 77% |\n"),
        study("", "", "- They cut retyping by 77%.\n"),
        study("", "", "1. First\n   - They cut retyping by 77%.\n"),
        study("", "", "> We cut retyping by 77%.\n>\n> — Ana Ruiz, Head nurse\n"),
        study("", "", "![How they cut retyping by 77%](bars.svg)\n"),
        study("", "", "![Bars](bars.svg \"How they cut retyping by 77%\")\n"),
        study("", "", "[Bars](https://ashgrove.example/ \"How they cut retyping by 77%\")\n"),
        study("", "", "Text.[^1]\n\n[^1]: They cut retyping by 77%.\n"),
        study("", "", "See [how they cut retyping by 77%](https://ashgrove.example/).\n"),
    ] {
        found(&text, &["unsupported-claim \"cut retyping by 77%\""]);
    }
}

#[test]
fn words_are_underlined_as_they_stand_in_the_file() {
    for (text, words) in [
        (study("title: >-\n  Ashgrove cut\n  retyping by 77%\n", "", ""), "cut\n  retyping by 77%"),
        (study("title: \"Ashgrove cut retyping by \\u0037\\u0037%\"\n", "", ""), "cut retyping by \\u0037\\u0037%"),
        (study("", "", "They cut **retyping** by *77%*.\n"), "cut **retyping** by *77%"),
        (study("", "", "They cut retyping\nby 77%.\n"), "cut retyping\nby 77%"),
        (study("", "", "They cut retyping by&nbsp;77%.\n"), "cut retyping by&nbsp;77%"),
    ] {
        let checked = Project::of_example(&text).check();
        let finding = only(&checked, "unsupported-claim");
        assert_eq!(checked.sources.words(finding.span), words);
    }
}

#[test]
fn code_addresses_and_the_card_s_problem_make_no_claim() {
    found(
        &study(
            "",
            "",
            "Run `cut --by 77%`.\n\n```\nretyping fell by 77%\n```\n\n[Notes](https://a.example/cut-retyping-by-77%25/)\n",
        ),
        &[],
    );
    let text = study("", "", "").replace(
        "problem: Nurses typed every form twice.",
        "problem: {text: Retyping rose by 40% in a year., cost: 11 hours a week, urgent_because: Costs grew by 30%.}",
    );
    found(&text, &[]);
}

#[test]
fn a_bound_figure_is_supported_in_every_place() {
    let front = "title: \"Ashgrove [cut retyping by 77%](evidence:retyping)\"\nlimits: >-\n  Walk-in patients are not in it; they [cut retyping by 77%](evidence:retyping)\n  without them.\n";
    let body = "They [cut **retyping** by 77%](evidence:retyping).\n\n| Change |\n|---|\n| [8.5 hours a week saved](evidence:retyping) |\n\n> We went [from 11 hours a week to 2.5](evidence:retyping).\n>\n> — Ana Ruiz, Head nurse\n";
    found(&study(front, RECORD, body), &[]);
}

#[test]
fn the_help_is_the_text_to_write() {
    let checked =
        found(&study("", RECORD, "They cut retyping by 77%.\n"), &["unsupported-claim \"cut retyping by 77%\""]);
    let finding = only(&checked, "unsupported-claim");
    assert_eq!(finding.help, ["if that is where it comes from, write `[cut retyping by 77%](evidence:retyping)`"]);
    assert_eq!(checked.sources.words(finding.related[0].span), "retyping");

    let checked = Project::of_example(&study("title: Ashgrove cut retyping by 50%\n", RECORD, "")).check();
    let help = &only(&checked, "unsupported-claim").help[0];
    assert!(help.contains("`[cut retyping by 50%](evidence:<id>)`"), "no record agrees: {help}");
    assert!(help.contains("double quotes"), "{help}");

    let two = format!("{RECORD}{}", RECORD.replace("retyping:", "typing:"));
    let checked = Project::of_example(&study("", &two, "They cut retyping by 77%.\n")).check();
    let help = &only(&checked, "unsupported-claim").help[0];
    assert!(help.starts_with("`retyping` and `typing` agree"), "{help}");
}

#[test]
fn a_count_of_things_is_milder_outside_headline_and_results() {
    for (text, level) in [
        (study("", "", "Intake now serves 4 million patients.\n"), Level::Warning),
        (study("", "", "## Results\n\nIntake now serves 4 million patients.\n"), Level::Error),
        (study("title: Intake now serves 4 million patients\n", "", ""), Level::Error),
    ] {
        let checked = Project::of_example(&text).check();
        assert_eq!(only(&checked, "unsupported-claim").level, level, "{text}");
    }
}

#[test]
fn in_a_quote_wording_is_a_warning_and_a_figure_is_not() {
    let quote = |words: &str| study("", "", &format!("> {words}\n>\n> — Ana Ruiz, Head nurse\n"));
    let checked = Project::of_example(&quote("Intake is the fastest tool we have used.")).check();
    assert!(about_claims(&checked).iter().all(|f| f.level < Level::Error), "{:#?}", briefs(&checked));
    let checked = Project::of_example(&quote("We save 6 hours a week.")).check();
    let finding = only(&checked, "unsupported-claim");
    assert_eq!(finding.level, Level::Error);
    assert!(finding.notes[0].contains("may not be edited"), "{:?}", finding.notes);
}

#[test]
fn a_disagreement_shows_the_sum_and_the_record() {
    let checked = found(
        &study("", RECORD, "They [cut retyping by 80%](evidence:retyping).\n"),
        &["figure-disagrees \"cut retyping by 80%\""],
    );
    let finding = only(&checked, "figure-disagrees");
    assert_eq!(finding.message, "`cut retyping by 80%` is not what its record says: 77.3%");
    assert_eq!(finding.notes, ["11 → 2.5 hours a week: (11 − 2.5) ÷ 11 × 100 = 77.273"]);
    assert!(finding.help[0].starts_with("these would hold: `77%`, `77.3%`"), "{:?}", finding.help);
    let related: Vec<(&str, &str)> =
        finding.related.iter().map(|r| (checked.sources.words(r.span), r.label.as_str())).collect();
    assert_eq!(related, [("11", "before: 11 hours a week"), ("2.5", "after: 2.5 hours a week")]);
}

#[test]
fn a_figure_that_says_less_is_a_note() {
    let checked = Project::of_example(&study("", RECORD, "They [cut retyping by 70%](evidence:retyping).\n")).check();
    assert_eq!(only(&checked, "figure-disagrees").level, Level::Note);
    found(&study("", RECORD, "They [cut retyping by over 75%](evidence:retyping).\n"), &[]);
}

#[test]
fn each_way_of_being_wrong_has_its_own_name() {
    let share = "  share: {before: 12, after: 18, unit: \"%\", better: higher, source: customer-system, collected: 2026-06-02}\n";
    let wait =
        "  wait: {before: 21, after: 8, unit: days, better: lower, source: customer-system, collected: 2026-06-02}\n";
    for (records, words, rule) in [
        (RECORD, "[increased retyping by 77%](evidence:retyping)", "wrong-direction"),
        (RECORD, "[saved $8,500](evidence:retyping)", "unit-mismatch"),
        (share, "[rose by 6%](evidence:share)", "percent-or-points"),
        (share, "[rose by 50 points](evidence:share)", "percent-or-points"),
        (wait, "is [62% faster](evidence:wait)", "factor-or-percent"),
        (wait, "is [3x faster](evidence:wait)", "rounded-in-favour"),
        (wait, "fell [by 61.90%](evidence:wait)", "false-precision"),
        (wait, "fell [from 21 days to 7](evidence:wait)", "figure-disagrees"),
        (wait, "fell by an average of [62%](evidence:wait)", "figure-disagrees"),
        (wait, "fell by [up to 62%](evidence:wait)", "up-to"),
    ] {
        let checked = Project::of_example(&study("", records, &format!("It {words}.\n"))).check();
        let rules: Vec<&str> = about_claims(&checked).iter().map(|f| f.rule).collect();
        assert_eq!(rules, [rule], "{words}: {:#?}", briefs(&checked));
    }
}

#[test]
fn a_percentage_needs_its_base() {
    let level = "  level: {value: 62, unit: \"%\", source: customer-system, collected: 2026-06-02}\n";
    let body = "They [cut retyping by 62%](evidence:level).\n";
    let checked = found(&study("", level, body), &["missing-baseline \"cut retyping by 62%\""]);
    assert_eq!(only(&checked, "missing-baseline").level, Level::Warning);
    let title = "title: \"They [cut retyping by 62%](evidence:level)\"\n";
    let checked = Project::of_example(&study(title, level, "")).check();
    assert_eq!(only(&checked, "missing-baseline").level, Level::Error);
    // A share is no change.
    found(&study("", level, "## Results\n\nIntake is used in [62% of visits](evidence:level).\n"), &[]);
}

#[test]
fn a_source_must_state_the_figure() {
    let paper = |states: &str| {
        format!(
            "  paper: {{kind: document, title: Report, issuer: the clinic, date: 2026-06-02, file: a.pdf{states}}}\n"
        )
    };
    let body = "Retyping went [from 11 hours a week to 2.5](evidence:paper).\n";
    let checked = found(
        &study("", &paper(""), body),
        &["figure-disagrees \"from 11 hours a week to 2.5\""]
            .map(|s| s.replace("\"from", "\"went [from"))
            .each_ref()
            .map(String::as_str),
    );
    assert!(only(&checked, "figure-disagrees").help[0].contains("add `states:` to `paper`"));
    found(
        &study("", &paper(", states: \"Hours a week spent retyping: 11 hours before, 2.5 hours after.\""), body),
        &[],
    );
    let checked = Project::of_example(&study("", &paper(", states: Retyping took 9 hours a week."), body)).check();
    let finding = only(&checked, "figure-disagrees");
    assert_eq!(checked.sources.words(finding.related[0].span), "Retyping took 9 hours a week.");
}

#[test]
fn each_kind_carries_only_what_it_can() {
    let records = "  daily: {kind: usage, since: 2026-03-09, as_of: 2026-11-02, active: true, source: telemetry, metric: forms, unit: forms a week, value: 56}\n  paid: {kind: commitment, event: paid, date: 2026-03-02, cleared: 2026-03-20, record: invoice 2231}\n  told: {kind: advocacy, act: referral, date: 2026-08-11, to: a clinic}\n  iso: {kind: certification, scheme: ISO 27001, issuer: a body, until: 2027-12-31, scope: hosting}\n  call: {kind: interview, with: Ana Ruiz, date: 2026-06-03, by: Ida, states: Retyping went from 11 hours a week to 2.5.}\n";
    for (body, expected) in [
        ("Intake handles [56 forms a week](evidence:daily).", None),
        ("Intake handles [80 forms a week](evidence:daily).", Some("figure-disagrees")),
        ("They [cut retyping by 77%](evidence:daily).", Some("wrong-evidence-kind")),
        ("They [paid in March](evidence:paid).", None),
        ("They [cut retyping by 77%](evidence:paid).", Some("wrong-evidence-kind")),
        ("She [told another clinic](evidence:told).", None),
        ("They [cut retyping by 77%](evidence:told).", Some("wrong-evidence-kind")),
        ("Hosting is [certified to ISO 27001](evidence:iso).", None),
        ("Their [records are safe](evidence:iso).", Some("certificate-as-proof")),
        ("They [cut incidents by 77%](evidence:iso).", Some("certificate-as-proof")),
        ("Retyping fell [from 11 hours a week to 2.5](evidence:call).", Some("wrong-evidence-kind")),
        ("By their own estimate, retyping fell [from 11 hours a week to 2.5](evidence:call).", None),
        (
            "By their own estimate, retyping fell [from 12 hours a week to 2.5](evidence:call).",
            Some("figure-disagrees"),
        ),
    ] {
        let checked = Project::of_example(&study("", records, &format!("{body}\n"))).check();
        let rules: Vec<&str> = about_claims(&checked).iter().map(|f| f.rule).collect();
        assert_eq!(rules, expected.as_slice(), "{body} {:#?}", briefs(&checked));
    }
}

#[test]
fn an_absolute_needs_nothing_left() {
    let zero = RECORD.replace("after: 2.5", "after: 0");
    let body = "They [no longer need to retype](evidence:retyping) forms.\n";
    assert_eq!(about_claims(&Project::of_example(&study("", &zero, body)).check()).len(), 0);
    let checked = Project::of_example(&study("", RECORD, body)).check();
    assert_eq!(only(&checked, "figure-disagrees").label, "");
}

#[test]
fn pages_and_other_studies_cite_a_study_s_record() {
    let home = study("", RECORD, "");
    let page = |words: &str| format!("{home}=== content/pages/about.md\n---\ntitle: About\n---\nThey {words} there.\n");
    found(&page("[cut retyping by 77%](evidence:example/retyping)"), &[]);
    found(&page("cut retyping by 77%"), &["unsupported-claim \"cut retyping by 77%\""]);
    found(&page("[cut retyping by 90%](evidence:example/retyping)"), &["figure-disagrees \"cut retyping by 90%\""]);
    let other = study("", "", "As at Ashgrove, which [cut retyping by 77%](evidence:example/retyping).\n");
    found(&format!("{home}=== content/studies/birchwood.md\n{other}"), &[]);
}

#[test]
fn one_record_has_one_figure() {
    let body = "They [cut retyping by 77%](evidence:retyping).\n";
    let title = |words: &str| format!("title: \"Ashgrove [{words}](evidence:retyping)\"\n");
    for words in
        ["cut retyping by about 75%", "cut retyping by over 70%", "cut retyping by 77.3%", "saved 8.5 hours a week"]
    {
        found(&study(&title(words), RECORD, body), &[]);
    }
    let checked = Project::of_example(&study(&title("cut retyping by 70%"), RECORD, body)).check();
    let finding = only(&checked, "figure-drift");
    assert_eq!(checked.sources.words(finding.related[0].span), "cut retyping by 70%");
    let page =
        "=== content/pages/about.md\n---\ntitle: About\n---\nThey [cut retyping by 70%](evidence:example/retyping).\n";
    let checked = Project::of_example(&format!("{}{page}", study("", RECORD, body))).check();
    assert!(brief(&checked, only(&checked, "figure-drift")).contains("content/pages/about.md"));
}

#[test]
fn a_comment_allows_one_block_and_the_front_matter_the_whole_file() {
    let body = "<!-- proofmark: allow(unsupported-claim) counted live on stage -->\nThey cut retyping by 77%.\n\nThey cut faxing by 50%.\n";
    let checked = found(&study("", "", body), &["unsupported-claim \"cut faxing by 50%\""]);
    assert_eq!(checked.allowed.len(), 1);
    let front =
        "allow: [{rule: unsupported-claim, reason: counted live on stage}]\ntitle: Ashgrove cut retyping by 77%\n";
    let checked = found(&study(front, "", "They cut faxing by 50%.\n"), &[]);
    assert_eq!(checked.allowed.len(), 2);
}

#[test]
fn levels_are_set_for_all_and_for_some_paths() {
    let settings = "=== site.toml\npublisher = \"Ledgerline Ltd\"\nbase_url = \"https://proof.example\"\n";
    let text = study("", "", "They cut retyping by 77%.\n");
    let checked = Project::of_example(&format!("{text}{settings}[rules]\nunsupported-claim = \"note\"\n")).check();
    assert_eq!(only(&checked, "unsupported-claim").level, Level::Note);
    let off = "[[overrides]]\npaths = [\"studies/exam*\"]\nrules = { unsupported-claim = \"off\" }\n";
    found(&format!("{text}{settings}{off}"), &[]);
    let elsewhere = off.replace("exam*", "old/**");
    found(&format!("{text}{settings}{elsewhere}"), &["unsupported-claim \"cut retyping by 77%\""]);
}

#[test]
fn the_line_under_the_title_is_held_to_it_too() {
    let settings = "=== site.toml\npublisher = \"Ledgerline Ltd\"\nbase_url = \"https://proof.example\"\ntagline = \"Our customers save 40%\"\n";
    let checked = Project::of_example(&format!("{}{settings}", study("", "", ""))).check();
    assert!(brief(&checked, only(&checked, "generalised-claim")).contains("site.toml:3"), "{:#?}", briefs(&checked));
}
