//! Any text read and judged as a study and as a page, without a folder. The fuzz targets use this file too.

use std::path::Path;

use proofmark::evidence::Survey;
use proofmark::finding::Finding;
use proofmark::guard::{Guard, Known};
use proofmark::ladder::Vault;
use proofmark::scan::Tree;
use proofmark::source::{OfFiles, Sources};
use proofmark::study::{Names, parse, parse_page};
use proofmark::{config, lock, rule};

/// Settings with which a study of four strings has no error.
pub const SITE: &str = "title = \"Proof\"\npublisher = \"Ledgerline Ltd\"\nproducts = [\"Intake\"]\n\
    base_url = \"https://proof.example\"\ncontact = \"proof@ledgerline.example\"\n";

/// What is found in `text`, as a study, as a page and as a lock, with what it is found in.
pub fn judged(text: &str) -> (Sources, Vec<Finding>) {
    let mut sources = Sources::default();
    let mut found = Vec::new();
    let site = sources.insert("site.toml", SITE);
    let config = config::read(sources.get(site), &rule::names(), &mut found);
    let study = sources.insert("content/studies/a.md", text);
    let page = sources.insert("content/pages/b.md", text);
    let names = Names::default();
    let study = parse(sources.get(study), "a", &names, &mut found);
    let page = parse_page(sources.get(page), "b", &names, &mut found);
    let lock = sources.insert(lock::PATH, text);
    let lock = lock::parse(sources.get(lock), &mut found);
    let corpus = rule::Corpus::new(vec![study.into()], vec![page.into()]);
    let (vault, tree, left_out) = (Vault::default(), Tree::default(), OfFiles::default());
    let known = Known {
        root: Path::new("/"),
        config: &config,
        corpus: &corpus,
        sources: &sources,
        tree: &tree,
        left_out: &left_out,
    };
    let of = rule::Cx {
        config: &config,
        today: "2026-11-21".parse().unwrap(),
        vault: &vault,
        survey: &Survey::default(),
        present: &Default::default(),
        lock: &lock,
        tree: &tree,
        corpus: &corpus,
        sources: &sources,
        guard: &Guard::new(known, &[]),
        left_out: &left_out,
        found: Vec::new(),
    };
    found.extend(rule::check(&of, &|_| rule::Known::default(), &mut rule::Before::default()).into_findings());
    let (findings, _) = rule::settle(found, &corpus, &config, &sources);
    (sources, findings)
}
