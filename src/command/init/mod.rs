//! `proofmark init [DIR]`: a project that checks and builds at once.

mod answers;

use std::path::Path;

use super::Status;
use super::call::{Call, answer};
use super::fill::{fill, plain, quoted};
use super::new;
use crate::cli::{Ci, Init};
use crate::edit;
use crate::failure::Failure;
use crate::scan;
use answers::Answers;

/// Files of a new project and their texts, with blanks. `site.toml` comes last: what has one is a project.
const FILES: &[(&str, &str)] = &[
    (".gitignore", include_str!("project/gitignore")),
    (".gitattributes", include_str!("project/gitattributes")),
    ("content/pages/about.md", include_str!("project/about.md")),
    ("content/studies/fernhill-vets.md", include_str!("project/example.md")),
    ("content/evidence/fernhill-vets/weeks.csv", include_str!("project/weeks.csv")),
    ("content/interviews/fernhill-vets.md", include_str!("project/interview.md")),
    ("site.toml", include_str!("project/site.toml")),
];
const WORKFLOW: (&str, &str) = (".github/workflows/proof.yml", include_str!("project/proof.yml"));

/// Asks, writes, and says what comes next.
pub(super) fn run(call: &Call, args: &Init) -> Result<Status, Failure> {
    let here = args.dir == Path::new(".");
    let dir = if here { call.base().to_owned() } else { call.base().join(&args.dir) };
    let shown = if here { "this folder".to_owned() } else { args.dir.display().to_string() };
    must_be_free(&dir, &shown)?;
    let answers = Answers::get(args, &dir)?;
    let files = files(call, args, &answers)?;
    let (there, missing): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|(path, _)| dir.join(path).symlink_metadata().is_ok());
    edit::create_all(&dir, &missing)?;
    let cd = if here { String::new() } else { format!("  cd {shown}\n") };
    answer(|out| {
        writeln!(out, "Made a project in {shown}:\n")?;
        missing.iter().try_for_each(|(path, _)| writeln!(out, "  {path}"))?;
        writeln!(out, "\nNow:\n\n{cd}  proofmark build\n\nand open public/index.html in a browser.")
    })?;
    for (path, text) in &there {
        call.remark(format_args!("\n{path} was there and was left alone; it should hold:\n\n{}", text.trim_end()));
    }
    if answers.contact.is_none() {
        call.remark("\nReaders have no address to ask or complain to: write `contact` in site.toml.");
    }
    call.remark("\nThe vets are an example: delete them, with their evidence and interview, before you publish.");
    Ok(Status::Clean)
}

/// A folder with nothing in it but what every repository has.
fn must_be_free(dir: &Path, shown: &str) -> Result<(), Failure> {
    if dir.join("site.toml").exists() {
        return Err(Failure::Refused(format!(
            "{shown} is a project already: it has a site.toml\n  run `proofmark new NAME` there to start a study"
        )));
    }
    if dir.symlink_metadata().is_ok() && !dir.is_dir() {
        return Err(Failure::Refused(format!("{shown} is a file\n  give a folder")));
    }
    if !dir.exists() {
        return Ok(());
    }
    let usual = |name: &str| {
        let stem = name.split('.').next().unwrap_or(name).to_uppercase();
        name.starts_with('.') || stem == "README" || stem.starts_with("LICEN")
    };
    let names = scan::names(dir)?;
    match names.iter().find(|name| !usual(name)) {
        None => Ok(()),
        Some(first) => Err(Failure::Refused(format!(
            "{shown} is not empty: it holds {first}\n  give a new folder, such as `proofmark init proof`"
        ))),
    }
}

/// Every file of the project, filled in, `site.toml` last.
fn files(call: &Call, args: &Init, answers: &Answers) -> Result<Vec<(String, String)>, Failure> {
    let contact = match &answers.contact {
        Some(address) => format!("contact = {}", quoted(address)),
        None => "# contact = \"proof@example.com\"".to_owned(),
    };
    let products: Vec<String> = answers.product.iter().map(|name| quoted(name)).collect();
    let values = [
        ("title", quoted(&answers.title)),
        ("publisher", quoted(&answers.publisher)),
        ("publisher_text", plain(&answers.publisher)),
        ("products", format!("[{}]", products.join(", "))),
        ("base_url", quoted(&answers.base_url)),
        ("contact", contact),
    ];
    let mut files = Vec::new();
    if args.ci == Some(Ci::Github) {
        files.push(WORKFLOW);
    }
    files.extend(FILES);
    let mut files: Vec<(String, String)> =
        files.into_iter().map(|(path, text)| (path.to_owned(), fill(text, call.today, &values))).collect();
    let slug = new::slug_of(&answers.customer)?;
    let path = format!("content/studies/{slug}.md");
    if files.iter().any(|(taken, _)| *taken == path) {
        return Err(Failure::Refused(format!("{} is the example's name\n  give another --customer", answers.customer)));
    }
    files.insert(files.len() - 1, (path, new::skeleton(call, &answers.customer, &slug)));
    Ok(files)
}
