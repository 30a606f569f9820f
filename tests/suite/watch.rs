//! `watch`: what it serves, to whom, and what it says of a save.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::project::{Project, TODAY};
use crate::warm::{Deed, act, deeds, is_sound};

/// A running `watch`, ended with its test.
pub struct Watch {
    child: Child,
    pub host: String,
    said: BufReader<std::process::ChildStderr>,
}

impl Watch {
    #[track_caller]
    pub fn of(project: &Project, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_proofmark"));
        command.current_dir(project.root()).args(["watch", "--port", "0", "--today", TODAY]).args(args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("Serving http://").unwrap_or_else(|| panic!("{line:?}"));
        let host = url.split('/').next().unwrap().to_owned();
        let said = BufReader::new(child.stderr.take().unwrap());
        Self { child, host, said }
    }

    /// One request; the whole answer, its head in lower case.
    pub fn ask(&self, request: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let at = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        (String::from_utf8_lossy(&answer[..at]).to_lowercase(), answer[at + 4..].to_vec())
    }

    /// The next line on stderr that holds `words`.
    pub fn says(&mut self, words: &str) -> String {
        loop {
            let mut line = String::new();
            assert!(self.said.read_line(&mut line).unwrap() > 0, "it ended without saying {words:?}");
            if line.contains(words) {
                return line;
            }
        }
    }

    pub fn get(&self, path: &str) -> (String, Vec<u8>) {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host))
    }

    /// Listens as an open page does.
    pub fn events(&self, page: &str) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let request = format!("GET /__proofmark/events?page={page} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host);
        stream.write_all(request.as_bytes()).unwrap();
        BufReader::new(stream)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The next words of the server.
pub fn next(events: &mut BufReader<TcpStream>) -> String {
    let mut line = String::new();
    while !line.starts_with("data: ") {
        line.clear();
        assert!(events.read_line(&mut line).unwrap() > 0, "the stream ended");
    }
    line
}

/// A page without what was added to it.
pub fn bare(page: &[u8]) -> String {
    let page = String::from_utf8(page.to_vec()).unwrap();
    let Some(from) = page.find("<script type=\"module\" src=\"/__proofmark/client.js\"") else { return page };
    let to = from + page[from..].find("</script>").unwrap() + "</script>".len();
    format!("{}{}", &page[..from], &page[to..])
}

const CARD: &str = "---\ncustomer: Ashgrove Clinic\nproblem: Nurses typed every form twice.\noutcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\n---\n";

fn project() -> Project {
    let project = Project::new();
    project.file("content/studies/ashgrove.md", CARD).file("static/notes/a.txt", "plain words");
    project
}

#[test]
fn it_answers_as_a_static_host_would() {
    let project = project();
    let watch = Watch::of(&project, &[]);
    let (head, page) = watch.get("/studies/ashgrove/");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(head.contains("content-type: text/html; charset=utf-8"), "{head}");
    assert!(head.contains("cache-control: no-store"), "{head}");
    assert!(bare(&page).contains("Ashgrove Clinic"));
    let (head, _) = watch.get("/studies/ashgrove");
    assert!(head.starts_with("http/1.1 301") && head.contains("location: /studies/ashgrove/"), "{head}");
    let (head, page) = watch.get("/nothing/here/");
    assert!(head.starts_with("http/1.1 404"), "{head}");
    assert!(bare(&page).contains("Nothing here"));
    let (head, text) = watch.get("/notes/a.txt");
    assert!(head.contains("content-type: text/plain"), "{head}");
    assert_eq!(text, b"plain words");
    let (head, _) = watch
        .ask(&format!("POST / HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nConnection: close\r\n\r\n", watch.host));
    assert!(head.starts_with("http/1.1 405"), "{head}");
    let (head, body) = watch.ask(&format!("HEAD / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", watch.host));
    assert!(head.starts_with("http/1.1 200") && body.is_empty(), "{head}");
}

#[test]
fn nothing_outside_of_the_site_can_be_reached() {
    let project = project();
    project.file("content/evidence/secret.csv", "a,b").file("secret.txt", "secret");
    let watch = Watch::of(&project, &[]);
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/notes/../../secret.txt",
        "/notes/..%2f..%2fsecret.txt",
        "/notes/%5c..%5csecret.txt",
        "/content/evidence/secret.csv",
        "//etc/passwd",
        "/site.toml",
        "/__proofmark/../site.toml",
        "/__proofmark/%2e%2e/site.toml",
        "/%00",
    ] {
        let (head, _) = watch.get(path);
        assert!(head.starts_with("http/1.1 404") || head.starts_with("http/1.1 400"), "{path}: {head}");
    }
    // Not a redirect to another host.
    let (head, _) = watch.get("//studies/ashgrove");
    assert!(!head.contains("location: //"), "{head}");
}

#[test]
fn another_name_and_another_site_are_refused() {
    let project = project();
    let watch = Watch::of(&project, &[]);
    let asked = |host: &str, more: &str, path: &str| {
        watch.ask(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{more}Connection: close\r\n\r\n")).0
    };
    assert!(asked("evil.example", "", "/").starts_with("http/1.1 403"));
    assert!(asked("localhost:1", "", "/").starts_with("http/1.1 200"));
    let other = "Origin: http://evil.example\r\n";
    assert!(asked(&watch.host, other, "/__proofmark/client.js").starts_with("http/1.1 403"));
    assert!(asked(&watch.host, "", "/__proofmark/client.js").starts_with("http/1.1 200"));
}

#[test]
fn a_save_is_told_to_the_pages_it_changes_and_to_no_other() {
    let project = project();
    project.file("content/pages/about.md", "---\ntitle: About\n---\nWords.\n");
    let watch = Watch::of(&project, &[]);
    let (mut study, mut about) = (watch.events("/studies/ashgrove/"), watch.events("/about/"));
    let (before, of_about) = (next(&mut study), next(&mut about));
    project.file("content/studies/ashgrove.md", format!("{CARD}\nMore was said.\n"));
    assert_ne!(next(&mut study), before);
    assert!(bare(&watch.get("/studies/ashgrove/").1).contains("More was said."));
    // The next word to the other page is about itself: nothing was said of the study.
    project.file("content/pages/about.md", "---\ntitle: About\n---\nOther words.\n");
    assert_ne!(next(&mut about), of_about);
    assert!(bare(&watch.get("/about/").1).contains("Other words."));
}

#[test]
fn a_port_that_was_named_must_be_free() {
    let project = project();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_proofmark"))
        .current_dir(project.root())
        .args(["watch", "--port", &port])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("another program listens there"));
}

#[test]
fn a_site_below_a_path_is_served_below_it() {
    let project = project();
    let watch = Watch::of(&project, &["--base-url", "https://proof.example/sub/path"]);
    let (head, _) = watch.get("/");
    assert!(head.contains("location: /sub/path/"), "{head}");
    assert!(watch.get("/sub/path/studies/ashgrove/").0.starts_with("http/1.1 200"));
    assert!(watch.get("/studies/ashgrove/").0.starts_with("http/1.1 404"));
    assert!(watch.get("/sub/path").0.contains("location: /sub/path/"));
}

#[test]
fn the_terminal_tells_what_changed_and_what_became_of_the_findings() {
    let project = project();
    let mut watch = Watch::of(&project, &[]);
    watch.says("1 study");
    let text = format!("{CARD}\nIt saves 31% of paper.\n\nIt saves 40% of ink.\n");
    project.file("content/studies/ashgrove.md", &text);
    let line = watch.says("content/studies/ashgrove.md edited");
    assert!(line.contains(" in "), "{line}");
    let line = watch.says("2 new");
    assert!(line.contains(&format!("http://{}/studies/ashgrove/", watch.host)), "{line}");
    watch.says("content/studies/ashgrove.md:8:4");
    // What is above a finding moves it, and makes it no other.
    project.file("content/studies/ashgrove.md", text.replace("It saves 31% of paper.", "Words.\n\nMore words."));
    let line = watch.says("1 fixed");
    assert!(!line.contains("new"), "{line}");
    project.file("content/studies/birch.md", CARD.replace("Ashgrove", "Birch"));
    watch.says("content/studies/birch.md new");
    std::fs::remove_file(project.root().join("content/studies/birch.md")).unwrap();
    watch.says("content/studies/birch.md gone");
}

#[test]
fn it_looks_for_itself_where_it_is_told_to() {
    let project = project();
    let mut watch = Watch::of(&project, &["--poll"]);
    let mut events = watch.events("/studies/ashgrove/");
    let before = next(&mut events);
    project.file("content/studies/ashgrove.md", format!("{CARD}\nMore was said.\n"));
    assert_ne!(next(&mut events), before);
    watch.says("content/studies/ashgrove.md edited");
}

#[test]
fn a_withdrawn_study_is_not_kept_as_the_last_good_page() {
    let project = project();
    let watch = Watch::of(&project, &[]);
    assert!(watch.get("/studies/ashgrove/").0.starts_with("http/1.1 200"));
    let mut events = watch.events("/studies/ashgrove/");
    let before = next(&mut events);
    // Broken, and it says so: the word of the customer holds.
    let withdrawn = CARD.replace("quote:", "consent: {by: Ana, withdrawn: true\nquote: [");
    project.file("content/studies/ashgrove.md", withdrawn);
    assert_ne!(next(&mut events), before);
    assert!(watch.get("/studies/ashgrove/").0.starts_with("http/1.1 404"));
}

#[test]
fn a_broken_study_keeps_its_page_and_a_broken_template_all_of_them() {
    let project = project();
    let watch = Watch::of(&project, &[]);
    let good = watch.get("/studies/ashgrove/").1;
    let mut events = watch.events("/studies/ashgrove/");
    next(&mut events);
    project.file("content/studies/ashgrove.md", CARD.replace("customer:", "customer: ["));
    next(&mut events);
    let (head, page) = watch.get("/studies/ashgrove/");
    assert!(head.contains("x-proofmark-last-good: true"), "{head}");
    assert_eq!(page, good);
    let (_, panel) = watch.get("/__proofmark/panel?page=/studies/ashgrove/");
    let panel = String::from_utf8(panel).unwrap();
    assert!(panel.contains("\"last_good\":true") && panel.contains("invalid-yaml"), "{panel}");
    project.file("content/studies/ashgrove.md", CARD);
    next(&mut events);
    assert!(!watch.get("/studies/ashgrove/").0.contains("last-good"));
    let home = watch.get("/").1;
    project.file("themes/ledger/templates/base.html", "{% if %}");
    next(&mut events);
    let (head, page) = watch.get("/");
    assert!(!head.contains("last-good") || page == home, "{head}");
    let (_, panel) = watch.get("/__proofmark/panel?page=/");
    assert!(String::from_utf8(panel).unwrap().contains("themes/ledger/templates/base.html"));
}

#[test]
fn only_files_of_the_project_are_opened_and_only_for_our_own_pages() {
    let project = project();
    let mark = project.root().join("opened");
    let editor = format!("cp {{file}} {}", mark.display());
    let watch = Watch::of(&project, &["--editor", &editor]);
    let post = |path: &str, origin: &str| {
        let host = &watch.host;
        watch.ask(&format!("POST /__proofmark/open?path={path} HTTP/1.1\r\nHost: {host}\r\n{origin}Content-Length: 0\r\nConnection: close\r\n\r\n")).0
    };
    let own = format!("Origin: http://{}\r\n", watch.host);
    assert!(post("content/studies/ashgrove.md", "").starts_with("http/1.1 403"));
    assert!(post("content/studies/ashgrove.md", "Origin: http://evil.example\r\n").starts_with("http/1.1 403"));
    assert!(post("../secret", &own).starts_with("http/1.1 404"));
    assert!(post("-rf", &own).starts_with("http/1.1 404"));
    assert!(!mark.exists());
    assert!(post("content/studies/ashgrove.md", &own).starts_with("http/1.1 200"));
}

/// Every file below a folder, by its path in it.
fn below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(here) = folders.pop() {
        for entry in std::fs::read_dir(here).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let name = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                files.insert(name, std::fs::read(entry.path()).unwrap());
            }
        }
    }
    // The output's own list of what is in it.
    files.retain(|name, _| !name.starts_with(".proofmark"));
    files
}

/// The first file that is served as another than `build --draft` writes, of those and of the ones it wrote before.
fn differs(watch: &Watch, written: &BTreeMap<String, Vec<u8>>, before: &BTreeSet<String>) -> Option<String> {
    let address = |name: &str| format!("/{}", name.strip_suffix("index.html").unwrap_or(name).replace(' ', "%20"));
    let other = written.iter().find(|(name, bytes)| {
        let (head, served) = watch.get(&address(name));
        let same = if name.ends_with(".html") { bare(&served).as_bytes() == &bytes[..] } else { served == **bytes };
        !head.starts_with("http/1.1 200") || head.contains("last-good") || !same
    });
    let gone = before.iter().filter(|name| !written.contains_key(*name) && !name.ends_with("card.png"));
    let left = gone.into_iter().find(|name| !watch.get(&address(name)).0.starts_with("http/1.1 404"));
    other.map(|(name, _)| name.clone()).or(left.cloned())
}

#[test]
fn what_is_served_is_what_a_build_of_drafts_would_write() {
    // Chosen once, so that the test is the same each time; `warm` tries more of them, without a server.
    let mut runner = TestRunner::deterministic();
    let project = Project::new();
    (0..2).for_each(|n| _ = act(&project, &Deed::Write(n, n)));
    let watch = Watch::of(&project, &[]);
    let (mut compared, mut before) = (0, BTreeSet::new());
    let mut sound = || loop {
        let deed = deeds().new_tree(&mut runner).unwrap().current();
        if is_sound(&deed) {
            return deed;
        }
    };
    for round in 0..16 {
        let deed = sound();
        act(&project, &deed);
        let build = ["build", "--draft", "--today", TODAY, "--quiet"];
        let built =
            Command::new(env!("CARGO_BIN_EXE_proofmark")).current_dir(project.root()).args(build).output().unwrap();
        if !built.status.success() {
            continue; // with an error, what is served keeps pages that a build does not write
        }
        let mut written = below(&project.root().join("public-draft"));
        // To paint takes longer than all else.
        written.retain(|name, _| round % 8 == 0 || !name.ends_with("card.png"));
        let patience = Instant::now() + Duration::from_secs(60);
        while let Some(name) = differs(&watch, &written, &before) {
            assert!(Instant::now() < patience, "{name} is served otherwise after {deed:?}");
            std::thread::sleep(Duration::from_millis(50));
        }
        compared += 1;
        before.extend(written.into_keys());
        before.retain(|name| project.root().join("public-draft").join(name).exists());
    }
    assert!(compared > 7, "only {compared} states could be compared");
}
