//! The headers a host sends when it reads `_headers`: lines of addresses, below each the headers for it, indented.
//!
//! The preview sends the same, so that what a policy forbids is missed before it is published. What tells a browser to
//! keep a file is left out: here every file may be another in a moment.

/// A line of addresses and the headers below it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    pattern: String,
    headers: Vec<(String, String)>,
}

/// What `_headers` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Headers(Vec<Rule>);

/// Not sent: about keeping files, and about a host that has a certificate.
const NOT_SENT: &[&str] = &["cache-control", "strict-transport-security", "content-type", "content-length"];

impl Headers {
    /// Reads the file. Lines that are neither are passed over, as hosts do.
    pub(super) fn read(text: &str) -> Self {
        let mut rules: Vec<Rule> = Vec::new();
        for line in text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
            if !line.starts_with([' ', '\t']) {
                rules.push(Rule { pattern: line.trim().to_owned(), headers: Vec::new() });
            } else if let (Some(rule), Some((name, value))) = (rules.last_mut(), line.split_once(':')) {
                let name = name.trim().to_ascii_lowercase();
                if !NOT_SENT.contains(&name.as_str()) {
                    rule.headers.push((name, value.trim().to_owned()));
                }
            }
        }
        Self(rules)
    }

    /// The headers for the path of a request.
    pub(super) fn of<'a>(&'a self, path: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let meant = move |rule: &&Rule| matches(&rule.pattern, path);
        self.0.iter().filter(meant).flat_map(|rule| rule.headers.iter().map(|(n, v)| (n.as_str(), v.as_str())))
    }
}

/// `*` stands for anything.
fn matches(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == path,
        Some((before, after)) => path.strip_prefix(before).is_some_and(|rest| {
            after.is_empty()
                || (0..=rest.len()).filter(|at| rest.is_char_boundary(*at)).any(|at| matches(after, &rest[at..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_those_of_the_address() {
        let headers = Headers::read(
            "# a comment\n/*\n  X-A: 1\n  Cache-Control: public\n/img/*.png\n\tX-B: a: b\n  no header\n/one\n  X-C: 2\n",
        );
        let of = |path| headers.of(path).collect::<Vec<_>>();
        assert_eq!(of("/"), [("x-a", "1")]);
        assert_eq!(of("/img/é.png"), [("x-a", "1"), ("x-b", "a: b")]);
        assert_eq!(of("/one"), [("x-a", "1"), ("x-c", "2")]);
        assert_eq!(Headers::read("  X-A: 1\n").of("/").count(), 0);
    }
}
