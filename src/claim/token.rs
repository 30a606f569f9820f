//! One pass over a text: words, digits and marks, each with its byte range in the text as given.
//!
//! Everything after this pass reads the normalised form: lower case, one kind of blank, hyphen, apostrophe and `x`.
//! Zero-width characters vanish, so `1\u{200b}0` is ten; ranges still point into the original.

mod scan;

use std::ops::Range;

use super::lexicon::{self, Opens};
use scan::Scanner;

/// More tokens than any sentence a reader would finish.
pub(super) const LONGEST_SENTENCE: usize = 150;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, with apostrophes inside.
    Word,
    /// Digits with their group separators and decimals.
    Digits,
    /// Letters and digits that belong together (EC2, 5G, 1.2.3, v2, 3rd): never a quantity.
    Name,
    /// Any other single character.
    Mark,
}

/// One token. Small, because every word of a site becomes one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Range in the normalised text.
    start: u32,
    end: u32,
    /// Range in the original.
    from: u32,
    to: u32,
    pub kind: Kind,
    /// Nothing stands between this token and the one before.
    pub glued: bool,
    /// It begins with a capital letter.
    pub capital: bool,
    /// The number of the sentence within the text.
    sentence: u32,
    /// What it may open.
    opens: Opens,
}

/// A text cut into tokens.
pub(super) struct Tokens {
    text: String,
    list: Vec<Token>,
}

impl Tokens {
    /// Cuts `text`.
    pub(super) fn new(text: &str) -> Tokens {
        let mut scanner = Scanner::new(text);
        while scanner.step() {}
        let mut tokens = Tokens { text: scanner.text, list: scanner.list };
        tokens.look_up();
        tokens.number_sentences();
        tokens
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    #[inline]
    pub(super) fn get(&self, i: usize) -> Option<&Token> {
        self.list.get(i)
    }

    pub(super) fn kind(&self, i: usize) -> Option<Kind> {
        self.get(i).map(|t| t.kind)
    }

    /// The token in normal form: lower case; empty past the end.
    #[inline]
    pub(super) fn at(&self, i: usize) -> &str {
        self.get(i).map_or("", |t| &self.text[t.start as usize..t.end as usize])
    }

    /// The token `back` places before `i`; empty before the beginning.
    pub(super) fn before(&self, i: usize, back: usize) -> &str {
        i.checked_sub(back).map_or("", |j| self.at(j))
    }

    /// Whether something of the kind `what` may begin at token `i`.
    pub(super) fn opens(&self, i: usize, what: Opens) -> bool {
        self.get(i).is_some_and(|t| t.opens.holds(what))
    }

    pub(super) fn is_word(&self, i: usize) -> bool {
        self.kind(i) == Some(Kind::Word)
    }

    pub(super) fn glued(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| t.glued)
    }

    pub(super) fn capital(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| t.capital)
    }

    pub(super) fn sentence(&self, i: usize) -> Option<usize> {
        self.get(i).map(|t| t.sentence as usize)
    }

    /// The tokens of the sentence that token `i` stands in.
    pub(super) fn sentence_of(&self, i: usize) -> Range<usize> {
        let Some(number) = self.get(i).map(|t| t.sentence) else { return 0..0 };
        let start = self.list.partition_point(|t| t.sentence < number);
        start..self.list.partition_point(|t| t.sentence <= number)
    }

    /// Whether the words at `i` are `phrase` (words parted by one blank).
    pub(super) fn phrase(&self, i: usize, phrase: &str) -> bool {
        phrase.split(' ').enumerate().all(|(k, word)| self.at(i + k) == word)
    }

    /// The byte range in the original of the tokens `span`; empty at the end for an empty span.
    pub(super) fn range(&self, span: Range<usize>) -> Range<usize> {
        match (self.get(span.start), span.end.checked_sub(1).and_then(|last| self.get(last))) {
            (Some(first), Some(last)) if span.start < span.end => first.from as usize..last.to as usize,
            _ => 0..0,
        }
    }

    fn look_up(&mut self) {
        let mut opens = Vec::with_capacity(self.list.len());
        let words = self.list.iter().map(|t| (t.start as usize..t.end as usize, t.kind == Kind::Digits));
        lexicon::look_up(&self.text, words, |o| opens.push(o));
        self.list.iter_mut().zip(opens).for_each(|(token, opens)| token.opens = opens);
    }

    /// A text without stops is cut after [`LONGEST_SENTENCE`] tokens, so that looking around in a sentence stays cheap.
    ///
    /// A full stop ends a sentence when a blank and a capital, digit or quote follow and no abbreviation stands before.
    fn number_sentences(&mut self) {
        let (mut number, mut start) = (0, 0);
        let mut ended = false;
        for i in 0..self.list.len() {
            let mark = self.kind(i) == Some(Kind::Mark);
            let here = self.at(i);
            let closing = mark && matches!(here, "\"" | "'" | ")" | "]" | "*" | "." | "!" | "?") && self.glued(i);
            if ended && !closing && !self.glued(i) {
                let begins = self.capital(i) || mark || self.kind(i) != Some(Kind::Word) || !here.is_ascii();
                if begins || matches!(self.before(i, 1), "!" | "?") {
                    number += 1;
                }
                ended = false;
            }
            if i - start >= LONGEST_SENTENCE {
                number += 1;
            }
            if self.list.get(i.wrapping_sub(1)).is_none_or(|t| t.sentence != number) {
                start = i;
            }
            if mark && matches!(here, "." | "!" | "?" | "\u{2026}") {
                ended = here != "." || !abbreviation(self.before(i, 1), self.glued(i));
            } else if mark && matches!(here, "|" | "\u{2022}" | "\u{b7}") {
                ended = true;
            } else if !closing {
                ended = false;
            }
            self.list[i].sentence = number;
        }
    }
}

/// How far to either side of a byte its sentence is looked for: text without stops must not be read whole for each
/// claim in it.
const SENTENCE_REACH: usize = 1000;

/// The bytes of the sentence of `text` that holds byte `at`; of a very long one, the part around it.
pub fn sentence_at(text: &str, at: usize) -> Range<usize> {
    let start = text.floor_char_boundary(at.saturating_sub(SENTENCE_REACH));
    let end = text.ceil_char_boundary((at + SENTENCE_REACH).min(text.len()));
    let tokens = Tokens::new(&text[start..end]);
    let Some(here) = tokens.list.iter().find(|t| at - start < t.to as usize) else { return end..end };
    let mut inside = tokens.list.iter().filter(|t| t.sentence == here.sentence);
    let first = inside.next().unwrap_or(here);
    start + first.from as usize..start + inside.next_back().unwrap_or(first).to as usize
}

/// Words before a full stop that does not end the sentence; single letters are initials.
fn abbreviation(word: &str, glued: bool) -> bool {
    glued
        && (word.len() == 1 && word.chars().all(char::is_alphabetic)
            || matches!(
                word,
                "vs" | "approx"
                    | "dr"
                    | "mr"
                    | "mrs"
                    | "ms"
                    | "prof"
                    | "st"
                    | "no"
                    | "fig"
                    | "eg"
                    | "ie"
                    | "ca"
                    | "resp"
                    | "inc"
                    | "ltd"
                    | "corp"
            ))
}
