//! Result tiles: a figure and its words in fields of their own, `value="62%" label="less retyping"`. Fields in, the ones to be
//! read as one text out.

use super::prose_like::is_tile_figure;

/// The longest words beside a figure, in bytes.
const LONGEST: usize = 120;

/// The fields of the first tile among `fields`, each a key and a value, in the order in which they are to be read: the
/// figure, its unit where it has a field, its words. Both keys must say what they hold.
pub(super) fn of(fields: &[(&str, &str)]) -> Option<Vec<usize>> {
    let figure =
        fields.iter().position(|(key, value)| holds_figure(key) && (is_tile_figure(value) || is_number(value)))?;
    let behind = figure + 1..fields.len().min(figure + 4);
    let unit = behind.clone().find(|&i| holds_unit(fields[i].0) && fields[i].1.len() <= 12);
    let label = behind.clone().find(|&i| holds_words(fields[i].0) && are_words(fields[i].1));
    // "label: …, value: …", item for item.
    let led = figure.checked_sub(1).filter(|&i| holds_words(fields[i].0) && are_words(fields[i].1));
    let led = led.filter(|&i| label.is_none_or(|label| fields[label].0 == fields[i].0));
    let mut read: Vec<usize> = led.into_iter().chain([figure]).chain(unit).collect();
    read.extend(label.filter(|_| led.is_none()));
    // Spans run on in the file.
    let known = read.len() > 1 && read.is_sorted();
    known.then_some(read)
}

fn are_words(value: &str) -> bool {
    value.contains(char::is_alphabetic) && shown(value) <= LONGEST
}

/// How many bytes of a value are seen: tags are not.
fn shown(value: &str) -> usize {
    let mut inside = false;
    let seen = |b: u8| {
        let tag = inside || b == b'<';
        inside = tag && b != b'>';
        !tag
    };
    value.bytes().map(seen).filter(|&seen| seen).count()
}

/// Digits with what groups and bounds them.
fn is_number(value: &str) -> bool {
    let value = value.trim();
    value.len() <= 16
        && value.contains(|c: char| c.is_ascii_digit())
        && value.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | '-' | '~' | '<' | '>' | ' '))
}

/// Whether the last word of a key is one of `names`: "hero_stat", "statLabel".
fn is(key: &str, names: &[&str]) -> bool {
    let cut = key.rfind(['_', '-', '.']).map_or(0, |at| at + 1);
    let word = &key[cut..];
    let capital = word.rfind(|c: char| c.is_ascii_uppercase()).unwrap_or(0);
    names.iter().any(|name| word.eq_ignore_ascii_case(name) || word[capital..].eq_ignore_ascii_case(name))
}

fn holds_figure(key: &str) -> bool {
    is(
        key,
        &["value", "figure", "number", "stat", "amount", "percent", "percentage", "count", "result", "metric", "data"],
    )
}

fn holds_unit(key: &str) -> bool {
    is(key, &["unit", "units", "suffix", "symbol"])
}

fn holds_words(key: &str) -> bool {
    is(key, &["label", "title", "text", "caption", "description", "subtitle", "name", "heading", "unit", "metric"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_with_its_words() {
        assert_eq!(of(&[("value", "62%"), ("label", "less retyping")]), Some(vec![0, 1]));
        assert_eq!(
            of(&[("icon", "x"), ("value", "62"), ("unit", "%"), ("label", "less retyping")]),
            Some(vec![1, 2, 3])
        );
        assert_eq!(of(&[("value", "28,000"), ("title", "More sign-ups")]), Some(vec![0, 1]));
        assert_eq!(of(&[("label", "Less retyping"), ("value", "62%"), ("label", "Cost")]), Some(vec![0, 1]));
        assert_eq!(of(&[("number", "3x"), ("text", "faster")]), Some(vec![0, 1]));
        assert_eq!(of(&[("hero_stat", "60%"), ("heroStatLabel", "less waste")]), Some(vec![0, 1]));
    }

    #[test]
    fn settings_are_none() {
        for fields in [
            &[("width", "100%"), ("title", "Our ward")] as &[_],
            &[("value", "ana"), ("label", "Your name")],
            &[("value", "62%")],
            &[("label", ""), ("value", "62%")],
            &[],
        ] {
            assert_eq!(of(fields), None, "{fields:?}");
        }
    }
}
