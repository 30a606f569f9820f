//! What belongs to the preview and not to the site: its script, what the script asks for, and the rules' pages.

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{Response, StatusCode};
use serde_json::json;

use super::answer::{bytes, plain};
use super::{Editor, Shared, explain, query};
use crate::media_type;

/// Embedded files. `idiomorph.js` is somebody else's, with its licence beside it.
const FILES: &[(&str, &str)] = &[
    ("client.js", include_str!("client/client.js")),
    ("morph.js", include_str!("client/morph.js")),
    ("marks.js", include_str!("client/marks.js")),
    ("panel.js", include_str!("client/panel.js")),
    ("panel.css", include_str!("client/panel.css")),
    ("explain.css", include_str!("client/explain.css")),
    ("idiomorph.js", include_str!("client/idiomorph.js")),
];

/// One of the embedded files.
pub(super) async fn file(Path(name): Path<String>) -> Response<Body> {
    match FILES.iter().find(|(own, _)| *own == name) {
        Some((_, text)) => bytes(StatusCode::OK, media_type::of(&name), text.as_bytes().to_vec()),
        None => plain(StatusCode::NOT_FOUND, "there is nothing here"),
    }
}

/// What stands beside the page that is named in the query.
pub(super) async fn panel(State(shared): State<Shared>, RawQuery(asked): RawQuery) -> Response<Body> {
    let shown = shared.wait().await;
    let Some(shown) = shown.as_ref().and_then(|shown| shown.as_ref().as_ref()) else {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "nothing is made yet");
    };
    let page = query::first(asked.as_deref(), "page").unwrap_or_else(|| "/".to_owned());
    let address = match &*shared.editor {
        Editor::Address(address) => Some(address),
        Editor::Program(_) => None,
    };
    let editor = json!({ "address": address, "root": shown.checked().root });
    let json = format!("{{\"editor\":{editor},\"panel\":{}}}", shown.panel(&page));
    bytes(StatusCode::OK, "application/json", json.into_bytes())
}

/// Opens a place of a file of the project in the editor.
pub(super) async fn open(State(shared): State<Shared>, RawQuery(asked): RawQuery) -> Response<Body> {
    let shown = shared.wait().await;
    let Some(shown) = shown.as_ref().and_then(|shown| shown.as_ref().as_ref()) else {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "nothing is made yet");
    };
    let number = |key| query::first(asked.as_deref(), key).and_then(|n| n.parse().ok()).unwrap_or(1);
    let path = query::first(asked.as_deref(), "path").unwrap_or_default();
    // Only what the last run read: nobody else's files, and no argument that is no file.
    let Some(source) = shown.checked().sources.at(&path) else {
        return plain(StatusCode::NOT_FOUND, "there is no such file in the project");
    };
    match shared.editor.open(&shown.checked().root.join(&*source.path), number("line"), number("column")) {
        Ok(()) => plain(StatusCode::OK, "opened"),
        Err(error) => plain(StatusCode::BAD_GATEWAY, &format!("the editor could not be started: {error}")),
    }
}

/// Everything there is to say about a rule.
pub(super) async fn explain(Path(rule): Path<String>) -> Response<Body> {
    match explain::page(&rule) {
        Some(page) => bytes(StatusCode::OK, "text/html; charset=utf-8", page.into_bytes()),
        None => plain(StatusCode::NOT_FOUND, "there is no such rule"),
    }
}
