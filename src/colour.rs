//! The site's colours, all made of one: every scheme has fixed lightnesses, so that text keeps its contrast whatever
//! the accent is.
//!
//! Goes in: the accent of `site.toml`. Comes out: the colours of the light and the dark scheme, and contrasts. Colours
//! are turned in OKLCH (Ottosson 2020); contrast is that of WCAG 2.2, 1.4.3.

use std::fmt;

/// A colour in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// Contrast that running text needs against what it stands on.
pub const TEXT: f64 = 4.5;

/// Names, each with lightness and most chroma: on light paper, then on dark.
const SCHEMES: [(&str, [(f64, f64); 2]); 8] = [
    ("paper", [(0.987, 0.003), (0.205, 0.012)]),
    ("sheet", [(0.96, 0.008), (0.245, 0.014)]),
    ("ink", [(0.235, 0.022), (0.925, 0.01)]),
    ("soft", [(0.455, 0.022), (0.745, 0.016)]),
    ("rule", [(0.865, 0.014), (0.36, 0.018)]),
    ("edge", [(0.6, 0.02), (0.585, 0.02)]),
    ("tint", [(0.455, 0.12), (0.82, 0.095)]),
    ("before", [(0.635, 0.02), (0.585, 0.02)]),
];

/// What is printed on: light paper, or a dark screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark words on light paper.
    Light,
    /// Light words on a dark screen.
    Dark,
}

impl Colour {
    /// Reads `#rrggbb` or `#rgb`.
    pub fn parse(hex: &str) -> Option<Self> {
        let digits = hex.strip_prefix('#').filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let value = |part: &str| u8::from_str_radix(part, 16).ok();
        match digits.len() {
            6 => Some(Colour { red: value(&digits[..2])?, green: value(&digits[2..4])?, blue: value(&digits[4..])? }),
            3 => {
                let twice = |at: usize| value(&digits[at..=at]).map(|v| v * 17);
                Some(Colour { red: twice(0)?, green: twice(1)?, blue: twice(2)? })
            }
            _ => None,
        }
    }

    /// This colour as the text colour of a scheme, or another of [`names`]; `None` for a name there is not.
    pub fn toned(self, name: &str, scheme: Scheme) -> Option<Self> {
        let (_, tones) = SCHEMES.iter().find(|(known, _)| *known == name)?;
        let (lightness, most) = tones[scheme as usize];
        let (_, chroma, hue) = self.oklch();
        Some(Self::of_oklch(lightness, chroma.min(most), hue))
    }

    /// How far two colours are apart, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance() + 0.05, other.luminance() + 0.05);
        if one > other { one / other } else { other / one }
    }

    fn linear(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Lightness, chroma and hue, the hue in radians.
    fn oklch(self) -> (f64, f64, f64) {
        let [r, g, b] = self.linear();
        let long = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let middle = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let short = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        let lightness = 0.210_454_255_3 * long + 0.793_617_785 * middle - 0.004_072_046_8 * short;
        let a = 1.977_998_495_1 * long - 2.428_592_205 * middle + 0.450_593_709_9 * short;
        let b = 0.025_904_037_1 * long + 0.782_771_766_2 * middle - 0.808_675_766 * short;
        (lightness, a.hypot(b), b.atan2(a))
    }

    /// The nearest colour that a screen shows.
    fn of_oklch(lightness: f64, chroma: f64, hue: f64) -> Self {
        let (a, b) = (chroma * hue.cos(), chroma * hue.sin());
        let long = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let middle = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let short = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        let [red, green, blue] = [
            4.076_741_662_1 * long - 3.307_711_591_3 * middle + 0.230_969_929_2 * short,
            -1.268_438_004_6 * long + 2.609_757_401_1 * middle - 0.341_319_396_5 * short,
            -0.004_196_086_3 * long - 0.703_418_614_7 * middle + 1.707_614_701 * short,
        ]
        .map(|part: f64| {
            let part = part.clamp(0.0, 1.0);
            let part = if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
            (part * 255.0).round() as u8
        });
        Colour { red, green, blue }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// What a style sheet can call a colour: `paper`, `ink`, `tint` …
pub fn names() -> impl Iterator<Item = &'static str> {
    SCHEMES.iter().map(|(name, _)| *name)
}

/// The colours of both schemes as custom properties. They weigh nothing, so that a style sheet can set its own.
pub fn style(accent: Colour) -> String {
    let set = |scheme| {
        let toned = |name| Some(format!("--{name}:{}", accent.toned(name, scheme)?));
        names().filter_map(toned).collect::<Vec<_>>().join(";")
    };
    format!(
        ":where(:root){{--accent:{accent};{}}}@media screen and (prefers-color-scheme:dark){{:where(:root){{{}}}}}",
        set(Scheme::Light),
        set(Scheme::Dark)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_accent() -> impl Iterator<Item = Colour> {
        let parts = [0_u8, 51, 102, 153, 204, 255];
        parts.into_iter().flat_map(move |red| {
            parts.into_iter().flat_map(move |green| parts.into_iter().map(move |blue| Colour { red, green, blue }))
        })
    }

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(Colour::parse("#1F5f5b").map(|c| c.to_string()).as_deref(), Some("#1f5f5b"));
        assert_eq!(Colour::parse("#fa0").map(|c| c.to_string()).as_deref(), Some("#ffaa00"));
        for wrong in ["1f5f5b", "#12345", "#ggg", "", "#é"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_colour_survives_the_way_there_and_back() {
        for accent in every_accent() {
            let (lightness, chroma, hue) = accent.oklch();
            assert_eq!(Colour::of_oklch(lightness, chroma, hue), accent);
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let of = |a: &str, b: &str| Colour::parse(a).unwrap().contrast(Colour::parse(b).unwrap());
        assert!((of("#000", "#fff") - 21.0).abs() < 1e-9);
        assert!((of("#767676", "#fff") - 4.54).abs() < 0.01);
    }

    #[test]
    fn text_keeps_its_contrast_whatever_the_accent() {
        for accent in every_accent() {
            for scheme in [Scheme::Light, Scheme::Dark] {
                let of = |name: &str| accent.toned(name, scheme).unwrap();
                for (front, back, least) in [
                    ("ink", "paper", 7.0),
                    ("ink", "sheet", 7.0),
                    ("soft", "paper", TEXT),
                    ("soft", "sheet", TEXT),
                    ("tint", "paper", TEXT),
                    ("tint", "sheet", TEXT),
                    ("edge", "paper", 3.0),
                    ("before", "paper", 3.0),
                ] {
                    let contrast = of(front).contrast(of(back));
                    assert!(contrast >= least, "{front} on {back}, {scheme:?}, {accent}: {contrast:.2}");
                }
            }
        }
    }

    #[test]
    fn the_style_holds_both_schemes() {
        let style = style(Colour::parse("#1f5f5b").unwrap());
        assert_eq!(style.matches("--paper:#").count(), 2);
        assert!(style.contains("--accent:#1f5f5b;"), "{style}");
    }
}
