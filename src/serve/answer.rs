//! A request for a file, and the answer a static host would give.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, Uri};

use super::snapshot::{Found, Served};
use super::{Shared, inject};
use crate::media_type;
use crate::site::decoded;

/// A file of the site.
pub(super) async fn page(State(shared): State<Shared>, uri: Uri) -> Response<Body> {
    let Some(shown) = shared.wait().await else {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "the preview has ended");
    };
    let Some(shown) = shown.as_ref() else { return plain(StatusCode::SERVICE_UNAVAILABLE, "nothing is made yet") };
    let path = decoded(uri.path());
    let mut response = match shown.at(&path) {
        Found::File(path, served) => file(StatusCode::OK, media_type::of(path.as_str()), served),
        Found::Folder => moved(&format!("{}/", uri.path())),
        Found::Nothing if path == "/" => moved(&format!("{}/", shown.base())),
        Found::Nothing => match shown.not_found() {
            Some(served) => file(StatusCode::NOT_FOUND, "text/html; charset=utf-8", served),
            None => plain(StatusCode::NOT_FOUND, "there is nothing here"),
        },
    };
    for (name, value) in shown.headers.of(&path) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn file(status: StatusCode, media_type: &'static str, served: &Served) -> Response<Body> {
    let Some(content) = served.what.bytes() else {
        return plain(StatusCode::NOT_FOUND, "this file is gone");
    };
    let content = if media_type::is_page(media_type) { inject::into(&content, served.mark) } else { content };
    let mut response = bytes(status, media_type, content);
    if served.last_good {
        response.headers_mut().insert("x-proofmark-last-good", HeaderValue::from_static("true"));
    }
    response
}

pub(super) fn plain(status: StatusCode, words: &str) -> Response<Body> {
    bytes(status, "text/plain; charset=utf-8", words.as_bytes().to_vec())
}

pub(super) fn bytes(status: StatusCode, media_type: &'static str, content: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(content));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("x-content-type-options", HeaderValue::from_static("nosniff"));
    response
}

/// To the same place by its right address. Two slashes at the start would lead to another host.
fn moved(to: &str) -> Response<Body> {
    let to = format!("/{}", to.trim_start_matches('/'));
    let mut response = bytes(StatusCode::MOVED_PERMANENTLY, "text/plain; charset=utf-8", Vec::new());
    if let Ok(to) = HeaderValue::from_str(&to) {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}
