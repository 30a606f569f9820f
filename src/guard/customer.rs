//! What gives away a customer who is not to be named: the whole name, its telling words, and the name of its domain.

use std::collections::{BTreeSet, HashSet};

use rayon::prelude::*;

use super::needle::{Form, Needle, Unless, Why, squashed, tokens};
use super::words;
use crate::rule::Corpus;
use crate::source::Sources;
use crate::study::{self, Document, Names, Study};
use crate::written::Text;

/// Endings of a name that say what kind of company it is.
const LEGAL: &[&str] = &[
    "ltd", "limited", "inc", "llc", "llp", "plc", "gmbh", "ag", "sa", "sas", "sarl", "bv", "nv", "ab", "as", "oy",
    "co", "corp", "kg", "spa", "srl", "pty",
];

/// Parts of a domain that are nobody's name.
const DOMAINS: &[&str] = &["co", "com", "org", "net", "ac", "gov", "edu", "nhs", "ltd", "plc", "www", "shop", "web"];

/// A telling word counts inside of longer ones from this length on.
const LOOSE: usize = 6;

/// Shorter words are too often words, unless they are written in capitals.
const SHORTEST: usize = 5;

/// What gives away each customer who is not to be named.
pub(super) fn needles(corpus: &Corpus, sources: &Sources, names: &Names) -> Vec<Needle> {
    let hidden: Vec<&Study> = corpus.studies.iter().map(|s| &**s).filter(|s| s.meta.customer.is_anonymous()).collect();
    if hidden.is_empty() {
        return Vec::new();
    }
    let candidates: HashSet<String> = hidden.iter().flat_map(|study| telling(study)).collect();
    let ordinary = ordinary(&candidates, corpus, sources, names);
    let mut needles: Vec<Needle> = hidden.iter().flat_map(|study| of(study, &ordinary)).collect();
    let initials: Vec<Needle> = hidden.iter().filter_map(|study| initials(study)).collect();
    let others = corpus.studies.iter().filter(|s| !s.meta.customer.is_anonymous());
    // Three letters stand for many things: what another customer's study says in capitals is one of those.
    let said: HashSet<String> = if initials.iter().all(|needle| needle.key.len() > 3) {
        HashSet::new()
    } else {
        others.flat_map(|study| in_capitals(&sources.whole(study.file).text).collect::<Vec<_>>()).collect()
    };
    needles.extend(initials.into_iter().filter(|needle| needle.key.len() > 3 || !said.contains(&needle.key)));
    needles
}

/// What three letters or more stand for in this trade, besides a name.
const ABBREVIATIONS: &[&str] = &[
    "api", "app", "bbc", "ceo", "cfo", "cio", "cmo", "coo", "cpu", "crm", "css", "csv", "cto", "dns", "erp", "esg",
    "eta", "faq", "gdp", "gdpr", "gps", "html", "http", "iot", "iso", "kpi", "lan", "llc", "nda", "nhs", "nps", "okr",
    "pdf", "pos", "png", "ram", "rfp", "roi", "sap", "sdk", "seo", "sku", "sla", "sms", "sql", "svg", "tax", "tco",
    "uri", "url", "usa", "usb", "utc", "vat", "vpn", "wan", "www", "xml",
];

/// The initials of a name of three words or more, as in `GHA` for Gorsebank Housing Association.
fn initials(study: &Study) -> Option<Needle> {
    let customer = &study.meta.customer;
    let name = customer.name.as_ref()?;
    let instead = customer.public_as.as_ref().map_or("", |t| t.trimmed()).to_owned();
    let mut parts = called(name);
    parts.retain(|part| !["the", "of", "and", "for"].contains(&part.as_str()));
    let key: String = parts.iter().filter_map(|part| part.chars().next()).filter(char::is_ascii_alphabetic).collect();
    let is_public = tokens(&instead).contains(&key) || ABBREVIATIONS.contains(&key.as_str());
    (key.len() > 2 && !is_public).then_some(Needle {
        key,
        loose: false,
        form: Form::Capitals,
        unless: Unless::Never,
        why: Why::Customer(instead),
        written: Some(name.span),
    })
}

/// Words of three letters that stand in a text in capitals.
fn in_capitals(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|w| w.len() == 3 && w.bytes().all(|b| b.is_ascii_uppercase())).map(str::to_ascii_lowercase)
}

/// Whether two texts of a study use the same of the words that might give a customer away.
pub(super) fn uses_the_same(before: &Study, after: &Study, corpus: &Corpus) -> bool {
    let hidden = corpus.studies.iter().filter(|study| study.meta.customer.is_anonymous());
    let candidates: HashSet<String> = hidden.flat_map(|study| telling(study)).collect();
    let used =
        |study: &Study| study.prose().flat_map(|prose| said(&prose.text, &candidates)).collect::<BTreeSet<String>>();
    candidates.is_empty() || used(before) == used(after)
}

/// Candidates that other documents use as a word, in small letters.
fn ordinary(candidates: &HashSet<String>, corpus: &Corpus, sources: &Sources, names: &Names) -> HashSet<String> {
    if candidates.is_empty() {
        return HashSet::new();
    }
    let documents: Vec<Document<'_>> = corpus
        .documents()
        .filter(|document| !matches!(document, Document::Study(s) if s.meta.customer.is_anonymous()))
        .collect();
    let all: Vec<BTreeSet<String>> = documents
        .par_iter()
        .map(|document| match document {
            Document::Study(study) if study.body.is_light => {
                // Only the words of its text that might be among them are worth a second reading.
                let text = &sources.whole(study.file).text;
                let before = said(text, candidates);
                if before.is_empty() {
                    return before;
                }
                let whole = study::whole(study, sources, names);
                whole.prose().flat_map(|prose| said(&prose.text, candidates)).collect()
            }
            document => document.prose().into_iter().flat_map(|prose| said(&prose.text, candidates)).collect(),
        })
        .collect();
    all.into_iter().flatten().collect()
}

/// Words behind which stands a word of the language, and hardly a name in small letters.
const BEFORE_WORDS: &[&str] = &[
    "a", "an", "any", "can", "each", "every", "her", "his", "its", "more", "my", "no", "not", "our", "some", "that",
    "the", "their", "these", "they", "this", "those", "very", "we", "will", "you", "your",
];

/// Which of the candidates a text uses as a word: in small letters, between blanks where many know the word, else behind
/// an article or its like. A name in small letters alone may be one that got out, in a tag or an address.
fn said(text: &str, candidates: &HashSet<String>) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    let mut before = "";
    for written in text.split(char::is_whitespace) {
        let plain = written.trim_matches(|c: char| !c.is_alphanumeric());
        for word in written.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let is_word =
                || BEFORE_WORDS.contains(&before.to_lowercase().as_str()) || word == plain && words::is_word(word);
            if word.starts_with(char::is_lowercase) && candidates.contains(word) && is_word() {
                said.insert(word.to_owned());
            }
            before = word;
        }
    }
    said
}

fn of(study: &Study, ordinary: &HashSet<String>) -> Vec<Needle> {
    let customer = &study.meta.customer;
    let instead = customer.public_as.as_ref().map_or("", |t| t.trimmed()).to_owned();
    let written = customer.name.as_ref().or(customer.url.as_ref()).map(|t| t.span);
    let needle = |key: String, loose: bool| Needle {
        key,
        loose,
        form: Form::Any,
        unless: Unless::Never,
        why: Why::Customer(instead.clone()),
        written,
    };
    let public = squashed(&instead);
    let whole = |key: String| (key.len() >= 4 && !public.contains(&key)).then(|| needle(key, false));
    let mut needles: Vec<Needle> = Vec::new();
    if let Some(name) = &customer.name {
        needles.extend(whole(squashed(name.trimmed())));
        needles.extend(whole(called(name).concat()));
    }
    if let Some(host) = customer.url.as_ref().and_then(|url| host(url.trimmed())) {
        needles.extend(whole(squashed(&host)));
    }
    for word in telling(study).into_iter().filter(|word| !ordinary.contains(word)) {
        needles.push(needle(word.clone(), word.len() >= LOOSE));
    }
    let mut seen = BTreeSet::new();
    needles.retain(|needle| seen.insert((needle.key.clone(), needle.loose)));
    needles
}

/// The words of a name as people say it: without its article and without what kind of company it is.
pub(super) fn called(name: &Text) -> Vec<String> {
    let mut parts = tokens(name.trimmed());
    while parts.len() > 1 && parts.last().is_some_and(|last| LEGAL.contains(&last.as_str())) {
        parts.pop();
    }
    if parts.len() > 1 && parts[0] == "the" {
        parts.remove(0);
    }
    parts
}

/// Words of the name and of its domain that point at this customer alone.
fn telling(study: &Study) -> BTreeSet<String> {
    let customer = &study.meta.customer;
    let meta = &study.meta;
    let facts = [&customer.public_as, &customer.industry, &customer.region, &meta.product, &meta.problem.tag];
    let public: BTreeSet<String> = facts.into_iter().flatten().flat_map(|text| tokens(text.trimmed())).collect();
    let said = |word: &str| public.contains(word) || words::is_common(word) || LEGAL.contains(&word);
    let mut telling = BTreeSet::new();
    if let Some(name) = &customer.name {
        let parts: Vec<&str> = name
            .trimmed()
            .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
            .filter(|p| !p.is_empty())
            .collect();
        for part in &parts {
            let word = tokens(part).into_iter().next().unwrap_or_default();
            let capitals = word.len() >= 3 && part.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
            let alone = parts.len() == 1 && word.len() >= 3;
            if (word.len() >= SHORTEST || capitals || alone) && !said(&word) {
                telling.insert(word);
            }
        }
    }
    let label = customer.url.as_ref().and_then(|url| host(url.trimmed())).and_then(|host| label(&host));
    telling.extend(label.map(|label| squashed(&label)).filter(|l| l.len() >= SHORTEST && !said(l)));
    telling
}

/// The host of an address, without `www.`.
fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// The part of a host that somebody chose: `kestrel-row` of `www.kestrel-row.co.uk`.
pub(super) fn label(host: &str) -> Option<String> {
    let (rest, _) = host.rsplit_once('.')?;
    rest.split('.').rev().find(|part| !DOMAINS.contains(part)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_customer(customer: &str) -> Vec<(String, bool)> {
        let mut sources = Sources::default();
        let file = sources.insert("content/studies/a.md", format!("---\ncustomer: {customer}\n---\n"));
        let study = study::parse(sources.get(file), "a", &Names::default(), &mut Vec::new());
        needles(&Corpus::new(vec![study.into()], Vec::new()), &sources, &Names::default())
            .into_iter()
            .map(|n| (n.key, n.loose))
            .collect()
    }

    fn keys(customer: &str) -> Vec<String> {
        of_customer(customer).into_iter().map(|(key, _)| key).collect()
    }

    #[test]
    fn names_and_their_telling_words() {
        assert_eq!(
            of_customer("{name: The Quagga Clinic Ltd, public_as: A clinic, url: \"https://www.quagga-vets.co.uk/x\"}"),
            [
                ("thequaggaclinicltd", false),
                ("quaggaclinic", false),
                ("quaggavetscouk", false),
                ("quagga", true),
                ("quaggavets", true)
            ]
            .map(|(key, loose)| (key.to_owned(), loose))
        );
        assert_eq!(keys("{name: NHS Leith, public_as: A hospital, region: Leith}"), ["nhsleith", "nhs"]);
        assert_eq!(keys("{name: Asda, public_as: A shop}"), ["asda"]);
        assert_eq!(keys("{name: Café Zoë, public_as: A café}"), ["cafezoe"]);
    }

    #[test]
    fn common_and_public_words_are_no_secret() {
        assert_eq!(
            keys("{name: Northern Health Group, public_as: A regional health group}"),
            ["northernhealthgroup", "nhg"]
        );
        assert_eq!(keys("{name: Clinic, public_as: A clinic, url: \"https://clinic.example\"}"), ["clinicexample"]);
        assert_eq!(keys("{name: Harbour Lane, public_as: A practice by the harbour}"), ["harbourlane"]);
        assert!(keys("Ashgrove Clinic").is_empty(), "a customer who may be named");
    }
}
