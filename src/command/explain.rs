//! `proofmark explain [RULE]`: all rules by family, or everything there is to say about one.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::Status;
use super::call::{Call, answer};
use crate::cli::Explain;
use crate::failure::Failure;
use crate::finding::Level;
use crate::rule::{self, Allowable, Rule};
use crate::written::nearest;

/// No line is longer, examples aside, so that it reads well beside the file that is being mended.
const WIDTH: usize = 88;

/// Lists the rules, or tells about one.
pub(super) fn run(_call: &Call, args: &Explain) -> Result<Status, Failure> {
    let text = match &args.rule {
        None => list(),
        Some(name) => about(find(name)?),
    };
    answer(|out| out.write_all(text.as_bytes()))?;
    Ok(Status::Clean)
}

fn find(name: &str) -> Result<&'static Rule, Failure> {
    let bare = name.trim();
    if let Some(rule) = rule::find(bare) {
        return Ok(rule);
    }
    let help = match nearest(bare, rule::names().into_iter()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`proofmark explain` lists all rules".to_owned(),
    };
    Err(Failure::Refused(format!("there is no rule `{name}`\n  {help}")))
}

/// Every rule in a line or two, by family.
fn list() -> String {
    let mut text = String::new();
    let mut families: Vec<&str> = Vec::new();
    for rule in rule::all() {
        if !families.contains(&rule.family) {
            families.push(rule.family);
        }
    }
    let widest = rule::all().map(|rule| rule.name.len()).max().unwrap_or(0);
    for family in families {
        line(&mut text, &heading(family));
        for rule in rule::all().filter(|rule| rule.family == family) {
            let indent = 2 + widest + 2 + 9;
            let level = painted(rule.level);
            let pad = " ".repeat(9 - rule.level.name().len());
            let mut lines = wrapped(rule.summary, WIDTH - indent).into_iter();
            let first = lines.next().unwrap_or_default();
            line(&mut text, &format!("  {:<widest$}  {level}{pad}{first}", rule.name));
            for more in lines {
                line(&mut text, &format!("{}{more}", " ".repeat(indent)));
            }
        }
        line(&mut text, "");
    }
    let count = rule::all().count();
    line(&mut text, &format!("{count} rules. `proofmark explain RULE` says why, shows examples and how to fix."));
    text
}

/// Everything there is to say about a rule.
fn about(rule: &Rule) -> String {
    let mut text = String::new();
    let bold = Style::new().bold();
    line(&mut text, &format!("{bold}{}{bold:#}  {} · {}", rule.name, painted(rule.level), rule.family));
    line(&mut text, "");
    paragraph(&mut text, &sentence(rule.summary));
    section(&mut text, "Why", rule.why);
    if let Some(basis) = rule.basis {
        section(&mut text, "Basis", basis);
    }
    examples(&mut text, "Flagged", rule.bad);
    examples(&mut text, "Fine", rule.good);
    section(&mut text, "How to fix", rule.fix);
    if let Some(safety) = rule::fixable(rule.name) {
        paragraph(&mut text, &format!("`proofmark check {}` can do it where it is certain.", safety.flags()));
    }
    line(&mut text, &format!("\n{}", heading("To allow or change it")));
    exception(&mut text, rule);
    text
}

/// How to live with a finding of this rule, where that is possible.
fn exception(text: &mut String, rule: &Rule) {
    let name = rule.name;
    let in_front = format!("allow: [{{rule: {name}, reason: why this is fine}}]");
    match rule::allowable(name) {
        Allowable::Anywhere => {
            paragraph(text, "One finding, before the block it is in; the reason is required, and the page shows it:");
            code(text, &format!("<!-- proofmark: allow({name}) why this is fine -->"));
            paragraph(text, "A whole file, in its front matter:");
            code(text, &in_front);
        }
        Allowable::InFrontMatter => {
            paragraph(
                text,
                "Not by a comment: what the customer agreed to is settled with the customer. A whole study, in its front matter:",
            );
            code(text, &in_front);
        }
        Allowable::Nowhere => paragraph(text, "A single finding cannot be allowed: mend it."),
    }
    paragraph(text, "The whole site, in site.toml; a level is error, warning, note or off:");
    let other = if rule.level == Level::Error { Level::Warning } else { Level::Note };
    let other = if rule.level == other { "off" } else { other.name() };
    code(text, &format!("[rules]\n{name} = \"{other}\""));
}

fn section(text: &mut String, title: &str, words: &str) {
    line(text, &format!("\n{}", heading(title)));
    paragraph(text, words);
}

fn examples(text: &mut String, title: &str, examples: &[&str]) {
    line(text, &format!("\n{}", heading(title)));
    for (n, example) in examples.iter().enumerate() {
        if n > 0 {
            line(text, &format!("    {}", dim("· · ·")));
        }
        code(text, example.trim_end());
    }
}

/// An indented block; a line `=== path` of an example becomes the name of the file below it.
fn code(text: &mut String, code: &str) {
    for (n, row) in code.lines().enumerate() {
        match row.strip_prefix("=== ") {
            Some(path) => {
                let above = if n == 0 { "" } else { "\n" };
                line(text, &format!("{above}    {}", dim(&format!("{path}:"))));
            }
            None => line(text, format!("    {row}").trim_end()),
        }
    }
}

fn paragraph(text: &mut String, words: &str) {
    for row in wrapped(words, WIDTH - 2) {
        line(text, &format!("  {row}"));
    }
}

fn line(text: &mut String, words: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{words}");
}

/// `a figure …` → `A figure … .`
fn sentence(summary: &str) -> String {
    let mut chars = summary.chars();
    let first = chars.next().map_or(String::new(), |c| c.to_uppercase().to_string());
    format!("{first}{}.", chars.as_str())
}

/// Breaks at blanks; a word longer than the line keeps it to itself.
fn wrapped(words: &str, width: usize) -> Vec<String> {
    let mut rows = vec![String::new()];
    for word in words.split_whitespace() {
        let row = rows.last().map_or(0, |row| row.chars().count());
        if row > 0 && row + 1 + word.chars().count() > width {
            rows.push(String::new());
        }
        if let Some(row) = rows.last_mut() {
            if !row.is_empty() {
                row.push(' ');
            }
            row.push_str(word);
        }
    }
    rows
}

fn heading(words: &str) -> String {
    let style = Style::new().bold().underline();
    format!("{style}{words}{style:#}")
}

fn dim(words: &str) -> String {
    let style = Style::new().dimmed();
    format!("{style}{words}{style:#}")
}

fn painted(level: Level) -> String {
    let colour = match level {
        Level::Error => AnsiColor::Red,
        Level::Warning => AnsiColor::Yellow,
        Level::Note => AnsiColor::Cyan,
    };
    let style = colour.on_default().bold();
    format!("{style}{}{style:#}", level.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn the_list_names_every_rule_once_and_keeps_its_width() {
        let list = plain(&list());
        for rule in rule::all() {
            let rows = list.lines().filter(|row| row.split_whitespace().next() == Some(rule.name)).count();
            assert_eq!(rows, 1, "{}", rule.name);
        }
        for row in list.lines() {
            assert!(row.chars().count() <= WIDTH, "{row}");
        }
    }

    #[test]
    fn a_rule_is_told_with_everything_that_belongs_to_it() {
        for rule in rule::all() {
            let text = plain(&about(rule));
            for part in [rule.name, rule.family, rule.level.name(), "Why", "Flagged", "Fine", "How to fix", "[rules]"] {
                assert!(text.contains(part), "{}: no {part}\n{text}", rule.name);
            }
            let prose = text.lines().filter(|row| !row.starts_with("    "));
            for row in prose {
                assert!(row.chars().count() <= WIDTH, "{}: {row}", rule.name);
            }
            assert!(!text.contains("\n\n\n"), "{text}");
        }
    }

    #[test]
    fn an_unknown_rule_gets_the_nearest_name() {
        let refused = |name: &str| find(name).unwrap_err().to_string();
        assert!(refused("missing-feild").contains("`missing-field`"));
        assert!(refused("weather").contains("lists all rules"));
        assert!(find(" missing-field ").is_ok());
    }

    #[test]
    fn what_the_customer_agreed_to_is_not_allowed_by_a_comment() {
        let of = |name: &str| plain(&about(rule::find(name).unwrap()));
        assert!(of("raw-html").contains("<!-- proofmark: allow(raw-html)"));
        assert!(!of("invalid-yaml").contains("allow("));
        assert!(!of("unused-allowance").contains("allow(unused-allowance)"));
    }
}
