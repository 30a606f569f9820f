//! Fills the blanks of the files that `init` and `new` write.

use jiff::ToSpan;
use jiff::civil::Date;

/// Puts values into `{{name}}`, and days into `{{today}}`, `{{today-14}}` and `{{today+14}}`. What was put in is not looked at again.
pub(super) fn fill(text: &str, today: Date, values: &[(&str, String)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let (name, behind) = after.split_once("}}").unwrap_or((after, ""));
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&day(name, today)),
        }
        rest = behind;
    }
    filled + rest
}

/// `today`, or some days before or after.
fn day(name: &str, today: Date) -> String {
    let days: i64 = name.strip_prefix("today").and_then(|days| days.parse().ok()).unwrap_or(0);
    today.checked_add(days.days()).unwrap_or(today).to_string()
}

/// The words in double quotes, as both YAML and TOML read them.
pub(super) fn quoted(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}

/// The words as Markdown that means nothing but them.
pub(super) fn plain(words: &str) -> String {
    let mut safe = String::new();
    for c in words.chars() {
        if "\\`*_[]<>#&~".contains(c) {
            safe.push('\\');
        }
        safe.push(if c.is_control() { ' ' } else { c });
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_filled_once() {
        let today: Date = "2026-03-01".parse().unwrap();
        let values = [("name", "{{today}}".to_owned())];
        assert_eq!(
            fill("a {{name}} b {{today}} {{today-1}} {{today+31}}.", today, &values),
            "a {{today}} b 2026-03-01 2026-02-28 2026-04-01."
        );
    }

    #[test]
    fn words_stay_words() {
        assert_eq!(quoted("A \"B\" \\ C\n"), "\"A \\\"B\\\" \\\\ C\\n\"");
        assert_eq!(plain("A & *B*"), "A \\& \\*B\\*");
    }
}
