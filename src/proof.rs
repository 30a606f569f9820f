//! `proof.json`: a study's claims and what each rests on, as data that whoever is shown the private file can check.
//!
//! The build writes it, `verify` reads it. Keys are stable: what is added is optional, and what changes its meaning gets
//! another number in `schema`. `docs/proof.schema.json` says the same as a JSON Schema.

use serde::{Deserialize, Serialize};

/// The number in `schema` of what this program writes and reads.
pub const SCHEMA: u32 = 1;

/// The whole file.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Proof {
    /// The version of this format.
    pub schema: u32,
    /// Which program wrote it: `proofmark 0.1.0`.
    pub generator: String,
    /// What it is about.
    pub study: Subject,
    /// What is claimed, in the order of the text.
    pub claims: Vec<Claim>,
    /// What it rests on, in the order of the notes on the page.
    pub evidence: Vec<Evidence>,
    /// The checks it was put through.
    pub rules: Rules,
}

/// The study.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Subject {
    /// Its page.
    pub url: String,
    /// Its title.
    pub title: String,
    /// The customer as they are called in public.
    pub customer: String,
    /// Who publishes it about their own customer.
    pub publisher: String,
    /// The newest day the study itself names: last changed, measured, seen, said. ISO 8601; null when it names none.
    pub as_of: Option<String>,
    /// Where it stands on the ladder: `love`.
    pub rung: String,
}

/// A claim.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Claim {
    /// Its words.
    pub text: String,
    /// What became of it.
    pub verdict: Verdict,
    /// The record it is tied to, by its `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// The page of the study whose record that is, when it is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Why it stands without a record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Tied to a record that says the same.
    Supported,
    /// No record backs it, and somebody said why it stays.
    Allowed,
    /// No record backs it.
    Unsupported,
}

/// A record: its public part, and the hash of the private file behind it.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Evidence {
    /// Its name in the study; its number where that could give a customer away.
    pub id: String,
    /// `measurement`, `usage`, `interview` …
    pub kind: String,
    /// What it is about.
    pub title: String,
    /// What the page says of it, as label and value.
    pub details: Vec<Detail>,
    /// A public page that can be looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The private file behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<File>,
}

/// A label and a value.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Detail {
    /// `Period before`.
    pub label: String,
    /// The words.
    pub value: String,
}

/// A private file, told by its bytes alone.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct File {
    /// What it is: `a table`.
    pub what: String,
    /// SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub sha256: String,
}

/// The checks.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Rules {
    /// Rules that had something to look at in the study, and found nothing wrong.
    pub passed: Vec<String>,
    /// Rules that found something that stops no build, or that somebody allowed.
    pub found: Vec<String>,
    /// Rules that the publisher switched off for the study.
    #[serde(default)]
    pub off: Vec<String>,
}
