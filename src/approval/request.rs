//! What a customer is sent: what they are asked, every word that would stand in their name, and the page itself.

use std::fmt::Write;

use super::Placed;
use super::single::{self, escaped};
use crate::lock::TermKind;
use crate::study::Scope;

/// The first words of the file, by which it is known when it is to be written again.
pub const MARK: &str = "<!-- proofmark: a request for approval -->\n";

/// Whether the text of such a file asks about the study that is published as `slug`.
pub fn is_of(text: &str, slug: &str) -> bool {
    text.contains(&format!("/studies/{slug}/</b>"))
}

const STYLE: &str = "\
.approval{font:16px/1.5 system-ui,sans-serif;max-width:42em;margin:2em auto;padding:1.5em 2em;border:1px solid;\
background:#fff;color:#111;color-scheme:only light}.approval a{color:inherit}\
.approval h1{font-size:1.75em;line-height:1.2;margin:0 0 .6em}\
.approval h2{font:600 1em/1.4 system-ui,sans-serif;letter-spacing:0;margin:1.6em 0 .4em}\
.approval p{max-width:36em}.approval ol,.approval ul{margin:0;padding-left:2.2em}.approval li{margin:.35em 0}\
@media print{.approval{font-size:10pt;border:0;padding:0;margin:0;break-after:page}\
.approval h2{break-after:avoid}.approval li{break-inside:avoid}.approval:last-child{break-after:auto}}";

/// What is asked.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Who asks.
    pub publisher: String,
    /// What the customer is called in public.
    pub customer: String,
    /// Where the page will be.
    pub address: String,
    /// For what.
    pub scope: Vec<Scope>,
    /// Until when, in words.
    pub until: String,
    /// The words that were agreed for asking, if there are any.
    pub wording: Option<String>,
    /// Where to answer, and to take it back.
    pub contact: Option<String>,
}

/// Makes the file: `page` is the finished page at `path` of the site, `files` gives the other files of the site.
pub fn request(
    ask: &Ask,
    terms: &[Placed],
    page: &[u8],
    path: &str,
    files: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> String {
    let top = format!("<style>{STYLE}</style>{}", asked(ask, terms));
    let end = "<section class=\"approval\"><p>This is the end of the page as it would be published.</p></section>";
    let html = single::file(page, path, files, &top, end);
    match html.strip_prefix("<!doctype html>") {
        Some(rest) => format!("<!doctype html>\n{MARK}{rest}"),
        None => format!("{MARK}{html}"),
    }
}

fn asked(ask: &Ask, terms: &[Placed]) -> String {
    let mut out = String::from("<section class=\"approval\" lang=\"en\">");
    let publisher = escaped(&ask.publisher);
    let _ = write!(out, "<h1>May {publisher} publish this about {}?</h1>", escaped(&ask.customer));
    let _ = write!(
        out,
        "<p>Nothing is published before you say yes. Below is every quotation, name, figure, statement and detail that would \
         stand in your name, then the page itself. Change or strike out whatever you like.</p>"
    );
    out.push_str("<h2>What you are asked to allow</h2><ul>");
    for scope in &ask.scope {
        let _ = write!(out, "<li>{}</li>", in_words(*scope, &ask.address));
    }
    let _ = write!(out, "</ul><p>This would hold {}.</p>", escaped(&ask.until));
    if let Some(wording) = &ask.wording {
        let _ = write!(out, "<p>{}</p>", escaped(wording));
    }
    out.push_str("<h2>How to take it back</h2><p>At any time and without a reason");
    match &ask.contact {
        Some(contact) => {
            let contact = escaped(contact);
            let _ = write!(out, ": write to <a href=\"mailto:{contact}\">{contact}</a>");
        }
        None => {
            let _ = write!(out, ": tell {publisher}");
        }
    }
    out.push_str(". Everything said here is then taken off the site the next time it is built. Copies that others made, such as search engines, are theirs to delete.</p>");
    for (kind, title) in [
        (TermKind::Quote, "Quotations"),
        (TermKind::Name, "Who is named or shown"),
        (TermKind::Figure, "Figures"),
        (TermKind::Claim, "Statements"),
        (TermKind::Question, "What you were asked"),
        (TermKind::Detail, "What is said of you, and how the figures are known"),
    ] {
        let mut items = terms.iter().filter(|placed| placed.term.kind == kind).peekable();
        if items.peek().is_some() {
            let _ = write!(out, "<h2>{title}</h2><ol>");
            for placed in items {
                let _ = write!(out, "<li>{}</li>", escaped(&placed.term.words));
            }
            out.push_str("</ol>");
        }
    }
    let _ = write!(
        out,
        "<h2>How to answer</h2><p>Reply that you agree to it, or with what to change. If a word or a figure \
         changes later, you will be asked again.</p><p>Below is the page as it would be published.</p></section>"
    );
    out
}

fn in_words(scope: Scope, address: &str) -> String {
    let address = escaped(address);
    match scope {
        Scope::Web => {
            format!("this page on the web, at <b>{address}</b>, and the lists of the site that lead to it")
        }
        Scope::Name => "your name beside your words".to_owned(),
        Scope::Role => "what you do there".to_owned(),
        Scope::Photo => "your picture".to_owned(),
        Scope::Logo => "your organisation’s logo".to_owned(),
        Scope::Print => "one printed page with the same words, to hand to somebody who decides".to_owned(),
        Scope::Reference => "that prospective customers may ask you, through us".to_owned(),
    }
}
