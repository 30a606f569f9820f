//! Guards of the reader: digits that are a label, a name, a date or a time, and not an amount.

use super::token::{Kind, Tokens};

/// Whether the number at token `i` is no amount. Each test says what it keeps out.
pub(super) fn label(tokens: &Tokens, i: usize) -> bool {
    if tokens.kind(i) != Some(Kind::Digits) {
        return false;
    }
    joined(tokens, i)
        || clock_or_date(tokens, i)
        || year(tokens, i)
        || called(tokens, i)
        || address(tokens, i)
        || telephone(tokens, i)
        || attributive(tokens, i)
}

/// "221 Baker Street": a number, up to three names with a capital, and a kind of street.
fn address(tokens: &Tokens, i: usize) -> bool {
    let street = |at: usize| {
        one_of!(tokens.at(at), "street" "st" "avenue" "ave" "road" "rd" "lane" "drive" "boulevard" "blvd" "square"
            "court" "broadway" "highway" "terrace" "crescent" "parkway" "quay")
    };
    (i + 1..i + 5).take_while(|&at| tokens.capital(at) && !tokens.glued(at)).any(street)
}

/// "555 123 4567", "+1 (555) 010-2030": three groups of digits with nothing but blanks, hyphens and brackets between.
fn telephone(tokens: &Tokens, i: usize) -> bool {
    let between = |at: usize| one_of!(tokens.at(at), "-" "(" ")");
    let digits = |at: usize| tokens.kind(at) == Some(Kind::Digits) && tokens.at(at).len() <= 4;
    // Two groups stand at most three marks apart.
    let step = |at: usize| (at + 1..at + 4).find(|&j| !between(j)).filter(|&j| digits(j));
    let back = |at: usize| (at.saturating_sub(3)..at).rev().find(|&j| !between(j)).filter(|&j| digits(j));
    if !digits(i) {
        return false;
    }
    let (after, before) = (step(i), back(i));
    after.and_then(step).is_some() || before.and_then(back).is_some() || after.is_some() && before.is_some()
}

/// "the 737 fleet", "a 911 call": behind an article a number of many things has a plural, and before a singular it is a
/// name. A hyphen, a unit or a scale makes it an amount, and so does what clusters and teams are made of ("a 100 node
/// cluster").
fn attributive(tokens: &Tokens, i: usize) -> bool {
    let text = tokens.at(i);
    let part = one_of!(tokens.at(i + 1), "node" "pod" "server" "machine" "core" "seat" "person" "member" "page" "line");
    let article = one_of!(tokens.before(i, 1), "the" "a" "an" "this" "each" "every");
    if !article || part || text.len() < 3 || text.contains(['.', ',']) {
        return false;
    }
    let plural =
        |at: usize| tokens.at(at).ends_with('s') || one_of!(tokens.at(at), "people" "staff" "women" "men" "children");
    let noun = i + 1;
    let other = super::unit::of_word(tokens.at(noun)).is_some() || super::number::scale(tokens, noun, false).is_some();
    let ends =
        |at: usize| !tokens.is_word(at) || one_of!(tokens.at(at), "of" "in" "on" "to" "and" "or" "is" "was" "has");
    tokens.is_word(noun) && !tokens.glued(noun) && !other && !(noun..noun + 4).take_while(|&at| !ends(at)).any(plural)
}

/// Parts of something longer: `#12`, `[3]`, `file_2`, `Tier-1`, `path/7`, `24/7`.
fn joined(tokens: &Tokens, i: usize) -> bool {
    let (before, after) = (tokens.before(i, 1), tokens.at(i + 1));
    if tokens.glued(i) {
        match before {
            "#" | "_" | "@" | "=" | "\\" | "^" => return true,
            "/" => return true,
            "[" if after == "]" => return true,
            // COVID-19, Tier-1; but sub-10 ms, and 3-5 days.
            "-" if tokens.glued(i - 1) => {
                let name = matches!(i.checked_sub(2).and_then(|j| tokens.kind(j)), Some(Kind::Word | Kind::Name));
                // "2x-3x" is a range.
                let unit = i >= 3 && tokens.kind(i - 3) == Some(Kind::Digits) && tokens.glued(i - 2);
                if name
                    && !unit
                    && !matches!(tokens.before(i, 2), "sub" | "a" | "to")
                    && super::numeral::small(tokens.before(i, 2)).is_none()
                {
                    return true;
                }
            }
            "." => return true,
            _ => {}
        }
    }
    let slash = after == "/" && tokens.glued(i + 1) && tokens.glued(i + 2) && tokens.kind(i + 2) == Some(Kind::Digits);
    slash
        && !matches!((tokens.at(i).parse::<u32>(), tokens.at(i + 2).parse::<u32>()), (Ok(a), Ok(b)) if a < b && b <= 10)
}

/// 10:30, 9 am, 2024-05-01, 3 May, May 3.
fn clock_or_date(tokens: &Tokens, i: usize) -> bool {
    let after = tokens.at(i + 1);
    let colon = |at: usize| tokens.at(at) == ":" && tokens.glued(at) && tokens.glued(at + 1);
    if super::ratio::to_one(tokens, i + 1) {
        return false;
    }
    if colon(i + 1) && tokens.kind(i + 2) == Some(Kind::Digits)
        || i >= 2 && colon(i - 1) && tokens.kind(i - 2) == Some(Kind::Digits)
    {
        return true;
    }
    let dash = |at: usize| tokens.at(at) == "-" && tokens.glued(at);
    let iso = dash(i + 1)
        && tokens.kind(i + 2) == Some(Kind::Digits)
        && dash(i + 3)
        && tokens.kind(i + 4) == Some(Kind::Digits);
    // Backwards from its second and third part.
    let part = |at: usize| tokens.kind(at) == Some(Kind::Digits) && dash(at + 1);
    let tail = i >= 2 && part(i - 2) && tokens.at(i - 2).len() == 4 && tokens.at(i).len() == 2
        || i >= 4 && part(i - 2) && part(i - 4) && tokens.at(i - 4).len() == 4;
    iso || tail
        || month(tokens.before(i, 1), tokens, i.wrapping_sub(1))
        || month(after, tokens, i + 1)
        || matches!(after, "am" | "pm" | "o'clock")
}

/// Whether a month and a year stand at token `at`: "May 2025".
pub(super) fn dated(tokens: &Tokens, at: usize) -> bool {
    month(tokens.at(at), tokens, at) && tokens.at(at + 1).len() == 4 && tokens.kind(at + 1) == Some(Kind::Digits)
}

fn month(word: &str, tokens: &Tokens, at: usize) -> bool {
    tokens.capital(at)
        && one_of!(word, "january" "february" "march" "april" "may" "june" "july" "august" "september" "october"
            "november" "december" "jan" "feb" "mar" "apr" "jun" "jul" "aug" "sep" "sept" "oct" "nov" "dec")
}

/// Four plain digits from 1800 to 2099 that no unit follows.
fn year(tokens: &Tokens, i: usize) -> bool {
    let text = tokens.at(i);
    let plain = text.len() == 4 && text.parse::<u32>().is_ok_and(|y| (1800..2100).contains(&y));
    // The original tells "2,000" from "2000".
    let printed = tokens.range(i..i + 1).len() == 4;
    if !plain || !printed {
        return false;
    }
    let next = tokens.at(i + 1);
    let unit = next == "%" || next == "+" || super::unit::of_word(next).is_some();
    let counted = tokens.is_word(i + 1)
        && next.ends_with('s')
        && next.len() > 3
        && !matches!(next, "this" | "was" | "has" | "is" | "'s");
    let money = super::unit::currency(tokens.before(i, 1)).is_some();
    // "in 2019 users …": after a preposition of time it stays a year.
    let dated = one_of!(tokens.before(i, 1), "in" "since" "by" "until" "of" "from" "during" "early" "late" "mid");
    !money && !unit && (!counted || dated)
}

/// Numbers that belong to a name before them: version 3, Phase 2, Fortune 500, Top 10, Chapter 4.
fn called(tokens: &Tokens, i: usize) -> bool {
    let before = tokens.before(i, 1);
    if one_of!(before, "version" "v" "release" "phase" "step" "chapter" "figure" "fig" "table" "section" "part"
        "page" "level" "tier" "stage" "fortune" "top" "no" "number" "issue" "day" "week" "year" "iso" "layer"
        "wave" "round" "season" "room" "port" "http" "rfc" "q")
        && !tokens.glued(i)
        // "Each day 40,000 forms come in."
        && !one_of!(tokens.before(i, 2), "each" "every" "per" "a" "one" "this" "last")
    {
        // "number 5" is a label; "no 5 people" and "top 3 times" are not written.
        return true;
    }
    // A capitalised name just before ("Windows 10", "Studio 54"), inside a sentence, and no unit after.
    let name = i > 1
        && tokens.capital(i - 1)
        && tokens.is_word(i - 1)
        && tokens.sentence(i - 1) == tokens.sentence(i - 2)
        && !tokens.glued(i);
    let code = super::unit::currency(before).is_some();
    let after = tokens.at(i + 1);
    let unit = after == "%"
        || after == "+"
        || super::unit::of_word(after).is_some()
        || super::number::scale(tokens, i + 1, false).is_some();
    let counted = tokens.is_word(i + 1) && after.ends_with('s') && after.len() > 3;
    name && !(code || unit || counted)
}
