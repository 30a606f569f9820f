//! Front matter tree → [`Meta`]. Each of customer, problem, outcome and quote is text or a table of the same name.

use super::customer::Customer;
use super::meta::*;
use super::prose::Prose;
use crate::claim::Place;
use crate::evidence;
use crate::finding::Finding;
use crate::source::Span;
use crate::written::{Fields, Node, Text, Value, nearest};

/// Reads the front matter of a study. Everything that cannot be read is a finding; the rest is kept.
pub(super) fn meta(node: &Node, findings: &mut Vec<Finding>) -> (Meta, Vec<super::Allow>) {
    let mut meta = Meta::default();
    let mut allows = Vec::new();
    let Some(mut f) = Fields::of_study(node, "a study", findings) else { return (meta, allows) };
    meta.keys = Keys {
        front: Some(f.span),
        customer: f.key_span("customer"),
        problem: f.key_span("problem"),
        outcome: f.key_span("outcome"),
        quote: f.key_span("quote").or(f.key_span("quotes")),
        evidence: f.key_span("evidence"),
        consent: f.key_span("consent"),
        disclosure: f.key_span("disclosure"),
        typical: f.key_span("typical"),
        reference: f.key_span("reference"),
    };
    meta.title = f.words("title").map(|t| Prose::of_text(&t, Place::Title));
    meta.date = f.date("date");
    meta.updated = f.date("updated");
    meta.draft = f.bool("draft").is_some_and(|b| b.value);
    meta.aliases = f.texts("aliases");
    meta.tags = f.texts("tags");
    meta.product = f.words("product");
    meta.lang = f.words("lang");
    meta.extra = f.node("extra").cloned();
    meta.weight = whole(&mut f, "weight");
    meta.customer = customer(&mut f);
    meta.problem = problem(&mut f);
    meta.outcome = outcome(&mut f);
    meta.quotes = quotes(&mut f);
    if let Some(mut map) = f.table("evidence", "evidence") {
        meta.evidence = evidence::records(&mut map);
    }
    meta.consent = consent(&mut f);
    if let Some(mut d) = f.table("disclosure", "disclosure") {
        meta.disclosure = Disclosure { relationship: d.choice("relationship"), incentive: d.words("incentive") };
        d.finish();
    }
    meta.limits = f.words("limits").map(|t| Prose::of_text(&t, Place::Limits));
    meta.effort = effort(&mut f);
    meta.hesitation = baseline(f.words("hesitation"));
    meta.alternatives = f.texts("alternatives");
    meta.typical = typical(&mut f);
    meta.reference = reference(&mut f);
    allows.extend(allow_list(&mut f));
    meta.given = Given {
        customer: f.gives("customer") && (meta.customer.public_name().is_some() || holds(node, "customer", "name")),
        problem: f.gives("problem") && (meta.problem.text.is_some() || holds(node, "problem", "text")),
        outcome: f.gives("outcome") && (meta.outcome.is_some() || holds(node, "outcome", "text")),
        quote: f.gives("quote") || f.gives("quotes"),
    };
    f.finish();
    (meta, allows)
}

/// Whether a key of the front matter holds something that is not our reading of it: a table with `inner` in it, or a
/// value of the wrong kind, which is reported as such.
fn holds(node: &Node, key: &str, inner: &str) -> bool {
    let Value::Map(entries) = &node.value else { return false };
    let Some(entry) = entries.iter().find(|e| e.key.value == key) else { return true };
    match &entry.node.value {
        Value::Map(parts) => parts.iter().any(|e| {
            !e.node.is_blank() && (e.key.value == inner || nearest(&e.key.value, [inner].into_iter()).is_some())
        }),
        _ => !entry.node.is_blank(),
    }
}

/// Words that hold baselines or facts about the customer: no claims unless bound.
fn baseline(text: Option<Text>) -> Option<Prose> {
    text.map(|t| Prose::of_text(&t, Place::Body).unsearched())
}

pub(super) fn whole(f: &mut Fields<'_>, key: &'static str) -> Option<i32> {
    let text = f.scalar(key, "a whole number")?;
    let value = text.trimmed().parse().ok();
    if value.is_none() {
        f.report(
            Finding::new(
                "wrong-type",
                text.span,
                format!("`{key}` is a whole number, but this is `{}`", text.trimmed()),
            )
            .help("write digits only, such as 3 or -3"),
        );
    }
    value
}

/// The value of a key that is text or a table: `Err` holds the text.
fn either<'a>(f: &'a mut Fields<'_>, key: &'static str, what: &'static str) -> Option<Result<Fields<'a>, Text>> {
    let node = f.node(key)?;
    match node.value {
        Value::Map(_) => f.table(key, what).map(Ok),
        _ => f.words(key).map(Err),
    }
}

fn customer(f: &mut Fields<'_>) -> Customer {
    match either(f, "customer", "a customer") {
        None => Customer::default(),
        Some(Err(name)) => Customer { name: Some(name), ..Customer::default() },
        Some(Ok(mut c)) => {
            let customer = Customer {
                name: c.words("name"),
                public_as: c.words("public_as"),
                url: c.words("url"),
                industry: c.words("industry"),
                size: c.words("size"),
                region: c.words("region"),
                adopter: c.choice("adopter"),
                logo: c.words("logo"),
                about: baseline(c.words("about")),
                former: c.bool("former").is_some_and(|b| b.value),
            };
            c.finish();
            customer
        }
    }
}

fn problem(f: &mut Fields<'_>) -> Problem {
    match either(f, "problem", "a problem") {
        None => Problem::default(),
        Some(Err(text)) => Problem { text: baseline(Some(text)), ..Problem::default() },
        Some(Ok(mut p)) => {
            let problem = Problem {
                text: baseline(p.words("text")),
                cost: baseline(p.words("cost")),
                urgent_because: baseline(p.words("urgent_because")),
                tag: p.words("tag"),
            };
            p.finish();
            problem
        }
    }
}

fn outcome(f: &mut Fields<'_>) -> Option<Prose> {
    let text = match either(f, "outcome", "an outcome")? {
        Err(text) => text,
        Ok(mut o) => {
            let text = o.words("text");
            o.finish();
            text?
        }
    };
    Some(Prose::of_text(&text, Place::Outcome))
}

fn quotes(f: &mut Fields<'_>) -> Vec<Quote> {
    let mut quotes = Vec::new();
    for key in ["quote", "quotes"] {
        let Some(node) = f.node(key) else { continue };
        match &node.value {
            Value::List(items) => {
                for item in items {
                    quotes.extend(quote(f, item));
                }
            }
            _ => quotes.extend(quote(f, node)),
        }
    }
    quotes
}

fn quote(f: &mut Fields<'_>, node: &Node) -> Option<Quote> {
    if let Value::Scalar(text) = &node.value {
        return (!text.trimmed().is_empty()).then(|| quick_quote(text));
    }
    let mut q = f.inner(node, "a quote")?;
    let quote = Quote {
        text: q.words("text").map(|t| Prose::of_text(&unquoted(&t), Place::Quote)),
        by: q.words("by"),
        role: q.words("role"),
        photo: q.words("photo"),
        asked: q.words("asked"),
        date: q.date("date"),
        explains: q.words("explains"),
        edited: q.bool("edited"),
        given: false,
        span: node.span,
    };
    let quote = Quote { given: q.gives("text"), ..quote };
    q.finish();
    Some(quote)
}

/// `"Words. — Ana Ruiz, Head nurse"`: the words, the speaker, the role.
fn quick_quote(text: &Text) -> Quote {
    let (words, by, role) = match attribution(&text.value) {
        None => (text.clone(), None, None),
        Some((words_end, by)) => {
            let comma = text.value[by.clone()].find(',').map(|at| by.start + at);
            let name = text.slice(trim(&text.value, by.start..comma.unwrap_or(by.end)));
            let role = comma.map(|at| text.slice(trim(&text.value, at + 1..by.end)));
            (text.slice(trim(&text.value, 0..words_end)), Some(name), role.filter(|r| !r.value.is_empty()))
        }
    };
    Quote {
        text: Some(Prose::of_text(&unquoted(&words), Place::Quote)),
        by,
        role,
        photo: None,
        asked: None,
        date: None,
        explains: None,
        edited: None,
        given: true,
        span: text.span,
    }
}

/// Where the words end and who said them: after the last spaced dash stands a name of one to five words, the first
/// with a capital.
fn attribution(value: &str) -> Option<(usize, std::ops::Range<usize>)> {
    let (at, dash) = ["—", "–", "--"].iter().filter_map(|d| value.rfind(d).map(|at| (at, *d))).max()?;
    let rest = trim(value, at + dash.len()..value.len());
    let name = value[rest.clone()].split(',').next()?;
    let spaced = value[..at].ends_with([' ', '\n', '.', '"', '”', '!', '?']) && at > 0;
    let named = name.chars().next().is_some_and(char::is_uppercase)
        && name.split_whitespace().count() <= 5
        && !value[rest.clone()].contains(['.', '!', '?']) | name.contains(". ");
    (spaced && named).then_some((at, rest))
}

fn trim(value: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let part = &value[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..(start + part.trim().len())
}

/// Without the quotation marks around the whole: the theme sets its own.
fn unquoted(text: &Text) -> Text {
    let value = text.value.as_str();
    let range = trim(value, 0..value.len());
    for (open, close) in [('“', '”'), ('"', '"'), ('‘', '’'), ('„', '“'), ('«', '»')] {
        let inner = value[range.clone()].strip_prefix(open).and_then(|v| v.strip_suffix(close));
        if inner.is_some_and(|v| !v.contains([open, close])) {
            return text.slice(range.start + open.len_utf8()..range.end - close.len_utf8());
        }
    }
    text.slice(range)
}

fn consent(f: &mut Fields<'_>) -> Option<Consent> {
    let mut c = f.table("consent", "consent")?;
    // Also one that is written as a list or a map: that is a mistake, but no denial.
    let odd = c.node("withdrawn").filter(|n| matches!(n.value, Value::List(_) | Value::Map(_))).map(|n| n.span);
    let withdrawn = c.text("withdrawn").filter(|t| t.trimmed() != "false" && !t.trimmed().is_empty());
    let consent = Consent {
        by: c.words("by"),
        date: c.date("date"),
        until: c.date("until"),
        scope: c.choices("scope"),
        basis: c.words("basis"),
        wording: c.words("wording"),
        record: c.words("record"),
        withdrawn: withdrawn.map(|t| t.span).or(odd),
        filled: c.filled(),
        span: c.span,
    };
    c.finish();
    Some(consent)
}

fn effort(f: &mut Fields<'_>) -> Option<Effort> {
    let mut e = f.table("effort", "effort")?;
    let effort = Effort {
        their_hours: evidence::number(&mut e, "their_hours"),
        people: evidence::number(&mut e, "people"),
        days_to_first_value: evidence::number(&mut e, "days_to_first_value"),
    };
    e.finish();
    Some(effort)
}

fn typical(f: &mut Fields<'_>) -> Option<Typical> {
    match either(f, "typical", "a typical result")? {
        Err(text) => Some(Typical { text: baseline(Some(text)), basis: None }),
        Ok(mut t) => {
            let typical = Typical { text: baseline(t.words("text")), basis: t.words("basis") };
            t.finish();
            Some(typical)
        }
    }
}

fn reference(f: &mut Fields<'_>) -> Option<Reference> {
    let mut r = f.table("reference", "a reference")?;
    let reference = Reference {
        open: r.bool("open").is_some_and(|b| b.value),
        kinds: r.texts("kinds"),
        max_per_quarter: r.count("max_per_quarter"),
        used: r.dates("used"),
        span: r.span,
    };
    r.finish();
    Some(reference)
}

/// `allow: [{rule: …, reason: …}]` covers the whole file.
pub(super) fn allow_list(f: &mut Fields<'_>) -> Vec<super::Allow> {
    let Some(node) = f.node("allow") else { return Vec::new() };
    let Value::List(items) = &node.value else {
        f.report(Finding::new("wrong-type", node.span, "`allow` is a list of `{rule, reason}`"));
        return Vec::new();
    };
    // The span of a list without brackets ends where the next key begins.
    let end = items.last().map_or(node.span, |last| last.span);
    let list = f.key_span("allow").map(|key| super::AllowList { entry: key.to(end), items: items.len() });
    let mut allows = Vec::new();
    for item in items {
        let Some(mut a) = f.inner(item, "an allowance") else { continue };
        let rule = a.words("rule");
        let reason = a.words("reason").map_or(String::new(), |t| t.trimmed().to_owned());
        a.finish();
        let rules = rule.into_iter().map(|t| (t.trimmed().to_owned(), t.span)).collect();
        let whole = Span { file: item.span.file, start: 0, end: u32::MAX };
        allows.push(super::Allow { rules, reason, span: item.span, covers: whole, comment: false, list });
    }
    allows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn quick(value: &str) -> (String, Option<String>, Option<String>) {
        let mut sources = Sources::default();
        let id = sources.insert("a", value);
        let quote = quick_quote(&Text::plain(id, 0, value));
        let by = quote.by.map(|t| {
            assert_eq!(sources.words(t.span), t.value);
            t.value
        });
        (quote.text.unwrap().text, by, quote.role.map(|t| t.value))
    }

    #[test]
    fn a_quick_quote_names_speaker_and_role() {
        let read = quick("Words. — Ana Ruiz, Head nurse");
        assert_eq!(read, ("Words.".into(), Some("Ana Ruiz".into()), Some("Head nurse".into())));
        let read = quick("“We stopped — finally.” -- Jo");
        assert_eq!(read, ("We stopped — finally.".into(), Some("Jo".into()), None));
    }

    #[test]
    fn a_dash_in_the_words_is_no_attribution() {
        assert_eq!(
            quick("It works – every Monday we leave on time."),
            ("It works – every Monday we leave on time.".into(), None, None)
        );
        assert_eq!(quick("I go home on time."), ("I go home on time.".into(), None, None));
    }
}
