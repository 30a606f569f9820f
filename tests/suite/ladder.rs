//! The rung of a study: the worked example of the design, and each predicate, rung and cap by every single reason.

use jiff::civil::Date;
use proofmark::config::Policy;
use proofmark::finding::Level;
use proofmark::ladder::{Cap, LeftOut, Predicate, Rung, Standing, Vault, climb, gate};
use proofmark::source::Sources;
use proofmark::study::{self, Names, Study};

use crate::project::TODAY;

/// "The same study, grown", as the design has it.
pub const GROWN: &str = include_str!("ladder/grown.md");

/// What the design calls its four private files, the CSV included.
pub fn vault() -> Vault {
    Vault {
        evidence: ["northwind/weeks.csv", "northwind/approval.eml"].map(String::from).into(),
        interviews: ["2026-06-03-northwind"].map(String::from).into(),
        ..Vault::default()
    }
}

pub fn read(text: &str) -> Study {
    let mut sources = Sources::default();
    let id = sources.insert("content/studies/northwind.md", text);
    study::parse(sources.get(id), "northwind", &Names::default(), &mut Vec::new())
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn standing_on(text: &str, today: &str) -> Standing {
    climb(&read(text), &vault(), &Policy::default(), day(today))
}

fn standing(text: &str) -> Standing {
    standing_on(text, TODAY)
}

fn left_out(text: &str, policy: &Policy, today: &str) -> Option<LeftOut> {
    let study = read(text);
    let standing = climb(&study, &vault(), policy, day(today));
    gate(&study, &vault(), &standing, policy, day(today))
}

/// The example with one text replaced. It must be there.
#[track_caller]
fn with(from: &str, to: &str) -> String {
    swap(GROWN, from, to)
}

#[track_caller]
fn swap(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "`{from}` must stand once in\n{text}");
    text.replace(from, to)
}

/// The example without the line that holds this text.
#[track_caller]
fn without(part: &str) -> String {
    assert_eq!(GROWN.lines().filter(|line| line.contains(part)).count(), 1, "{part}");
    GROWN.lines().filter(|line| !line.contains(part)).fold(String::new(), |all, line| all + line + "\n")
}

const SMALLEST: &str = "---\ncustomer: Northwind Clinic\nproblem: Nurses typed every intake form twice.\noutcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\n---\n";

#[test]
fn the_example_reads_without_a_finding() {
    let mut sources = Sources::default();
    let id = sources.insert("a.md", GROWN);
    let mut findings = Vec::new();
    study::parse(sources.get(id), "a", &Names::default(), &mut findings);
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn the_worked_checks_of_the_design() {
    let many_praises = (0..30).map(|i| format!("  - Great team, wonderful product, number {i}!\n")).collect::<String>();
    let many_papers = (0..20)
        .map(|i| format!("  iso{i}: {{kind: certification, scheme: ISO 27001, issuer: Body {i}, until: 2027-01-01, scope: all}}\n"))
        .collect::<String>();
    let praised =
        swap(SMALLEST, "---\ncustomer", &format!("---\nquotes:\n{many_praises}evidence:\n{many_papers}customer"));
    for (what, text, rung) in [
        ("the smallest study", SMALLEST.to_owned(), Rung::Like),
        ("with 20 certificates and 30 more quotes", praised, Rung::Like),
        ("the grown study", GROWN.to_owned(), Rung::HellYes),
        ("without an act", without("told:"), Rung::Love),
        ("without limits", without("limits:"), Rung::Love),
        ("the customer's estimate", with("source: customer-system", "source: customer-estimate"), Rung::Love),
        ("our estimate", with("source: customer-system", "source: vendor-estimate"), Rung::WhyNot),
        ("without before", without("before: 11"), Rung::WhyNot),
        ("without statistic", without("    statistic: mean"), Rung::WhyNot),
        (
            "praise that explains nothing",
            with(
                "I go home on time on Mondays, because nobody is retyping the weekend.",
                "Great team, wonderful product",
            ),
            Rung::WhyNot,
        ),
        ("no relationship", with("relationship: none, ", ""), Rung::Like),
        ("no incentive", with(", incentive: none", ""), Rung::Like),
        ("an incentive", with("incentive: none", "incentive: a gift card"), Rung::Love),
        ("an employee", with("relationship: none", "relationship: employee"), Rung::Like),
        ("a reseller", with("relationship: none", "relationship: reseller"), Rung::WhyNot),
        ("89 days of use", with("as_of: 2026-11-02", "as_of: 2026-06-06"), Rung::WhyNot),
        ("90 days of use", with("as_of: 2026-11-02", "as_of: 2026-06-07"), Rung::HellYes),
        ("cleared eleven days ago", with("cleared: 2026-03-20", "cleared: 2026-11-10"), Rung::Like),
        ("cleared 13 days ago", with("cleared: 2026-03-20", "cleared: 2026-11-08"), Rung::Like),
        ("cleared 14 days ago", with("cleared: 2026-03-20", "cleared: 2026-11-07"), Rung::HellYes),
    ] {
        assert_eq!(standing(&text).rung, rung, "{what}");
    }
}

#[test]
fn without_its_interview_file_it_is_bought() {
    let study = read(GROWN);
    let empty = climb(&study, &Vault::default(), &Policy::default(), day(TODAY));
    assert_eq!((empty.rung, empty.missing), (Rung::WhyNot, vec![Predicate::Heard]));
}

#[test]
fn age_takes_rungs_away_and_expiry_takes_the_page() {
    let long = with("until: 2027-06-10", "until: 2030-06-10");
    for (today, rung) in [
        ("2027-06-09", Rung::HellYes),
        ("2027-06-10", Rung::Love),
        ("2027-12-15", Rung::Love),
        ("2028-06-09", Rung::Love),
        ("2028-06-10", Rung::WhyNot),
    ] {
        assert_eq!(standing_on(&long, today).rung, rung, "{today}");
    }
    let policy = Policy::default();
    assert_eq!(left_out(GROWN, &policy, "2027-06-10"), None);
    assert_eq!(left_out(GROWN, &policy, "2027-06-11"), Some(LeftOut::Expired(day("2027-06-10"))));
    let open = with(" until: 2027-06-10,", "");
    assert_eq!(left_out(&open, &policy, "2027-06-09"), None);
    assert_eq!(left_out(&open, &policy, "2027-06-10"), Some(LeftOut::Expired(day("2027-06-09"))));
    assert_eq!(left_out(&open, &policy, "2027-12-15"), Some(LeftOut::Expired(day("2027-06-09"))));
}

/// Each line: what was changed in the example, and the text after it.
#[track_caller]
fn fails(predicate: Predicate, variants: &[(&str, String)]) {
    for (what, text) in variants {
        let standing = standing(text);
        assert!(!standing.holds.contains(&predicate), "{predicate:?} should fail: {what}");
        assert!(!read(text).broken, "{what} must be readable");
    }
}

#[track_caller]
fn holds(predicate: Predicate, variants: &[(&str, String)]) {
    for (what, text) in variants {
        assert!(standing(text).holds.contains(&predicate), "{predicate:?} should hold: {what}");
    }
}

#[test]
fn card() {
    holds(Predicate::Card, &[("as it is", GROWN.into()), ("four strings", SMALLEST.into())]);
    let small = |from, to| swap(SMALLEST, from, to);
    fails(
        Predicate::Card,
        &[
            ("no customer", small("customer: Northwind Clinic\n", "")),
            ("no problem", small("problem: Nurses typed every intake form twice.\n", "")),
            ("no outcome", small("outcome: Intake now takes one pass.\n", "")),
            ("no quote", small("quote: I go home on time on Mondays.\n", "")),
            ("a blank", small("Northwind Clinic", "\"  \"")),
            ("to be done", small("Northwind Clinic", "TBD")),
            ("a gap", small("Intake now takes one pass.", "\"[outcome]\"")),
            ("filler", small("I go home on time on Mondays.", "Lorem ipsum dolor sit amet")),
        ],
    );
    assert_eq!(standing(&small("Northwind Clinic", "TBD")).rung, Rung::Draft);
}

#[test]
fn voice() {
    let quick = |quote: &str| swap(SMALLEST, "I go home on time on Mondays.", quote);
    holds(
        Predicate::Voice,
        &[
            ("as it is", GROWN.into()),
            ("a quick quote", quick("\"I go home on time. — Ana Ruiz, Head nurse\"")),
            ("the second quote", quick("[Good., \"I go home on time. — Ana Ruiz, Head nurse\"]")),
        ],
    );
    fails(
        Predicate::Voice,
        &[
            ("no speaker", with("  by: Ana Ruiz\n", "")),
            ("no role", without("  role: Head nurse")),
            ("a role to come", with("role: Head nurse", "role: TBD")),
            ("a name only", quick("\"I go home on time. — Ana Ruiz\"")),
        ],
    );
}

#[test]
fn consented() {
    holds(
        Predicate::Consented,
        &[
            ("as it is", GROWN.into()),
            ("ends today", with("until: 2027-06-10", "until: 2026-11-21")),
            ("begins today", with("date: 2026-06-10, until", "date: 2026-11-21, until")),
            ("a logo beyond the scope is an error, not a rung", with("print, logo]", "print]")),
        ],
    );
    fails(
        Predicate::Consented,
        &[
            ("none", without("consent:")),
            ("by nobody", with("consent: {by: Ana Ruiz, ", "consent: {")),
            ("undated", with(" date: 2026-06-10,", "")),
            ("dated tomorrow", with("date: 2026-06-10, until", "date: 2026-11-22, until")),
            ("ended yesterday", with("until: 2027-06-10", "until: 2026-11-20")),
            ("its end not written: a default never counts", with(" until: 2027-06-10,", "")),
            ("not for the web", with("[web, name,", "[name,")),
            ("not the name", with("[web, name,", "[web,")),
            ("not the role", with(" role, print", " print")),
            ("no scope", with(" scope: [web, name, role, print, logo],", "")),
            ("withdrawn", with("until: 2027-06-10,", "until: 2027-06-10, withdrawn: 2026-11-01,")),
        ],
    );
}

#[test]
fn declared() {
    holds(Predicate::Declared, &[("as it is", GROWN.into()), ("a gift", with("incentive: none", "incentive: a cake"))]);
    fails(
        Predicate::Declared,
        &[
            ("nothing", without("disclosure:")),
            ("no relationship", with("relationship: none, ", "")),
            ("no incentive", with(", incentive: none", "")),
            ("a blank", with("incentive: none", "incentive: \"\"")),
            ("to come", with("incentive: none", "incentive: TBD")),
            ("no word of ours", with("relationship: none", "relationship: friend")),
        ],
    );
}

#[test]
fn committed() {
    let record = "{kind: commitment, event: paid, date: 2026-03-02, cleared: 2026-03-20, record: invoice 2231}";
    let be = |new: &str| with(record, new);
    let event = |event: &str| be(&format!("{{kind: commitment, event: {event}, cleared: 2026-11-07}}"));
    holds(
        Predicate::Committed,
        &[
            ("paid", event("paid")),
            ("a paid pilot", event("paid-pilot")),
            ("renewed", event("renewed")),
            ("expanded", event("expanded")),
            ("a contract 14 days ago", be("{kind: commitment, event: contract, date: 2026-11-07}")),
            ("in production 14 days ago", be("{kind: commitment, event: production, date: 2026-11-07}")),
            (
                "one of two",
                be("{kind: commitment, event: paid}\n  again: {kind: commitment, event: renewed, cleared: 2026-04-01}"),
            ),
        ],
    );
    fails(
        Predicate::Committed,
        &[
            ("nothing", without("paid:")),
            ("no event", be("{kind: commitment, date: 2026-03-02, cleared: 2026-03-20}")),
            ("paid, not cleared", be("{kind: commitment, event: paid, date: 2026-03-02}")),
            ("cleared 13 days ago", be("{kind: commitment, event: paid, date: 2026-03-02, cleared: 2026-11-08}")),
            ("clears tomorrow", be("{kind: commitment, event: paid, date: 2026-03-02, cleared: 2026-11-22}")),
            ("a contract 13 days ago", be("{kind: commitment, event: contract, date: 2026-11-08}")),
            ("a contract is dated, not cleared", be("{kind: commitment, event: contract, cleared: 2026-03-02}")),
        ],
    );
}

#[test]
fn pain() {
    holds(
        Predicate::Pain,
        &[("both", GROWN.into()), ("its cost", without("urgent_because:")), ("its urgency", without("  cost:"))],
    );
    let neither = swap(&without("urgent_because:"), "  cost: 11 hours a week across four nurses\n", "");
    let to_come = swap(&without("urgent_because:"), "11 hours a week across four nurses", "TBD");
    fails(Predicate::Pain, &[("neither", neither), ("to come", to_come)]);
}

#[test]
fn used() {
    let record = "{kind: usage, since: 2026-03-09, as_of: 2026-11-02, active: true, source: telemetry}";
    let be = |new: &str| with(record, new);
    holds(
        Predicate::Used,
        &[
            ("90 days to today", be("{kind: usage, since: 2026-08-23, as_of: 2026-11-21, active: true}")),
            ("one of two", be(&format!("{{kind: usage, active: true}}\n  more: {record}"))),
        ],
    );
    fails(
        Predicate::Used,
        &[
            ("nothing", without("daily:")),
            ("89 days", be("{kind: usage, since: 2026-08-24, as_of: 2026-11-21, active: true}")),
            ("as of tomorrow", be("{kind: usage, since: 2026-03-09, as_of: 2026-11-22, active: true}")),
            ("no longer", be("{kind: usage, since: 2026-03-09, as_of: 2026-11-02, active: false}")),
            ("not said to go on", be("{kind: usage, since: 2026-03-09, as_of: 2026-11-02}")),
            ("since when is not said", be("{kind: usage, as_of: 2026-11-02, active: true}")),
            ("as of when is not said", be("{kind: usage, since: 2026-03-09, active: true}")),
        ],
    );
}

#[test]
fn measured() {
    let only_sample = without("    period:");
    let only_period = without("    sample:");
    let neither = swap(&only_sample, "    sample: 4 weeks each side\n", "");
    let higher = swap(&with("after: 2.5", "after: 12"), "better: lower", "better: higher");
    holds(
        Predicate::Measured,
        &[
            ("as it is", GROWN.into()),
            ("a sample", only_sample.clone()),
            ("a period", only_period.clone()),
            ("a sample with its number", swap(&only_sample, "4 weeks each side", "{n: 8, of: weeks}")),
            (
                "a period in one",
                swap(
                    &only_period,
                    "{before: 2026-01-05/2026-02-01, after: 2026-05-04/2026-05-31}",
                    "2026-01-05/2026-05-31",
                ),
            ),
            ("higher is better", higher),
            ("collected today", with("collected: 2026-06-02", "collected: 2026-11-21")),
            ("the customer's estimate", with("source: customer-system", "source: customer-estimate")),
            ("our system", with("source: customer-system", "source: vendor-system")),
        ],
    );
    fails(
        Predicate::Measured,
        &[
            ("no before", without("    before: 11")),
            ("no after", without("    after: 2.5")),
            ("a level", swap(&without("    before: 11"), "after: 2.5", "value: 2.5")),
            ("no unit", without("    unit:")),
            ("no direction", without("    better:")),
            ("no statistic", without("    statistic:")),
            ("no source", without("    source: customer-system")),
            ("our estimate", with("source: customer-system", "source: vendor-estimate")),
            ("no day", without("    collected:")),
            ("collected tomorrow", with("collected: 2026-06-02", "collected: 2026-11-22")),
            ("the wrong way", with("better: lower", "better: higher")),
            ("no change", with("after: 2.5", "after: 11.0")),
            ("neither sample nor period", neither.clone()),
            ("a sample of none", swap(&neither, "    unit: hours a week", "    unit: hours a week\n    sample: 0")),
            ("half a period", swap(&only_period, "before: 2026-01-05/2026-02-01, ", "")),
        ],
    );
}

#[test]
fn heard() {
    let be = |from, to| with(from, to);
    let record = "{kind: interview, with: Ana Ruiz, date: 2026-06-03, by: Ida, notes: 2026-06-03-northwind}";
    holds(
        Predicate::Heard,
        &[
            ("the speaker", GROWN.into()),
            ("another named person", be("with: Ana Ruiz", "with: Omar Haddad")),
            ("the speaker in small letters", be("with: Ana Ruiz", "with: ana ruiz")),
            ("notes with their ending", be("notes: 2026-06-03-northwind", "notes: 2026-06-03-northwind.md")),
            ("on the day use began", be("date: 2026-06-03, by: Ida", "date: 2026-03-09, by: Ida")),
            ("today", be("date: 2026-06-03, by: Ida", "date: 2026-11-21, by: Ida")),
        ],
    );
    fails(
        Predicate::Heard,
        &[
            ("none", without("call:")),
            ("nobody named", be("with: Ana Ruiz", "with: two nurses")),
            ("with nobody", be("with: Ana Ruiz, ", "")),
            ("no notes", be(", notes: 2026-06-03-northwind", "")),
            ("notes that are not there", be("notes: 2026-06-03-northwind", "notes: 2026-06-04-northwind")),
            ("undated", be(record, "{kind: interview, with: Ana Ruiz, by: Ida, notes: 2026-06-03-northwind}")),
            ("the day before use began", be("date: 2026-06-03, by: Ida", "date: 2026-03-08, by: Ida")),
            ("tomorrow", be("date: 2026-06-03, by: Ida", "date: 2026-11-22, by: Ida")),
            ("use never began", without("daily:")),
        ],
    );
}

#[test]
fn explains() {
    let quote = |words: &str| with("I go home on time on Mondays, because nobody is retyping the weekend.", words);
    let problem = |words: &str| swap(&quote(words), "explains: retyping", "explains: problem");
    holds(
        Predicate::Explains,
        &[
            ("a word of the metric in another form", quote("We retyped for a day and more.")),
            ("the figure in words", quote("It was eleven hours of my nurses, each week.")),
            ("the figure in another unit", quote("It was 660 minutes a week.")),
            ("a word of the problem", problem("Each nurse typed as if it paid.")),
            ("a figure of its cost", problem("I lost eleven hours to it.")),
        ],
    );
    fails(
        Predicate::Explains,
        &[
            ("praise", quote("Great team, wonderful product, we love the time it saved!")),
            ("eleven of something else", quote("I would give it eleven stars.")),
            ("one is no figure", quote("The one thing I would keep.")),
            ("not said", without("  explains:")),
            ("no such record", with("explains: retyping", "explains: typing")),
            ("another thing", with("explains: retyping", "explains: told")),
            ("words of the record, but the problem is meant", problem("Now it is 2.5 hours.")),
        ],
    );
}

#[test]
fn independent() {
    let source = |source: &str| with("source: customer-system", &format!("source: {source}"));
    let asked = |n: u32| swap(&source("survey"), "sample: 4 weeks each side", &format!("sample: {n}"));
    holds(
        Predicate::Independent,
        &[
            ("their system", GROWN.into()),
            ("an invoice", source("invoice")),
            ("others", source("third-party")),
            ("30 answers", asked(30)),
        ],
    );
    fails(
        Predicate::Independent,
        &[
            ("29 answers", asked(29)),
            ("answers not counted", source("survey")),
            ("their estimate", source("customer-estimate")),
            ("our telemetry", source("telemetry")),
            ("our system", source("vendor-system")),
            ("theirs, but nothing measured", without("    before: 11")),
        ],
    );
}

#[test]
fn limits() {
    let be = |limits: &str| with("Walk-in patients still fill in paper forms.", limits);
    holds(Predicate::Limits, &[("seven words", GROWN.into()), ("five words", be("Walk-ins still use paper forms."))]);
    fails(
        Predicate::Limits,
        &[
            ("none", without("limits:")),
            ("four words", be("Walk-ins still use paper.")),
            ("a dash is no word", be("Walk-ins still use - paper.")),
            ("filler", be("TBD TBD TBD TBD TBD")),
        ],
    );
}

#[test]
fn outward() {
    let be = |record: &str| {
        with("{kind: advocacy, act: referral, date: 2026-08-11, to: a clinic in the same group}", record)
    };
    holds(
        Predicate::Outward,
        &[
            ("as it is", GROWN.into()),
            ("said to be unpaid", be("{kind: advocacy, act: talk, date: 2026-08-11, paid: false}")),
            ("the day after use began", be("{kind: advocacy, act: defended, date: 2026-03-10}")),
            ("today", be("{kind: advocacy, act: reference, date: 2026-11-21}")),
        ],
    );
    fails(
        Predicate::Outward,
        &[
            ("none", without("told:")),
            ("paid for", be("{kind: advocacy, act: talk, date: 2026-08-11, paid: true}")),
            ("undated", be("{kind: advocacy, act: talk}")),
            ("no act", be("{kind: advocacy, date: 2026-08-11}")),
            ("the day use began", be("{kind: advocacy, act: talk, date: 2026-03-09}")),
            ("tomorrow", be("{kind: advocacy, act: talk, date: 2026-11-22}")),
            ("use never began", without("daily:")),
        ],
    );
}

#[test]
fn fresh_counts_what_was_measured_and_what_was_confirmed() {
    let on = |text: &str, today: &str| {
        let holds = standing_on(text, today).holds;
        (holds.contains(&Predicate::Fresh), holds.contains(&Predicate::Fresher))
    };
    let long = with("until: 2027-06-10", "until: 2040-01-01");
    let old_consent = swap(&long, "date: 2026-06-10, until", "date: 2026-02-01, until");
    // Collected on 2026-06-02.
    assert_eq!(on(&old_consent, "2027-06-01"), (true, true));
    assert_eq!(on(&old_consent, "2027-06-02"), (true, false));
    assert_eq!(on(&old_consent, "2028-06-01"), (true, false));
    assert_eq!(on(&old_consent, "2028-06-02"), (false, false));
    // A measurement that does not count is no news; a consent that does not run neither.
    let not_measured = swap(&old_consent, "    unit: hours a week\n", "");
    assert_eq!(on(&not_measured, "2027-01-31"), (true, true));
    assert_eq!(on(&not_measured, "2027-02-01"), (true, false));
    let neither = swap(&not_measured, "scope: [web, name,", "scope: [name,");
    assert_eq!(on(&neither, "2026-11-21"), (false, false));
}

#[test]
fn each_rung_needs_each_of_its_predicates() {
    use Predicate::*;
    let missing = |text: String| {
        let standing = standing(&text);
        (standing.rung, standing.missing)
    };
    for (text, rung, need) in [
        (without("  role: Head nurse"), Rung::Like, Voice),
        (without("consent:"), Rung::Like, Consented),
        (without("disclosure:"), Rung::Like, Declared),
        (without("paid:"), Rung::Like, Committed),
        (swap(&without("urgent_because:"), "  cost: 11 hours a week across four nurses\n", ""), Rung::WhyNot, Pain),
        (with("active: true, ", ""), Rung::WhyNot, Used),
        (without("    unit:"), Rung::WhyNot, Measured),
        (without("call:"), Rung::WhyNot, Heard),
        (without("  explains:"), Rung::WhyNot, Explains),
        (with("source: customer-system", "source: customer-estimate"), Rung::Love, Independent),
        (without("limits:"), Rung::Love, Limits),
        (without("told:"), Rung::Love, Outward),
    ] {
        assert_eq!(missing(text), (rung, vec![need]));
    }
    // Without a date a measurement does not count at all, so only age takes these two away by themselves.
    let long = with("until: 2027-06-10", "until: 2040-01-01");
    for (today, rung, need) in [("2028-06-10", Rung::WhyNot, Fresh), ("2027-06-10", Rung::Love, Fresher)] {
        let standing = standing_on(&long, today);
        assert_eq!((standing.rung, standing.missing), (rung, vec![need]));
    }
}

#[test]
fn caps_hold_down_whatever_else_there_is() {
    let relationship = |word: &str| with("relationship: none", &format!("relationship: {word}"));
    for (text, rung, cap) in [
        (relationship("employee"), Rung::Like, Cap::Insider),
        (relationship("family"), Rung::Like, Cap::Insider),
        (relationship("agent"), Rung::Like, Cap::Insider),
        (relationship("investor"), Rung::WhyNot, Cap::Interested),
        (relationship("partner"), Rung::WhyNot, Cap::Interested),
        (relationship("reseller"), Rung::WhyNot, Cap::Interested),
        (with("incentive: none", "incentive: two months free"), Rung::Love, Cap::Incentive),
        (with("adopter: pioneer", "former: true"), Rung::WhyNot, Cap::Former),
    ] {
        let standing = standing(&text);
        assert_eq!((standing.rung, standing.reached, standing.caps), (rung, Rung::HellYes, vec![cap]));
        assert!(standing.missing.is_empty(), "nothing helps while a cap is in the way");
    }
    let gone = standing(&with("active: true", "active: false"));
    assert_eq!((gone.rung, gone.reached, gone.caps), (Rung::WhyNot, Rung::WhyNot, vec![Cap::Former]));
}

#[test]
fn the_lowest_cap_wins_and_a_cap_above_the_rung_is_not_told() {
    let both = swap(&with("incentive: none", "incentive: a gift"), "relationship: none", "relationship: partner");
    assert_eq!(standing(&both).caps, [Cap::Interested]);
    let low = swap(&without("paid:"), "incentive: none", "incentive: a gift");
    assert_eq!((standing(&low).rung, standing(&low).caps), (Rung::Like, vec![]));
    assert_eq!(standing(&with("incentive: none", "incentive: None")).rung, Rung::HellYes, "none is none");
}

#[test]
fn a_study_that_cannot_be_read_has_no_rung() {
    let standing = standing(&with("limits:", "limits: {"));
    assert_eq!((standing.rung, standing.holds.len()), (Rung::Draft, 0));
}

#[test]
fn the_thresholds_are_the_policys() {
    let policy = Policy { cooling_off_days: 300, ..Policy::default() };
    let rung = |policy: &Policy, text: &str| climb(&read(text), &vault(), policy, day(TODAY)).rung;
    assert_eq!(rung(&policy, GROWN), Rung::Like);
    assert_eq!(rung(&Policy { min_use_days: 239, ..Policy::default() }, GROWN), Rung::WhyNot);
    assert_eq!(rung(&Policy { love_months: 5, ..Policy::default() }, GROWN), Rung::WhyNot);
    assert_eq!(rung(&Policy { hell_yes_months: 5, ..Policy::default() }, GROWN), Rung::Love);
    let survey = swap(&with("source: customer-system", "source: survey"), "sample: 4 weeks each side", "sample: 12");
    assert_eq!(rung(&Policy { percent_min_n: 12, ..Policy::default() }, &survey), Rung::HellYes);
    let huge =
        Policy { love_months: u32::MAX, cooling_off_days: u32::MAX, min_use_days: u32::MAX, ..Policy::default() };
    assert_eq!(rung(&huge, GROWN), Rung::Like);
}

#[test]
fn what_is_left_out_and_why() {
    let policy = Policy::default();
    let out = |text: &str| left_out(text, &policy, TODAY);
    assert_eq!(out(GROWN), None);
    assert_eq!(out(SMALLEST), None);
    let draft = |text: &str| text.replacen("---\n", "---\ndraft: true\n", 1);
    assert_eq!(out(&draft(GROWN)), Some(LeftOut::Draft));
    assert_eq!(out(&with("limits:", "limits: {")), Some(LeftOut::Broken));
    assert_eq!(out(&with("\ndate: 2026-06-12", "\ndate: 2026-11-22")), Some(LeftOut::Future(day("2026-11-22"))));
    assert_eq!(out(&with("\ndate: 2026-06-12", "\ndate: 2026-11-21")), None);
    assert_eq!(out(&SMALLEST.replace("Northwind Clinic", "TBD")), Some(LeftOut::NoCard));
    let withdrawn = with("until: 2027-06-10,", "until: 2027-06-10, withdrawn: 2026-11-01,");
    assert_eq!(out(&withdrawn), Some(LeftOut::Withdrawn));
    assert_eq!(out(&draft(&withdrawn)), Some(LeftOut::Withdrawn), "before all else");
    let odd = with("until: 2027-06-10,", "until: 2027-06-10, withdrawn: {on: 2026-11-01},");
    assert_eq!(out(&odd), Some(LeftOut::Withdrawn), "a mistake is no denial");
    let expired = left_out(GROWN, &policy, "2027-08-01").unwrap();
    assert_eq!((expired.name(), expired.reason()), ("expired", "its consent ended on 2027-06-10".to_owned()));
}

#[test]
fn the_policy_can_ask_for_more() {
    let strict = Policy { require_consent: true, ..Policy::default() };
    assert_eq!(left_out(GROWN, &strict, TODAY), None);
    assert_eq!(left_out(SMALLEST, &strict, TODAY), Some(LeftOut::NoConsent));
    assert_eq!(left_out(&with("[web, name,", "[name,"), &strict, TODAY), Some(LeftOut::NoConsent));
    assert_eq!(
        left_out(&with("date: 2026-06-10, until", "date: 2026-11-22, until"), &strict, TODAY),
        Some(LeftOut::NoConsent)
    );
    let high = Policy { minimum_rung: Rung::Love, ..Policy::default() };
    assert_eq!(left_out(GROWN, &high, TODAY), None);
    assert_eq!(left_out(&without("told:"), &high, TODAY), None);
    assert_eq!(left_out(&without("call:"), &high, TODAY), Some(LeftOut::BelowMinimum));
}

#[test]
fn the_demo_shows_every_rung() {
    let checked = demo();
    let placed = |slug: &str| {
        let at = checked.corpus.studies.iter().position(|s| s.slug == slug).unwrap();
        &checked.placed[at]
    };
    for (slug, rung, caps) in [
        ("kestrel-row", Rung::HellYes, &[][..]),
        ("brackwater", Rung::HellYes, &[]),
        ("marram", Rung::Love, &[]),
        ("ottermouth", Rung::Love, &[Cap::Incentive]),
        ("hollin-bridge", Rung::Love, &[]),
        ("lowfold", Rung::WhyNot, &[Cap::Interested]),
        ("gatesby", Rung::WhyNot, &[Cap::Former]),
        ("pennow", Rung::WhyNot, &[]),
        ("lettings", Rung::WhyNot, &[]),
        ("skerrow", Rung::Like, &[]),
        ("pottle", Rung::Like, &[Cap::Insider]),
        ("crumb-lane", Rung::Like, &[]),
    ] {
        let placed = placed(slug);
        assert_eq!((placed.standing.rung, &placed.standing.caps[..]), (rung, caps), "{slug}: {:#?}", placed.standing);
        assert_eq!(placed.left_out, None, "{slug}");
    }
    assert_eq!(placed("skerrow").standing.missing, [Predicate::Committed], "its money cleared nine days ago");
    assert_eq!(placed("tansy-hill").left_out, Some(LeftOut::Draft));
    assert_eq!(placed("osier-vale").left_out, Some(LeftOut::Future(day("2026-12-08"))));
}

#[test]
fn a_preview_leaves_out_only_what_was_taken_back() {
    let project = crate::project::Project::new();
    project.file("content/studies/draft.md", SMALLEST.replacen("---\n", "---\ndraft: true\n", 1));
    project.file("content/studies/gone.md", with("until: 2027-06-10,", "until: 2027-06-10, withdrawn: 2026-11-01,"));
    let left_out = |draft: bool| {
        let options = proofmark::pipeline::Options { draft, ..crate::project::options() };
        let checked = proofmark::pipeline::check(project.root(), &options).unwrap();
        checked.placed.into_iter().map(|placed| placed.left_out.clone()).collect::<Vec<_>>()
    };
    assert_eq!(left_out(false), [Some(LeftOut::Draft), Some(LeftOut::Withdrawn)]);
    assert_eq!(left_out(true), [None, Some(LeftOut::Withdrawn)]);
}

#[test]
fn the_example_builds_without_an_error_when_its_files_exist() {
    let project = crate::project::Project::new();
    project
        .file("content/studies/northwind/index.md", GROWN)
        .file("content/studies/northwind/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("content/evidence/northwind/weeks.csv", "phase,hours\nbefore,12\nbefore,10\nafter,3\nafter,2\n")
        .file("content/evidence/northwind/approval.eml", "Yes.")
        .file("content/interviews/2026-06-03-northwind.md", "She said so.");
    let checked = project.check();
    let of_level = |level| checked.findings.iter().filter(move |f| f.level == level).map(|f| f.rule);
    assert_eq!(of_level(Level::Error).count(), 0, "{:#?}", checked.findings);
    // It offers calls, and the consent says nothing of them.
    assert_eq!(of_level(Level::Warning).collect::<Vec<_>>(), ["outside-scope"], "{:#?}", checked.findings);
    assert_eq!(checked.placed[0].left_out, None);
    assert_eq!(checked.placed[0].standing.rung, Rung::HellYes);
}

/// The demo site, on the day of all tests.
pub fn demo() -> proofmark::pipeline::Checked {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    proofmark::pipeline::check(root, &crate::project::options()).unwrap()
}
