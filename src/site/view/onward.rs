//! The page that a customer sends on, and the page of what nearly stopped them.

use serde::Serialize;

use super::reference::escaped;
use super::study::ListEntry;

/// A message to somebody with the same problem. It is the customer who sends it, never the publisher.
#[derive(Clone, Debug, Serialize)]
pub struct PassOnView {
    /// The subject line.
    pub subject: String,
    /// Three sentences: the problem, what changed, where to see how it is known.
    pub sentences: Vec<String>,
    /// The study, as a whole address.
    pub link: String,
    /// What connects customer and publisher, in whole sentences: it goes with the message.
    pub disclosure: Vec<String>,
    /// Opens the message, to nobody yet, in the reader's mail program.
    pub mailto: String,
}

impl PassOnView {
    pub(super) fn new(subject: String, sentences: Vec<String>, link: String, disclosure: Vec<String>) -> Self {
        let body = format!("{}\n\n{link}\n\n{}", sentences.join(" "), disclosure.join(" "));
        let mailto = format!("mailto:?subject={}&body={}", escaped(&subject), escaped(&body));
        PassOnView { subject, sentences, link, disclosure, mailto }
    }
}

/// A hesitation, and the studies that tell it.
#[derive(Clone, Debug, Serialize)]
pub struct HesitationView {
    /// In the words of the first that tells it.
    pub text: String,
    /// How many tell it, on all pages of the list.
    pub count: usize,
    /// It began on the page before.
    pub continued: bool,
    /// Studies, as [`super::EntryView`]s.
    pub studies: Vec<ListEntry>,
}
