//! A name or phrase that may not be published, and why.

use super::fold::{Format, fold};
use crate::source::Span;

/// Who may say it all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unless {
    /// Nobody.
    Never,
    /// It is no secret once a study that is published says it.
    AStudySaysIt,
    /// It is no secret once anything that is written to be published says it.
    AnythingSaysIt,
}

/// How it must be written to count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// Anyhow.
    #[default]
    Any,
    /// With a capital, as a surname is.
    Capital,
    /// In capitals, as an abbreviation is.
    Capitals,
    /// With a low line, as the name of a column is.
    LowLine,
}

/// What is private about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// It gives a customer away, who is called this in public.
    Customer(String),
    /// Who agreed, but not to their name.
    Signer,
    /// Who was interviewed.
    Interviewed,
    /// Whom a customer told.
    Listener,
    /// Where a record is kept, or its number.
    Record,
    /// A private file's name.
    File,
    /// A person who is named in a private file.
    Named,
    /// An e-mail address.
    Address,
    /// A column of a private table.
    Column,
    /// Who took their consent back.
    Withdrawn,
}

impl Why {
    /// Whether it is for somebody else to say that it may be published: who agreed or was asked, where to write to them,
    /// where their word is kept.
    pub(super) fn is_personal(&self) -> bool {
        matches!(self, Why::Customer(_) | Why::Signer | Why::Interviewed | Why::Address | Why::Record)
    }

    /// What it is, behind "`Dilys Kerr` is ".
    pub(super) fn is(&self) -> &'static str {
        match self {
            Why::Customer(_) => "the name of a customer who is not to be named",
            Why::Signer => "the name of somebody who agreed, and not to being named",
            Why::Interviewed => "the name of somebody who was interviewed, and is quoted nowhere",
            Why::Listener => "whom a customer told",
            Why::Record => "where a record is kept",
            Why::File => "the name of a private file",
            Why::Named => "a name that stands in private files only",
            Why::Address => "an e-mail address, and not the site's `contact`",
            Why::Column => "the name of a column in a private file",
            Why::Withdrawn => "the name of somebody who took their consent back",
        }
    }
}

/// A name or phrase.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Needle {
    /// Its letters and digits, folded.
    pub(super) key: String,
    /// It counts inside of longer words too, as in `gorsebanks.example`.
    pub(super) loose: bool,
    pub(super) form: Form,
    pub(super) unless: Unless,
    pub(super) why: Why,
    /// Where it is written, unless in a private file.
    pub(super) written: Option<Span>,
}

impl Needle {
    /// A phrase that counts as a whole.
    pub(super) fn whole(words: &str, why: Why, unless: Unless, written: Option<Span>) -> Self {
        Self { key: squashed(words), loose: false, form: Form::Any, unless, why, written }
    }

    /// A surname: it counts with a capital only.
    pub(super) fn surname(words: &str, why: Why, unless: Unless, written: Option<Span>) -> Self {
        Self { form: Form::Capital, ..Self::whole(words, why, unless, written) }
    }

    /// Whether both are the same words and for the same reason, wherever they are written.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        let how = |needle: &Self| (needle.loose, needle.form, needle.unless);
        self.key == other.key && how(self) == how(other) && self.why == other.why
    }

    #[cfg(test)]
    pub(super) fn for_test(key: &str) -> Self {
        Self::whole(key, Why::Named, Unless::Never, None)
    }
}

/// Words folded, without what is not running text.
pub(super) fn plain(words: &str) -> String {
    let (mut text, mut aside) = (Vec::new(), Vec::new());
    fold(words.as_bytes(), Format::Plain, &mut text, &mut aside);
    String::from_utf8(text).unwrap_or_default()
}

/// Only the letters and digits of words.
pub(super) fn squashed(words: &str) -> String {
    let mut plain = plain(words);
    plain.retain(|c| c.is_ascii_alphanumeric());
    plain
}

/// Folded words one by one.
pub(super) fn tokens(words: &str) -> Vec<String> {
    plain(words).split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// Whether words are somebody's name: all of them capitalised, and more than initials.
pub(super) fn is_name(words: &str) -> bool {
    let particle = |w: &str| ["de", "van", "von", "der", "den", "of", "la", "le", "da", "di", "bin", "al"].contains(&w);
    let mut parts = words.split_whitespace().filter(|w| !particle(w)).peekable();
    parts.peek().is_some()
        && parts.all(|w| w.starts_with(char::is_uppercase))
        && squashed(words).len() >= 5
        && !words.contains(|c: char| c.is_ascii_digit())
}

/// Whether words point at one thing: a file, a number, a sentence. `signed form` does not.
pub(super) fn is_distinct(words: &str) -> bool {
    let digits = words.bytes().filter(u8::is_ascii_digit).count();
    let parts = tokens(words);
    squashed(words).len() >= 6 && (digits >= 3 || words.contains('/') && parts.len() > 2 || parts.len() > 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_descriptions() {
        for name in ["Dilys Kerr", "Zoë O'Brien", "Ludwig van Beethoven", "Morven"] {
            assert!(is_name(name), "{name}");
        }
        for other in ["D. K.", "the customer", "Head nurse", "a dental practice in Swansea", "", "Room 12345", "of"] {
            assert!(!is_name(other), "{other}");
        }
    }

    #[test]
    fn records_are_told_from_common_words() {
        for distinct in ["kestrel-row/approval.eml", "invoice 1187", "in the blue folder on Joan's shelf", "PO-44871"] {
            assert!(is_distinct(distinct), "{distinct}");
        }
        for common in ["e-mail", "signed form", "approval.eml", "by phone", "a/b"] {
            assert!(!is_distinct(common), "{common}");
        }
        assert_eq!(squashed("Zoë O'Brien-Šmit"), "zoeobriensmit");
    }
}
