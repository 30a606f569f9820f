//! Who may ask. A preview shows drafts, and a page anywhere in the web can make a browser ask for them: by a name of its
//! own that leads to this machine, or by a request across sites. The first has a `Host` that is not ours, the second an
//! `Origin`.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::{RESERVED, Shared};

/// Lets through what comes from the preview itself, or from somebody who typed its address.
pub(super) async fn guard(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    if !is_ours(request.headers(), &shared.host) {
        return refuse("this preview answers to the address it was started with only: see --host");
    }
    let private = request.uri().path().starts_with(RESERVED) || request.method() == Method::POST;
    if private && !is_from_here(request.headers(), request.method() == Method::POST) {
        return refuse("only a page of this preview may ask for this");
    }
    next.run(request).await
}

fn refuse(why: &'static str) -> Response {
    (StatusCode::FORBIDDEN, why).into_response()
}

/// Whether the browser asked for a number, for `localhost`, or for the name in `--host`. A name of somebody else's that
/// leads here is none of these.
fn is_ours(headers: &HeaderMap, host: &str) -> bool {
    let Some(asked) = headers.get(HOST).and_then(|value| value.to_str().ok()) else { return false };
    let name = name_of(asked).to_ascii_lowercase();
    let is_local = name == "localhost" || name.ends_with(".localhost");
    name.parse::<IpAddr>().is_ok() || is_local || name == name_of(host).to_ascii_lowercase()
}

/// `[::1]:4400` → `::1`; `localhost:4400` → `localhost`.
fn name_of(host: &str) -> &str {
    if let Some(rest) = host.strip_prefix('[') {
        return rest.split(']').next().unwrap_or(rest);
    }
    if host.parse::<IpAddr>().is_ok() {
        return host;
    }
    host.split(':').next().unwrap_or(host)
}

/// Whether a request comes from a page of the preview. What changes nothing may come without saying so.
fn is_from_here(headers: &HeaderMap, must_say: bool) -> bool {
    let other_site = headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none");
    match (headers.get(ORIGIN).and_then(|o| o.to_str().ok()), headers.get(HOST).and_then(|h| h.to_str().ok())) {
        (Some(origin), Some(host)) => !other_site && origin == format!("http://{host}"),
        (None, _) => !other_site && !must_say && !headers.contains_key(ORIGIN),
        (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_name_of_somebody_else_is_not_ours() {
        for host in ["127.0.0.1:4400", "localhost:4400", "[::1]:4400", "LOCALHOST", "192.168.1.4", "a.localhost:1"] {
            assert!(is_ours(&headers(&[("host", host)]), "127.0.0.1"), "{host}");
        }
        for host in ["evil.example:4400", "localhost.evil.example", "127.0.0.1.evil.example", "", "studio.lan"] {
            assert!(!is_ours(&headers(&[("host", host)]), "127.0.0.1"), "{host}");
        }
        assert!(is_ours(&headers(&[("host", "studio.lan:4400")]), "studio.lan"));
        assert!(!is_ours(&headers(&[]), "127.0.0.1"));
    }

    #[test]
    fn only_our_own_pages_may_ask() {
        let here = ("host", "127.0.0.1:4400");
        let own = ("origin", "http://127.0.0.1:4400");
        assert!(is_from_here(&headers(&[here]), false));
        assert!(!is_from_here(&headers(&[here]), true));
        assert!(is_from_here(&headers(&[here, own]), true));
        for origin in ["http://127.0.0.1:4401", "https://127.0.0.1:4400", "http://evil.example", "null"] {
            assert!(!is_from_here(&headers(&[here, ("origin", origin)]), false), "{origin}");
        }
        assert!(!is_from_here(&headers(&[here, ("sec-fetch-site", "cross-site")]), false));
        assert!(!is_from_here(&headers(&[here, ("sec-fetch-site", "same-site")]), false));
    }
}
