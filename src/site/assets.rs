//! The theme's style sheets and scripts: published under names that change with their content, so that a browser may
//! keep them for good.
//!
//! The project's file of the same name stands in for the theme's. Other files of a project keep their names.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::OutPath;
use super::plan::{Site, Whence};
use crate::colour::{self, Colour};
use crate::{scan, theme};

/// The style sheet that the colours stand in.
const STYLE: &str = "ledger.css";

/// A style sheet or script is read up to this size.
const MOST: u64 = 4 << 20;

impl Site<'_> {
    /// Takes the theme's style sheets and scripts out of `files` and puts them back under their lasting names.
    pub(super) fn lay_out_assets(&mut self, files: &mut BTreeMap<OutPath, Whence>) {
        for (name, bytes) in theme::statics() {
            let Some((stem, kind)) = name.rsplit_once('.').filter(|(_, kind)| matches!(*kind, "css" | "js")) else {
                continue;
            };
            let own = match files.remove(&OutPath::new(name)) {
                Some(Whence::Project(from)) => Some(from),
                _ => None,
            };
            let mut text = match &own {
                Some(from) => scan::head(&self.checked.root, from, MOST).unwrap_or_default(),
                None => bytes.to_vec(),
            };
            if kind == "css" {
                text = theme::style(&text);
            }
            if *name == STYLE {
                let accent = Colour::parse(&self.checked.config.accent);
                text.extend(accent.map(colour::style).unwrap_or_default().bytes());
            }
            let path = format!("{stem}.{}.{kind}", version(&text));
            let link = self.routes.link(&format!("/{path}"));
            self.whole_mut().assets.insert(name, link);
            files.insert(OutPath::new(&path), Whence::Made(text));
        }
    }
}

/// What stands for the content in a name.
fn version(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(5).map(|byte| format!("{byte:02x}")).collect()
}
