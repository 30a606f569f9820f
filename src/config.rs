//! `site.toml`: as written → as resolved, with every default filled in.

use std::collections::BTreeMap;

use globset::{Glob, GlobMatcher};
use jiff::civil::Date;

use crate::finding::{Finding, Level};
use crate::ladder::Rung;
use crate::source::{Source, Span, Spanned};
use crate::written::{Choice, Fields, Text, Value, nearest, parse_toml};

/// Everything the program needs to know about the site.
#[derive(Clone, Debug)]
pub struct Config {
    /// The site's title.
    pub title: String,
    /// Who publishes this about its own customers. Printed on every page.
    pub publisher: String,
    /// Subjects of superlatives; a study's product must be one of these.
    pub products: Vec<Text>,
    /// Scheme, host and path the site will live at, without a slash at the end.
    pub base_url: BaseUrl,
    /// BCP 47 language of the site.
    pub language: String,
    /// The only address that may appear in the output.
    pub contact: Option<String>,
    /// Folder under `themes/` that overrides the default theme.
    pub theme: String,
    /// The site's one colour, as `#rrggbb`.
    pub accent: String,
    /// A line under the title.
    pub tagline: Option<Text>,
    /// Output folder, from the root.
    pub output: String,
    /// How many customers there are, and how many were asked.
    pub coverage: Option<Coverage>,
    /// The ladder's thresholds.
    pub policy: Policy,
    /// Levels by rule name; `None` is off.
    pub rules: BTreeMap<String, Option<Level>>,
    /// Levels by path, later ones win.
    pub overrides: Vec<Override>,
    /// What is written beside the pages.
    pub output_files: OutputFiles,
    /// Studies on one listing page.
    pub page_size: usize,
    /// The top of `site.toml`, for findings about the site as a whole.
    pub top: Span,
    /// Names for [`crate::study::parse`].
    pub names: crate::study::Names,
}

/// An absolute address, split once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme and host, such as `https://proof.example.com`.
    pub origin: String,
    /// Path with a slash at its start and none at its end; empty at the root of a host.
    pub path: String,
}

impl BaseUrl {
    /// Reads an address. It must start with `http://` or `https://` and name a host.
    pub fn parse(address: &str) -> Option<Self> {
        let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
        let rest = rest.split(['?', '#']).next().unwrap_or(rest);
        let host_end = rest.find('/').unwrap_or(rest.len());
        if host_end == 0 || address.chars().any(|c| c.is_whitespace() || "\"<>\\^`{|}".contains(c)) {
            return None;
        }
        let scheme_len = address.find("://")? + 3;
        Some(Self {
            origin: address[..scheme_len + host_end].to_owned(),
            path: rest[host_end..].trim_end_matches('/').to_owned(),
        })
    }

    /// The path from the host's root for a path from the site's root: `/sub` + `/studies/x/`.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.path)
    }

    /// The whole address for a path from the site's root.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.path)
    }
}

/// How many customers there are, and how many were asked.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// Customers in all.
    pub customers: Option<u32>,
    /// Asked for a study.
    pub asked: Option<u32>,
    /// Said yes.
    pub agreed: Option<u32>,
    /// On which day this was true.
    pub as_of: Option<Date>,
}

/// Thresholds of the ladder and of what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Days money must have been there.
    pub cooling_off_days: u32,
    /// Days of use that count.
    pub min_use_days: u32,
    /// Months until a measurement is too old for `love`.
    pub love_months: u32,
    /// Months until a measurement is too old for `hell-yes`.
    pub hell_yes_months: u32,
    /// Answers a survey needs to be independent, and a percentage to stand without its n.
    pub percent_min_n: u32,
    /// Months a consent without an end lasts.
    pub consent_months: u32,
    /// Studies below are left out.
    pub minimum_rung: Rung,
    /// Without recorded consent a study is left out.
    pub require_consent: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            cooling_off_days: 14,
            min_use_days: 90,
            love_months: 24,
            hell_yes_months: 12,
            percent_min_n: 30,
            consent_months: 12,
            minimum_rung: Rung::Like,
            require_consent: false,
        }
    }
}

/// Levels for some paths.
#[derive(Clone, Debug)]
pub struct Override {
    paths: Vec<GlobMatcher>,
    rules: BTreeMap<String, Option<Level>>,
}

/// What is written beside the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFiles {
    /// The printed page for the person who approves.
    pub briefs: bool,
    /// A Markdown twin of every study.
    pub twins: bool,
    /// The claims and their evidence as data.
    pub proof_json: bool,
    /// Pictures for link previews.
    pub cards: bool,
}

impl Config {
    /// What `site.toml` says about the level of `rule` in the file at `path`. `None`: nothing; `Some(None)`: off.
    pub fn level_of(&self, rule: &str, path: &str) -> Option<Option<Level>> {
        // Globs are written from the content folder, as in `studies/old/**`, or from the root.
        let inside = path.strip_prefix("content/").unwrap_or(path);
        self.overrides
            .iter()
            .rev()
            .filter(|o| o.paths.iter().any(|g| g.is_match(inside) || g.is_match(path)))
            .find_map(|o| o.rules.get(rule))
            .or_else(|| self.rules.get(rule))
            .copied()
    }
}

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
        config.language = language.trimmed().to_owned();
    }
    config.contact = contact(&mut f);
    if let Some(theme) = f.words("theme") {
        config.theme = theme.trimmed().to_owned();
    }
    accent(&mut f, &mut config);
    config.tagline = f.words("tagline");
    if let Some(output) = f.words("output") {
        config.output = output.trimmed().to_owned();
    }
    if let Some(size) = f.count("page_size").filter(|s| s.value > 0) {
        config.page_size = size.value as usize;
    }
    config.coverage = coverage(&mut f);
    config.policy = policy(&mut f);
    config.rules = levels(&mut f, rule_names);
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

impl Config {
    fn default_for(top: Span) -> Self {
        Config {
            title: "Proof from our customers".into(),
            publisher: String::new(),
            products: Vec::new(),
            base_url: BaseUrl { origin: "http://localhost".into(), path: String::new() },
            language: "en".into(),
            contact: None,
            theme: "ledger".into(),
            accent: "#0b5f8a".into(),
            tagline: None,
            output: "public".into(),
            coverage: None,
            policy: Policy::default(),
            rules: BTreeMap::new(),
            overrides: Vec::new(),
            output_files: OutputFiles { briefs: true, twins: true, proof_json: true, cards: true },
            page_size: 50,
            top,
            names: crate::study::Names::default(),
        }
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

fn contact(f: &mut Fields<'_>) -> Option<String> {
    let text = f.words("contact")?;
    let address = text.trimmed();
    let parts = address.split_once('@');
    let sound = parts.is_some_and(|(who, host)| !who.is_empty() && host.contains('.') && !host.contains('@'))
        && !address.contains(|c: char| c.is_whitespace() || "<>\"'?&".contains(c));
    if !sound {
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

fn levels(f: &mut Fields<'_>, rule_names: &[&'static str]) -> BTreeMap<String, Option<Level>> {
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
            match Glob::new(text.trimmed()) {
                Ok(glob) => paths.push(glob.compile_matcher()),
                Err(error) => o.report(
                    Finding::new("invalid-config", text.span, format!("this is no path pattern: {}", error.kind()))
                        .help("write a path with `*` and `**`, such as studies/old/**"),
                ),
            }
        }
        let rules = levels(&mut o, rule_names);
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
        assert!(BaseUrl::parse("https://").is_none());
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
