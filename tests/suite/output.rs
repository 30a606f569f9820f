//! The output folder: it changes only as a whole, and only where it is ours.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use proofmark::failure::Failure;
use proofmark::output::{Home, Leaving, Stage, Written, remove_withdrawn, replace, still_named};
use proofmark::site::OutPath;

/// A folder with a project in it, deleted with it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("site.toml"), "").unwrap();
        Self(dir)
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    fn file(&self, path: &str, text: &str) {
        fs::create_dir_all(self.at(path).parent().unwrap()).unwrap();
        fs::write(self.at(path), text).unwrap();
    }

    fn build(&self, files: &[(&str, &str)]) -> Result<Written, Failure> {
        let stage = Stage::begin(self.root(), &self.at("public"))?;
        let puts = files.iter().map(|(path, text)| stage.put(&OutPath::new(path), text.as_bytes()));
        let puts = puts.collect::<Result<Vec<_>, _>>()?;
        stage.finish(puts)
    }

    fn refuses(&self, out: &str) -> String {
        match Stage::begin(self.root(), &self.at(out)) {
            Err(Failure::Refused(why)) => why,
            Err(other) => panic!("{out}: another failure: {other}"),
            Ok(_) => panic!("{out} was taken"),
        }
    }

    /// Every file below `public`, with its bytes and the time it was written.
    fn output(&self) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.at("public")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let time = fs::metadata(&path).unwrap().modified().unwrap();
                    files.insert(path.clone(), (fs::read(&path).unwrap(), time));
                }
            }
        }
        files
    }
}

const SITE: &[(&str, &str)] =
    &[("index.html", "home"), ("studies/a/index.html", "a"), ("studies/a/brief/index.html", "brief of a")];

#[test]
fn the_second_run_writes_no_file() {
    let folder = Folder::new();
    assert_eq!(folder.build(SITE).unwrap(), Written { written: 3, unchanged: 0, removed: 0 });
    let first = folder.output();
    assert_eq!(first.len(), 4, "three files and the manifest");
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert_eq!(folder.build(SITE).unwrap(), Written { written: 0, unchanged: 3, removed: 0 });
    assert_eq!(folder.output(), first);
}

#[test]
fn the_order_and_the_thread_of_a_file_do_not_show() {
    let (one, other) = (Folder::new(), Folder::new());
    one.build(SITE).unwrap();
    let stage = Stage::begin(other.root(), &other.at("public")).unwrap();
    let puts = std::thread::scope(|scope| {
        let put = |(path, text): &(&str, &str)| stage.put(&OutPath::new(path), text.as_bytes()).unwrap();
        let threads: Vec<_> = SITE.iter().rev().map(|file| scope.spawn(move || put(file))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    stage.finish(puts).unwrap();
    let bytes = |folder: &Folder| -> Vec<_> {
        let root = folder.root().to_owned();
        folder.output().into_iter().map(|(p, (b, _))| (p.strip_prefix(&root).unwrap().to_owned(), b)).collect()
    };
    assert_eq!(bytes(&one), bytes(&other));
}

#[test]
fn only_what_differs_is_written() {
    let folder = Folder::new();
    folder.build(SITE).unwrap();
    let before = folder.output();
    let changed = [("index.html", "HOME"), SITE[1], SITE[2], ("new/index.html", "new")];
    assert_eq!(folder.build(&changed).unwrap(), Written { written: 2, unchanged: 2, removed: 0 });
    let after = folder.output();
    let kept = folder.at("public/studies/a/index.html");
    assert_eq!(before[&kept], after[&kept]);
    assert_eq!(after[&folder.at("public/index.html")].0, b"HOME");
}

#[test]
fn pages_that_are_no_longer_made_go_and_their_neighbours_stay() {
    let folder = Folder::new();
    folder.build(SITE).unwrap();
    folder.file("public/studies/notes.txt", "mine");
    folder.file("public/CNAME", "mine");
    assert_eq!(folder.build(&SITE[..1]).unwrap(), Written { written: 0, unchanged: 1, removed: 2 });
    assert!(!folder.at("public/studies/a").exists(), "an empty folder was left");
    assert_eq!(fs::read_to_string(folder.at("public/studies/notes.txt")).unwrap(), "mine");
    assert_eq!(fs::read_to_string(folder.at("public/CNAME")).unwrap(), "mine");
}

#[test]
fn a_folder_full_of_other_files_is_refused() {
    let folder = Folder::new();
    folder.file("public/holiday.jpg", "mine");
    let why = folder.refuses("public");
    assert!(why.contains("holiday.jpg") && why.contains("--output"), "{why}");
    assert_eq!(folder.output().len(), 1);
}

#[test]
fn an_empty_folder_and_a_checkout_are_taken() {
    let folder = Folder::new();
    folder.file("public/.git", "gitdir: elsewhere");
    folder.build(SITE).unwrap();
    assert!(folder.at("public/.git").exists());
}

#[test]
fn a_file_of_somebody_else_in_the_way_is_named_and_nothing_changes() {
    let folder = Folder::new();
    folder.build(&SITE[..1]).unwrap();
    for (mine, wanted) in
        [("public/about/index.html", "about/index.html"), ("public/blog", "blog/index.html"), ("public/x/y", "x")]
    {
        folder.file(mine, "mine");
        let before = folder.output();
        let Err(Failure::Refused(why)) = folder.build(&[("index.html", "changed"), (wanted, "ours")]) else {
            panic!("{wanted} was written")
        };
        assert!(why.contains("was not made by a build"), "{why}");
        assert_eq!(folder.output(), before);
    }
}

#[test]
fn a_file_of_ours_may_become_a_folder() {
    let folder = Folder::new();
    folder.build(&[("about", "a file")]).unwrap();
    let written = folder.build(&[("about/index.html", "a folder")]).unwrap();
    assert_eq!(written, Written { written: 1, unchanged: 0, removed: 1 });
    assert_eq!(fs::read_to_string(folder.at("public/about/index.html")).unwrap(), "a folder");
}

#[test]
fn a_run_that_is_dropped_leaves_no_trace() {
    let folder = Folder::new();
    folder.build(SITE).unwrap();
    let before = folder.output();
    let stage = Stage::begin(folder.root(), &folder.at("public")).unwrap();
    stage.put(&OutPath::new("index.html"), b"half a run").unwrap();
    stage.put(&OutPath::new("new.html"), b"half a run").unwrap();
    drop(stage);
    assert_eq!(folder.output(), before);
    assert!(!folder.at(".proofmark/staging").exists());
}

#[test]
fn what_a_killed_run_staged_is_swept_away() {
    let folder = Folder::new();
    folder.file(".proofmark/staging/0", "left by a run that was killed");
    folder.build(SITE).unwrap();
    assert!(!folder.at(".proofmark/staging").exists());
}

#[test]
fn folders_that_a_killed_run_made_go_again() {
    let folder = Folder::new();
    folder.build(&[("a/index.html", "a"), ("b/c/index.html", "b")]).unwrap();
    // Killed after it had made its folders: what it was to write is in the journal only.
    let manifest = fs::read(folder.at("public/.proofmark-manifest")).unwrap();
    folder.build(&[("a/index.html", "a")]).unwrap();
    fs::write(folder.at("public/.proofmark-journal"), manifest).unwrap();
    fs::create_dir_all(folder.at("public/b/c")).unwrap();
    folder.file("public/mine/note.txt", "mine");
    folder.build(&[("a/index.html", "a")]).unwrap();
    assert!(!folder.at("public/b").exists() && folder.at("public/mine/note.txt").exists());
    assert!(!folder.at("public/.proofmark-journal").exists());
}

#[test]
fn files_of_somebody_else_where_a_run_stages_stay() {
    let folder = Folder::new();
    // A file in the place of the project's folder makes a run lodge beside the output.
    folder.file(".proofmark", "no folder");
    folder.file(".public.proofmark/theirs.txt", "mine");
    folder.file(".public.proofmark/staging/theirs.txt", "mine");
    folder.file(".public.proofmark/staging/7", "left by a run that was killed");
    folder.build(SITE).unwrap();
    assert!(folder.at(".public.proofmark/theirs.txt").exists());
    assert!(folder.at(".public.proofmark/staging/theirs.txt").exists());
    assert!(!folder.at(".public.proofmark/staging/7").exists() && !folder.at(".public.proofmark/lock").exists());
    fs::remove_dir_all(folder.at(".public.proofmark")).unwrap();
    folder.build(SITE).unwrap();
    assert!(!folder.at(".public.proofmark").exists(), "what a run made goes with it");
}

#[cfg(unix)]
#[test]
fn a_link_is_no_place_to_stage_in() {
    for link in [".proofmark", ".proofmark/staging"] {
        let folder = Folder::new();
        folder.file("victim/staging/0", "mine");
        folder.file("victim/0", "mine");
        fs::create_dir_all(folder.at(link).parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(folder.at("victim"), folder.at(link)).unwrap();
        assert!(folder.refuses("public").contains(&format!("{link} is a link")), "{link}");
        assert!(folder.at("victim/staging/0").exists() && folder.at("victim/0").exists(), "{link}");
        assert!(!folder.at("public").exists(), "{link}");
    }
}

#[cfg(unix)]
#[test]
fn two_projects_do_not_write_to_one_output_at_once() {
    let (one, other) = (Folder::new(), Folder::new());
    let out = one.at("shared/site");
    let first = Stage::begin(one.root(), &out).unwrap();
    let second = Stage::begin(other.root(), &out);
    assert!(matches!(second, Err(Failure::Refused(why)) if why.starts_with("another proofmark")));
    drop(first);
    assert!(!one.at("shared").exists(), "a run that wrote nothing leaves nothing");
    let stage = Stage::begin(other.root(), &out).unwrap();
    let put = stage.put(&OutPath::new("index.html"), b"x").unwrap();
    stage.finish(vec![put]).unwrap();
    let names: Vec<_> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "the page and the manifest: {names:?}");
    assert!(Stage::begin(one.root(), &out).is_ok());
}

#[test]
fn the_project_itself_is_no_output_folder() {
    let folder = Folder::new();
    folder.file("content/studies/a.md", "mine");
    folder.file("a-file", "mine");
    for (out, expected) in [
        (".", "is the project's own folder"),
        ("..", "holds the project"),
        ("public/..", "is the project's own folder"),
        ("content", "is in the project's content"),
        ("content/public", "is in the project's content"),
        ("themes", "is in the project's themes"),
        ("static/site", "is in the project's static"),
        (".git", "is in the project's .git"),
        ("a-file", "is a file"),
    ] {
        let why = folder.refuses(out);
        assert!(why.contains(expected), "{out}: {why}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_no_output_folder_and_none_is_followed_inside() {
    let folder = Folder::new();
    folder.file("elsewhere/index.html", "mine");
    std::os::unix::fs::symlink(folder.at("elsewhere"), folder.at("linked")).unwrap();
    assert!(folder.refuses("linked").contains("is a link"));

    folder.build(SITE).unwrap();
    fs::remove_dir_all(folder.at("public/studies/a")).unwrap();
    std::os::unix::fs::symlink(folder.at("elsewhere"), folder.at("public/studies/a")).unwrap();
    assert!(folder.build(&[("index.html", "home"), ("studies/a/index.html", "changed")]).is_err());
    folder.build(&SITE[..1]).unwrap();
    assert_eq!(fs::read_to_string(folder.at("elsewhere/index.html")).unwrap(), "mine");
}

#[test]
fn a_manifest_that_was_tampered_with_is_refused() {
    let folder = Folder::new();
    folder.build(SITE).unwrap();
    let path = folder.at("public/.proofmark-manifest");
    let mut text = fs::read_to_string(&path).unwrap();
    text.push_str(&format!("{} 3 ../site.toml\n", "0".repeat(64)));
    fs::write(&path, text).unwrap();
    assert!(folder.refuses("public").contains("line 5 of"));
    fs::write(&path, b"\xff\xfe\0").unwrap();
    assert!(folder.refuses("public").contains("line 1 of"));
}

#[test]
fn the_site_of_another_project_is_refused() {
    let (one, other) = (Folder::new(), Folder::new());
    let out = one.at("shared");
    let build = |folder: &Folder, address: &str| {
        let stage = Stage::begin(folder.root(), &out)?.published_at(address)?;
        let put = stage.put(&OutPath::new("index.html"), b"home")?;
        stage.finish(vec![put])
    };
    build(&one, "https://one.example").unwrap();
    let Err(Failure::Refused(why)) = build(&other, "https://other.example") else { panic!("it was taken") };
    assert!(why.contains("another project") && why.contains("https://one.example"), "{why}");
    // Moved, or under another address: the same project.
    build(&other, "https://one.example").unwrap();
    build(&other, "https://other.example").unwrap();
    assert!(build(&one, "https://one.example").is_err(), "it is the other's now");
}

#[test]
fn large_files_are_copied_only_when_they_differ() {
    let folder = Folder::new();
    folder.file("static/film.bin", &"frame ".repeat(30_000));
    let run = |folder: &Folder| {
        let stage = Stage::begin(folder.root(), &folder.at("public")).unwrap();
        let put = stage.copy(&OutPath::new("film.bin"), &folder.at("static/film.bin")).unwrap();
        stage.finish(vec![put]).unwrap()
    };
    assert_eq!(run(&folder).written, 1);
    assert_eq!(run(&folder).written, 0);
    // The same length, another last byte.
    folder.file("static/film.bin", &format!("{}!", &"frame ".repeat(30_000)[..179_999]));
    assert_eq!(run(&folder).written, 1);
    assert_eq!(fs::read(folder.at("static/film.bin")).unwrap(), fs::read(folder.at("public/film.bin")).unwrap());
}

#[test]
fn a_withdrawn_study_leaves_at_once_and_who_still_names_it_is_told() {
    let folder = Folder::new();
    folder
        .build(&[
            ("index.html", "<a href=\"/studies/a/\">A</a> <a href=\"/studies/ab/\">AB</a>"),
            ("about/index.html", "nothing"),
            ("atom.xml", "<id>https://proof.example/studies/a/</id>"),
            ("links/index.html", "<a href=\"../studies/a/b/\">Below A</a>"),
            ("was/index.html", "<meta http-equiv=\"refresh\" content=\"0; url=../studies/a/\">"),
            ("was-b/index.html", "<meta http-equiv=\"refresh\" content=\"0; url=../studies/a/b/\">"),
            ("studies/a/index.html", "a"),
            ("studies/a/brief/index.html", "brief of a"),
            ("studies/a/b/index.html", "another study, below a"),
            ("studies/ab/index.html", "another study"),
        ])
        .unwrap();
    let out = folder.at("public");
    let slugs = |slugs: &[&str]| slugs.iter().map(|slug| slug.to_string()).collect();
    let leaving = Leaving { slugs: slugs(&["a"]), others: slugs(&["ab", "a/b"]), ..Leaving::default() };
    let home = Home { root: folder.root(), out: &out, address: "https://proof.example" };
    let removed = remove_withdrawn(home, &leaving).unwrap();
    assert_eq!(removed, ["atom.xml", "studies/a/brief/index.html", "studies/a/index.html", "was/index.html"]);
    let named = still_named(home, &leaving).unwrap();
    assert_eq!(named, [OutPath::new("index.html")].into());
    assert!(!out.join("atom.xml").exists() && !out.join("was").exists() && out.join("was-b/index.html").exists());
    assert!(!out.join("studies/a/index.html").exists() && !out.join("studies/a/brief").exists());
    assert!(out.join("studies/a/b/index.html").exists() && out.join("studies/ab/index.html").exists());
    assert!(remove_withdrawn(home, &leaving).unwrap().is_empty());
    let made = [(OutPath::new("index.html"), b"anew".to_vec())].into();
    assert_eq!(replace(home, &made, &[OutPath::new("was-b/index.html")].into()).unwrap(), 2);
    assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "anew");
    assert!(!out.join("was-b").exists());
    let manifest = fs::read_to_string(out.join(".proofmark-manifest")).unwrap();
    assert!(manifest.contains(" 4 index.html\n") && !manifest.contains("was"), "{manifest}");
}

#[test]
fn a_folder_that_cannot_be_written_to_is_found_before_anything_changes() {
    let folder = Folder::new();
    folder.build(SITE).unwrap();
    // Where we write to try, something stands that cannot be removed: permissions would not stop every user.
    folder.file("public/studies/a/.proofmark-probe/theirs.txt", "mine");
    let before = folder.output();
    let why = folder.build(&[("index.html", "new"), ("studies/a/index.html", "new")]).unwrap_err().to_string();
    assert!(why.starts_with("cannot write to") && why.contains("studies/a"), "{why}");
    assert!(folder.build(&[("index.html", "new")]).is_err(), "a file is to be removed there");
    assert!(folder.build(&[("studies/a/new/index.html", "new")]).is_err(), "a folder is to be made there");
    assert_eq!(folder.output(), before);
}

#[test]
fn an_output_that_cannot_be_made_is_a_failure_that_names_it() {
    let folder = Folder::new();
    folder.file("a-file", "mine");
    let stage = Stage::begin(folder.root(), &folder.at("a-file/public"));
    let failure = stage.and_then(|stage| {
        let put = stage.put(&OutPath::new("index.html"), b"x")?;
        stage.finish(vec![put])
    });
    let why = failure.unwrap_err().to_string();
    assert!(why.contains("a-file/public"), "{why}");
}
