//! Which rules looked at a study at all: a rule whose matter a study does not hold has not been passed by it.

use super::find;
use crate::config::Config;
use crate::evidence::Kind;
use crate::lock::Lock;
use crate::study::Study;

/// Rules about the site as a whole, and not about one study.
const OF_THE_SITE: &[&str] = &["invalid-config", "template-error", "coverage-unstated", "accent-contrast"];

/// Rules about records that need more than a record.
const OF_FILES: &[&str] = &["missing-evidence-file", "changed-evidence"];
const OF_DATA: &[&str] = &["evidence-data-mismatch", "unreadable-data", "rows-left-out"];
const OF_MEASUREMENTS: &[&str] = &["percent-of-few", "tiny-sample", "vendor-measured", "impossible-percentage"];

/// Whether the rule with this name is switched off for the study.
pub fn is_off(name: &str, study: &Study, config: &Config) -> bool {
    matches!(config.level_of(name, &study.path), Some(None))
}

/// Whether the rule with this name had something to look at in the study, and was asked to.
pub fn looks_at(name: &str, study: &Study, lock: &Lock, config: &Config) -> bool {
    let Some(rule) = find(name) else { return false };
    if OF_THE_SITE.contains(&name) || is_off(name, study, config) {
        return false;
    }
    let meta = &study.meta;
    let measured = || meta.evidence.iter().filter_map(|record| record.measurement());
    match (name, rule.family) {
        _ if OF_FILES.contains(&name) => !study.private_files().is_empty(),
        _ if OF_DATA.contains(&name) => measured().any(|m| m.data.is_some()),
        _ if OF_MEASUREMENTS.contains(&name) => measured().next().is_some(),
        ("stale-evidence", _) => {
            meta.evidence.iter().any(|record| !matches!(record.kind, None | Some(Kind::Interview(_))))
        }
        ("unknown-evidence", _) => study.claims.iter().any(|claim| claim.bound.is_some()),
        ("altered-quote" | "altered-figures", _) => lock.approvals.contains_key(&study.slug),
        ("expired-consent" | "outside-scope", _) => meta.consent.is_some(),
        ("typicality" | "missing-baseline", _) => !study.claims.is_empty(),
        ("reference-over-limit", _) => meta.reference.is_some(),
        // Of others it is asked too; but what is said of a study hangs on that study alone.
        ("unmasked-customer", _) => meta.customer.is_anonymous(),
        ("missing-alt-text", _) => study.body.links.iter().any(|link| link.image.is_some()),
        (_, "evidence") => !meta.evidence.is_empty(),
        (_, "figure") => reads(study, config) && study.claims.iter().any(|claim| claim.bound.is_some()),
        (_, "quote") => !meta.quotes.is_empty(),
        (_, "claim") => reads(study, config),
        (_, "hygiene") => !study.allows.is_empty(),
        _ => true,
    }
}

/// Whether claims in the study's language are read: the rules for them know English.
fn reads(study: &Study, config: &Config) -> bool {
    let language = meta_language(study).unwrap_or(&config.language);
    language.split(['-', '_']).next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"))
}

fn meta_language(study: &Study) -> Option<&str> {
    study.meta.lang.as_ref().map(|lang| lang.trimmed())
}
