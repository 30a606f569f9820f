//! What hosts read: which headers to send, and where old addresses lead. In the form that Netlify and Cloudflare Pages
//! share; other hosts leave both files alone.

use super::plan::{Job, Site};

/// What a page may load: files of the site, and nothing else. No inline style or script, no frame, no form.
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
                                 media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

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
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@%".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_no_blank() {
        assert_eq!(address("/clients/a b/é.html"), "/clients/a%20b/%C3%A9.html");
    }
}
