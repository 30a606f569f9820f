//! `site.toml`: as written → as resolved, with every default filled in.

mod read;

pub use read::{is_address, read};

use std::collections::BTreeMap;

use globset::GlobSet;
use jiff::civil::Date;

use crate::finding::{Finding, Level};
use crate::ladder::Rung;
use crate::source::Span;
use crate::written::{Text, nearest};

/// The theme inside the program.
const DEFAULT_THEME: &str = "ledger";

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
    /// Where the theme is named, if it is.
    pub theme_at: Option<Span>,
    /// The site's one colour, as `#rrggbb`.
    pub accent: String,
    /// Where it is written, if it is.
    pub accent_at: Option<Span>,
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
    /// Reads an address: `http` or `https`, a host, perhaps a port and a path. Nothing that a link built on it would
    /// carry further than meant: no user, query, fragment, empty or dotted part.
    pub fn parse(address: &str) -> Option<Self> {
        let (scheme, rest) = address.split_once("://")?;
        let scheme = scheme.to_ascii_lowercase();
        let host_end = rest.find('/').unwrap_or(rest.len());
        let (host, path) = (&rest[..host_end], rest[host_end..].trim_end_matches('/'));
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
            _ => (host, None),
        };
        let sound = matches!(scheme.as_str(), "http" | "https")
            && !name.is_empty()
            && port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0))
            && path.split('/').skip(1).all(|part| !matches!(part, "" | "." | ".."))
            && address.chars().all(|c| c.is_ascii_graphic() || c.is_alphanumeric())
            && !address.contains(['"', '<', '>', '\\', '^', '`', '{', '|', '}', '@', '?', '#', '\'']);
        sound.then(|| Self { origin: format!("{scheme}://{host}"), path: path.to_owned() })
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
    paths: Vec<GlobSet>,
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
    /// Reports a theme that is neither ours nor in the project: the site would silently look like ours.
    pub fn must_have_theme(&self, is_there: bool, findings: &mut Vec<Finding>) {
        let Some(span) = self.theme_at.filter(|_| !is_there && self.theme != DEFAULT_THEME) else { return };
        let finding = Finding::new("invalid-config", span, format!("there is nothing in themes/{}", self.theme));
        findings.push(match nearest(&self.theme, [DEFAULT_THEME].into_iter()) {
            Some(near) => finding.label(format!("did you mean `{near}`?")),
            None => finding.help("put templates/ or static/ there, or write `theme = \"ledger\"`"),
        });
    }

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

impl Config {
    fn default_for(top: Span) -> Self {
        Config {
            title: "Proof from our customers".into(),
            publisher: String::new(),
            products: Vec::new(),
            base_url: BaseUrl { origin: "http://localhost".into(), path: String::new() },
            language: "en".into(),
            contact: None,
            theme: DEFAULT_THEME.into(),
            theme_at: None,
            accent: "#0b5f8a".into(),
            accent_at: None,
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
