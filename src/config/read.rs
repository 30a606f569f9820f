//! `site.toml`, key by key, into a [`Config`].

use std::collections::BTreeMap;

use globset::{Glob, GlobSet};

use super::{BaseUrl, Config, Coverage, OutputFiles, Override, Policy};
use crate::finding::{Finding, Level};
use crate::source::{Source, Spanned};
use crate::written::{Choice, Fields, Text, Value, nearest, parse_toml};

/// Reads `site.toml`. Never fails: what cannot be used is a finding and keeps its default.
pub fn read(source: &Source, rule_names: &[&'static str], findings: &mut Vec<Finding>) -> Config {
    let root = parse_toml(source, findings);
    let mut config = Config::default_for(source.top());
    let Some(mut f) = Fields::of_config(&root, "site.toml", findings) else { return config };
    let title = f.words("title");
    let publisher = f.words("publisher");
    match (&title, &publisher) {
        (Some(t), _) => config.title = t.trimmed().to_owned(),
        (None, Some(p)) => config.title = format!("Proof from the customers of {}", p.trimmed()),
        _ => {}
    }
    match publisher {
        Some(p) => config.publisher = p.trimmed().to_owned(),
        None => f.report(
            Finding::new("invalid-config", source.top(), "`publisher` is missing")
                .note("every page says who publishes it about its own customers")
                .help("add `publisher = \"Your company\"`"),
        ),
    }
    config.products = f.texts("products");
    base_url(&mut f, source, &mut config);
    if let Some(language) = f.words("language") {
        set_language(&mut f, &language, &mut config);
    }
    config.contact = contact(&mut f);
    if let Some(theme) = f.words("theme") {
        match theme.trimmed() {
            name if name.contains(['/', '\\']) || name.starts_with('.') => f.report(
                Finding::new("invalid-config", theme.span, format!("`{name}` is no name of a theme"))
                    .help("write the name of a folder under themes/"),
            ),
            name => {
                config.theme = name.to_owned();
                config.theme_at = Some(theme.span);
            }
        }
    }
    accent(&mut f, &mut config);
    config.tagline = f.words("tagline");
    if let Some(output) = f.words("output") {
        config.output = output.trimmed().to_owned();
    }
    match f.count("page_size") {
        Some(size) if size.value == 0 => f.report(
            Finding::new("invalid-config", size.span, "a page of no studies")
                .help("write how many studies one page lists, such as `page_size = 50`"),
        ),
        Some(size) => config.page_size = size.value as usize,
        None => {}
    }
    config.coverage = coverage(&mut f);
    config.policy = policy(&mut f);
    config.rules =
        levels(&mut f, rule_names, &["private-in-output", "unmasked-customer", "altered-quote", "altered-figures"]);
    config.overrides = overrides(&mut f, rule_names);
    if let Some(mut o) = f.table("output_files", "[output_files]") {
        let mut on = |key| o.bool(key).is_none_or(|b| b.value);
        config.output_files =
            OutputFiles { briefs: on("briefs"), twins: on("twins"), proof_json: on("proof_json"), cards: on("cards") };
        o.finish();
    }
    f.finish();
    config.names.subjects = std::iter::once(config.publisher.clone())
        .chain(config.products.iter().map(|p| p.trimmed().to_owned()))
        .filter(|name| !name.is_empty())
        .collect();
    config
}

/// `en`, alone or with a region.
fn is_english(language: &str) -> bool {
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    primary.eq_ignore_ascii_case("en")
}

fn set_language(f: &mut Fields<'_>, text: &Text, config: &mut Config) {
    let tag = text.trimmed();
    let part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if !tag.split('-').all(part) {
        f.report(
            Finding::new("invalid-config", text.span, format!("`{tag}` is no language"))
                .help("write a language tag such as en or de-AT"),
        );
        return;
    }
    config.language = tag.to_owned();
    if !is_english(tag) {
        f.report(
            Finding::new("invalid-config", text.span, "claim rules read English, and find little in other words")
                .level(Level::Warning)
                .note("evidence, figures and consent are checked as ever; claims are for you to look for"),
        );
    }
}

fn base_url(f: &mut Fields<'_>, source: &Source, config: &mut Config) {
    let Some(text) = f.words("base_url") else {
        f.report(
            Finding::new("invalid-config", source.top(), "`base_url` is missing")
                .note("feeds, the sitemap and link previews need whole addresses")
                .help("add `base_url = \"https://proof.example.com\"`, with the path if the site lives in a folder"),
        );
        return;
    };
    match BaseUrl::parse(text.trimmed()) {
        Some(url) => config.base_url = url,
        None => f.report(
            Finding::new("invalid-config", text.span, format!("`{}` is no web address", text.trimmed()))
                .help("write scheme and host, such as https://proof.example.com"),
        ),
    }
}

/// Whether this can be an e-mail address that is printed and linked.
pub fn is_address(address: &str) -> bool {
    let parts = address.split_once('@');
    parts.is_some_and(|(who, host)| !who.is_empty() && host.contains('.') && !host.contains('@'))
        && !address.contains(|c: char| c.is_whitespace() || "<>\"'?&".contains(c))
}

fn contact(f: &mut Fields<'_>) -> Option<String> {
    let text = f.words("contact")?;
    let address = text.trimmed();
    if !is_address(address) {
        f.report(
            Finding::new("invalid-config", text.span, format!("`{address}` is no e-mail address"))
                .help("write an address such as proof@example.com"),
        );
        return None;
    }
    Some(address.to_owned())
}

fn accent(f: &mut Fields<'_>, config: &mut Config) {
    let Some(text) = f.words("accent") else { return };
    let hex = text.trimmed().strip_prefix('#').unwrap_or("");
    if hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        config.accent = text.trimmed().to_lowercase();
        config.accent_at = Some(text.span);
    } else {
        f.report(
            Finding::new("invalid-config", text.span, format!("`{}` is no colour", text.trimmed()))
                .help("write six hexadecimal digits, such as #0b5f8a"),
        );
    }
}

fn coverage(f: &mut Fields<'_>) -> Option<Coverage> {
    let mut c = f.table("coverage", "[coverage]")?;
    let (customers, asked, agreed) = (c.count("customers"), c.count("asked"), c.count("agreed"));
    let steps = [&customers, &asked, &agreed];
    for pair in steps.windows(2) {
        if let (Some(all), Some(some)) = (pair[0], pair[1])
            && some.value > all.value
        {
            c.report(
                Finding::new("invalid-config", some.span, format!("{} cannot be more than {}", some.value, all.value))
                    .related(all.span, "more than these")
                    .help("customers ≥ asked ≥ agreed"),
            );
        }
    }
    let value = |n: Option<Spanned<u32>>| n.map(|n| n.value);
    let coverage = Coverage {
        customers: value(customers),
        asked: value(asked),
        agreed: value(agreed),
        as_of: c.date("as_of").map(|d| d.value),
    };
    c.finish();
    Some(coverage)
}

fn policy(f: &mut Fields<'_>) -> Policy {
    let mut policy = Policy::default();
    let Some(mut p) = f.table("policy", "[policy]") else { return policy };
    for (key, slot) in [
        ("cooling_off_days", &mut policy.cooling_off_days),
        ("min_use_days", &mut policy.min_use_days),
        ("love_months", &mut policy.love_months),
        ("hell_yes_months", &mut policy.hell_yes_months),
        ("percent_min_n", &mut policy.percent_min_n),
        ("consent_months", &mut policy.consent_months),
    ] {
        if let Some(n) = p.count(key) {
            *slot = n.value;
        }
    }
    if let Some(rung) = p.choice("minimum_rung") {
        policy.minimum_rung = rung.value;
    }
    if let Some(require) = p.bool("require_consent") {
        policy.require_consent = require.value;
    }
    p.finish();
    policy
}

/// A level as written: one of ours, or off.
#[derive(Clone, Copy, PartialEq)]
struct Written(Option<Level>);

impl Choice for Written {
    const ALL: &'static [(&'static str, Self)] = &[
        ("error", Written(Some(Level::Error))),
        ("warning", Written(Some(Level::Warning))),
        ("note", Written(Some(Level::Note))),
        ("off", Written(None)),
    ];
}

/// Levels by rule. Those of `fixed` cannot be set here.
fn levels(f: &mut Fields<'_>, rule_names: &[&'static str], fixed: &[&str]) -> BTreeMap<String, Option<Level>> {
    let mut levels = BTreeMap::new();
    let Some(mut table) = f.table("rules", "[rules]") else { return levels };
    for entry in table.all() {
        let written = entry.key.value.as_str();
        match rule_names.iter().find(|name| **name == written) {
            None => {
                let finding = Finding::new("invalid-config", entry.key.span, format!("there is no rule `{written}`"));
                table.report(match nearest(written, rule_names.iter().copied()) {
                    Some(near) => finding.label(format!("did you mean `{near}`?")),
                    None => finding.help("`proofmark explain` lists all rules"),
                });
            }
            Some(name) if fixed.contains(name) => {
                let message = format!("`{name}` keeps its level: it is a promise to others");
                let finding = Finding::new("invalid-config", entry.key.span, message);
                let some = *name == "private-in-output";
                let some = if some { "; what is wrong for some files only goes into `[[overrides]]`" } else { "" };
                table.report(finding.help(format!("mend what it finds{some}")));
            }
            Some(name) => {
                if let Some(level) = table.choice::<Written>(name) {
                    levels.insert((*name).to_owned(), level.value.0);
                }
            }
        }
    }
    levels
}

fn overrides(f: &mut Fields<'_>, rule_names: &[&'static str]) -> Vec<Override> {
    let Some(node) = f.node("overrides") else { return Vec::new() };
    let Value::List(items) = &node.value else {
        f.report(Finding::new("invalid-config", node.span, "`overrides` is a list: write `[[overrides]]`"));
        return Vec::new();
    };
    let mut overrides = Vec::new();
    for item in items {
        let Some(mut o) = f.inner(item, "[[overrides]]") else { continue };
        let mut paths = Vec::new();
        for text in o.texts("paths") {
            // A set of one: building a set can fail, while a single matcher panics on a pattern that is too large.
            match Glob::new(text.trimmed()).and_then(|glob| GlobSet::builder().add(glob).build()) {
                Ok(paths_of_one) => paths.push(paths_of_one),
                Err(error) => o.report(
                    Finding::new("invalid-config", text.span, format!("this is no path pattern: {}", error.kind()))
                        .help("write a path with `*` and `**`, such as studies/old/**"),
                ),
            }
        }
        let rules = levels(&mut o, rule_names, &["unmasked-customer", "altered-quote", "altered-figures"]);
        o.finish();
        overrides.push(Override { paths, rules });
    }
    overrides
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn config(toml: &str) -> (Config, Vec<Finding>) {
        let mut sources = Sources::default();
        let id = sources.insert("site.toml", toml);
        let mut findings = Vec::new();
        let config = read(sources.get(id), &["empty-praise", "stale-evidence"], &mut findings);
        (config, findings)
    }

    #[test]
    fn addresses_split_at_the_host() {
        let url = BaseUrl::parse("https://example.com/proof/site/").unwrap();
        assert_eq!((url.origin.as_str(), url.path.as_str()), ("https://example.com", "/proof/site"));
        assert_eq!(url.link("/studies/a/"), "/proof/site/studies/a/");
        let url = BaseUrl::parse("http://example.com").unwrap();
        assert_eq!(url.absolute("/"), "http://example.com/");
        assert!(BaseUrl::parse("example.com").is_none());
        assert_eq!(BaseUrl::parse("HTTPS://[::1]:8080").unwrap().origin, "https://[::1]:8080");
        for wrong in [
            "https://",
            "https://u:p@x.example",
            "https://x.example//y.example",
            "https://x.example/../..",
            "https://:80",
            "https://x.example:99999",
            "https://x.example/?q",
            "https://x\u{202e}.example",
        ] {
            assert!(BaseUrl::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn another_language_gives_one_warning() {
        let rest = "publisher = \"A\"\nbase_url = \"https://a.example\"\n";
        for (language, warnings) in [("en", 0), ("en-GB", 0), ("EN", 0), ("de", 1), ("eng", 1), ("", 0)] {
            let (config, findings) = config(&format!("{rest}language = \"{language}\"\n"));
            assert_eq!(findings.len(), warnings, "{language}: {findings:?}");
            assert!(findings.iter().all(|f| f.own_level == Some(Level::Warning)), "{findings:?}");
            assert!(language.is_empty() || config.language == language);
        }
    }

    #[test]
    fn a_page_of_no_studies_is_refused() {
        let rest = "publisher = \"A\"\nbase_url = \"https://a.example\"\n";
        let (_, findings) = config(&format!("{rest}page_size = 0\n"));
        assert_eq!(findings.len(), 1, "{findings:?}");
        let (two, findings) = config(&format!("{rest}page_size = 2\n"));
        assert_eq!((two.page_size, findings.len()), (2, 0));
    }

    #[test]
    fn every_mistake_is_found_in_one_run() {
        let (_, findings) = config(
            "titel = \"A\"\naccent = \"blue\"\nbase_url = \"nowhere\"\ncontact = \"me\"\n[rules]\nempty-prase = \"off\"\nstale-evidence = \"loud\"\n[policy]\nlove_months = \"x\"\n",
        );
        let all: Vec<&str> = findings.iter().map(|f| f.message.as_str()).collect();
        assert_eq!(findings.len(), 8, "{all:#?}");
        assert!(findings.iter().all(|f| f.rule == "invalid-config"));
        assert!(findings.iter().any(|f| f.label.contains("`title`")));
        assert!(findings.iter().any(|f| f.label.contains("`empty-praise`")));
    }

    #[test]
    fn a_pattern_too_large_to_match_with_is_a_finding() {
        let glob = format!("{}b{}", "{a,".repeat(200), "}".repeat(200));
        let head = "publisher = \"A\"\nbase_url = \"https://a.example\"\n";
        let (_, findings) = config(&format!("{head}[[overrides]]\npaths = [\"{glob}\"]\nrules = {{}}\n"));
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].message.contains("no path pattern"));
    }

    #[test]
    fn later_overrides_win_over_rules() {
        let (config, findings) = config(
            "publisher = \"A\"\nbase_url = \"https://a.example\"\n[rules]\nempty-praise = \"note\"\n[[overrides]]\npaths = [\"studies/old/**\"]\nrules = { empty-praise = \"off\" }\n",
        );
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(config.level_of("empty-praise", "content/studies/new.md"), Some(Some(Level::Note)));
        assert_eq!(config.level_of("empty-praise", "content/studies/old/a.md"), Some(None));
        assert_eq!(config.level_of("stale-evidence", "content/studies/old/a.md"), None);
    }
}
