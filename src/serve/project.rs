//! The project as the last run saw it, by the addresses of its pages.

use std::sync::Arc;

use crate::pipeline::{Checked, Placed};
use crate::source::{FileId, OfFiles};
use crate::study::Document;

/// What a panel is made of.
#[derive(Clone, Debug)]
pub(super) struct Project {
    pub(super) checked: Arc<Checked>,
    addresses: Arc<OfFiles<String>>,
    /// Why the last run came to nothing; then all else is of the run before.
    pub(super) failure: Option<String>,
}

impl Project {
    pub(super) fn new(checked: Arc<Checked>, addresses: OfFiles<String>) -> Self {
        Self { checked, addresses: Arc::new(addresses), failure: None }
    }

    /// The page of a file, from the site's root.
    pub(super) fn address_of(&self, file: FileId) -> Option<String> {
        self.addresses.get(&file).cloned()
    }

    /// The document behind an address from the site's root: also behind a brief, and behind a home page that shows the
    /// only study.
    pub(super) fn document_at(&self, address: &str) -> Option<Document<'_>> {
        let address = address.strip_suffix("index.html").unwrap_or(address);
        let page = address.strip_suffix("brief/").unwrap_or(address);
        let at = |wanted: &str| self.addresses.iter().find(|(_, address)| *address == wanted).map(|(file, _)| *file);
        let own = at(address).or_else(|| at(page));
        let only = || {
            let mut shown = self.checked.published().map(|(study, _)| study.file);
            shown.next().filter(|_| address == "/" && shown.next().is_none())
        };
        let file = own.or_else(only)?;
        self.checked.corpus.at(&self.checked.sources.get(file).path)
    }

    /// Where a study stands in the run.
    pub(super) fn placed(&self, document: &Document<'_>) -> Option<&Placed> {
        let at = self.checked.corpus.studies.iter().position(|study| study.file == document.file())?;
        self.checked.placed.get(at).map(AsRef::as_ref)
    }
}
