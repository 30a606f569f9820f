//! `proofmark new NAME`: a study with its fields explained.

use super::Status;
use super::call::{Call, answer};
use super::fill::{fill, quoted};
use crate::cli::New;
use crate::edit;
use crate::failure::Failure;
use crate::report::Format;

const SKELETON: &str = include_str!("new/study.md");

/// Writes the file and says what comes next.
pub(super) fn run(call: &Call, args: &New) -> Result<Status, Failure> {
    let root = call.root()?;
    let slug = slug_of(&args.name)?;
    let path = |end: &str| format!("content/studies/{slug}{end}");
    let (wanted, other) = if args.folder { ("/index.md", ".md") } else { (".md", "/index.md") };
    let places = call.places(&root, Format::Pretty);
    for end in [wanted, other] {
        if root.join(path(end)).exists() {
            return Err(Failure::Refused(format!(
                "{} is there already\n  give the new study another name, or change that one",
                places.show(&path(end))
            )));
        }
    }
    edit::create(&root.join(path(wanted)), &skeleton(call, &args.name, &slug))?;
    let shown = places.show(&path(wanted));
    answer(|out| writeln!(out, "Made {shown}"))?;
    call.remark(format_args!(
        "\n  fill in the four lines that are open\n  delete `draft: true`\n  proofmark check {shown}\n  proofmark next {slug}"
    ));
    Ok(Status::Clean)
}

/// The text of a new study.
pub(super) fn skeleton(call: &Call, name: &str, slug: &str) -> String {
    fill(SKELETON, call.today, &[("name", quoted(name.trim())), ("slug", slug.to_owned())])
}

/// The name in addresses. A name without a letter or digit has none.
pub(super) fn slug_of(name: &str) -> Result<String, Failure> {
    match slug::slugify(name) {
        slug if slug.is_empty() => {
            Err(Failure::Refused(format!("`{name}` gives no file name\n  write a name with letters or digits")))
        }
        slug => Ok(slug),
    }
}
