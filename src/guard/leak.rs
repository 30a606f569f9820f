//! What is said of something that may not be published.

use super::index::What;
use super::needle::Why;
use super::pattern::Shape;
use super::{Guard, needle};
use crate::finding::{Finding, Level};
use crate::source::{Source, Span};

/// Words are shown up to so many characters.
const SHOWN: usize = 90;

impl Guard {
    /// A finding at the words of a document.
    pub(super) fn told_in_document(&self, what: What, span: Span, source: &Source) -> Finding {
        let words = source.words(span);
        match what {
            What::Needle(at) if matches!(self.index.needles[at].why, Why::Customer(_)) => {
                self.told(what, "unmasked-customer", span, &shown(words))
            }
            _ => self.told(what, "private-in-output", span, &shown(words)),
        }
    }

    /// What is said of an e-mail address in a document: it is not printed, and somebody should know.
    pub(super) fn unprinted(&self, span: Span, source: &Source) -> Finding {
        let finding = Finding::new(
            "private-in-output",
            span,
            format!(
                "`{}` is not published: the page says `(address not published)` in its place",
                shown(source.words(span))
            ),
        )
        .level(Level::Warning);
        match &self.contact {
            Some(contact) => finding.help(format!("write `{contact}`, the site's `contact`, or take it out")),
            None => {
                finding.help("take it out; an address of your own is printed when it is the `contact` of site.toml")
            }
        }
    }

    /// A finding of `rule` at `span`, about `words`.
    pub(super) fn told(&self, what: What, rule: &'static str, span: Span, words: &str) -> Finding {
        let say = |message: String| Finding::new(rule, span, message);
        match what {
            What::Needle(at) => {
                let needle = &self.index.needles[at];
                let finding = match &needle.why {
                    Why::Customer(instead) => {
                        let finding = say(format!("`{words}` gives away a customer who is not to be named"));
                        if instead.is_empty() {
                            finding.help("leave it out")
                        } else {
                            finding.help(format!("write `{instead}`, or leave it out"))
                        }
                    }
                    why => say(format!("`{words}` is {}", why.is())).help(way_out(why)),
                };
                let finding = if needle.why.is_personal() { finding.personal() } else { finding };
                let label = match needle.why {
                    Why::Customer(_) => "this customer is called otherwise in public",
                    Why::Withdrawn => "in a study that was withdrawn",
                    _ => "it is private here",
                };
                match needle.written.filter(|written| !written.overlaps(span)) {
                    Some(written) => finding.related(written, label),
                    None => finding,
                }
            }
            What::Id(origin) => say(format!("`{words}` is an identifier that stands in private files only"))
                .note(format!("in `{}`", self.origins[origin as usize]))
                .help("leave it out, or write it in the study if it is no secret"),
            What::Run(origin) => {
                let count = needle::tokens(words).len();
                let path = &self.origins[origin as usize];
                let private = if (origin as usize) < self.files { "a private file" } else { "what is not published" };
                say(format!("{count} words in a row are those of {private}: `{words}`"))
                    .note(format!("they stand in `{path}`"))
                    .help("leave them out, or quote them in the study when the customer has agreed to that")
            }
            What::Copy(origin) => {
                say(format!("`{words}` is the private file `{}`, byte for byte", self.origins[origin as usize]))
                    .help("publish another file; or, if it is no secret, delete the private copy")
            }
            What::Shape(Shape::Mail) => say(format!("`{words}` is an e-mail address, and not the site's `contact`"))
                .help("take it out: readers write to the `contact` of site.toml"),
            What::Shape(Shape::Phone) => say(format!("`{words}` is a telephone number"))
                .help("take it out; a number of your own may stand in `tagline`, or be allowed here with the reason"),
            What::Shape(Shape::Path) => say(format!("`{words}` is a path on somebody's machine"))
                .help("leave it out, or write only the file's name"),
        }
    }
}

fn way_out(why: &Why) -> &'static str {
    match why {
        Why::Signer => "leave it out, or ask, and add `name` to the `scope` of the consent",
        Why::Interviewed | Why::Named => "leave it out, or ask them, and name them in the study",
        Why::Withdrawn => "rewrite it without them; or, if it is about something else, allow it with the reason",
        Why::Column => "say it in words: a reader has no column",
        Why::Address => "take it out: readers write to the `contact` of site.toml",
        _ => "leave it out",
    }
}

/// Words in one line, cut at a blank.
pub(super) fn shown(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'");
    if words.chars().count() <= SHOWN {
        return words;
    }
    let cut: String = words.chars().take(SHOWN).collect();
    format!("{} …", cut[..cut.rfind(' ').unwrap_or(cut.len())].trim_end())
}
