//! A way in words: one study at length, or all of them in a table.

use std::fmt::Write;

use super::{Step, Way, When};
use crate::ladder::{LeftOut, Rung};
use crate::written::Choice;

/// No line is longer, what is to be pasted aside.
const WIDTH: usize = 88;
/// Where the words after a label begin.
const INDENT: usize = 12;

/// One study: where it stands, what holds it down, and each step with its question and its lines.
pub fn tell(way: &Way) -> String {
    let mut out = String::new();
    let name = if way.customer.is_empty() { String::new() } else { format!(": {}", way.customer) };
    let _ = writeln!(out, "{}{name}\n", way.slug);
    if let Some(why) = &way.left_out {
        label(&mut out, "left out", &sentence(&why.reason()));
    }
    match way.left_out {
        Some(LeftOut::Broken) => label(&mut out, "first", "mend the file: `proofmark check` shows where."),
        Some(LeftOut::Withdrawn) => label(&mut out, "then", "nothing: they said no, and that stands."),
        _ => label(&mut out, "now", &now(way)),
    }
    match way.after {
        Some(after) => label(&mut out, "then", &format!("{}, with {}", rung(after), steps(way.steps.len()))),
        None if way.rung == Rung::HellYes => label(&mut out, "then", "nothing: this is the top."),
        None => {}
    }
    for held in &way.held {
        label(&mut out, "held", &sentence(&held.why));
    }
    if let Some(remark) = &way.remark {
        label(&mut out, "note", &sentence(remark));
    }
    for (at, step) in way.steps.iter().enumerate() {
        let _ = write!(out, "\n{}. ", at + 1);
        told(&mut out, step);
    }
    if way.steps.len() > 1 {
        out.push_str("\nPaste one step at a time: each shows the file as it is now.\n");
    }
    out
}

/// `Measured (love), to 2027-12-31 if nothing changes`.
fn now(way: &Way) -> String {
    let to = way.lasts_to.map_or(String::new(), |day| format!(", to {day} if nothing changes"));
    format!("{}{to}", rung(way.rung))
}

fn told(out: &mut String, step: &Step) {
    let _ = writeln!(out, "{}", sentence(&step.todo).trim_end_matches('.'));
    label(out, "missing", &sentence(&step.missing));
    match step.when {
        When::Now => {}
        When::HoldsFrom(date) => label(out, "wait", &format!("holds from {date} if nothing changes")),
        When::NotBefore(date) => label(out, "wait", &format!("can be written on {date}, if they still use it then")),
    }
    if let Some(question) = &step.ask {
        label(out, "ask", &format!("“{question}”"));
    }
    if let Some(paste) = &step.paste {
        label(out, "paste", &format!("{}:", paste.place));
        out.push('\n');
        for line in paste.yaml.lines() {
            let _ = writeln!(out, "    {line}");
        }
    }
}

/// All studies, a line each, with the one cheapest step.
pub fn table(ways: &[Way]) -> String {
    if ways.is_empty() {
        return "There is no study yet. `proofmark new` starts one.\n".to_owned();
    }
    let rows: Vec<[String; 4]> = ways
        .iter()
        .map(|way| {
            let next = way.after.map_or("–", Rung::label).to_owned();
            [way.slug.clone(), way.rung.label().to_owned(), next, cheapest(way)]
        })
        .collect();
    let head = ["study", "now", "next", "cheapest step"].map(str::to_owned);
    let width = |at: usize| rows.iter().chain([&head]).map(|row| row[at].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2)];
    let mut out = String::new();
    for row in [&head].into_iter().chain(&rows) {
        for (cell, width) in row.iter().zip(widths) {
            let _ = write!(out, "{cell}{}  ", " ".repeat(width - cell.chars().count()));
        }
        out.push_str(&row[3]);
        out.push('\n');
    }
    out.push_str("\n`proofmark next STUDY` shows what to ask and what to paste.\n");
    out
}

/// The first step, or why there is none.
fn cheapest(way: &Way) -> String {
    let what = match (way.steps.first(), way.held.first()) {
        (Some(step), _) => {
            let more = match way.steps.len() {
                1 => String::new(),
                n => format!(" (and {} more)", n - 1),
            };
            match step.when {
                When::Now => format!("{}{more}", step.todo),
                When::HoldsFrom(date) => format!("wait until {date}{more}"),
                When::NotBefore(date) => format!("{}, on {date}{more}", step.todo),
            }
        }
        (None, Some(held)) => format!("none: held by {}", held.short),
        (None, None) if way.rung == Rung::HellYes => "none: the top".to_owned(),
        (None, None) => String::new(),
    };
    match &way.left_out {
        Some(why) if what.is_empty() => format!("left out: {}", why.reason()),
        Some(why) => format!("{what} [left out: {}]", why.reason()),
        None => what,
    }
}

/// `Said (like)`.
fn rung(rung: Rung) -> String {
    format!("{} ({})", rung.label(), rung.word())
}

fn steps(n: usize) -> String {
    if n == 1 { "one step".to_owned() } else { format!("{n} steps") }
}

/// With a capital, and a full stop where no other sign ends it.
fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    let end = if words.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{}{end}", chars.as_str())
}

/// `missing   words`, wrapped under the words.
fn label(out: &mut String, name: &str, words: &str) {
    let mut row = format!("  {name:<width$}", width = INDENT - 2);
    let mut blank = true;
    for word in words.split_whitespace() {
        if !blank && row.chars().count() + 1 + word.chars().count() > WIDTH {
            out.push_str(row.trim_end());
            out.push('\n');
            row = " ".repeat(INDENT);
            blank = true;
        }
        if !blank {
            row.push(' ');
        }
        row.push_str(word);
        blank = false;
    }
    out.push_str(row.trim_end());
    out.push('\n');
}
