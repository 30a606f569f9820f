//! Files that are published as they are and cannot be: another file has their place, or their name is ours.
//!
//! Two names that differ in capitals only are one file on some systems, and nothing can be a file and a folder.

use std::collections::{HashMap, HashSet};

use super::OutPath;
use super::plan::{Site, Whence};
use crate::finding::Finding;
use crate::output::is_reserved;

impl Site<'_> {
    /// Takes out the copied files that cannot be written, and says why. Runs when everything has its address.
    pub(super) fn drop_clashes(&mut self, found: &mut Vec<Finding>) {
        let copied: HashSet<&str> = self.files.keys().map(OutPath::as_str).collect();
        let mut pages: Vec<&str> = self.routes.outputs.iter().map(String::as_str).collect();
        pages.retain(|path| !copied.contains(path));
        pages.sort_unstable();
        let mut places: HashMap<String, &str> = pages.into_iter().map(|path| (path.to_lowercase(), path)).collect();
        let below: HashSet<String> =
            self.routes.outputs.iter().flat_map(|path| folders(path)).map(str::to_lowercase).collect();
        // Our own files come first: it is the project's that can be renamed.
        let mut files: Vec<(&OutPath, &Whence)> = self.files.iter().collect();
        files.sort_by_key(|(_, whence)| matches!(whence, Whence::Project(_) | Whence::Drawing(..)));
        let mut clashes: Vec<(OutPath, String)> = Vec::new();
        for (path, _) in files {
            let name = path.as_str();
            let key = name.to_lowercase();
            let why = if is_reserved(name) {
                Some("has a name that builds keep for themselves".to_owned())
            } else if let Some(other) = places.get(&key) {
                Some(format!("would take the place of `{other}`"))
            } else if below.contains(&key) {
                Some(format!("would take the place of the folder `{key}/`"))
            } else {
                let in_the_way = folders(name).find_map(|folder| places.get(&folder.to_lowercase()));
                in_the_way.map(|other| format!("needs a folder where the file `{other}` is"))
            };
            match why {
                Some(why) => clashes.push((path.clone(), why)),
                None => {
                    places.insert(key, name);
                }
            }
        }
        for (path, why) in clashes {
            let from = match self.whole_mut().files.remove(&path) {
                Some(Whence::Project(from) | Whence::Drawing(from, _)) => from,
                _ => path.to_string(),
            };
            found.push(
                Finding::new("duplicate-slug", self.checked.config.top, format!("`{from}` {why}"))
                    .help("rename the file; some systems do not tell capitals apart"),
            );
        }
    }
}

/// The folders a path goes through, the outermost first.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}
