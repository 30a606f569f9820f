//! Who a study is about, and what they are called.

use super::prose::Prose;
use crate::source::Spanned;
use crate::written::{Choice, Text};

/// Who the study is about.
#[derive(Clone, Debug, Default)]
pub struct Customer {
    /// The real name.
    pub name: Option<Text>,
    /// What to call them in public, when they do not want to be named.
    pub public_as: Option<Text>,
    /// Their site.
    pub url: Option<Text>,
    /// Line of business.
    pub industry: Option<Text>,
    /// Head count, in the publisher's own bands.
    pub size: Option<Text>,
    /// Where.
    pub region: Option<Text>,
    /// How they take to new things.
    pub adopter: Option<Spanned<Adopter>>,
    /// An image beside the study.
    pub logo: Option<Text>,
    /// A sentence about them; not a claim.
    pub about: Option<Prose>,
    /// No longer a customer.
    pub former: bool,
}

/// First words of names that name nobody by themselves.
const COMMON: &str = " american bank british central city clinic east european first general global grand great hotel house \
                      international leading modern national north northern royal saint school smart south southern \
                      state team united university west western ";

impl Customer {
    /// The name to print: `public_as` where given.
    pub fn public_name(&self) -> Option<&Text> {
        self.public_as.as_ref().or(self.name.as_ref())
    }

    /// The names a text calls the customer by: the public one, and its first word where that can stand for it, as
    /// "Lowther" does for "Lowther School District".
    pub fn spoken_names(&self) -> Vec<String> {
        let Some(name) = self.public_name().map(Text::trimmed) else { return Vec::new() };
        let mut names = vec![name.to_owned()];
        if let Some((first, _)) = name.split_once(' ')
            && first.chars().count() >= 4
            && first.starts_with(char::is_uppercase)
            && first.chars().all(char::is_alphabetic)
            && !COMMON.contains(&format!(" {} ", first.to_lowercase()))
        {
            names.push(first.to_owned());
        }
        names
    }

    /// Whether the real name must not be printed.
    pub fn is_anonymous(&self) -> bool {
        self.public_as.is_some()
    }
}

/// How a customer takes to new things (Rogers, Moore): who they can speak for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Adopter {
    /// Tries first.
    Pioneer,
    /// Others look to them.
    OpinionLeader,
    /// Wants proof from their own kind.
    Pragmatist,
}

impl Choice for Adopter {
    const ALL: &'static [(&'static str, Self)] = &[
        ("pioneer", Adopter::Pioneer),
        ("opinion-leader", Adopter::OpinionLeader),
        ("pragmatist", Adopter::Pragmatist),
    ];
}

#[cfg(test)]
mod tests {
    use crate::study;

    #[test]
    fn a_first_word_stands_for_the_name_where_it_is_one() {
        let spoken = |name: &str| {
            let text = format!("---\ncustomer: {name}\n---\n");
            let mut sources = crate::source::Sources::default();
            let file = sources.insert("a.md", text);
            let study = study::parse(sources.get(file), "a", &study::Names::default(), &mut Vec::new());
            study.meta.customer.spoken_names()
        };
        assert_eq!(spoken("Lowther School District"), ["Lowther School District", "Lowther"]);
        assert_eq!(spoken("The Old Mill"), ["The Old Mill"]);
        assert_eq!(spoken("United Mills"), ["United Mills"]);
        assert_eq!(spoken("Brannock"), ["Brannock"]);
        assert_eq!(spoken("4Front Mills"), ["4Front Mills"]);
    }
}
