//! A rule on a page of its own: what it flags, why, on what basis, and how to fix it.

use pulldown_cmark_escape::escape_html;

use crate::rule::{self, Rule};

/// The page about a rule; `None` when there is no such rule.
pub(super) fn page(name: &str) -> Option<String> {
    let rule = rule::find(name)?;
    let mut body =
        format!("<p class=\"level {0}\">{0} · {1}</p><h1>{2}</h1>", rule.level, rule.family, escaped(rule.name));
    body.push_str(&format!("<p class=\"summary\">{}</p>", escaped(rule.summary)));
    section(&mut body, "Why", rule.why);
    if let Some(basis) = rule.basis {
        section(&mut body, "Basis", basis);
    }
    section(&mut body, "How to fix", rule.fix);
    examples(&mut body, "Flagged", rule.bad);
    examples(&mut body, "Fine", rule.good);
    Some(frame(rule, &body))
}

fn frame(rule: &Rule, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><title>{}</title><link rel=\"stylesheet\" \
         href=\"{}explain.css\"></head><body><main>{body}</main></body></html>\n",
        escaped(rule.name),
        super::RESERVED
    )
}

fn section(body: &mut String, title: &str, words: &str) {
    body.push_str(&format!("<h2>{title}</h2><p>{}</p>", escaped(words)));
}

fn examples(body: &mut String, title: &str, examples: &[&str]) {
    body.push_str(&format!("<h2>{title}</h2>"));
    for example in examples {
        body.push_str(&format!("<pre tabindex=\"0\">{}</pre>", escaped(example.trim_end())));
    }
}

fn escaped(words: &str) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = escape_html(&mut out, words);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_page() {
        for rule in rule::all() {
            let page = page(rule.name).unwrap();
            assert!(page.contains(&escaped(rule.why)) && page.contains("How to fix"), "{}", rule.name);
        }
        assert!(page("weather").is_none());
        assert!(!page("raw-html").unwrap().contains("<div"), "an example was not escaped");
    }
}
