//! What the keys of foreign front matter mean: where a value stands, what it is about, whose words it holds.

use crate::claim::{Place, Section};

/// What a key says about its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meaning {
    pub(super) place: Place,
    pub(super) section: Section,
    pub(super) quoted: bool,
}

impl Meaning {
    /// What is known at the top of a file.
    pub(super) fn none() -> Self {
        Self { place: Place::Body, section: Section::Other, quoted: false }
    }

    /// The meaning of a value under `key`, inside a value that means `self`.
    pub(super) fn under(self, key: &str) -> Self {
        let words = words_of(key);
        let any = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
        let mut inner = self;
        if any(&["quote", "quotes", "testimonial", "testimonials", "blockquote", "pullquote"]) {
            return Self { place: Place::Quote, quoted: true, ..inner };
        }
        let section = Section::of_heading(&words.join(" "));
        if section != Section::Other {
            inner.section = section;
        }
        if self.quoted {
            return inner;
        }
        if any(&["title", "heading", "headline", "subtitle", "subheading", "header", "tagline"])
            || words == ["tag", "line"]
        {
            inner.place = Place::Title;
        } else if any(&["outcome", "outcomes", "description", "summary", "excerpt", "lead", "stat", "stats", "metrics"])
        {
            inner.place = Place::Outcome;
        } else if any(&["alt", "caption"]) {
            inner.place = Place::Caption;
        }
        inner
    }
}

/// Whether the value describes the customer or the file, and claims nothing.
pub(super) fn is_description(key: &str) -> bool {
    let words = words_of(key);
    matches!(
        words.last().map(String::as_str),
        Some(
            "size"
                | "employees"
                | "industry"
                | "industries"
                | "location"
                | "country"
                | "region"
                | "founded"
                | "author"
                | "authors"
                | "by"
                | "role"
                | "tags"
                | "categories"
                | "keywords"
                | "date"
        )
    )
}

/// Whether the value is the customer's name.
pub(super) fn is_customer(key: &str) -> bool {
    matches!(
        words_of(key).last().map(String::as_str),
        Some("customer" | "company" | "client" | "organization" | "organisation")
    )
}

/// `heading_title_text`, `linkTitle` and `og:title` in words.
fn words_of(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = 'A';
    for c in key.chars() {
        if !c.is_alphanumeric() || c.is_uppercase() && before.is_lowercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|w| !w.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_in_every_spelling() {
        let of = |key| Meaning::none().under(key);
        for key in ["title", "linkTitle", "heading_title_text", "og:title", "Subheading"] {
            assert_eq!(of(key).place, Place::Title, "{key}");
        }
        assert!(of("customerQuote").quoted);
        assert_eq!(of("quotes").under("title").place, Place::Quote);
        assert_eq!(of("results").section, Section::Results);
        assert_eq!(of("results").under("text").section, Section::Results);
        assert_eq!(of("the_challenge").section, Section::Background);
        assert!(is_customer("Company") && !is_customer("company_size") && is_description("company_size"));
    }
}
