//! People and customers: what they said, what they agreed to, what connects them with the publisher.

use proofmark::finding::{Finding, Level};
use proofmark::pipeline::Checked;

use crate::project::{Project, briefs};

fn study(quote: &str, front: &str, body: &str) -> String {
    format!(
        "---\ncustomer: {{name: Ashgrove Clinic, industry: health}}\nproblem: Nurses typed every form twice.\noutcome: Intake now takes one pass.\nquote: {quote}\n{front}---\n{body}"
    )
}

const SAID: &str = "{text: I go home on time on Mondays., by: Ana Ruiz, role: Head nurse}";

fn of<'a>(checked: &'a Checked, rule: &str) -> Vec<&'a Finding> {
    checked.findings.iter().filter(|f| f.rule == rule).collect()
}

#[track_caller]
fn levels(text: &str, rule: &str, expected: &[Level]) -> Checked {
    let checked = Project::of_example(text).check();
    let found: Vec<Level> = of(&checked, rule).iter().map(|f| f.level).collect();
    assert_eq!(found, expected, "{text}\n{:#?}", briefs(&checked));
    checked
}

#[test]
fn consent_is_asked_of_those_who_are_named() {
    levels(&study("I go home on time on Mondays.", "", ""), "missing-consent", &[Level::Note]);
    levels(&study(SAID, "", ""), "missing-consent", &[Level::Error]);
    levels(&study("\"I go home on time. — Ana Ruiz, Head nurse\"", "", ""), "missing-consent", &[Level::Error]);
    levels(&study("{text: I go home on time., photo: ana.jpg}", "", ""), "missing-consent", &[Level::Error]);
    let signed = "> We type nothing twice.\n>\n> — Ana Ruiz, Head nurse\n";
    levels(&study("I go home on time.", "", signed), "missing-consent", &[Level::Error]);
    levels(&study(SAID, "draft: true\n", ""), "missing-consent", &[Level::Note]);
    levels(
        &study(SAID, "consent: {until: 2027-01-01, scope: [web, name, role, print]}\n", ""),
        "missing-consent",
        &[Level::Error],
    );
    levels(
        &study(SAID, "consent: {by: Ana Ruiz, date: 2026-12-24, scope: [web, name, role, print]}\n", ""),
        "missing-consent",
        &[Level::Error],
    );
    let allowed = "<!-- proofmark: allow(missing-consent) she said so -->\nWords.\n";
    levels(&study(SAID, "", allowed), "missing-consent", &[Level::Error]);
}

#[test]
fn consent_runs_out_with_notice_and_never_as_an_error() {
    let consent = |dates: &str| {
        study(SAID, &format!("consent: {{by: Ana Ruiz, {dates}, scope: [web, name, role, print]}}\n"), "")
    };
    // Today is 2026-11-21.
    levels(&consent("date: 2026-01-01, until: 2026-12-22"), "expired-consent", &[]);
    levels(&consent("date: 2026-01-01, until: 2026-12-21"), "expired-consent", &[Level::Note]);
    levels(&consent("date: 2026-01-01, until: 2026-11-21"), "expired-consent", &[Level::Note]);
    levels(&consent("date: 2026-01-01, until: 2026-11-20"), "expired-consent", &[Level::Warning]);
    // Without an end it lasts twelve months.
    levels(&consent("date: 2025-11-22"), "expired-consent", &[Level::Note]);
    let checked = levels(&consent("date: 2025-11-21"), "expired-consent", &[Level::Warning]);
    assert_eq!(
        of(&checked, "expired-consent")[0].message,
        "this consent ended on 2026-11-20, 12 months after it was given; the study is left out"
    );
    // Taken back is taken back, also before its end and after it.
    levels(&consent("date: 2020-01-01, withdrawn: 2021-01-01"), "expired-consent", &[Level::Warning]);
    levels(&consent("date: 2026-01-01, withdrawn: 2026-11-01"), "expired-consent", &[Level::Warning]);
    let broken = study(SAID, "consent: {by: Ana Ruiz, withdrawn: 2026-11-01}\nlang: a: b\n", "");
    levels(&broken, "expired-consent", &[Level::Warning]);
}

#[test]
fn everything_shown_is_in_the_scope() {
    let project = |front: &str| {
        let text = study("{text: I go home on time., by: Ana Ruiz, role: Head nurse, photo: ana.jpg}", front, "");
        Project::of_example(&text.replace("industry: health", "industry: health, logo: mark.svg"))
    };
    let consent = |scope: &str| {
        format!(
            "consent: {{by: Ana Ruiz, date: 2026-06-10, until: 2027-06-10, scope: [{scope}]}}\nreference: {{open: true}}\n"
        )
    };
    let missing = |scope: &str| {
        let checked = project(&consent(scope)).check();
        let helps: Vec<String> =
            of(&checked, "outside-scope").iter().map(|f| f.help[0].split('`').nth(1).unwrap().to_owned()).collect();
        helps.join(" ")
    };
    assert_eq!(missing("web, name, role, photo, logo, print, reference"), "");
    assert_eq!(missing("web"), "logo name role photo print reference");
    assert_eq!(missing("name, role, photo, logo, print, reference"), "web");
    let checked = project(&consent("web, name, role, logo, print")).check();
    let levels: Vec<Level> = of(&checked, "outside-scope").iter().map(|f| f.level).collect();
    assert_eq!(levels, [Level::Error, Level::Warning], "calls are no page");
    let checked = project("consent: {by: Ana Ruiz, date: 2026-06-10, until: 2027-06-10}\n").check();
    assert_eq!(of(&checked, "outside-scope").len(), 1);
    assert!(of(&checked, "outside-scope")[0].help[0].contains("[web, name, role, photo, logo, print]"));
    let withdrawn = consent("web").replace("scope:", "withdrawn: 2026-07-01, scope:");
    assert!(of(&project(&withdrawn).check(), "outside-scope").is_empty());
}

#[test]
fn a_brief_that_is_not_made_needs_no_consent() {
    let text =
        study(SAID, "consent: {by: Ana Ruiz, date: 2026-06-10, until: 2027-06-10, scope: [web, name, role]}\n", "");
    levels(&text, "outside-scope", &[Level::Error]);
    let settings = "=== site.toml\npublisher = \"Ledgerline Ltd\"\nbase_url = \"https://proof.example\"\n[output_files]\nbriefs = false\n";
    levels(&format!("{text}{settings}"), "outside-scope", &[]);
}

#[test]
fn a_quotation_has_a_speaker_somewhere() {
    for (body, expected) in [
        ("> Nobody types the weekend any more.\n", 1),
        ("> Nobody types the weekend any more.\n>\n> — Ana Ruiz, Head nurse\n", 0),
        ("> Nobody types the weekend any more. — Ana Ruiz\n", 0),
        ("> Nobody types the weekend any more.\n\n— Ana Ruiz, Head nurse\n", 0),
        ("Ana Ruiz remembers the first Monday:\n\n> Nobody types the weekend any more.\n", 0),
        ("> One thing is said here.\n>\n> And another – in the same breath – there.\n>\n> -- Ana Ruiz\n", 0),
        ("> One thing is said here.\n\n> Another is said there.\n>\n> — Ana Ruiz\n", 1),
    ] {
        let checked = Project::of_example(&study(SAID, "", body)).check();
        assert_eq!(of(&checked, "unattributed-quote").len(), expected, "{body} {:#?}", briefs(&checked));
    }
    levels(&study("{text: I go home on time., role: Head nurse}", "", ""), "unattributed-quote", &[]);
}

#[test]
fn one_sentence_has_one_wording() {
    let said =
        "{text: \"I go home on time on Mondays, because nobody retypes the weekend.\", by: Ana Ruiz, role: Head nurse}";
    let other = "> I always go home on time on Mondays because nobody is retyping the weekend.\n>\n> — Ana Ruiz\n";
    let checked = levels(&study(said, "", other), "quote-in-two-wordings", &[Level::Warning]);
    let finding = of(&checked, "quote-in-two-wordings")[0];
    assert!(checked.sources.words(finding.related[0].span).starts_with("I go home"));
    levels(&study(said, "", &other.replace("Ana Ruiz", "Ida Berg")), "quote-in-two-wordings", &[]);
    levels(&study(said, "", "> Nobody retypes the weekend.\n>\n> — Ana Ruiz\n"), "quote-in-two-wordings", &[]);
    let inline = "“I always go home on time on Mondays because nobody is retyping the weekend,” she says.\n";
    levels(&study(said, "", inline), "quote-in-two-wordings", &[Level::Warning]);
    // In another study of the same customer, but not of another one whose speaker has the same name.
    let second = study(
        "{text: I go home on time on Monday because nobody retypes weekends., by: ana ruiz, role: Nurse}",
        "",
        "",
    );
    let both = |second: &str| format!("{}=== content/studies/second.md\n{second}", study(said, "", ""));
    levels(&both(&second), "quote-in-two-wordings", &[Level::Warning]);
    levels(&both(&second.replace("Ashgrove", "Birchwood")), "quote-in-two-wordings", &[]);
}

#[test]
fn a_connection_is_stated_in_both_halves() {
    for (front, expected) in [
        ("", 1),
        ("disclosure: {relationship: none}\n", 1),
        ("disclosure: {incentive: none}\n", 1),
        ("disclosure: {relationship: partner, incentive: a month without charge}\n", 0),
        ("draft: true\n", 0),
    ] {
        let checked = Project::of_example(&study(SAID, front, "")).check();
        assert_eq!(of(&checked, "undeclared-relationship").len(), expected, "{front}");
    }
}

#[test]
fn a_headline_says_what_is_typical() {
    let record = "evidence:\n  retyping: {before: 11, after: 2.5, unit: hours a week, better: lower, source: customer-system, collected: 2026-06-02}\n";
    let title = "title: \"Ashgrove [cut retyping by 77%](evidence:retyping)\"\n";
    for (front, expected) in [
        (String::new(), 0),
        (format!("{title}{record}"), 1),
        (format!("{title}{record}typical: The median drop was 52%.\n"), 1),
        (format!("{title}{record}typical: {{text: Results may vary., basis: experience}}\n"), 1),
        (format!("{title}{record}typical: {{text: We cannot say., basis: 1 of 9 clinics}}\n"), 0),
        (format!("{title}{record}typical: {{text: The median drop was 52%., basis: 6 of 9 clinics}}\n"), 0),
    ] {
        let checked = Project::of_example(&study(SAID, &front, "")).check();
        assert_eq!(of(&checked, "typicality").len(), expected, "{front}");
    }
}

#[test]
fn a_customer_who_left_is_called_so() {
    let usage = |active: bool, as_of: &str| {
        format!("  u{as_of}: {{kind: usage, since: 2025-03-09, as_of: {as_of}, active: {active}, source: telemetry}}\n")
    };
    let text = |former: &str, usages: &str| {
        study(SAID, &format!("evidence:\n{usages}"), "")
            .replace("industry: health", &format!("industry: health{former}"))
    };
    let left = usage(false, "2026-06-30");
    levels(&text("", &left), "former-customer", &[Level::Warning]);
    levels(&text(", former: true", &left), "former-customer", &[]);
    let back = format!("{left}{}", usage(true, "2026-09-30"));
    levels(&text("", &back), "former-customer", &[]);
    levels(&text(", former: true", &back), "former-customer", &[Level::Warning]);
}

#[test]
fn a_reference_rests_after_its_quarter_is_used_up() {
    for (reference, expected) in [
        ("{open: true, max_per_quarter: 2, used: [2026-10-06]}", None),
        ("{open: true, max_per_quarter: 2, used: [2026-09-30, 2026-10-06]}", None),
        (
            "{open: true, max_per_quarter: 2, used: [2026-10-01, 2026-11-20]}",
            Some("they were asked 2 times this quarter; they rest until 2027-01-01"),
        ),
        ("{open: false, max_per_quarter: 1, used: [2026-10-01]}", None),
        ("{open: true, used: [2026-10-01]}", None),
    ] {
        let checked = Project::of_example(&study(SAID, &format!("reference: {reference}\n"), "")).check();
        let found = of(&checked, "reference-over-limit").first().map(|f| f.message.as_str());
        assert_eq!(found, expected, "{reference}");
    }
}

#[test]
fn a_consent_that_lasts_longer_than_the_calendar_is_no_trouble() {
    let project = Project::new();
    let site = std::fs::read_to_string(project.root().join("site.toml")).unwrap();
    project.file("site.toml", site + "[policy]\nconsent_months = 300000\n");
    let card = "customer: Ashgrove Clinic\nproblem: Nurses typed every form twice.\noutcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\n";
    project.file(
        "content/studies/a.md",
        format!("---\n{card}consent: {{by: Ana Ruiz, date: 2026-01-01, scope: [web, print]}}\n---\n"),
    );
    assert_eq!(project.check().count().errors, 0);
}
