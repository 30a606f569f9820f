//! One pass over a text: words, digits and marks, each with its byte range in the text as given.
//!
//! Everything after this pass reads the normalised form: lower case, one kind of blank, hyphen, apostrophe and `x`.
//! Zero-width characters vanish, so `1\u{200b}0` is ten; ranges still point into the original.

use std::ops::Range;

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

/// One token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Range in the normalised text.
    start: usize,
    end: usize,
    /// Range in the original.
    from: usize,
    to: usize,
    pub kind: Kind,
    /// Nothing stands between this token and the one before.
    pub glued: bool,
    /// It begins with a capital letter.
    pub capital: bool,
    /// The number of the sentence within the text.
    pub sentence: usize,
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
        tokens.number_sentences();
        tokens
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, i: usize) -> Option<&Token> {
        self.list.get(i)
    }

    pub(super) fn kind(&self, i: usize) -> Option<Kind> {
        self.get(i).map(|t| t.kind)
    }

    /// The token in normal form: lower case; empty past the end.
    pub(super) fn at(&self, i: usize) -> &str {
        self.get(i).map_or("", |t| &self.text[t.start..t.end])
    }

    /// The token `back` places before `i`; empty before the beginning.
    pub(super) fn before(&self, i: usize, back: usize) -> &str {
        i.checked_sub(back).map_or("", |j| self.at(j))
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
        self.get(i).map(|t| t.sentence)
    }

    /// Whether the words at `i` are `phrase` (words parted by one blank).
    pub(super) fn phrase(&self, i: usize, phrase: &str) -> bool {
        phrase.split(' ').enumerate().all(|(k, word)| self.at(i + k) == word)
    }

    /// The byte range in the original of the tokens `span`; empty at the end for an empty span.
    pub(super) fn range(&self, span: Range<usize>) -> Range<usize> {
        match (self.get(span.start), span.end.checked_sub(1).and_then(|last| self.get(last))) {
            (Some(first), Some(last)) if span.start < span.end => first.from..last.to,
            _ => 0..0,
        }
    }

    /// A full stop ends a sentence when a blank and a capital, digit or quote follow and no abbreviation stands before.
    fn number_sentences(&mut self) {
        let mut number = 0;
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
            if mark && matches!(here, "." | "!" | "?" | "\u{2026}") {
                ended = here != "." || !abbreviation(self.before(i, 1), self.glued(i));
            } else if mark && matches!(here, "|" | "\u{2022}") {
                ended = true;
            } else if !closing {
                ended = false;
            }
            self.list[i].sentence = number;
        }
    }
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

struct Scanner<'a> {
    original: &'a str,
    at: usize,
    text: String,
    list: Vec<Token>,
    blank: bool,
}

impl<'a> Scanner<'a> {
    fn new(original: &'a str) -> Scanner<'a> {
        Scanner {
            original,
            at: 0,
            text: String::with_capacity(original.len()),
            list: Vec::with_capacity(original.len() / 5 + 4),
            blank: true,
        }
    }

    fn peek(&self) -> Option<char> {
        let byte = *self.original.as_bytes().get(self.at)?;
        if byte < 128 { Some(char::from(byte)) } else { self.original[self.at..].chars().next() }
    }

    /// Takes one token or one blank; false at the end.
    fn step(&mut self) -> bool {
        let Some(c) = self.peek() else { return false };
        if c.is_whitespace() {
            self.at += c.len_utf8();
            self.blank = true;
        } else if invisible(c) {
            self.at += c.len_utf8();
        } else if c.is_alphanumeric() && !vulgar(c) {
            self.run();
        } else {
            let from = self.at;
            let start = self.text.len();
            self.at += c.len_utf8();
            self.text.push(plain(c));
            self.push(start, from, Kind::Mark, false);
        }
        true
    }

    fn push(&mut self, start: usize, from: usize, kind: Kind, capital: bool) {
        let glued = !self.blank;
        let (end, to) = (self.text.len(), self.at);
        self.list.push(Token { start, end, from, to, kind, glued, capital, sentence: 0 });
        self.blank = false;
    }

    /// A run of letters and digits: a word, a number, a number with letters after it, or a name.
    fn run(&mut self) {
        if self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.digits();
        } else {
            self.word();
        }
    }

    /// Copies letters (and digits, once inside a name) in lower case. Returns whether a digit was among them.
    fn letters(&mut self, digits_too: bool) -> bool {
        let mut digit = false;
        while let Some(c) = self.peek() {
            let here = self.at;
            if c.is_ascii_digit() && !digits_too {
                break;
            }
            if c.is_alphanumeric() && !vulgar(c) {
                digit |= c.is_ascii_digit();
                if c.is_ascii() {
                    self.text.push(c.to_ascii_lowercase());
                } else {
                    self.text.extend(c.to_lowercase());
                }
            } else if !invisible(c) {
                let inner = plain(c) == '\'' || digit && c == '.';
                let next = self.original[here + c.len_utf8()..].chars().next();
                if !(inner && next.is_some_and(char::is_alphanumeric)) {
                    break;
                }
                self.text.push(plain(c));
            }
            self.at += c.len_utf8();
        }
        digit
    }

    fn word(&mut self) {
        let (start, from) = (self.text.len(), self.at);
        let capital = self.peek().is_some_and(char::is_uppercase);
        self.letters(false);
        if self.peek().is_some_and(|c| c.is_ascii_digit()) {
            // `USD10m` is a sum; any other letters before digits make a name.
            if super::unit::currency(&self.text[start..]).is_none() {
                self.letters(true);
                self.push(start, from, Kind::Name, capital);
                return;
            }
        }
        self.push(start, from, Kind::Word, capital);
    }

    fn digits(&mut self) {
        let (start, from) = (self.text.len(), self.at);
        let mut points = 0;
        while let Some(c) = self.peek() {
            if c.is_ascii_digit() {
                self.text.push(c);
            } else if c == '.' && self.digits_follow(self.at + 1) > 0 {
                points += 1;
                self.text.push('.');
            } else if !invisible(c) && (points > 0 || !self.separates(c)) {
                break;
            }
            self.at += c.len_utf8();
        }
        if points > 1 {
            self.letters(true);
            self.push(start, from, Kind::Name, false);
            return;
        }
        if self.peek().is_some_and(|c| c.is_alphabetic()) {
            let (mark, place) = (self.text.len(), self.at);
            let capital = self.peek().is_some_and(char::is_uppercase);
            let digit = self.letters(true);
            let known = !digit && super::unit::suffix(&self.text[mark..], capital);
            if !known {
                self.push(start, from, Kind::Name, false);
                return;
            }
            // The letters become a token of their own.
            let (end, glued) = (mark, !self.blank);
            self.list.push(Token {
                start,
                end,
                from,
                to: place,
                kind: Kind::Digits,
                glued,
                capital: false,
                sentence: 0,
            });
            self.blank = false;
            self.push(mark, place, Kind::Word, capital);
            return;
        }
        self.push(start, from, Kind::Digits, false);
    }

    /// How many ASCII digits stand from byte `at` on.
    fn digits_follow(&self, at: usize) -> usize {
        self.original.as_bytes().get(at..).map_or(0, |rest| rest.iter().take_while(|b| b.is_ascii_digit()).count())
    }

    /// Whether `c` parts two groups of thousands: a comma, an apostrophe or a no-break or thin blank before exactly
    /// three digits. A plain blank does not: "in 2019 200 shops".
    fn separates(&self, c: char) -> bool {
        matches!(c, ',' | '\'' | '\u{2019}' | '\u{a0}' | '\u{2009}' | '\u{202f}')
            && self.digits_follow(self.at + c.len_utf8()) == 3
    }
}

/// Whether `word` is in a list of words parted by blanks; so written, a list stays one line a reader can take in.
pub(super) fn one_of(word: &str, list: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

/// Characters without width that editors leave in texts.
fn invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Vulgar fractions count as letters or numbers in Unicode; here each is a mark of its own.
pub(super) fn vulgar(c: char) -> bool {
    matches!(c, '¼'..='¾' | '⅐'..='⅞')
}

fn plain(c: char) -> char {
    match c {
        '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{fe63}' => '-',
        '\u{2012}' => '–',
        '‘' | '’' | '´' | '`' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '×' | '✕' => 'x',
        '％' => '%',
        '∼' | '≈' | '≃' => '~',
        other => other,
    }
}
