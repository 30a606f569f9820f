//! What a query asks for: `page=/studies/a/&file=/ledger.css`, each value written as in an address.

use crate::site::decoded;

/// Every value of a key, in order.
pub(super) fn all<'a>(query: Option<&'a str>, key: &'a str) -> impl Iterator<Item = String> + 'a {
    let pairs = query.unwrap_or("").split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(move |(name, _)| *name == key).map(|(_, value)| decoded(value).into_owned())
}

/// The first value of a key.
pub(super) fn first(query: Option<&str>, key: &str) -> Option<String> {
    all(query, key).next()
}
