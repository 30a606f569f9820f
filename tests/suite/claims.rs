//! Claims and what stands behind them.

use proofmark::rule;

use crate::project::{Project, briefs};

const MINE: &[&str] = &["claim", "figure", "quote", "consent", "disclosure", "site"];

#[test]
fn examples() {
    let mut wrong = Vec::new();
    for rule in rule::all().filter(|r| MINE.contains(&r.family)) {
        for (examples, expected) in [(rule.bad, true), (rule.good, false)] {
            for example in examples {
                let checked = Project::of_example(example).check();
                if checked.findings.iter().any(|f| f.rule == rule.name) != expected {
                    wrong.push(format!("{} {expected}\n{example}\n{:#?}", rule.name, briefs(&checked)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
