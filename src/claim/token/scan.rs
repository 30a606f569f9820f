//! The scanner behind the tokens: characters in, normalised text and ranges out.

use std::ops::Range;

use super::{Kind, Token};
use crate::claim::lexicon::Opens;
use crate::claim::unit;

/// Takes a text apart.
pub(super) struct Scanner<'a> {
    original: &'a str,
    at: usize,
    /// The normalised text so far.
    pub text: String,
    /// The tokens so far.
    pub list: Vec<Token>,
    blank: bool,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(original: &'a str) -> Scanner<'a> {
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
    pub(super) fn step(&mut self) -> bool {
        match self.original.as_bytes().get(self.at) {
            None => return false,
            Some(b' ') => {
                self.at += 1;
                self.blank = true;
                return true;
            }
            Some(b'a'..=b'z' | b'A'..=b'Z') => {
                self.word();
                return true;
            }
            Some(_) => {}
        }
        let Some(c) = self.peek() else { return false };
        if c.is_whitespace() {
            self.at += c.len_utf8();
            self.blank = true;
        } else if invisible(c) || self.is_footnote(c) {
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
        self.push_to(start..self.text.len(), from..self.at, kind, capital);
    }

    fn push_to(&mut self, text: Range<usize>, original: Range<usize>, kind: Kind, capital: bool) {
        let glued = !self.blank;
        // Spans hold a file to 4 GiB, and so is each text in it.
        let (start, end) = (text.start as u32, text.end as u32);
        let (from, to) = (original.start as u32, original.end as u32);
        let opens = Opens::default();
        self.list.push(Token { start, end, from, to, kind, glued, capital, sentence: 0, opens });
        self.blank = false;
    }

    /// A run of letters and digits: a word, a number, a number with letters after it, or a name.
    fn run(&mut self) {
        if self.peek().is_some_and(|c| digit(c).is_some()) {
            self.digits();
        } else {
            self.word();
        }
    }

    /// Copies letters (and digits, once inside a name) in lower case. Returns whether a digit was among them.
    fn letters(&mut self, digits_too: bool) -> bool {
        let mut found = false;
        loop {
            self.plain_letters();
            let ends = |b: &u8| b.is_ascii() && !b.is_ascii_digit() && !matches!(b, b'\'' | b'`' | b'.');
            let Some(c) = self.peek().filter(|_| !self.original.as_bytes().get(self.at).is_some_and(ends)) else {
                break;
            };
            let here = self.at;
            if !digits_too && digit(c).is_some() && !raised(c) {
                break;
            }
            if c.is_alphanumeric() && !vulgar(c) && !raised(c) {
                found |= c.is_ascii_digit();
                if c.is_ascii() {
                    self.text.push(c.to_ascii_lowercase());
                } else {
                    self.text.extend(c.to_lowercase());
                }
            } else if !invisible(c) && !raised(c) {
                let inner = plain(c) == '\'' || found && c == '.';
                let next = self.original[here + c.len_utf8()..].chars().next();
                if !(inner && next.is_some_and(char::is_alphanumeric)) {
                    break;
                }
                self.text.push(plain(c));
            }
            self.at += c.len_utf8();
        }
        found
    }

    /// Copies the ASCII letters that stand here: nearly all of most texts.
    fn plain_letters(&mut self) {
        let rest = &self.original.as_bytes()[self.at..];
        let letters = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let start = self.text.len();
        self.text.push_str(&self.original[self.at..self.at + letters]);
        self.text[start..].make_ascii_lowercase();
        self.at += letters;
    }

    fn word(&mut self) {
        let (start, from) = (self.text.len(), self.at);
        let capital = self.peek().is_some_and(char::is_uppercase);
        self.letters(false);
        if self.peek().is_some_and(|c| digit(c).is_some()) {
            // `USD10m` and `$US10m` are sums; any other letters before digits make a name.
            let dollars = &self.text[start..] == "us" && self.text[..start].ends_with('$');
            if unit::currency(&self.text[start..]).is_none() && !dollars {
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
        let small = self.peek().is_some_and(raised);
        while let Some(c) = self.peek() {
            if let Some(d) = digit(c).filter(|_| small || !raised(c)) {
                self.text.push(d);
            } else if plain(c) == '.' && self.digits_follow(self.at + c.len_utf8()) > 0 {
                points += 1;
                self.text.push('.');
            } else if !invisible(c) && !raised(c) && (points > 0 || !self.separates(c)) {
                break;
            }
            self.at += c.len_utf8();
        }
        if points > 1 {
            self.letters(true);
            self.push(start, from, Kind::Name, false);
            return;
        }
        if points == 0 && self.hours_and_minutes(start, from) {
            return;
        }
        if self.peek().is_some_and(|c| c.is_alphabetic()) {
            let (mark, place) = (self.text.len(), self.at);
            let capital = self.peek().is_some_and(char::is_uppercase);
            let digit = self.letters(true);
            let known = !digit && unit::suffix(&self.text[mark..], capital);
            if !known {
                self.push(start, from, Kind::Name, false);
                return;
            }
            // The letters become a token of their own.
            self.push_to(start..mark, from..place, Kind::Digits, false);
            self.push(mark, place, Kind::Word, capital);
            return;
        }
        self.push(start, from, Kind::Digits, false);
    }

    /// "1h30m" and "2h15": hours, their unit, minutes, their unit, each a token.
    fn hours_and_minutes(&mut self, start: usize, from: usize) -> bool {
        let rest = &self.original[self.at..];
        let hours = rest.strip_prefix(['h', 'H']).unwrap_or("");
        let digits = hours.bytes().take_while(u8::is_ascii_digit).count();
        let after = &hours[digits..];
        let unit = if after.starts_with("min") { 3 } else { usize::from(after.starts_with('m')) };
        let ends = !after[unit..].starts_with(char::is_alphanumeric);
        if !(1..=2).contains(&digits) || !ends {
            return false;
        }
        self.push(start, from, Kind::Digits, false);
        for (text, kind, bytes) in [("h", Kind::Word, 1), ("", Kind::Digits, digits), ("min", Kind::Word, unit)] {
            let (start, from) = (self.text.len(), self.at);
            self.at += bytes;
            self.text.push_str(if text.is_empty() { &self.original[from..self.at] } else { text });
            self.push(start, from, kind, false);
        }
        true
    }

    /// How many digits stand from byte `at` on.
    fn digits_follow(&self, at: usize) -> usize {
        self.original[at..].chars().take_while(|c| digit(*c).is_some()).count()
    }

    /// A raised digit right behind a word, a number or a sign is the mark of a footnote or a power: it says no amount.
    fn is_footnote(&self, c: char) -> bool {
        raised(c) && !self.blank
    }

    /// Whether `c` parts two groups of thousands: a comma, an apostrophe or a no-break or thin blank before exactly
    /// three digits. A plain blank does not: "in 2019 200 shops".
    fn separates(&self, c: char) -> bool {
        matches!(c, ',' | '，' | '\'' | '\u{2019}' | '\u{a0}' | '\u{2009}' | '\u{202f}')
            && self.digits_follow(self.at + c.len_utf8()) == 3
    }
}

/// Characters without width that editors leave in texts.
fn invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The digit a character stands for: full-width, mathematical and raised ones are digits to a reader too.
fn digit(c: char) -> Option<char> {
    let from = |first: u32| char::from_digit((u32::from(c) - first) % 10, 10);
    match c {
        '0'..='9' => Some(c),
        _ if c.is_ascii() => None,
        '０'..='９' => from(0xff10),
        '\u{1d7ce}'..='\u{1d7ff}' => from(0x1d7ce),
        '¹' => Some('1'),
        '²' => Some('2'),
        '³' => Some('3'),
        '⁰' | '⁴'..='⁹' => from(0x2070),
        _ => None,
    }
}

/// Digits set above the line.
fn raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// Vulgar fractions count as letters or numbers in Unicode; here each is a mark of its own.
fn vulgar(c: char) -> bool {
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
        '．' => '.',
        '，' => ',',
        '∼' | '≈' | '≃' => '~',
        other => other,
    }
}
