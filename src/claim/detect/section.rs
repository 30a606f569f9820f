//! What a heading promises of the text below it.

use crate::claim::Section;
use crate::claim::token::Tokens;

/// See [`Section::of_heading`]. Long headings are sentences, and say nothing about what stands below them.
pub(in crate::claim) fn section(heading: &str) -> Section {
    let tokens = Tokens::new(heading);
    let any = |list: &[&str]| (0..tokens.len()).any(|i| list.contains(&tokens.at(i)));
    if tokens.len() > 2 && tokens.at(tokens.len() - 1) == "?" {
        return asked(&tokens);
    }
    let short = tokens.len() <= 5;
    // "After we moved to Intake:"
    let after = tokens.at(0) == "after" || tokens.len() == 1 && one_of!(tokens.at(0), "now" "today" "afterwards");
    if after
        || any(&[
            "result",
            "results",
            "impact",
            "outcome",
            "outcomes",
            "benefit",
            "benefits",
            "achievements",
            "gains",
            "wins",
            "improvements",
            "payoff",
            "roi",
        ])
        || tokens.phrase(0, "by the numbers")
        || tokens.phrase(0, "in numbers")
    {
        Section::Results
    } else if short
        && any(&["goal", "goals", "future", "plans", "roadmap", "next", "objectives", "requirements", "ahead"])
    {
        Section::Goals
    } else if tokens.len() <= 2
        && any(&["client", "customer", "situation", "context"])
        && !any(&["success", "stories", "story"])
        || short && any(&["challenge", "challenges", "problem", "problems", "about", "background", "company", "before"])
    {
        Section::Background
    } else {
        Section::Other
    }
}

/// What the question of an interview promises: "What improvements have you seen?", "Can you tell us what Ashgrove does?"
fn asked(tokens: &Tokens) -> Section {
    let any = |list: &[&str]| (0..tokens.len()).any(|i| list.contains(&tokens.at(i)));
    let says = |phrase: &str| (0..tokens.len()).any(|i| tokens.phrase(i, phrase));
    if any(&["future", "plans", "next", "ahead"]) {
        Section::Goals
    } else if any(&[
        "improvements",
        "improved",
        "results",
        "benefits",
        "impact",
        "changed",
        "outcome",
        "outcomes",
        "gains",
        "since",
    ]) {
        Section::Results
    } else if any(&["help", "helped", "helps", "solve", "solved"]) {
        // "How did Intake help to solve this problem?"
        Section::Other
    } else if any(&["before", "pre", "problem", "problems", "challenge", "challenges", "yourself", "previously"])
        || says("tell us")
        || any(&["what", "who"]) && any(&["does", "do"]) && !any(&["how", "with", "for"])
    {
        Section::Background
    } else {
        Section::Other
    }
}
