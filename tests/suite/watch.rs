//! `watch`: what it serves, to whom, and what it says of a save.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::project::{Project, TODAY};

/// A running `watch`, ended with its test.
pub struct Watch {
    child: Child,
    pub host: String,
}

impl Watch {
    #[track_caller]
    pub fn of(project: &Project, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_proofmark"));
        command.current_dir(project.root()).args(["watch", "--port", "0", "--today", TODAY]).args(args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("Serving http://").unwrap_or_else(|| panic!("{line:?}"));
        let host = url.split('/').next().unwrap().to_owned();
        Self { child, host }
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
