//! What wakes the loop: the system's word that a file changed, or the clock where the system is silent.
//!
//! An event only wakes. What changed is told by looking at the files, so that an event that is lost, doubled or about a
//! file that nobody reads does no harm.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{EventKind, MetadataKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::scan;

/// What the loop is woken by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wake {
    /// Files were touched; those that were written by their paths from the root, for which a look at sizes and times may
    /// not be enough.
    Touched(BTreeSet<String>),
    /// Some time went by.
    Tick,
    /// Somebody wants everything made anew.
    Again,
}

/// Saves come in handfuls: so long must it be quiet.
const QUIET: Duration = Duration::from_millis(60);
/// But nobody waits longer than this.
const LONGEST: Duration = Duration::from_millis(500);
/// How often we look ourselves when the system is asked to tell, in case it does not.
const SELDOM: Duration = Duration::from_secs(3);
/// How often when it does not.
const OFTEN: Duration = Duration::from_millis(500);

/// Watches the folders of a project for as long as it lives.
pub(super) struct Watching {
    root: PathBuf,
    watcher: Option<RecommendedWatcher>,
    /// Folders the system watches, and where they really are: one that is replaced must be watched anew.
    armed: BTreeMap<PathBuf, PathBuf>,
}

impl Watching {
    /// Asks the system to tell. Why it cannot is given back beside.
    pub(super) fn start(root: &Path, poll: bool, to: &Sender<Wake>) -> (Self, Option<String>) {
        let mut watching = Self { root: root.to_path_buf(), watcher: None, armed: BTreeMap::new() };
        if poll {
            return (watching, None);
        }
        let (to, base) = (to.clone(), root.to_path_buf());
        let heard = move |event: notify::Result<Event>| {
            if let Some(wake) = wake_of(&event, &base) {
                let _ = to.send(wake);
            }
        };
        let started = notify::recommended_watcher(heard).and_then(|mut watcher| {
            watcher.watch(root, RecursiveMode::NonRecursive)?;
            Ok(watcher)
        });
        let trouble = match started {
            Ok(watcher) => {
                watching.watcher = Some(watcher);
                watching.arm()
            }
            Err(error) => Some(error.to_string()),
        };
        if trouble.is_some() {
            watching.give_up();
        }
        (watching, trouble)
    }

    /// Watches folders that came since, and forgets those that went. Says why it cannot.
    pub(super) fn arm(&mut self) -> Option<String> {
        let watcher = self.watcher.as_mut()?;
        for folder in scan::FOLDERS {
            let folder = self.root.join(folder);
            let place = folder.canonicalize().ok();
            if self.armed.get(&folder) == place.as_ref() {
                continue;
            }
            if self.armed.remove(&folder).is_some() {
                let _ = watcher.unwatch(&folder);
            }
            if let Some(place) = place {
                if let Err(error) = watcher.watch(&folder, RecursiveMode::Recursive) {
                    return Some(error.to_string());
                }
                self.armed.insert(folder, place);
            }
        }
        None
    }

    /// From here on only the clock wakes.
    pub(super) fn give_up(&mut self) {
        self.watcher = None;
        self.armed.clear();
    }

    /// Whether the system was asked to tell.
    pub(super) fn is_told(&self) -> bool {
        self.watcher.is_some()
    }
}

/// Whether an event is about something a run reads. What was merely read or closed is not.
fn wake_of(event: &notify::Result<Event>, root: &Path) -> Option<Wake> {
    let event = match event {
        // Events were lost: anything may have been written.
        Ok(event) if event.need_rescan() => return Some(Wake::Again),
        Ok(event) => event,
        // Something happened that cannot be told: look.
        Err(_) => return Some(Wake::Touched(BTreeSet::new())),
    };
    let written = match event.kind {
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)) => return None,
        EventKind::Modify(ModifyKind::Metadata(_)) => false,
        _ => true,
    };
    let mut read = event.paths.iter().filter(|path| is_read(path, root)).peekable();
    read.peek()?;
    let from_root = |path: &PathBuf| {
        let inside = path.strip_prefix(root).unwrap_or(path);
        inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    };
    Some(Wake::Touched(read.filter(|_| written).map(from_root).collect()))
}

/// Whether a run reads what is at `path`.
fn is_read(path: &Path, root: &Path) -> bool {
    let Ok(inside) = path.strip_prefix(root) else { return true };
    let mut parts = inside.components().map(|part| part.as_os_str().to_string_lossy());
    let Some(first) = parts.next() else { return false };
    let known = scan::FILES.contains(&&*first) || scan::FOLDERS.contains(&&*first);
    known && !parts.any(|part| scan::is_noise(&part))
}

/// Waits until something happened and the handful is over, and looks at the files meanwhile: what `look` saw after the
/// last event counts.
pub(super) fn wait<T>(woken: &Receiver<Wake>, told: bool, mut look: impl FnMut() -> T) -> Option<(Wake, T)> {
    let patience = if told { SELDOM } else { OFTEN };
    let mut wake = match woken.recv_timeout(patience) {
        Ok(wake) => wake,
        Err(RecvTimeoutError::Timeout) => return Some((Wake::Tick, look())),
        Err(RecvTimeoutError::Disconnected) => return None,
    };
    let started = Instant::now();
    let mut last = started;
    let mut seen = None;
    while started.elapsed() < LONGEST {
        let next = woken.try_recv().or_else(|_| {
            if seen.is_none() {
                seen = Some(look());
            }
            woken.recv_timeout(QUIET.saturating_sub(last.elapsed()))
        });
        match next {
            Ok(Wake::Again) => wake = Wake::Again,
            Ok(Wake::Touched(more)) => {
                if let Wake::Touched(paths) = &mut wake {
                    paths.extend(more);
                }
            }
            Ok(Wake::Tick) => {}
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return None,
        }
        (last, seen) = (Instant::now(), None);
    }
    Some((wake, seen.unwrap_or_else(look)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, CreateKind, DataChange};
    use std::sync::mpsc::channel;

    fn touched(paths: &[&str]) -> Wake {
        Wake::Touched(paths.iter().map(|path| (*path).to_owned()).collect())
    }

    fn heard(kind: EventKind, path: &str) -> Option<Wake> {
        let event = Event { kind, paths: vec![Path::new("/p").join(path)], attrs: Default::default() };
        wake_of(&Ok(event), Path::new("/p"))
    }

    #[test]
    fn what_we_write_and_what_editors_leave_wakes_nobody() {
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        for path in ["site.toml", "content/studies/a.md", "themes/x/templates/home.html", "static/.well-known/a"] {
            assert_eq!(heard(written, path), Some(touched(&[path])), "{path}");
        }
        let ours = ["public/index.html", ".proofmark/x", "public-draft/a", "content/.git/index", "content/a.md~", ""];
        for path in ours {
            assert_eq!(heard(EventKind::Create(CreateKind::Any), path), None, "{path}");
        }
    }

    #[test]
    fn reading_a_file_is_no_change() {
        assert_eq!(heard(EventKind::Access(AccessKind::Any), "site.toml"), None);
        let kind = EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any));
        assert_eq!(heard(kind, "site.toml"), Some(touched(&[])));
    }

    #[test]
    fn a_handful_is_one() {
        let (to, woken) = channel();
        for wake in [touched(&[]), touched(&["b"]), touched(&["a"])] {
            to.send(wake).unwrap();
        }
        let mut looks = 0;
        let mut look = || {
            looks += 1;
            looks
        };
        assert_eq!(wait(&woken, true, &mut look), Some((touched(&["a", "b"]), 1)), "one look after the last of them");
        for wake in [Wake::Again, touched(&["a"])] {
            to.send(wake).unwrap();
        }
        assert_eq!(wait(&woken, true, &mut look), Some((Wake::Again, 2)));
        // What is written while somebody looks is looked at again.
        to.send(touched(&["a"])).unwrap();
        let (mut late, mut looks) = (vec![touched(&["b"])], 0);
        let look = || {
            looks += 1;
            late.pop().into_iter().for_each(|wake| to.send(wake).unwrap());
        };
        assert_eq!(wait(&woken, true, look), Some((touched(&["a", "b"]), ())));
        assert_eq!(looks, 2);
        drop(to);
        assert_eq!(wait(&woken, true, || ()), None);
    }
}
