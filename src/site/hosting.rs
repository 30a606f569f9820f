//! What hosts read: which headers to send, and where old addresses lead. In the form that Netlify and Cloudflare Pages
//! share; other hosts leave both files alone.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest, Sha256};

use super::plan::{Job, Site};
use super::view::Html;

/// What a page may load: files of the site, and nothing else. No inline style or script, no frame, no form.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
                      media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

/// What stays as it is in the path of an address (RFC 3986, `pchar` and `/`), and `%`, which was escaped before.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@')
    .remove(b'/')
    .remove(b'%');

/// The policy of one page. What it says to machines stands in an element that is called a script and never runs; it is
/// named by its hash, so that who reads the policy by the letter finds nothing against it.
pub(super) fn policy(data: Option<&Html>) -> Html {
    let Some(data) = data else { return Html(POLICY.to_owned()) };
    let hash = STANDARD.encode(Sha256::digest(data.0.as_bytes()));
    Html(POLICY.replacen("script-src 'self'", &format!("script-src 'self' 'sha256-{hash}'"), 1))
}

/// `_headers`.
pub(super) fn headers(site: &Site<'_>) -> String {
    let mut out = format!(
        "{}\n  Content-Security-Policy: {POLICY}; frame-ancestors 'none'\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: no-referrer\n  Permissions-Policy: camera=(), geolocation=(), microphone=()\n",
        site.routes.link("/*"),
    );
    for link in site.assets.values() {
        out.push_str(&format!("{link}\n  Cache-Control: public, max-age=31536000, immutable\n"));
    }
    out
}

/// `_redirects`: each old address, from its file's path, with a status that lasts.
pub(super) fn redirects(site: &Site<'_>) -> String {
    let mut out = String::new();
    for job in &site.jobs {
        let Job::Redirect(from, to) = job else { continue };
        let from = from.strip_suffix("index.html").unwrap_or(from);
        out.push_str(&format!("{} {} 301\n", address(&site.routes.link(&format!("/{from}"))), site.routes.link(to)));
    }
    out
}

/// A path as a browser asks for it.
fn address(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_no_blank() {
        assert_eq!(address("/clients/a b/é.html"), "/clients/a%20b/%C3%A9.html");
    }
}
