//! A picture for link previews: who, from what to what, how well it is known, and who says so.
//!
//! Goes in: words. Comes out: a drawing as SVG, and, with the feature `cards`, the same as PNG in letters of our own, so
//! that it looks alike on every machine. 1200 by 630 pixels, which all previews can show.

mod letters;
#[cfg(feature = "cards")]
mod paint;

pub use letters::can_write;
#[cfg(feature = "cards")]
pub use paint::png;

/// Without the feature `cards` nothing is painted.
#[cfg(not(feature = "cards"))]
pub fn png(_: &str) -> Option<Vec<u8>> {
    None
}

use crate::colour::{Colour, Scheme};
use letters::{Weight, fitted, lines, width};

/// In pixels.
pub const WIDTH: u32 = 1200;
/// In pixels.
pub const HEIGHT: u32 = 630;

/// Whether this program can paint.
pub const PAINTS: bool = cfg!(feature = "cards");

/// Between the words and the edge of the card.
const MARGIN: f64 = 72.0;
/// Room for a line.
const ROOM: f64 = 1200.0 - 2.0 * MARGIN;

/// The words of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The customer, or the publisher on the card of the site.
    pub who: String,
    /// The rung from 1 to 4, and its word.
    pub rung: Option<(usize, &'static str)>,
    /// Before and after.
    pub change: Option<(String, String)>,
    /// What was counted, with its unit; without a change, what is said.
    pub what: String,
    /// Who publishes it.
    pub publisher: String,
    /// What a reader must know to weigh it: a tie, a gift, words without a record.
    pub proviso: Option<String>,
}

impl Card {
    /// The same in one sentence, for who does not see it.
    pub fn alt(&self) -> String {
        let mut parts = vec![self.who.clone()];
        parts.push(match &self.change {
            Some((before, after)) => format!("{}: from {before} to {after}", self.what),
            None => self.what.trim_end_matches('.').to_owned(),
        });
        parts.extend(self.rung.map(|(_, word)| word.to_owned()));
        parts.extend(self.proviso.as_ref().map(|words| words.trim_end_matches('.').to_owned()));
        parts.push(format!("Published by {}", self.publisher));
        parts.join(". ") + "."
    }

    /// Every word of it.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let change = self.change.iter().flat_map(|(before, after)| [before.as_str(), after.as_str()]);
        [self.who.as_str(), &self.what, &self.publisher].into_iter().chain(change).chain(self.proviso.as_deref())
    }

    /// The drawing.
    pub fn drawing(&self, accent: Colour) -> String {
        let colour = |name: &str| accent.toned(name, Scheme::Light).unwrap_or(accent).to_string();
        let mut svg = Drawing {
            out: format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" font-family=\"Proofmark Serif\">\
                 <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"{}\"/>",
                colour("paper")
            ),
            ink: colour("ink"),
            soft: colour("soft"),
        };
        let rule = colour("edge");
        let room = ROOM - self.rung.map_or(0.0, |(level, word)| svg.rung(level, word, &colour("tint")) + 40.0);
        let who = fitted(&self.who, Weight::Bold, 38.0, room);
        svg.words(MARGIN, 108.0, 38.0, Weight::Bold, true, &who);
        svg.line(138.0, &rule);
        match &self.change {
            Some((before, after)) => self.change(&mut svg, before, after, &colour("edge")),
            None => self.statement(&mut svg),
        }
        svg.line(494.0, &rule);
        svg.line(499.0, &rule);
        let by = format!("Published by {}, about its own customers.", self.publisher);
        svg.words(MARGIN, 548.0, 26.0, Weight::Plain, false, &fitted(&by, Weight::Plain, 26.0, ROOM));
        if let Some(proviso) = &self.proviso {
            svg.words(MARGIN, 586.0, 26.0, Weight::Plain, false, &fitted(proviso, Weight::Plain, 26.0, ROOM));
        }
        svg.out + "</svg>"
    }

    /// From what to what, as large as it goes.
    fn change(&self, svg: &mut Drawing, before: &str, after: &str, arrow: &str) {
        let figures = |size: f64| width(before, Weight::Plain, size) + width(after, Weight::Plain, size) + size * 0.95;
        let size = (ROOM / figures(1.0)).clamp(40.0, 208.0);
        let (y, at) = (346.0, MARGIN - size * 0.04);
        svg.words(at, y, size, Weight::Plain, false, before);
        let from = at + width(before, Weight::Plain, size) + size * 0.16;
        let (to, middle, head) = (from + size * 0.6, y - size * 0.31, size * 0.13);
        svg.out.push_str(&format!(
            "<path d=\"M{from:.1} {middle:.1}H{to:.1}M{:.1} {:.1}L{to:.1} {middle:.1}L{:.1} {:.1}\" fill=\"none\" stroke=\"{arrow}\" \
             stroke-width=\"{:.1}\"/>",
            to - head,
            middle - head,
            to - head,
            middle + head,
            size * 0.028
        ));
        svg.words(to + size * 0.16, y, size, Weight::Plain, true, after);
        let what = lines(&self.what, Weight::Plain, 36.0, ROOM, 2);
        for (at, line) in what.iter().enumerate() {
            svg.words(MARGIN, 414.0 + 44.0 * at as f64, 36.0, Weight::Plain, false, line);
        }
    }

    /// What is said, in as many lines as there is room for.
    fn statement(&self, svg: &mut Drawing) {
        let (size, said) = [(72.0, 3), (60.0, 4), (48.0, 5)]
            .into_iter()
            .map(|(size, most)| (size, lines(&self.what, Weight::Plain, size, ROOM, most)))
            .find(|(_, said)| said.last().is_none_or(|line| !line.ends_with('…')))
            .unwrap_or_else(|| (48.0, lines(&self.what, Weight::Plain, 48.0, ROOM, 5)));
        let step = size * 1.2;
        // In the middle between the rules.
        let top = 316.0 - step * said.len() as f64 / 2.0 + size * 0.86;
        for (at, line) in said.iter().enumerate() {
            svg.words(MARGIN - size * 0.03, top + step * at as f64, size, Weight::Plain, true, line);
        }
    }
}

struct Drawing {
    out: String,
    ink: String,
    soft: String,
}

impl Drawing {
    fn words(&mut self, x: f64, y: f64, size: f64, weight: Weight, dark: bool, words: &str) {
        let (fill, weight) = (if dark { &self.ink } else { &self.soft }, weight.number());
        self.out.push_str(&format!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size:.1}\" font-weight=\"{weight}\" fill=\"{fill}\">{}</text>",
            letters::escaped(words)
        ));
    }

    fn line(&mut self, y: f64, colour: &str) {
        self.out
            .push_str(&format!("<path d=\"M{MARGIN} {y}H{}\" stroke=\"{colour}\" stroke-width=\"2\"/>", MARGIN + ROOM));
    }

    /// A tally of four strokes and its word, at the right. How wide it is.
    fn rung(&mut self, level: usize, word: &str, colour: &str) -> f64 {
        let wide = width(word, Weight::Plain, 34.0);
        let x = MARGIN + ROOM - wide;
        self.words(x, 108.0, 34.0, Weight::Plain, true, word);
        for stroke in 0..4 {
            let left = x - 76.0 + 16.0 * stroke as f64;
            let (top, thick) = if stroke < level { (80.0, 8.0) } else { (97.0, 3.0) };
            self.out.push_str(&format!(
                "<rect x=\"{left:.1}\" y=\"{top}\" width=\"{thick}\" height=\"{}\" fill=\"{colour}\"/>",
                110.0 - top
            ));
        }
        wide + 76.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card() -> Card {
        Card {
            who: "Kestrel Row Clinic".to_owned(),
            rung: Some((4, "Passed on")),
            change: Some(("13.5".to_owned(), "3".to_owned())),
            what: "Time spent retyping, hours a week".to_owned(),
            publisher: "Tallowmere Software Ltd".to_owned(),
            proviso: None,
        }
    }

    #[test]
    fn a_card_says_who_what_how_well_known_and_who_says_so() {
        let svg = card().drawing(Colour::parse("#1f5f5b").unwrap());
        for words in [
            "Kestrel Row Clinic<",
            ">13.5<",
            ">3<",
            "Time spent retyping, hours a week",
            "Passed on",
            "Published by Tallowmere",
        ] {
            assert!(svg.contains(words), "{words}");
        }
        assert_eq!(
            card().alt(),
            "Kestrel Row Clinic. Time spent retyping, hours a week: from 13.5 to 3. Passed on. Published by Tallowmere Software Ltd."
        );
    }

    #[test]
    fn what_qualifies_it_is_on_it_and_markup_is_words() {
        let card = Card {
            who: "<A & B>".to_owned(),
            proviso: Some("They received a month free.".to_owned()),
            change: None,
            ..card()
        };
        let svg = card.drawing(Colour::parse("#1f5f5b").unwrap());
        assert!(svg.contains("&lt;A &amp; B&gt;") && svg.contains(">They received a month free.<"));
        assert!(card.alt().contains("They received a month free. Published by"));
    }

    #[test]
    fn long_words_stay_on_the_card() {
        let long = "Considerably longer names than anybody would ever give ".repeat(20);
        let card = Card {
            who: long.clone(),
            what: long.clone(),
            publisher: long.clone(),
            proviso: Some(long),
            change: None,
            ..card()
        };
        let svg = card.drawing(Colour::parse("#1f5f5b").unwrap());
        assert!(svg.matches("<text").count() <= 9, "{svg}");
        for line in svg.split("<text").skip(1) {
            let size: f64 = line.split_once("font-size=\"").unwrap().1.split_once('"').unwrap().0.parse().unwrap();
            let words = line.split_once('>').unwrap().1.split_once('<').unwrap().0;
            assert!(width(words, Weight::Plain, size) <= ROOM + 1.0, "{words}");
        }
    }

    #[cfg(feature = "cards")]
    #[test]
    fn a_drawing_becomes_a_picture_with_letters() {
        let accent = Colour::parse("#1f5f5b").unwrap();
        let painted = png(&card().drawing(accent)).unwrap();
        assert!(painted.starts_with(b"\x89PNG\r\n\x1a\n"));
        assert_eq!(painted[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "1200 by 630");
        let blank = Card { who: String::new(), what: String::new(), change: None, publisher: String::new(), ..card() };
        assert!(painted.len() > png(&blank.drawing(accent)).unwrap().len(), "words take room");
    }
}
