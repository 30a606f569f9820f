//! The two laws of the ladder, over many random changes: removing anything never raises the rung, and praise never
//! moves it.

use jiff::civil::Date;
use proofmark::config::Policy;
use proofmark::ladder::{Predicate, Rung, Standing, Vault, climb};
use proofmark::source::Sources;
use proofmark::study::split;
use proofmark::written::{Value, parse_yaml};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::ladder::{GROWN, day, demo, read};
use crate::project::TODAY;

/// The keys with which a writer admits something against himself. Each lowers the rung at once, so it cannot also be
/// true that cutting it leaves the rung alone, when everything else in the file says the opposite of what it admits.
/// `withdrawn` is remembered by `proof.lock`. The other two have a field beside them that an honest writer fills in
/// accordingly (`active: false`, `incentive: …`), and then cutting them gains nothing: [`HONEST`] holds that.
const CONFESSIONS: [&str; 3] = ["withdrawn", "former", "paid"];

/// More than one of everything, some good, some not.
const RICH: &str = include_str!("ladder/rich.md");

/// The rich study of somebody who admits and fills in the rest accordingly.
const HONEST: [(&str, &str); 4] = [
    ("former: false", "former: true"),
    ("active: true", "active: false"),
    ("paid: false", "paid: true"),
    ("incentive: none", "incentive: two free months"),
];

/// Front matter as a tree to cut from and add to.
#[derive(Clone, Debug)]
enum Tree {
    Null,
    Words(String),
    List(Vec<Tree>),
    Table(Vec<(String, Tree)>),
}

impl Tree {
    fn of(text: &str) -> Tree {
        let mut sources = Sources::default();
        let id = sources.insert("a.md", text);
        let mut findings = Vec::new();
        let node = parse_yaml(sources.get(id), split(text).front.unwrap(), &mut findings);
        assert!(findings.is_empty(), "{findings:#?}");
        Tree::of_value(&node.unwrap().value)
    }

    fn of_value(value: &Value) -> Tree {
        match value {
            Value::Null => Tree::Null,
            Value::Scalar(text) => Tree::Words(text.value.clone()),
            Value::List(items) => Tree::List(items.iter().map(|node| Tree::of_value(&node.value)).collect()),
            Value::Map(entries) => {
                Tree::Table(entries.iter().map(|e| (e.key.value.clone(), Tree::of_value(&e.node.value))).collect())
            }
        }
    }

    /// As JSON, which is YAML: nothing depends on lines any more. Truth values stay bare, as they must.
    fn write(&self, out: &mut String) {
        match self {
            Tree::Null => out.push_str("null"),
            Tree::Words(words) if words == "true" || words == "false" => out.push_str(words),
            Tree::Words(words) => out.push_str(&serde_json::to_string(words).unwrap()),
            Tree::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at > 0 { ", " } else { "" });
                    item.write(out);
                }
                out.push(']');
            }
            Tree::Table(entries) => {
                out.push('{');
                for (at, (key, value)) in entries.iter().enumerate() {
                    out.push_str(if at > 0 { ", " } else { "" });
                    out.push_str(&serde_json::to_string(key).unwrap());
                    out.push_str(": ");
                    value.write(out);
                }
                out.push('}');
            }
        }
    }

    fn text(&self) -> String {
        let mut front = String::new();
        self.write(&mut front);
        format!("---\n{front}\n---\n\nBody.\n")
    }

    /// How many keys and items there are, at every depth; those of `spared` keys not counted.
    fn parts(&self, spared: &[&str]) -> usize {
        match self {
            Tree::List(items) => items.iter().map(|item| 1 + item.parts(spared)).sum(),
            Tree::Table(entries) => {
                entries.iter().map(|(key, v)| usize::from(!spared.contains(&key.as_str())) + v.parts(spared)).sum()
            }
            _ => 0,
        }
    }

    /// Cuts the part with this number, in the order of [`Tree::parts`]; says what was cut.
    fn cut(&mut self, mut number: usize, spared: &[&str]) -> String {
        match self {
            Tree::List(items) => {
                for at in 0..items.len() {
                    if number == 0 {
                        return format!("item {:?}", items.remove(at));
                    }
                    let inside = items[at].parts(spared);
                    if number <= inside {
                        return items[at].cut(number - 1, spared);
                    }
                    number -= 1 + inside;
                }
            }
            Tree::Table(entries) => {
                for at in 0..entries.len() {
                    let own = usize::from(!spared.contains(&entries[at].0.as_str()));
                    if own == 1 && number == 0 {
                        return format!("key {:?}", entries.remove(at));
                    }
                    let inside = entries[at].1.parts(spared);
                    if number < own + inside {
                        let key = entries[at].0.clone();
                        return format!("{key}: {}", entries[at].1.cut(number - own, spared));
                    }
                    number -= own + inside;
                }
            }
            _ => {}
        }
        panic!("there is no part {number}");
    }

    /// Every word, to be changed.
    fn words(&mut self) -> Vec<&mut String> {
        match self {
            Tree::Null => Vec::new(),
            Tree::Words(words) => vec![words],
            Tree::List(items) => items.iter_mut().flat_map(Tree::words).collect(),
            Tree::Table(entries) => entries.iter_mut().flat_map(|(_, value)| value.words()).collect(),
        }
    }

    fn entry(&mut self, key: &str) -> &mut Tree {
        let Tree::Table(entries) = self else { panic!("no table") };
        let at = entries.iter().position(|(k, _)| k == key).unwrap_or_else(|| {
            entries.push((key.to_owned(), Tree::Null));
            entries.len() - 1
        });
        &mut entries[at].1
    }
}

/// How many of the bases are written for these tests. Those of the demo are long, and are cut at random only.
const WRITTEN: usize = 3;

/// Studies to cut from, as they are written: the example, a rich one, and those of the demo.
fn bases() -> &'static [String] {
    static BASES: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
    BASES.get_or_init(|| {
        let demo = demo();
        let texts = demo.corpus.studies.iter().map(|study| demo.sources.get(study.file).text.to_string());
        let honest = HONEST.iter().fold(RICH.to_owned(), |text, (from, to)| text.replace(from, to));
        [GROWN.to_owned(), RICH.to_owned(), honest].into_iter().chain(texts).collect()
    })
}

fn vault() -> &'static Vault {
    static VAULT: std::sync::OnceLock<Vault> = std::sync::OnceLock::new();
    VAULT.get_or_init(|| {
        let tree = demo().tree;
        let mut vault = Vault { evidence: tree.evidence, interviews: tree.interviews, ..Vault::default() };
        vault.interviews.extend(["2026-06-03-northwind".to_owned(), "2026-09-14-northwind".to_owned()]);
        vault
    })
}

fn standing(text: &str, policy: &Policy, today: Date) -> Standing {
    climb(&read(text), vault(), policy, today)
}

/// Days on which the bases stand differently: before, between and after their dates.
const DAYS: [&str; 4] = ["2026-06-20", "2026-11-10", TODAY, "2027-06-30"];

/// The rung on each of the days. Reading takes longer than climbing, so every text is climbed on all of them.
fn rungs(text: &str) -> Vec<Rung> {
    let study = read(text);
    DAYS.iter().map(|today| climb(&study, vault(), &Policy::default(), day(today)).rung).collect()
}

fn any_day() -> impl Strategy<Value = Date> {
    prop::sample::select(&DAYS[..]).prop_map(day)
}

fn any_policy() -> impl Strategy<Value = Policy> {
    (0..40u32, 0..200u32, 1..40u32, 1..24u32, 1..60u32).prop_map(|(cooling, use_days, love, hell_yes, n)| Policy {
        cooling_off_days: cooling,
        min_use_days: use_days,
        love_months: love,
        hell_yes_months: hell_yes,
        percent_min_n: n,
        ..Policy::default()
    })
}

#[test]
fn the_bases_reach_from_the_bottom_to_the_top() {
    let mut rungs: Vec<Rung> = bases().iter().map(|b| standing(b, &Policy::default(), day(TODAY)).rung).collect();
    for (base, rung) in bases().iter().zip(&rungs) {
        let tree = Tree::of(base);
        assert_eq!(
            standing(&tree.text(), &Policy::default(), day(TODAY)).rung,
            *rung,
            "written otherwise, it is the same"
        );
    }
    assert_eq!(rungs[..3], [Rung::HellYes, Rung::HellYes, Rung::WhyNot], "the honest one is a former customer");
    rungs.sort();
    rungs.dedup();
    assert_eq!(rungs.len(), 5);
}

#[test]
fn no_single_cut_raises_the_rung() {
    let spared = &["withdrawn"];
    let mut compared = 0;
    for base in &bases()[..WRITTEN] {
        let tree = Tree::of(base);
        let before = rungs(base);
        for number in 0..tree.parts(spared) {
            let mut less = tree.clone();
            let what = less.cut(number, spared);
            for ((today, before), after) in DAYS.iter().zip(&before).zip(rungs(&less.text())) {
                assert!(after <= *before, "{what} was cut on {today}: {before:?} became {after:?} in\n{base}");
                compared += 1;
            }
        }
    }
    assert!(compared > 1_000, "only {compared}");
}

/// Where something is written that keeps a predicate from holding, cutting it, or anything beside it, does not help.
#[test]
fn no_cut_hides_a_flaw() {
    for (from, to) in FLAWS {
        let base = [GROWN, RICH].into_iter().find(|text| text.contains(from));
        let flawed = base.unwrap_or_else(|| panic!("`{from}` stands in neither")).replace(from, to);
        // Without what no predicate looks at, for speed.
        let idle = ["title:", "effort:", "hesitation:", "alternatives:", "typical:", "reference:"];
        let lines = flawed.split_inclusive('\n').filter(|line| !idle.iter().any(|key| line.starts_with(key)));
        let flawed: String = lines.collect();
        let tree = Tree::of(&flawed);
        let before = rungs(&flawed);
        for number in 0..tree.parts(&CONFESSIONS) {
            let mut less = tree.clone();
            let what = less.cut(number, &CONFESSIONS);
            for ((today, before), after) in DAYS.iter().zip(&before).zip(rungs(&less.text())) {
                assert!(after <= *before, "`{to}`: {what} was cut on {today}: {before:?} became {after:?}");
            }
        }
    }
}

/// Things written wrongly, or against the writer: in the example where it has these words, else in the rich study.
const FLAWS: [(&str, &str); 29] = [
    ("- text: Great team, wonderful product.\n    by: Omar Haddad", "- text: Great team, wonderful product."),
    ("- text: Great team, wonderful product.", "- text: Great team, wonderful product.\n    explains: problem"),
    ("quotes:\n", "quotes:\n  - TBD\n"),
    ("Nurses typed every intake form twice.", "TBD"),
    ("until: 2027-06-10", "until: 2026-11-01"),
    ("date: 2026-06-10, until: 2027-06-10", "date: 2026-12-01, until: 2026-12-10"),
    ("[web, name, role, print, logo]", "[web, role, print, logo]"),
    ("[web, name, role, print, logo]", "[web, name, role]"),
    ("relationship: none", "relationship: family"),
    ("relationship: none", "relationship: investor"),
    ("incentive: none", "incentive: a gift card"),
    ("cleared: 2026-03-20", "cleared: 2026-11-10"),
    ("event: paid, date: 2026-03-02", "event: contract, date: 2026-11-20"),
    ("as_of: 2026-11-02", "as_of: 2026-11-30"),
    ("as_of: 2026-11-02", "as_of: 2026-04-02"),
    ("active: true", "active: false"),
    ("sample: 4 weeks each side", "sample: 0"),
    ("sample: 4 weeks each side", "sample: 12\n    value: 2.5"),
    ("metric: time spent retyping", "metric: hours lost"),
    ("after: 2.5", "after: 12.5"),
    ("source: customer-system", "source: vendor-estimate"),
    ("source: customer-system", "source: customer-estimate"),
    ("source: customer-system", "source: survey"),
    ("collected: 2026-06-02", "collected: 2026-12-02"),
    ("{before: 2026-01-05/2026-02-01, after", "{after"),
    ("with: Ana Ruiz", "with: two nurses"),
    ("date: 2026-06-03, by: Ida", "date: 2026-03-01, by: Ida"),
    ("date: 2026-08-11", "date: 2026-03-09"),
    ("limits: Walk-in patients still fill in paper forms.", "limits: TBD"),
];

#[test]
fn no_single_line_raises_the_rung() {
    let policy = Policy::default();
    for base in &bases()[..WRITTEN] {
        let lines: Vec<&str> = base.split_inclusive('\n').collect();
        let before = standing(base, &policy, day(TODAY)).rung;
        // The body is inert, as another test holds.
        let front = base.lines().skip(1).position(|line| line == "---").unwrap() + 2;
        for skip in 0..front {
            let less: String = lines.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, line)| *line).collect();
            let after = standing(&less, &policy, day(TODAY)).rung;
            assert!(after <= before, "without `{}`: {before:?} became {after:?}", lines[skip]);
        }
    }
}

#[test]
fn no_missing_file_raises_the_rung() {
    for base in bases() {
        let study = read(base);
        let with = climb(&study, vault(), &Policy::default(), day(TODAY)).rung;
        let without = climb(&study, &Vault::default(), &Policy::default(), day(TODAY)).rung;
        assert!(without <= with);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Cut after cut, in studies as people write them, seen on several days: the rung never rises.
    #[test]
    fn cutting_never_raises_the_rung(base in any::<Index>(), cuts in prop::collection::vec(any::<Index>(), 1..8)) {
        let spared = &["withdrawn"];
        let mut tree = Tree::of(base.get::<String>(bases()));
        let mut before = rungs(&tree.text());
        for cut in cuts {
            let parts = tree.parts(spared);
            if parts == 0 {
                break;
            }
            let what = tree.cut(cut.index(parts), spared);
            let after = rungs(&tree.text());
            for (at, today) in DAYS.iter().enumerate() {
                prop_assert!(after[at] <= before[at], "{} was cut on {}: {:?} became {:?}", what, today, before[at], after[at]);
            }
            before = after;
        }
    }

    /// The same in studies whose dates and words are shuffled, so that good and bad records stand side by side; and no
    /// predicate comes to hold by cutting.
    #[test]
    fn cutting_makes_no_predicate_hold(
        edits in prop::collection::vec((any::<Index>(), any::<Index>()), 0..12),
        cuts in prop::collection::vec(any::<Index>(), 1..6), today in any_day(), policy in any_policy(),
    ) {
        let mut tree = Tree::of(RICH);
        for (at, from) in edits {
            swap_alike(&mut tree, at, from);
        }
        let mut before = standing(&tree.text(), &policy, today);
        for cut in cuts {
            let parts = tree.parts(&CONFESSIONS);
            if parts == 0 {
                break;
            }
            let what = tree.cut(cut.index(parts), &CONFESSIONS);
            let after = standing(&tree.text(), &policy, today);
            prop_assert!(after.rung <= before.rung, "{} was cut: {:?} became {:?}", what, before, after);
            prop_assert!(after.holds.is_subset(&before.holds), "{} was cut: {:?} became {:?}", what, before.holds, after.holds);
            before = after;
        }
    }

    /// Lines, several at once. What is left may be no YAML any more; then it has no rung.
    #[test]
    fn cutting_lines_never_raises_the_rung(
        base in any::<Index>(), cuts in prop::collection::vec(any::<Index>(), 1..6), today in any_day(),
    ) {
        let base = base.get(bases());
        let mut lines: Vec<&str> = base.split_inclusive('\n').collect();
        for cut in cuts {
            lines.remove(cut.index(lines.len()));
        }
        let policy = Policy::default();
        let (before, after) = (standing(base, &policy, today), standing(&lines.concat(), &policy, today));
        prop_assert!(after.rung <= before.rung, "{:?} became {:?} in\n{}", before.rung, after.rung, lines.concat());
    }

    /// Praise, logos, credentials, tags and length leave every part of the standing as it is.
    #[test]
    fn praise_is_inert(
        base in any::<Index>(), quotes in 0..12usize, papers in 0..20usize, words in 0..30usize, logo: bool, today in any_day(),
    ) {
        let base = base.get(bases());
        let before = standing(base, &Policy::default(), today);
        let mut tree = Tree::of(base);
        praise(&mut tree, quotes, before.holds.contains(&Predicate::Voice));
        certify(&mut tree, papers);
        if logo {
            let words = |text: &str| Tree::Words(text.to_owned());
            *tree.entry("tags") = Tree::List(vec![words("trusted"), words("award-winning")]);
            *tree.entry("hesitation") = words("None whatsoever, we were sure at once");
            if let customer @ Tree::Table(_) = tree.entry("customer") {
                *customer.entry("logo") = words("logo.svg");
                *customer.entry("about") = words("The world's leading, most trusted and best loved of its kind.");
            }
        }
        let body = "An amazing, outstanding, five-star, game-changing success. ".repeat(words);
        let after = standing(&format!("{}\n{body}\n", tree.text()), &Policy::default(), today);
        prop_assert_eq!(before, after);
    }
}

/// Takes the value of one field over into another of the same sort: a date for a date, a word of a closed set for one
/// of its set.
fn swap_alike(tree: &mut Tree, at: Index, from: Index) {
    const SETS: [&[&str]; 6] = [
        &["customer-system", "customer-estimate", "invoice", "survey", "telemetry", "vendor-estimate"],
        &["lower", "higher"],
        &["paid", "renewed", "contract", "production"],
        &["none", "employee", "reseller", "a gift card"],
        &["true", "false"],
        &["retyping", "problem", "waiting", "nowhere"],
    ];
    let dates = [
        "2025-12-01",
        "2026-03-09",
        "2026-06-10",
        "2026-11-07",
        "2026-11-08",
        "2026-11-21",
        "2026-11-22",
        "2027-06-10",
    ];
    let mut words = tree.words();
    let chosen = at.index(words.len());
    let word = &mut *words[chosen];
    let is_date = word.len() == 10 && word.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let set = if is_date { Some(&dates[..]) } else { SETS.into_iter().find(|set| set.contains(&word.as_str())) };
    if let Some(set) = set {
        *word = set[from.index(set.len())].to_owned();
    }
}

/// Adds quotes that explain nothing; with speakers where somebody speaks already.
fn praise(tree: &mut Tree, count: usize, attributed: bool) {
    if count == 0 {
        return;
    }
    let speaker = if attributed { " — Jo Lake, Director" } else { "" };
    let added = (0..count).map(|i| Tree::Words(format!("Simply the best product of {i}, a great team!{speaker}")));
    // Under the key that is free: a quote that is there stays where it is.
    let Tree::Table(entries) = &*tree else { return };
    let key = if entries.iter().any(|(key, _)| key == "quotes") { "quote" } else { "quotes" };
    let has_quote = entries.iter().any(|(key, _)| key == "quote" || key == "quotes");
    if has_quote {
        *tree.entry(key) = Tree::List(added.collect());
    }
}

/// Adds certificates, awards and a paper.
fn certify(tree: &mut Tree, count: usize) {
    let table = |fields: &[(&str, &str)]| {
        Tree::Table(fields.iter().map(|(key, value)| ((*key).to_owned(), Tree::Words((*value).to_owned()))).collect())
    };
    for i in 0..count {
        let record = match i % 3 {
            0 => table(&[
                ("kind", "certification"),
                ("scheme", "ISO 27001"),
                ("issuer", "A body"),
                ("until", "2029-01-01"),
            ]),
            1 => table(&[
                ("kind", "public"),
                ("url", "https://awards.example"),
                ("publisher", "Awards"),
                ("seen", "2026-01-01"),
            ]),
            _ => {
                table(&[("kind", "document"), ("title", "Praise"), ("issuer", "The customer"), ("date", "2026-01-01")])
            }
        };
        let evidence = tree.entry("evidence");
        if let Tree::Null = evidence {
            *evidence = Tree::Table(Vec::new());
        }
        *evidence.entry(&format!("paper-{i}")) = record;
    }
}
