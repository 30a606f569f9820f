//! A project of any size: the same studies for the same number, on every machine.
//!
//! Study `i` depends on `i` and the number of words alone, so the first thousand of ten thousand are the thousand.
//! Every customer is invented. Three measurements, a commitment and a use back what a study says; its body ties five
//! figures to them and names no other.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

const INDUSTRIES: &[&str] = &[
    "Logistics",
    "Healthcare",
    "Manufacturing",
    "Retail",
    "Software",
    "Education",
    "Energy",
    "Insurance",
    "Media",
    "Legal",
];
const SIZES: &[&str] = &["1-50", "51-200", "201-1000", "1001-5000"];
const REGIONS: &[&str] = &["Nordics", "DACH", "Benelux", "Iberia"];
const FIRST: &[&str] = &["Alder", "Birch", "Copper", "Dover", "Elm", "Fern", "Granite", "Harbour", "Iron", "Juniper"];
const LAST: &[&str] = &["Clinics", "Freight", "Mills", "Outfitters", "Press", "Supply", "Textiles", "Works"];
const PEOPLE: &[&str] = &["Ana Ruiz", "Jonas Falk", "Mei Tan", "Noor Haddad", "Pia Lind", "Tomas Brandt"];
const TAGS: &[&str] = &["double-entry", "late-orders", "lost-forms", "slow-close"];
const SENTENCES: &[&str] = &[
    "The teams kept two lists, and on most mornings the lists did not agree.",
    "Nobody wanted another portal, so the first week went into taking one away.",
    "The people at the desk chose the order in which the forms were moved.",
    "Old records stayed where they were until somebody asked for one of them.",
    "A weekly call with both sides kept the open questions on one page.",
    "What the night shift wrote down was read the next day by somebody who could act on it.",
    "The export came from their own system, and their own analyst ran it.",
    "Training was an hour beside the person who did the work, not a course.",
    "Some branches still send paper, and the plan for them is to leave them alone.",
    "Managers stopped asking for status mails once the board showed the same words to everyone.",
];

/// A small generator of numbers (splitmix64, Steele et al. 2014): the same everywhere.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }

    fn pick(&mut self, from: &[&'static str]) -> &'static str {
        from[self.roll(from.len())]
    }
}

/// What differs from the plain project.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shape {
    /// Words in a body, about.
    pub words: usize,
    /// One page for each study, as other generators make.
    pub one_page: bool,
}

/// Writes a project of `studies` into `root`.
pub fn write(root: &Path, studies: usize, shape: Shape) -> io::Result<()> {
    let folder = root.join("content/studies");
    fs::create_dir_all(&folder)?;
    let mut site = "title = \"Bench\"\npublisher = \"Tallowmere\"\nproducts = [\"Intake\"]\nbase_url = \"https://proof.example\"\n".to_owned();
    if shape.one_page {
        site.push_str("[output_files]\nbriefs = false\ntwins = false\nproof_json = false\ncards = false\n");
    }
    fs::write(root.join("site.toml"), site)?;
    (0..studies).try_for_each(|i| fs::write(folder.join(name(i)), study(i, shape.words)))
}

/// The file name of a study.
pub fn name(i: usize) -> String {
    format!("customer-{i:07}.md")
}

fn study(i: usize, words: usize) -> String {
    let dice = &mut Dice(i as u64);
    let (before, after) = (40 + dice.roll(400), 4 + dice.roll(30));
    let (hours, left) = (10 + dice.roll(40), 1 + dice.roll(8));
    let customer = format!("{} {} {i}", dice.pick(FIRST), dice.pick(LAST));
    let person = dice.pick(PEOPLE);
    let day = 1 + dice.roll(28);
    let mut text = format!(
        "---\ntitle: \"{customer} went [from {before} to {after} minutes](evidence:minutes) for one form\"\n\
         date: 2026-{:02}-{day:02}\ncustomer:\n  name: \"{customer}\"\n  industry: {}\n  size: {}\n  region: {}\n\
         problem:\n  text: Every form was typed twice, and the second time somebody else did it.\n  tag: {}\n\
         outcome: >-\n  A form now takes [{after} minutes](evidence:minutes), and it is typed once, by the person who\n  has it in hand.\n\
         quote:\n  text: I go home when the desk is empty, and now it is.\n  by: \"{person}\"\n  role: Office manager\n\
         evidence:\n",
        1 + dice.roll(10),
        dice.pick(INDUSTRIES),
        dice.pick(SIZES),
        dice.pick(REGIONS),
        dice.pick(TAGS),
    );
    measurement(&mut text, "minutes", "minutes for one form", "minutes", before, after);
    measurement(&mut text, "hours", "hours a week at the desk", "hours a week", hours, left);
    measurement(&mut text, "rework", "forms sent back", "count", before * 3, after);
    let _ = write!(
        text,
        "  paid: {{kind: commitment, event: paid, date: 2026-01-{day:02}, cleared: 2026-02-{day:02}}}\n\
         \x20 daily: {{kind: usage, since: 2026-01-{day:02}, as_of: 2026-10-{day:02}, active: true, source: telemetry}}\n\
         consent: {{by: \"{person}\", date: 2026-10-{day:02}, until: 2099-01-01, scope: [web, name, role]}}\n\
         disclosure: {{relationship: none, incentive: none}}\n\
         limits: Branches that still send paper are not counted.\n\
         typical: {{text: We cannot say what others will see., basis: Too few customers have measured it.}}\n---\n\n"
    );
    let mut written = 0;
    for heading in ["The challenge", "What changed", "Results", "What is left"] {
        let _ = write!(text, "## {heading}\n\n");
        let goal = written + words / 4;
        while written < goal {
            for _ in 0..4 {
                let sentence = dice.pick(SENTENCES);
                written += sentence.split(' ').count();
                text.push_str(sentence);
                text.push(if written % 3 == 0 { '\n' } else { ' ' });
            }
            text.push_str("\n\n");
        }
        if heading == "Results" {
            let _ = write!(
                text,
                "- [From {hours} to {left} hours a week](evidence:hours) at the desk.\n\
                 - [From {} to {after} forms sent back](evidence:rework).\n\n\
                 | what | before | after |\n| --- | --- | --- |\n| minutes | {before} | [{after} minutes](evidence:minutes) |\n\n",
                before * 3
            );
        }
    }
    if i > 0 {
        let _ = writeln!(text, "[Another customer]({}) began the same way.", name(dice.roll(i)));
    }
    text
}

fn measurement(text: &mut String, id: &str, metric: &str, unit: &str, before: usize, after: usize) {
    let _ = write!(
        text,
        "  {id}:\n    kind: measurement\n    metric: {metric}\n    unit: {unit}\n    before: {before}\n    after: {after}\n\
         \x20   better: lower\n    statistic: mean\n    sample: 4 weeks each side\n    method: export from their system\n\
         \x20   source: customer-system\n    collected: 2026-05-04\n"
    );
}
