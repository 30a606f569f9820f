//! Merges that nobody resolved: the text as each side wanted it, byte for byte in place.

/// Whether the text holds an opening and a closing marker.
pub(super) fn is_in(text: &str) -> bool {
    let has = |marker: &str| text.lines().any(|line| line.starts_with(marker));
    has("<<<<<<< ") && has(">>>>>>> ")
}

/// The text itself, or one text for each side with markers and the other side blanked.
pub(super) fn sides(text: &str) -> Vec<String> {
    if !is_in(text) {
        return vec![text.to_owned()];
    }
    vec![side(text, Side::Ours), side(text, Side::Theirs)]
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Ours,
    /// What both came from, where the marker `|||||||` shows it: nobody wants it.
    Base,
    Theirs,
}

fn side(text: &str, wanted: Side) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside: Option<Side> = None;
    for line in text.split_inclusive('\n') {
        let marker = match (inside, line) {
            (_, l) if l.starts_with("<<<<<<< ") => Some(Some(Side::Ours)),
            (Some(_), l) if l.starts_with("||||||| ") => Some(Some(Side::Base)),
            (Some(_), l) if l.trim_end() == "=======" => Some(Some(Side::Theirs)),
            (Some(_), l) if l.starts_with(">>>>>>> ") => Some(None),
            _ => None,
        };
        let hidden = marker.is_some() || inside.is_some_and(|side| side != wanted);
        match hidden {
            true => blank(line, &mut out),
            false => out.push_str(line),
        }
        if let Some(now) = marker {
            inside = now;
        }
    }
    out
}

/// Blanks of the same length; line ends stay.
fn blank(line: &str, out: &mut String) {
    out.extend(line.bytes().map(|b| if matches!(b, b'\n' | b'\r') { char::from(b) } else { ' ' }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side_keeps_its_place() {
        let text = "a\n<<<<<<< HEAD\nbé\n||||||| base\nx\n=======\nc\n>>>>>>> other\nd\n";
        let sides = sides(text);
        assert_eq!(sides.len(), 2);
        for (side, kept, gone) in [(&sides[0], "bé", "c"), (&sides[1], "c", "bé")] {
            assert_eq!(side.len(), text.len());
            assert_eq!(side.find(kept), text.find(&format!("\n{kept}\n")).map(|at| at + 1));
            assert!(!side.contains(gone) && !side.contains('x') && !side.contains('='), "{side}");
        }
    }

    #[test]
    fn an_underlined_heading_is_no_conflict() {
        assert_eq!(sides("Title\n=======\n").len(), 1);
    }
}
