//! A customer's word goes before anything else: what was withdrawn leaves the output, whether the rest can be built or not.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::call::Call;
use crate::approval;
use crate::failure::Failure;
use crate::finding::Level;
use crate::ladder::LeftOut;
use crate::output::{self, Home, Leaving};
use crate::pipeline::{self, Checked};
use crate::render::Sink;
use crate::site::{self, OutPath};
use crate::source::FileId;
use crate::study::{Document, Study, quotations};

/// Removes withdrawn studies from the output at `out`, which people know as `shown`. Gives what was removed.
pub(super) fn remove(call: &Call, checked: &Checked, out: &Path, shown: &str) -> Result<Vec<String>, Failure> {
    let address = checked.config.base_url.absolute("");
    let home = Home { root: &checked.root, out, address: &address };
    let removed = output::remove_withdrawn(home, &leaving(checked))?;
    for path in &removed {
        call.remark(format_args!("removed {shown}/{path}: consent was withdrawn"));
    }
    Ok(removed)
}

/// Makes the pages that still name a withdrawn study anew, without it, in an output that otherwise keeps its last good
/// state: from studies and pages that are in it already and have no finding at `level` or above. What cannot be made so
/// is removed. True when something changed, here or before.
pub(super) fn clear(
    call: &Call,
    mut checked: Checked,
    level: Level,
    out: &Path,
    shown: &str,
    removed: &[String],
) -> Result<bool, Failure> {
    let (root, mut leaving) = (checked.root.clone(), leaving(&checked));
    // Where it stood, if that was under another name.
    let folders = removed.iter().filter_map(|path| path.strip_prefix("studies/")?.strip_suffix("/index.html"));
    leaving.slugs.extend(folders.map(str::to_owned));
    let removed = !removed.is_empty();
    let address = checked.config.base_url.absolute("");
    let home = Home { root: &root, out, address: &address };
    clean_copies(call, home, &root.join(&checked.config.output), &leaving)?;
    let mut named: BTreeSet<OutPath> = output::still_named(home, &leaving)?;
    if removed {
        // It was taken away as a whole, and can perhaps be made from the others.
        named.insert(OutPath::new("atom.xml"));
    }
    if named.is_empty() {
        return Ok(removed);
    }
    keep_sound(&mut checked, level, &output::pages(home)?);
    let mut wanted = named.clone();
    let (made, gone) = loop {
        let sink = Wanted { paths: wanted.clone(), made: Mutex::default() };
        pipeline::render(&checked, &sink)?;
        let mut made = BTreeMap::new();
        for (path, bytes) in sink.made.into_inner().unwrap_or_else(PoisonError::into_inner) {
            if pipeline::is_clean(&checked, &path, &bytes)? {
                made.insert(path, bytes);
            }
        }
        let gone: BTreeSet<OutPath> = named.iter().filter(|path| !made.contains_key(path)).cloned().collect();
        // A list that two studies shared goes with one of them; who links to it must be made anew as well.
        let linking = output::linking_to(home, &gone)?;
        if linking.is_subset(&wanted) {
            break (made, gone);
        }
        wanted.extend(linking);
    };
    // What tells a page to machines goes with it.
    let twins =
        gone.iter().filter_map(|path| Some(OutPath::new(&format!("{}.md", path.as_str().strip_suffix(".html")?))));
    let here = output::pages(home)?;
    let gone: BTreeSet<OutPath> =
        twins.filter(|twin| here.contains(twin) && !made.contains_key(twin)).chain(gone.iter().cloned()).collect();
    let changed = output::replace(home, &made, &gone)?;
    for path in &gone {
        call.remark(format_args!(
            "removed {shown}/{path}: it named a withdrawn study, and cannot be made without it yet"
        ));
    }
    tell(call, home, shown, &leaving)?;
    Ok(removed || changed > 0)
}

/// After a build without an error: tells the files that still name a withdrawn customer, and takes away what is left of
/// them in other folders that hold a site of this project.
pub(super) fn look_after(call: &Call, checked: &Checked, out: &Path, shown: &str) -> Result<(), Failure> {
    let (root, leaving) = (&checked.root, leaving(checked));
    let address = checked.config.base_url.absolute("");
    let home = Home { root, out, address: &address };
    tell(call, home, shown, &leaving)?;
    output::keep_in_mind(root, out);
    clean_copies(call, home, &root.join(&checked.config.output), &leaving)
}

/// A copy of the site in another folder is not made anew: pages that show or name a withdrawn study go. The site itself is
/// told of only, since a build of it makes it anew.
fn clean_copies(call: &Call, home: Home<'_>, site: &Path, leaving: &Leaving) -> Result<(), Failure> {
    if leaving.slugs.is_empty() {
        return Ok(());
    }
    let site = site.canonicalize().unwrap_or_else(|_| site.to_path_buf());
    for folder in output::elsewhere(home.root, home.out) {
        let copy = Home { out: &folder, ..home };
        let name = folder.strip_prefix(home.root).unwrap_or(&folder).display().to_string();
        if folder == site {
            if !output::still_named(copy, leaving)?.is_empty() {
                call.remark(format_args!("{name}/ still shows a withdrawn study: `proofmark build` takes it out"));
            }
            continue;
        }
        let mut gone = output::remove_withdrawn(copy, leaving)?.len();
        let named = output::still_named(copy, leaving)?;
        if !named.is_empty() {
            gone += output::replace(copy, &BTreeMap::new(), &named)?;
        }
        if gone > 0 {
            call.remark(format_args!(
                "removed {gone} files of {name}/ that showed a withdrawn study: a copy of the site that is not built now"
            ));
        }
    }
    Ok(())
}

/// Names still stand where somebody wrote them: in pages, and in files that are published as they are.
fn tell(call: &Call, home: Home<'_>, shown: &str, leaving: &Leaving) -> Result<(), Failure> {
    for path in output::still_named(home, leaving)? {
        call.remark(format_args!(
            "{shown}/{path} still names a withdrawn customer, in words that somebody wrote: rewrite them"
        ));
    }
    Ok(())
}

/// Leaves out what is wrong, and what was never built: nobody could follow a link to it.
fn keep_sound(checked: &mut Checked, level: Level, pages: &BTreeSet<OutPath>) {
    let unsound: HashSet<FileId> = checked.findings.iter().filter(|f| f.level >= level).map(|f| f.span.file).collect();
    let renamed = site::slugs(&checked.corpus.studies);
    pipeline::keep(checked, |document| {
        let page = match document {
            Document::Study(study) => format!("studies/{}/index.html", renamed.get(&study.file).unwrap_or(&study.slug)),
            Document::Page(page) => format!("{}/index.html", page.slug),
        };
        !unsound.contains(&document.file()) && pages.contains(&OutPath::new(&page))
    });
}

/// Whose folders there will be, by the fingerprints of their studies.
pub(super) fn folders(checked: &Checked) -> BTreeMap<String, BTreeSet<String>> {
    let renamed = site::slugs(&checked.corpus.studies);
    let of = |study: &Study| {
        let slug = renamed.get(&study.file).unwrap_or(&study.slug);
        (format!("studies/{slug}/"), approval::prints(study, &checked.sources))
    };
    let published: Vec<&Study> = checked.published().map(|(study, _)| study).collect();
    published.into_par_iter().map(of).collect()
}

/// Who leaves, and who stays.
fn leaving(checked: &Checked) -> Leaving {
    let mut leaving = Leaving::default();
    // An anonymous customer's study is published under another name than its file's, and may once have had its own.
    let renamed = site::slugs(&checked.corpus.studies);
    let (mut gone, mut stays): (Vec<&Study>, Vec<&Study>) = (Vec::new(), Vec::new());
    for (study, placed) in checked.corpus.studies.iter().zip(&checked.placed) {
        let withdrawn = placed.left_out == Some(LeftOut::Withdrawn);
        let slugs = if withdrawn { &mut leaving.slugs } else { &mut leaving.others };
        slugs.insert(study.slug.clone());
        slugs.extend(renamed.get(&study.file).cloned());
        if withdrawn { gone.push(study) } else { stays.push(study) }
    }
    // Those whose file is gone already.
    leaving.slugs.extend(checked.lock.withdrawals.keys().filter(|slug| !leaving.others.contains(*slug)).cloned());
    if leaving.slugs.is_empty() {
        return leaving;
    }
    leaving.prints.extend(checked.lock.withdrawals.values().flat_map(|withdrawal| withdrawal.prints.iter().cloned()));
    // What a study that stays says too may stay.
    let kept: BTreeSet<String> = stays.iter().flat_map(|study| words(study, checked)).map(|(_, words)| words).collect();
    for study in gone {
        leaving.prints.extend(approval::prints(study, &checked.sources));
        for (is_name, words) in words(study, checked).into_iter().filter(|(_, words)| !kept.contains(words)) {
            if is_name { leaving.naming.name(&words) } else { leaving.naming.said(&words) }
        }
    }
    leaving
}

/// Names in a study, told by `true`, and quotations.
fn words(study: &Study, checked: &Checked) -> Vec<(bool, String)> {
    let customer = &study.meta.customer;
    let names = customer.name.iter().chain(&customer.public_as).map(|name| (true, name.trimmed().to_owned()));
    let said = quotations(&Document::Study(study), &checked.sources);
    let said = said.into_iter().flat_map(|said| [(true, said.by.unwrap_or_default()), (false, said.words)]);
    names.chain(said).collect()
}

/// Keeps the files that are wanted, and passes over all others.
struct Wanted {
    paths: BTreeSet<OutPath>,
    made: Mutex<BTreeMap<OutPath, Vec<u8>>>,
}

impl Sink for Wanted {
    type Kept = ();

    fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<(), Failure> {
        if self.paths.contains(path) {
            self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), bytes.to_vec());
        }
        Ok(())
    }

    fn copy(&self, _: &OutPath, _: &Path) -> Result<(), Failure> {
        Ok(())
    }
}
