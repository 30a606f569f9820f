//! How wide words are in the letters that are painted, in thousandths of their size, and where lines break.

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Plain,
    Bold,
}

impl Weight {
    pub(super) fn number(self) -> u16 {
        match self {
            Weight::Plain => 400,
            Weight::Bold => 600,
        }
    }
}

/// Widths of the characters from blank to `~`, read from the fonts in `fonts/`.
const PLAIN: [u16; 95] = [
    237, 289, 381, 525, 518, 932, 728, 182, 362, 362, 458, 534, 302, 320, 302, 341, 529, 529, 529, 529, 529, 529, 529,
    529, 529, 529, 302, 302, 534, 534, 534, 414, 834, 712, 653, 662, 739, 638, 612, 723, 814, 376, 381, 710, 618, 935,
    768, 738, 621, 738, 690, 544, 632, 758, 709, 1005, 672, 667, 586, 335, 341, 335, 534, 514, 400, 541, 619, 520, 614,
    533, 369, 557, 641, 329, 303, 594, 329, 955, 643, 579, 622, 601, 456, 465, 359, 628, 579, 836, 569, 586, 490, 359,
    290, 359, 534,
];
const BOLD: [u16; 95] = [
    228, 314, 423, 544, 538, 949, 739, 206, 384, 384, 458, 548, 307, 335, 307, 364, 547, 547, 547, 547, 547, 547, 547,
    547, 547, 547, 307, 307, 548, 548, 548, 430, 867, 712, 668, 663, 744, 634, 610, 725, 809, 387, 394, 726, 616, 930,
    757, 742, 637, 742, 707, 560, 650, 757, 706, 1020, 678, 667, 592, 356, 364, 356, 548, 528, 400, 554, 630, 527, 623,
    540, 374, 573, 650, 336, 313, 615, 337, 961, 652, 590, 632, 613, 475, 475, 368, 640, 581, 850, 585, 592, 497, 365,
    301, 365, 548,
];

/// The width of most letters with a mark on them.
const OTHER: u16 = 640;

/// Whether the fonts hold every character: Latin letters, figures, the usual marks.
pub fn can_write(words: &str) -> bool {
    words.chars().all(|c| {
        matches!(c, ' '..='~' | '\u{a0}'..='\u{17f}' | '\u{2009}' | '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '′' | '€' | '−')
    })
}

/// In pixels, for letters of this size.
pub(super) fn width(words: &str, weight: Weight, size: f64) -> f64 {
    let table = if weight == Weight::Bold { &BOLD } else { &PLAIN };
    let of = |c: char| {
        let at = (c as usize).checked_sub(' ' as usize);
        at.and_then(|at| table.get(at)).copied().unwrap_or(OTHER)
    };
    words.chars().map(|c| f64::from(of(c))).sum::<f64>() * size / 1000.0
}

/// The words on one line, cut where the room ends.
pub(super) fn fitted(words: &str, weight: Weight, size: f64, room: f64) -> String {
    lines(words, weight, size, room, 1).pop().unwrap_or_default()
}

/// The words on at most so many lines; the last is cut with an ellipsis.
pub(super) fn lines(words: &str, weight: Weight, size: f64, room: f64, most: usize) -> Vec<String> {
    let wide = |words: &str| width(words, weight, size);
    let mut lines: Vec<String> = Vec::new();
    let mut rest = words.split_whitespace().peekable();
    while rest.peek().is_some() && lines.len() < most {
        let mut line = String::new();
        while let Some(word) = rest.peek() {
            let longer = if line.is_empty() { (*word).to_owned() } else { format!("{line} {word}") };
            if !line.is_empty() && wide(&longer) > room {
                break;
            }
            line = longer;
            rest.next();
        }
        lines.push(line);
    }
    let cut = rest.peek().is_some();
    for (at, line) in lines.iter_mut().enumerate() {
        let end = if cut && at + 1 == most { "…" } else { "" };
        if wide(line) + wide(end) > room || !end.is_empty() {
            let before = line.clone();
            while !line.is_empty() && wide(line) + wide("…") > room {
                line.pop();
            }
            // Behind a whole word, unless there is only one.
            if let Some((whole, _)) = line.rsplit_once(' ').filter(|_| before != *line) {
                line.truncate(whole.len());
            }
            line.truncate(line.trim_end_matches([' ', ',', '.', ';', ':']).len());
            line.push('…');
        }
    }
    lines
}

/// Words inside of an element of SVG.
pub(super) fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_the_last_is_cut() {
        let of = |words: &str, room: f64, most: usize| lines(words, Weight::Plain, 10.0, room, most);
        assert_eq!(of("one two three", 1000.0, 2), ["one two three"]);
        assert_eq!(of("one two three", 40.0, 3), ["one two", "three"]);
        assert_eq!(of("one two three", 40.0, 1), ["one…"]);
        let cut = of("incomprehensible", 30.0, 2);
        assert!(cut.len() == 1 && cut[0].starts_with("inco") && cut[0].ends_with('…'), "{cut:?}");
        assert!(of("", 30.0, 2).is_empty());
    }

    #[test]
    fn latin_can_be_written() {
        assert!(
            can_write("Łódź – “Größe” −£310…") && !can_write("東京") && !can_write("Ελλάδα") && !can_write("x\u{301}")
        );
    }
}
