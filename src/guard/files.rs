//! What private files hold that nobody may publish by mistake: sentences, identifiers, names of people, addresses.
//!
//! - A *sentence* is eight words in a row, five of them different words of letters.
//! - An *identifier* is a number of six digits or more that is no date, letters and digits mixed (six or more, three of
//!   them digits), or up to six letters and a number of three digits or more, as in `INV-2231`. In tables a bare number
//!   counts only in a column whose name says that it identifies, because the others are data.
//! - A *name* is what stands before an address in a mail's head, in a column of names, or two to four capitalised words
//!   in a row in running text. The last count only while nothing that is written to be published holds them.

use std::collections::BTreeSet;

use super::fold::{Format, fold};
use super::index::{Hashes, Origin};
use super::needle::{Form, Needle, Unless, Why, is_name, squashed};
use super::owned::Owners;
use super::pattern::{self, Shape};
use super::token::{self, Token, runs};
use super::{surname, words};
use crate::approval;

/// What is taken from one private text.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub(super) needles: Vec<Needle>,
    pub(super) runs: Vec<u64>,
    pub(super) ids: Vec<u64>,
}

impl Taken {
    /// Adds it to what was taken from others.
    pub(super) fn join(
        self,
        origin: Origin,
        owners: &mut Owners,
        needles: &mut Vec<Needle>,
        all: &mut Hashes,
        ids: &mut Hashes,
    ) {
        needles.extend(self.needles);
        self.runs.into_iter().for_each(|hash| owners.add(hash, origin, all));
        self.ids.into_iter().for_each(|hash| owners.add(hash, origin, ids));
    }
}

/// Endings that hold a table.
fn is_table(path: &str) -> bool {
    [".csv", ".tsv"].iter().any(|ending| path.to_ascii_lowercase().ends_with(ending))
}

/// Reads a private file. `contact` is the one address that is no secret.
pub(super) fn take(path: &str, text: &str, contact: Option<&str>) -> Taken {
    let format = Format::of_path(path).unwrap_or(Format::Plain);
    let mail = path.to_ascii_lowercase().ends_with(".eml");
    let text = if mail { unquoted(text) } else { text.to_owned() };
    // A page of ours that was sent for approval holds the site's own words.
    let sent = text[..text.floor_char_boundary(256)].contains(approval::MARK.trim_end());
    let ours = format == Format::Markup && (sent || text.contains("content=\"proofmark"));
    let mut taken = Taken::default();
    let (mut words, mut aside) = (Vec::new(), Vec::new());
    fold(text.as_bytes(), format, &mut words, &mut aside);
    if !ours {
        runs(&words, |hash| taken.runs.push(hash));
    }
    pattern::find(&words, words.len(), Format::Plain, false, |shape, range| {
        let address = String::from_utf8_lossy(&words[range]);
        if shape == Shape::Mail && contact != Some(&*address) && squashed(&address).len() > 7 {
            taken.needles.push(Needle::whole(&address, Why::Address, Unless::Never, None));
        }
    });
    joined(&text, &mut taken.ids);
    if is_table(path) {
        table(&text, &mut taken);
    } else {
        ids(&words, |_| true, &mut taken.ids);
        if mail {
            heads(&text, &mut taken.needles);
        }
        if matches!(format, Format::Plain | Format::Markdown) {
            names(&text, &mut taken.needles);
            surname::spoken_of(&text).iter().for_each(|name| surnames(name, &mut taken.needles));
        }
    }
    taken
}

/// Identifiers in a private value of a study, as in `invoice PO-44871`.
pub(super) fn identifiers(words: &str) -> Vec<u64> {
    let mut found = Vec::new();
    joined(words, &mut found);
    ids(super::needle::plain(words).as_bytes(), |_| true, &mut found);
    found
}

/// A mail's text without what it quotes from others, and without the escapes of its transport.
fn unquoted(text: &str) -> String {
    let printable = text.to_ascii_lowercase().contains("content-transfer-encoding: quoted-printable");
    let text = if printable { text.replace("=\r\n", "").replace("=\n", "") } else { text.to_owned() };
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('>'));
    let mut out = String::with_capacity(text.len());
    for line in lines {
        if printable {
            out.push_str(&crate::site::decoded(&line.replace('%', "%25").replace('=', "%")));
        } else {
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

/// Identifiers of folded text; bare numbers only where `bare` says so.
fn ids(words: &[u8], bare: impl Fn(usize) -> bool, ids: &mut Vec<u64>) {
    let mut before = Token::default();
    let mut at = 0;
    while let Some(&byte) = words.get(at) {
        if !byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let token = Token::read(words, at);
        let (word, length) = (&words[token.start..token.end], token.end - token.start);
        let number = token.digits == length;
        let mixed = !number && length >= 6 && token.digits >= 3 && length - token.digits >= 2;
        if (number && length >= 6 && !is_date(word) && bare(at)) || mixed && !is_measure(word) && !is_product(word) {
            ids.push(token.hash);
        } else if number && length >= 3 && !is_year(word) && is_marked(words, &before, &token) {
            ids.extend(token.behind(&before, words));
        }
        at = token.end;
        before = token;
    }
}

/// Parts of letters and digits with a sign between them, as in `7781-AB-22`.
fn joined(text: &str, ids: &mut Vec<u64>) {
    let between = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '/' | '.');
    for word in text.split(between).map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric())) {
        if word.len() >= 6 && is_joined(word) {
            ids.push(token::joined(word.to_ascii_lowercase().as_bytes()));
        }
    }
}

/// Two to four parts, of capitals and of three digits or more that are no year; no standard's name. In small letters
/// they stand between numbers of five digits or more together, as in `7781-ab-22` and not in `18-to-24`.
fn is_joined(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['-', '_', '/', '.']).collect();
    let digits =
        |part: &str| if is_year(part.as_bytes()) { 0 } else { part.bytes().filter(u8::is_ascii_digit).count() };
    let first = parts[0].to_ascii_lowercase();
    let sum = parts.iter().map(|part| digits(part)).sum::<usize>();
    let capitals = word.bytes().filter(u8::is_ascii_uppercase).count() > 1 && sum > 2;
    let is_letters = |part: &&str| part.len() < 4 && part.bytes().all(|b| b.is_ascii_lowercase());
    let small = || {
        let ends = [parts[0], parts[parts.len() - 1]];
        sum > 4
            && ends.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
            && parts.iter().any(|part| is_letters(part) && !BETWEEN_FIGURES.contains(part))
    };
    let is_small = word.bytes().any(|b| b.is_ascii_lowercase());
    (2..=4).contains(&parts.len())
        && !parts.contains(&"")
        && if is_small { small() } else { capitals }
        && !STANDARDS.contains(&first.as_bytes())
}

/// Short words that stand between two figures.
const BETWEEN_FIGURES: &[&str] = &[
    "and", "by", "cm", "for", "in", "km", "kb", "mb", "mm", "of", "on", "or", "out", "per", "px", "the", "to", "vs",
    "x",
];

/// Letters before a number that many know.
const STANDARDS: &[&[u8]] =
    &[b"iso", b"iec", b"en", b"din", b"bs", b"rfc", b"ansi", b"nist", b"cfr", b"ieee", b"wcag", b"eu"];

/// `INV-2231`, `PO/4487`, `case #311`, but not `week 311` and no standard's name.
fn is_marked(words: &[u8], before: &Token, token: &Token) -> bool {
    let letters = &words[before.start..before.end];
    let sign = words.get(token.start.wrapping_sub(1)).is_some_and(|b| matches!(b, b'-' | b'_' | b'/' | b'#'));
    let is_word = STANDARDS.contains(&letters) || BETWEEN_FIGURES.iter().any(|word| word.as_bytes() == letters);
    sign && letters.len() > 1 && !is_word
}

fn is_year(word: &[u8]) -> bool {
    word.len() == 4 && (word.starts_with(b"19") || word.starts_with(b"20"))
}

/// `20260823`.
fn is_date(word: &[u8]) -> bool {
    let two = |at: usize| word[at..at + 2].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
    word.len() == 8 && is_year(&word[..4]) && (1..=12).contains(&two(4)) && (1..=31).contains(&two(6))
}

/// `10000px`, `2500kwh`: a figure and what it counts.
fn is_measure(word: &[u8]) -> bool {
    let digits = word.iter().take_while(|b| b.is_ascii_digit()).count();
    digits > 0 && word[digits..].iter().all(u8::is_ascii_alphabetic) && word.len() - digits <= 3
}

/// `office365`, `windows2019`: a word with a number that many products bear.
fn is_product(word: &[u8]) -> bool {
    let letters = word.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    letters > 2 && (is_year(&word[letters..]) || [b"365".as_slice(), b"360"].contains(&&word[letters..]))
}

/// Names that stand before an address.
fn heads(text: &str, needles: &mut Vec<Needle>) {
    for line in text.lines().take_while(|line| !line.trim().is_empty()) {
        let Some((key, value)) = line.split_once(':') else { continue };
        if !["from", "to", "cc", "bcc", "reply-to", "sender"].contains(&key.to_ascii_lowercase().as_str()) {
            continue;
        }
        for person in value.split(',') {
            let name = person.split('<').next().unwrap_or(person).trim().trim_matches('"');
            if is_name(name) && name.contains(' ') {
                needles.push(Needle::whole(name, Why::Named, Unless::AStudySaysIt, None));
                surnames(name, needles);
            }
        }
    }
}

/// Surnames of somebody who is named in a private file.
fn surnames(name: &str, needles: &mut Vec<Needle>) {
    needles.extend(surname::of(name).map(|s| Needle::surname(&s, Why::Named, Unless::AStudySaysIt, None)));
}

/// Names of columns that are no words: `margin_eur`. No page has a use for them.
fn column(cell: &str) -> Option<Needle> {
    let cell = cell.trim().trim_matches(['"', '\u{feff}']);
    let plain = cell.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let needle = Needle::whole(cell, Why::Column, Unless::Never, None);
    (plain && cell.trim_matches('_').contains('_') && needle.key.len() > 6)
        .then_some(Needle { form: Form::LowLine, ..needle })
}

/// In a table of more people than this, a surname is anybody's.
const MANY: usize = 500;

/// Columns of names and of identifiers.
fn table(text: &str, taken: &mut Taken) {
    const PEOPLE: &[&str] = &[
        "name",
        "person",
        "patient",
        "employee",
        "contact",
        "respondent",
        "client",
        "user",
        "author",
        "owner",
        "assignee",
    ];
    const NUMBERS: &[&str] =
        &["id", "no", "number", "ref", "reference", "invoice", "account", "order", "ticket", "case", "phone"];
    let mut lines = text.lines();
    let Some(head) = lines.next() else { return };
    let separator = [',', ';', '\t'].into_iter().max_by_key(|c| head.matches(*c).count()).unwrap_or(',');
    let named =
        |cell: &str, list: &[&str]| super::needle::tokens(cell).iter().any(|word| list.contains(&word.as_str()));
    let columns: Vec<(bool, bool)> =
        head.split(separator).map(|cell| (named(cell, PEOPLE), named(cell, NUMBERS))).collect();
    taken.needles.extend(head.split(separator).filter_map(column));
    let mut known = BTreeSet::new();
    for line in lines {
        for (cell, (people, numbers)) in line.split(separator).zip(&columns) {
            let cell = cell.trim().trim_matches('"');
            if *people && is_name(cell) && cell.contains(' ') && known.insert(cell.to_owned()) {
                taken.needles.push(Needle::whole(cell, Why::Named, Unless::AStudySaysIt, None));
            }
            ids(super::needle::plain(cell).as_bytes(), |_| *numbers, &mut taken.ids);
        }
    }
    if known.len() <= MANY {
        known.iter().for_each(|name| surnames(name, &mut taken.needles));
    }
}

/// Two to four capitalised words in a row.
fn names(text: &str, needles: &mut Vec<Needle>) {
    let mut known = BTreeSet::new();
    let mut row: Vec<&str> = Vec::new();
    let mut close = |row: &mut Vec<&str>| {
        if (2..=4).contains(&row.len()) {
            let name = row.join(" ");
            if squashed(&name).len() >= 7 && known.insert(name.clone()) {
                needles.push(Needle::whole(&name, Why::Named, Unless::AnythingSaysIt, None));
            }
        }
        row.clear();
    };
    for written in text.split(char::is_whitespace) {
        let word = written.trim_matches(|c: char| !c.is_alphanumeric());
        let opens = written.starts_with(|c: char| !c.is_alphanumeric());
        let shape = word.chars().count() > 1
            && word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
            && word.chars().any(char::is_lowercase);
        if opens || !shape || words::begins_sentence(word) {
            close(&mut row);
        }
        if shape && !words::begins_sentence(word) {
            row.push(word);
            if !written.ends_with(word) {
                close(&mut row);
            }
        }
    }
    close(&mut row);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(path: &str, text: &str) -> Vec<String> {
        take(path, text, Some("proof@us.example")).needles.into_iter().map(|n| n.key).collect()
    }

    fn identifiers(path: &str, text: &str) -> usize {
        take(path, text, None).ids.len()
    }

    #[test]
    fn names_of_people_are_found_where_they_stand_for_people() {
        assert_eq!(
            keys("a.md", "At the desk with Dilys Kerr, who\nruns Gorsebank Residential."),
            ["dilyskerr", "gorsebankresidential"]
        );
        assert_eq!(keys("a.md", "On Monday The Dutch came. Yes. She said No"), [""; 0]);
        let mail = "From: \"Morven Tait\" <morven@row.example>\nTo: Joan Abara <proof@us.example>\n\nHello\n> Old Words Here\n";
        let keys_of_mail = keys("a.eml", mail);
        for key in ["morventait", "joanabara", "morvenrowexample"] {
            assert!(keys_of_mail.contains(&key.to_owned()), "{keys_of_mail:?}");
        }
        assert!(
            !keys_of_mail.iter().any(|key| key.contains("oldwords") || key.contains("proofus")),
            "{keys_of_mail:?}"
        );
        assert_eq!(keys("a.csv", "week,Employee name,town\n1,Bo Lind,New York\n2,Bo Lind,x\n"), ["bolind"]);
    }

    #[test]
    fn identifiers_are_told_from_figures_and_dates() {
        for id in ["INV-2231", "PO/44871", "case #311", "48213577", "GB29NWBK60161331", "a1b2c3d4"] {
            assert!(identifiers("a.md", id) > 0, "{id}");
        }
        assert_eq!(identifiers("a.md", "7781-AB-22 and 7781.AB.22, 7781-ab-22"), 3, "of several parts");
        for other in [
            "Office365 or Windows2019",
            "18-to-24",
            "1080-px-1920",
            "100-by-200",
            "12-mar-2026",
            "12-MAR-2026",
            "2026-W34",
            "UTF-8",
            "v1.20.300",
            "/home/a1/b22",
            "week 311",
            "2026-11-21",
            "20261121",
            "1,250,000",
            "13.75",
            "COVID-19",
            "ISO-27001",
            "Q3-2026",
            "1500kwh",
            "Windows",
        ] {
            assert_eq!(identifiers("a.md", other), 0, "{other}");
        }
        assert_eq!(identifiers("a.csv", "week,orders\n1,1250000\n"), 0, "data");
        assert_eq!(identifiers("a.csv", "week,order no\n1,1250000\n"), 1, "a number that identifies");
    }

    #[test]
    fn mails_are_read_as_they_were_written() {
        let mail = "Content-Transfer-Encoding: quoted-printable\n\nRead by Zo=C3=AB Mar=\ntin\n";
        assert_eq!(keys("a.eml", mail), ["zoemartin"]);
    }
}
