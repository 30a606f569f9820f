//! Word to an open page that it is another now.
//!
//! A page says where it is and which files it uses: `events?page=/studies/a/&file=/ledger.css`. It is told the mark of
//! each, at once and whenever one of them is another: so a page that was asleep, or whose server was away, learns in the
//! same words what it missed, and nothing is said when nothing it shows changed.

use std::convert::Infallible;

use axum::extract::{RawQuery, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

use super::{Shared, Snapshot, query};
use crate::mark;

/// A page uses no more files than this, or is none of ours.
const MOST_FILES: usize = 500;

/// The stream of one open page.
pub(super) async fn stream(
    State(shared): State<Shared>,
    RawQuery(asked): RawQuery,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let asked = Asked::of(asked.as_deref());
    let mut told = None;
    let stream = WatchStream::new(shared.shown).filter_map(move |snapshot| {
        let now = snapshot.as_ref().as_ref().map(|snapshot| asked.state(snapshot))?;
        let is_new = told.as_ref() != Some(&now);
        told = Some(now.clone());
        is_new.then(|| Ok(Event::default().data(now)))
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

/// What a page wants to know about.
struct Asked {
    page: String,
    files: Vec<String>,
}

impl Asked {
    fn of(asked: Option<&str>) -> Self {
        let page = query::first(asked, "page").unwrap_or_else(|| "/".to_owned());
        Self { page, files: query::all(asked, "file").take(MOST_FILES).collect() }
    }

    /// In JSON: the marks of the page, of what stands beside it, and of its files in the order they were asked for.
    fn state(&self, snapshot: &Snapshot) -> String {
        let of = |path: &String| format!("{:x}", snapshot.shown_at(path).map_or(0, |served| served.mark));
        let files: Vec<String> = self.files.iter().map(of).collect();
        let panel = format!("{:x}", mark::of(&snapshot.panel(&self.page)));
        serde_json::json!({ "page": of(&self.page), "panel": panel, "files": files }).to_string()
    }
}
