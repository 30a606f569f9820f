//! What is private by its shape: e-mail addresses, telephone numbers, paths on somebody's machine.
//!
//! Goes in: folded text, and where its running text ends. Comes out: byte ranges. Figures, dates, addresses of pages and
//! handles are none of these; the tests name the near misses.

use std::ops::Range;

use super::fold::Format;

/// The shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// `ana@clinic.example`, `ana (at) clinic.example`.
    Mail,
    /// `+44 131 496 0123`.
    Phone,
    /// `/home/ana/notes`.
    Path,
}

/// What a shape begins with, or holds.
#[derive(Clone, Copy)]
enum Hint {
    At,
    SpeltAt,
    Plus,
    Tel,
    File,
    Home,
    Drive,
    Share,
    Bracket,
    Machine,
}

/// Whether a byte may begin a number, or stands in every hint of its kind: the sign itself, or the one that ends a word.
const MARKED: [bool; 256] = {
    let signs = b"@([{+:/\\~0123456789";
    let mut table = [false; 256];
    let mut at = 0;
    while at < signs.len() {
        table[signs[at] as usize] = true;
        at += 1;
    }
    table
};

/// The folders of a machine, as a path begins with them.
const FOLDERS: &[(&[u8], Hint)] = &[
    (b"/home/", Hint::Home),
    (b"/users/", Hint::Home),
    (b"/root/", Hint::Machine),
    (b"/mnt/", Hint::Machine),
    (b"/var/", Hint::Machine),
    (b"/tmp/", Hint::Machine),
];

/// The hint whose sign stands at `at`, and its range.
fn hint(text: &[u8], at: usize) -> Option<(Hint, Range<usize>)> {
    let (behind, ahead) = (&text[..at], &text[at + 1..]);
    let (hint, before, length) = match text[at] {
        b'@' => (Hint::At, 0, 1),
        b'+' => (Hint::Plus, 0, 1),
        b'(' if ahead.starts_with(b"at)") => (Hint::SpeltAt, 0, 4),
        b'(' => (Hint::Bracket, 0, 1),
        b'[' if ahead.starts_with(b"at]") => (Hint::SpeltAt, 0, 4),
        b'{' if ahead.starts_with(b"at}") => (Hint::SpeltAt, 0, 4),
        b':' if behind.ends_with(b"tel") => (Hint::Tel, 3, 1),
        b':' if behind.ends_with(b"file") => (Hint::File, 4, 1),
        b':' if ahead.first() == Some(&b'\\') => (Hint::Drive, 0, 2),
        b'\\' if ahead.first() == Some(&b'\\') => (Hint::Share, 0, 2),
        b'~' if ahead.first() == Some(&b'/') => (Hint::Machine, 0, 2),
        b'/' => {
            let (folder, hint) = FOLDERS.iter().find(|(folder, _)| ahead.starts_with(&folder[1..]))?;
            (*hint, 0, folder.len())
        }
        _ => return None,
    };
    Some((hint, at - before..at + length))
}

/// Calls `each` with the place of every marked byte.
fn marked(text: &[u8], mut each: impl FnMut(usize)) {
    const BLOCK: usize = 32;
    let mut bits = |at: usize, block: &[u8]| {
        let bit = |(n, byte): (usize, &u8)| u32::from(MARKED[usize::from(*byte)]) << n;
        let mut bits = block.iter().enumerate().map(bit).fold(0, |all, bit| all | bit);
        while bits != 0 {
            each(at + bits.trailing_zeros() as usize);
            bits &= bits - 1;
        }
    };
    let (blocks, rest) = text.as_chunks::<BLOCK>();
    blocks.iter().enumerate().for_each(|(n, block)| bits(n * BLOCK, block));
    bits(text.len() - rest.len(), rest);
}

/// Every such range. `aside` is where the running text ends. Numbers that begin with a digit are looked for where
/// `digits` says so: whoever reads the words anyway finds them on the way.
pub(super) fn find(text: &[u8], aside: usize, format: Format, digits: bool, mut tell: impl FnMut(Shape, Range<usize>)) {
    let prose = !format.is_code();
    let (mut from, mut done, mut dialled_to) = (0, 0, 0);
    marked(text, |sign| {
        if text[sign].is_ascii_digit() {
            if digits
                && prose
                && sign >= dialled_to
                && !before(text, sign).is_some_and(|b| b.is_ascii_alphanumeric())
                && may_be_dialled(text, sign)
                && let Some(range) = national(text, sign)
            {
                dialled_to = range.end;
                tell(Shape::Phone, range);
            }
            return;
        }
        if sign < from {
            return;
        }
        let Some((hint, Range { start: at, end })) = hint(text, sign) else { return };
        from = end;
        if at < done {
            return;
        }
        let found = match hint {
            Hint::At => mail(text, at, end).map(|range| (Shape::Mail, range)),
            Hint::SpeltAt => spelt_mail(text, at, end).map(|range| (Shape::Mail, range)),
            Hint::Plus if prose => international(text, at).map(|range| (Shape::Phone, range)),
            Hint::Tel => dialled(text, end).map(|range| (Shape::Phone, range)),
            Hint::File => file_address(text, at).map(|range| (Shape::Path, range)),
            Hint::Home => home(text, at, aside).map(|range| (Shape::Path, range)),
            Hint::Drive => drive(text, at, prose).map(|range| (Shape::Path, range)),
            Hint::Share if format != Format::Json && prose => share(text, at).map(|range| (Shape::Path, range)),
            Hint::Bracket if prose => bracketed(text, at).map(|range| (Shape::Phone, range)),
            Hint::Machine if prose => of_machine(text, at, aside).map(|range| (Shape::Path, range)),
            _ => None,
        };
        if let Some((shape, range)) = found {
            done = range.end;
            tell(shape, range);
        }
    });
}

/// Whether the token of digits that begins at `at` may begin a number to dial.
fn may_be_dialled(text: &[u8], at: usize) -> bool {
    let token = || text[at..].iter().take_while(|b| b.is_ascii_alphanumeric());
    text[at] == b'0' || token().take(4).count() == 3 && token().all(u8::is_ascii_digit)
}

/// A national number or one of North America, at the start of a token of digits.
pub(super) fn national(text: &[u8], at: usize) -> Option<Range<usize>> {
    // Most begin neither; a longer look costs more.
    let digits = text[at..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    let is_american = || digits == 3 && matches!(text.get(at + 3), Some(b'-' | b'.'));
    if !is_american() && (text[at] != b'0' || digits < 3) {
        return None;
    }
    if before(text, at).is_some_and(|b| matches!(b, b'.' | b',' | b':' | b'-' | b'/' | b'+' | b'#')) {
        return None;
    }
    let number = Number::read(text, at)?;
    let first = *number.groups.first()?;
    let plain = number.separators.iter().all(|b| matches!(b, b' ' | b'-' | b'/'));
    let british = text[at] == b'0' && plain && (9..=13).contains(&number.digits) && text.get(at + 1) != Some(&b'0');
    let trunk = british && if number.groups.len() > 1 { (3..=5).contains(&first) } else { (10..=11).contains(&first) };
    let dashed =
        number.separators.first() == number.separators.get(1) && matches!(number.separators.first(), Some(b'-' | b'.'));
    let american = dashed && number.groups == [3, 3, 4];
    (trunk || american).then_some(at..number.end)
}

/// Digits in groups.
struct Number {
    groups: Vec<usize>,
    separators: Vec<u8>,
    digits: usize,
    end: usize,
}

impl Number {
    /// Reads groups of digits with one or two of ` -./()` between them.
    fn read(text: &[u8], from: usize) -> Option<Self> {
        let mut number = Number { groups: Vec::new(), separators: Vec::new(), digits: 0, end: from };
        let mut at = from;
        loop {
            let group = text[at..].iter().take_while(|b| b.is_ascii_digit()).count();
            if group == 0 {
                break;
            }
            number.groups.push(group);
            number.digits += group;
            number.end = at + group;
            let between = text[number.end..].iter().take_while(|b| b" -./()".contains(b)).count();
            let next = text.get(number.end + between).is_some_and(u8::is_ascii_digit);
            if between == 0 || between > 3 || !next || number.digits > 18 {
                break;
            }
            number.separators.push(text[number.end]);
            at = number.end + between;
        }
        // `12h`, `3x`: no number that is dialled.
        let ends = !text.get(number.end).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'%');
        (number.digits > 0 && ends).then_some(number)
    }
}

fn before(text: &[u8], at: usize) -> Option<u8> {
    at.checked_sub(1).map(|at| text[at])
}

/// `+44 131 496 0123`, but not `+12 000 000`.
fn international(text: &[u8], at: usize) -> Option<Range<usize>> {
    if before(text, at).is_some_and(|b| b.is_ascii_alphanumeric()) || !matches!(text.get(at + 1), Some(b'1'..=b'9')) {
        return None;
    }
    let number = Number::read(text, at + 1)?;
    let grouped = number.groups.len() > 1 && number.groups[1..].iter().all(|n| *n == 3);
    let thousands = grouped && number.groups[0] <= 3 && number.digits < 11;
    let decimal = number.groups.len() == 2 && number.separators == *b".";
    let alone = number.groups.len() == 1 && number.digits < 10;
    let fits = (8..=15).contains(&number.digits);
    (fits && !thousands && !decimal && !alone).then_some(at..number.end)
}

/// Behind `tel:`.
fn dialled(text: &[u8], at: usize) -> Option<Range<usize>> {
    let from = at + usize::from(text.get(at) == Some(&b'+'));
    let number = Number::read(text, from)?;
    (number.digits >= 6).then_some(at..number.end)
}

/// `(0131) 496 0123` and `(555) 010-0199`.
fn bracketed(text: &[u8], at: usize) -> Option<Range<usize>> {
    let inside = text[at + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
    if !(2..=5).contains(&inside) || text.get(at + 1 + inside) != Some(&b')') {
        return None;
    }
    let number = Number::read(text, at + 1)?;
    let trunk = text[at + 1] == b'0' && (9..=12).contains(&number.digits);
    let american = number.groups == [3, 3, 4] && matches!(number.separators.last(), Some(b'-' | b'.'));
    (trunk || american).then_some(at..number.end)
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._+-'".contains(&byte)
}

/// The address around the `@` from `at` to `behind`.
fn mail(text: &[u8], at: usize, behind: usize) -> Option<Range<usize>> {
    let local = text[..at].iter().rev().take_while(|b| is_local(**b)).count();
    let start = at - local;
    let start = start + text[start..at].iter().take_while(|b| !b.is_ascii_alphanumeric()).count();
    let end = behind + host(&text[behind..])?;
    // `git@host:path` is where a program fetches from.
    let fetched = text.get(end) == Some(&b':') && &text[start..at] == b"git";
    (start < at && !fetched).then_some(start..end)
}

/// `ana (at) clinic (dot) example`.
fn spelt_mail(text: &[u8], at: usize, behind: usize) -> Option<Range<usize>> {
    let blank = |b: &&u8| **b == b' ';
    let local_end = at - text[..at].iter().rev().take_while(blank).count();
    let start = local_end - text[..local_end].iter().rev().take_while(|b| is_local(**b)).count();
    let from = behind + text[behind..].iter().take_while(blank).count();
    let label = text[from..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
    let rest = &text[from + label..];
    let dot = rest.strip_prefix(b" ").unwrap_or(rest);
    let dots = dot.starts_with(b".") || [b"(dot)".as_slice(), b"[dot]", b"{dot}"].iter().any(|d| dot.starts_with(d));
    (start < local_end && label > 0 && dots).then_some(start..from + label)
}

/// The length of a host at the start, such as `clinic.example`.
fn host(text: &[u8]) -> Option<usize> {
    let length = text.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
    let host = &text[..length];
    let trimmed = host.len() - host.iter().rev().take_while(|b| !b.is_ascii_alphanumeric()).count();
    let host = &host[..trimmed];
    let dot = host.iter().position(|b| *b == b'.')?;
    let last = host.rsplit(|b| *b == b'.').next()?;
    // Not `react@18.2.0`, and not the `chart@2x.png` of sharp screens.
    let sharp = dot > 1 && host[dot - 1] == b'x' && host[..dot - 1].iter().all(u8::is_ascii_digit);
    (dot > 0 && last.len() > 1 && last.iter().any(u8::is_ascii_alphabetic) && !sharp).then_some(trimmed)
}

/// `file:///home/ana/x`.
fn file_address(text: &[u8], at: usize) -> Option<Range<usize>> {
    let slashes = text[at + 5..].iter().take_while(|b| **b == b'/').count();
    let whole = !before(text, at).is_some_and(|b| b.is_ascii_alphanumeric() || b == b'-');
    (slashes > 0 && whole).then(|| at..path_end(text, at + 5 + slashes))
}

/// `/home/ana/notes`: two names deep at least, and no part of an address.
fn home(text: &[u8], at: usize, aside: usize) -> Option<Range<usize>> {
    let starts = match before(text, at) {
        None => true,
        Some(b) if at < aside => !b.is_ascii_alphanumeric() && !b"._-~/}".contains(&b),
        // An attribute that starts with it is an address of the site.
        Some(b) => b == b' ',
    };
    let end = path_end(text, at);
    let parts: Vec<&[u8]> = text[at + 1..end].split(|b| *b == b'/').filter(|part| !part.is_empty()).collect();
    let deep = parts.len() > 2 && parts[1].iter().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(b));
    // An interface has `/users/7/orders`; a Mac has these.
    let macs =
        [b"documents".as_slice(), b"desktop", b"downloads", b"library", b"pictures", b"projects", b"code", b"src"];
    let machine = parts.first() == Some(&b"home".as_slice()) || parts.get(2).is_some_and(|part| macs.contains(part));
    (starts && deep && machine).then_some(at..end)
}

/// `~/proof/ana.csv`, `/var/proof/ana.csv`, `/tmp/ana.csv`: no part of an address, and no folder alone.
fn of_machine(text: &[u8], at: usize, aside: usize) -> Option<Range<usize>> {
    let quoted = |b: u8| b == b' ' || b"\"'`([=:,;|".contains(&b);
    let starts = match before(text, at) {
        None => true,
        Some(b'\n') => at < aside,
        // An attribute that starts with it is an address of the site, or holds words.
        Some(b) => {
            if at < aside {
                quoted(b)
            } else {
                b == b' '
            }
        }
    };
    let end = path_end(text, at);
    let mut parts = text[at..end].split(|b| *b == b'/').filter(|part| !part.is_empty());
    let root = parts.next()?;
    let plain = |part: &[u8]| {
        part.iter().any(u8::is_ascii_alphabetic)
            && part.iter().all(|b| b.is_ascii_alphanumeric() || b"._-+@ ".contains(b))
    };
    let names: Vec<&[u8]> = parts.collect();
    let deep = names.len() > usize::from(!matches!(root, b"tmp" | b"root"));
    (starts && deep && names.iter().all(|name| plain(name))).then_some(at..end)
}

/// `c:\users\ana`. `at` is the colon.
fn drive(text: &[u8], at: usize, prose: bool) -> Option<Range<usize>> {
    let letter = at.checked_sub(1).filter(|i| text[*i].is_ascii_alphabetic())?;
    if before(text, letter).is_some_and(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let rest = text[at + 1..].iter().take_while(|b| **b == b'\\').count();
    let name = &text[at + 1 + rest..];
    // A script has `{a:\d}`.
    let fits = if prose { name.first().is_some_and(u8::is_ascii_alphabetic) } else { name.starts_with(b"users\\") };
    fits.then(|| letter..path_end(text, at + 1))
}

/// `\\server\share`.
fn share(text: &[u8], at: usize) -> Option<Range<usize>> {
    let end = path_end(text, at);
    let mut parts = text[at + 2..end].split(|b| *b == b'\\');
    let name = |part: Option<&[u8]>| {
        part.is_some_and(|p| p.len() > 1 && p.iter().all(|b| b.is_ascii_alphanumeric() || b"._-$".contains(b)))
    };
    let starts = !before(text, at).is_some_and(|b| b.is_ascii_alphanumeric() || b == b'\\');
    (starts && name(parts.next()) && name(parts.next())).then_some(at..end)
}

/// How far a path is followed, in bytes: one that goes on is told by its beginning, and a text of nothing but what may begin
/// a path is read in one go.
const LONGEST_PATH: usize = 512;

fn path_end(text: &[u8], from: usize) -> usize {
    let text = &text[..text.len().min(from + LONGEST_PATH)];
    let stop = |b: &u8| b.is_ascii_whitespace() || b"\"'<>|)]};,`".contains(b);
    let end = text[from..].iter().position(stop).map_or(text.len(), |n| from + n);
    end - text[from..end].iter().rev().take_while(|b| **b == b'.').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(text: &str, format: Format) -> Vec<(Shape, String)> {
        let mut found = Vec::new();
        let lower = text.to_lowercase();
        find(lower.as_bytes(), lower.len(), format, false, |shape, range| found.push((shape, lower[range].to_owned())));
        for (at, _) in lower.char_indices() {
            let starts = lower[at..].starts_with(|c: char| c.is_ascii_digit())
                && !lower[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
            if starts && let Some(range) = national(lower.as_bytes(), at) {
                found.push((Shape::Phone, lower[range].to_owned()));
            }
        }
        found
    }

    #[test]
    fn addresses_numbers_and_paths_are_found() {
        for (text, shape, words) in [
            ("Write to Ana@Clinic.example.", Shape::Mail, "ana@clinic.example"),
            ("ana (at) clinic.example", Shape::Mail, "ana (at) clinic"),
            ("ana [at] clinic [dot] example", Shape::Mail, "ana [at] clinic"),
            ("Ring +44 131 496 0123 today", Shape::Phone, "+44 131 496 0123"),
            ("+44 (0)131 496 0123", Shape::Phone, "+44 (0)131 496 0123"),
            ("+493012345678", Shape::Phone, "+493012345678"),
            ("020 7946 0958", Shape::Phone, "020 7946 0958"),
            ("07700 900123.", Shape::Phone, "07700 900123"),
            ("(0131) 496 0123", Shape::Phone, "(0131) 496 0123"),
            ("(555) 010-0199", Shape::Phone, "(555) 010-0199"),
            ("555-010-0199", Shape::Phone, "555-010-0199"),
            ("href=\"tel:01314960123\"", Shape::Phone, "01314960123"),
            ("see file:///srv/proof/a.csv", Shape::Path, "file:///srv/proof/a.csv"),
            ("in /home/ida/proof/a.csv.", Shape::Path, "/home/ida/proof/a.csv"),
            ("/Users/ida/Documents/a.csv", Shape::Path, "/users/ida/documents/a.csv"),
            ("C:\\Users\\ida\\a.csv", Shape::Path, "c:\\users\\ida\\a.csv"),
            ("in `~/proof/ana.csv`", Shape::Path, "~/proof/ana.csv"),
            ("/root/notes.md, they say", Shape::Path, "/root/notes.md"),
            ("(/mnt/share/ana.csv)", Shape::Path, "/mnt/share/ana.csv"),
            ("/var/proof/ana.csv", Shape::Path, "/var/proof/ana.csv"),
            ("at /tmp/ana.csv", Shape::Path, "/tmp/ana.csv"),
            ("file:///tmp/ana.csv", Shape::Path, "file:///tmp/ana.csv"),
            ("\\\\fileserver\\sales\\a.csv", Shape::Path, "\\\\fileserver\\sales\\a.csv"),
        ] {
            let found = shapes(text, Format::Plain);
            assert!(found.contains(&(shape, words.to_owned())), "{text}: {found:?}");
        }
    }

    #[test]
    fn they_are_found_wherever_a_block_ends() {
        for (text, shape) in [
            ("ana (at) clinic.example", Shape::Mail),
            ("file:///srv/proof/a.csv", Shape::Path),
            ("\\\\fileserver\\sales\\a.csv", Shape::Path),
            ("020 7946 0958", Shape::Phone),
        ] {
            for before in 0..40 {
                let text = format!("{} {text}", "x".repeat(before));
                let mut found = Vec::new();
                find(text.as_bytes(), text.len(), Format::Plain, true, |shape, range| found.push((shape, range.end)));
                assert!(found.first().is_some_and(|(is, end)| *is == shape && *end > before), "{text}: {found:?}");
            }
        }
    }

    #[test]
    fn what_looks_like_them_is_passed_over() {
        for text in [
            "from 13.5 hours a week to 3, on 2026-11-21, in 2025-10-06/2025-11-30",
            "+12 000 000 in sales, +1.25 points, +25%, +12 345 678",
            "1 000 000 or 10-20-30, 01-02-2026 at 09:30, 0.123456789",
            "https://proof.example/home/team/2026/ and /home/ and /home/about/",
            "GET /users/7/orders and /users/",
            "@handle, https://social.example/@ana.b, chart@2x.png, react@18.2.0, git@host.example:a/b",
            "file: the one in the drawer; profile:// x",
            "a:\\ b, ratio 3:\\4",
            "https://proof.example/var/x/y and /tmp/ and ~/ and either/mnt/or, a ~/ b",
            "in /var/ or /mnt/x; 3/tmp/4",
            "the 2026 season (2025) and (12) of (100) 250 1000",
            "M10 20 30 40 500 600 L0 0 100 100 2000",
            "10 000 to 20 000 people, 0131 is a code, order 000 111 222 333",
        ] {
            assert_eq!(shapes(text, Format::Plain), [], "{text}");
        }
        for code in ["x=a+4412345678", "{c:\\d+}", "'\\\\n\\\\r'", "f(020)"] {
            assert_eq!(shapes(code, Format::Script), [], "{code}");
        }
    }

    /// Eight times as much takes about eight times as long, and not 64 times.
    #[test]
    fn a_text_of_beginnings_is_read_by_its_length_and_not_by_its_square() {
        for piece in ["\\\\a*", "/home/", "c:\\", "file:", "+1-"] {
            let time = |count: usize| {
                let text = piece.repeat(count);
                let start = std::time::Instant::now();
                find(text.as_bytes(), text.len(), Format::Markup, true, |_, _| ());
                start.elapsed()
            };
            let least = std::time::Duration::from_millis(20);
            let mut pairs = (0..3).map(|_| (time(2_500), time(20_000)));
            assert!(pairs.any(|(part, whole)| whole < part.max(least) * 32), "{piece:?}");
        }
    }
}
