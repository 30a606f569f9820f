//! From words in the output to the place somebody can mend: a document, a template, the settings, a static file.

use std::collections::BTreeMap;
use std::ops::Range;

use super::fold::Format;
use super::index::{Buffers, Hashes, Index, What};
use super::leak::shown;
use super::needle::{Form, Needle, Unless, Why};
use super::place::folded;
use super::sink::{Leak, Seen};
use super::{pictures, published};
use crate::finding::Finding;
use crate::pipeline::Checked;
use crate::scan;
use crate::source::{Source, Span};

/// The rules that tell the same of a document as it is written.
const TOLD: &[&str] = &["private-in-output", "unmasked-customer"];

/// Takes in the texts of files that are published as they are and hold something private, so that it can be underlined.
pub fn take_in(seen: &Seen, checked: &mut Checked) {
    for from in seen.leaks.values().filter_map(|leak| leak.from.as_deref()) {
        if checked.sources.at(from).is_none()
            && let Ok(bytes) = scan::bytes(&checked.root, from)
        {
            checked.sources.insert(from, String::from_utf8_lossy(&bytes));
        }
    }
}

/// What was seen, as findings. Words that were found as they are written, or allowed there, are not told again.
pub fn findings(seen: &Seen, checked: &Checked) -> Vec<Finding> {
    let mut found: Vec<Finding> =
        seen.pictures.iter().map(|(path, trouble)| pictures::finding(path, *trouble, checked)).collect();
    found.extend(seen.unread.iter().map(|path| pictures::unread(path, checked)));
    if seen.leaks.is_empty() {
        return found;
    }
    let places = places(&seen.leaks, checked);
    for (key, leak) in &seen.leaks {
        let place = match (&leak.from, places.get(key)) {
            (Some(from), _) if matches!(leak.what, What::Copy(_)) => pictures::named(from, checked),
            (Some(from), _) => in_static(key, from, checked),
            (None, place) => place.copied(),
        };
        if !place.is_some_and(|place| is_told(place, checked)) {
            found.push(finding(leak, place, checked));
        }
    }
    found
}

fn is_told(place: Span, checked: &Checked) -> bool {
    // An address that rendering was to take out, and that is there all the same, was not told yet.
    let told = |f: &&Finding| TOLD.contains(&f.rule) && f.own_level.is_none();
    let findings = checked.findings.iter().filter(told).map(|f| f.span);
    let allowed = checked.allowed.iter().filter(|a| TOLD.contains(&a.rule)).map(|a| a.span);
    findings.chain(allowed).any(|span| span.overlaps(place))
}

fn finding(leak: &Leak, place: Option<Span>, checked: &Checked) -> Finding {
    let span = place.unwrap_or(checked.config.top);
    let words = match place {
        Some(_) | None if matches!(leak.what, What::Copy(_)) => leak.words.clone(),
        Some(place) if place.end > place.start => shown(checked.sources.whole(place.file).words(place)),
        // Such as the name of a copied file.
        _ => shown(&leak.words),
    };
    let others = match leak.files - 1 {
        0 => String::new(),
        1 => " and in 1 other file".to_owned(),
        n => format!(" and in {n} other files"),
    };
    let finding = checked.guard.told(leak.what, "private-in-output", span, &words);
    let finding = finding.note(format!("in the finished file `{}`{others}", leak.path));
    if place.is_none() && leak.from.is_none() {
        finding.note("where it comes from cannot be told: a template may put it together")
    } else {
        finding
    }
}

/// The first place each of the words is written: in what a document publishes, else in templates and settings, else in
/// what a document keeps private.
fn places(leaks: &BTreeMap<String, Leak>, checked: &Checked) -> BTreeMap<String, Span> {
    let keys: Vec<&String> = leaks.iter().filter(|(_, leak)| leak.from.is_none()).map(|(key, _)| key).collect();
    let needles = keys.iter().map(|key| Needle {
        key: (*key).clone(),
        loose: true,
        form: Form::Any,
        unless: Unless::Never,
        why: Why::Named,
        written: None,
    });
    let index = Index::of(needles.collect(), Hashes::default(), Hashes::default());
    let mut places = BTreeMap::new();
    let mut look = |bytes: &[u8], format, source: &Source| {
        each(&index, bytes, format, |number, range| {
            places.entry(keys[number].clone()).or_insert_with(|| Span::new(source.id, range));
        });
    };
    let left_out: Vec<_> = checked
        .corpus
        .studies
        .iter()
        .zip(&checked.placed)
        .filter(|(_, p)| p.left_out.is_some())
        .map(|(s, _)| s.file)
        .collect();
    let shown = || checked.corpus.documents().filter(|document| !left_out.contains(&document.file()));
    for document in shown() {
        let source = checked.sources.whole(document.file());
        look(&published::of(&document, &source), Format::Markdown, &source);
    }
    for (_, file) in &checked.tree.templates {
        let source = checked.sources.get(*file);
        look(source.text.as_bytes(), Format::Markup, source);
    }
    let settings = checked.sources.get(checked.config.top.file);
    look(settings.text.as_bytes(), Format::Plain, settings);
    for document in shown() {
        let source = checked.sources.whole(document.file());
        look(source.text.as_bytes(), Format::Plain, &source);
    }
    places
}

/// Where a file that is published as it is holds the words, when its text was taken in.
fn in_static(key: &str, from: &str, checked: &Checked) -> Option<Span> {
    let source = checked.sources.at(from)?;
    let needle = Needle {
        key: key.to_owned(),
        loose: true,
        form: Form::Any,
        unless: Unless::Never,
        why: Why::Named,
        written: None,
    };
    let index = Index::of(vec![needle], Hashes::default(), Hashes::default());
    let mut place = None;
    let format = Format::of_path(from).unwrap_or(Format::Plain);
    each(&index, source.text.as_bytes(), format, |_, range| _ = place.get_or_insert(Span::new(source.id, range)));
    Some(place.unwrap_or(source.top()))
}

fn each(index: &Index, bytes: &[u8], format: Format, mut tell: impl FnMut(usize, Range<usize>)) {
    let text = folded(bytes, format);
    index.look(&text.bytes, text.aside, Format::Script, &mut Buffers::default(), |what, range| {
        if let What::Needle(number) = what {
            tell(number, text.place(range, bytes));
        }
    });
}
