//! Collects blocks of words from whatever is read, and keeps track of where they stand.
//!
//! Readers say what they enter and leave, and hand over words with their bytes. Foreign markup is often out of order, so
//! leaving closes everything inside what is left, and leaving what was not entered does nothing.

use std::ops::Range;

use super::prose_like::{is_bare_figure, is_tile_figure};
use crate::claim::{Place, Section};
use crate::source::{FileId, Span};
use crate::study::{GAP, Outline, Prose, ProseLink, Table};
use crate::written::OffsetMap;

/// What entering something means for the words inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing: the words run on.
    Inline,
    /// Words inside run on from none before.
    Block,
    /// A block of this place.
    Place(Place),
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A heading of this level.
    Heading(u8),
    /// A block of somebody's words.
    Quote,
    /// No prose, within a line.
    Code,
    /// No prose, a block.
    CodeBlock,
    /// Words that stand out at the beginning of a block may be its label.
    Strong,
}

struct Nest {
    name: String,
    effect: Effect,
}

/// A result tile says what its figure counts in few words. Where the figure has no sign of its own, they begin in lower case:
/// "12", "minutes to answer"; a name behind a number may belong to the next one.
const LONGEST_TILE: usize = 80;

/// What is nested deeper is taken as part of what it stands in, so that hostile files stay cheap.
const DEEPEST: usize = 256;

/// See the head of this module.
pub(super) struct Gatherer {
    file: FileId,
    prose: Vec<Prose>,
    /// The place, section and voice of words that nothing else is said about.
    base: (Place, Section, bool),
    open: Option<Prose>,
    nest: Vec<Nest>,
    /// Links still open: where their words start, target, first byte.
    links: Vec<(usize, String, usize)>,
    /// The headings above.
    outline: Outline,
    /// The words of the open block that stand out, when it begins with them.
    label: Option<Range<usize>>,
    /// Bytes that a template marks as a quote.
    quotes: Vec<Range<usize>>,
    table: Table,
    /// The figure of a result tile, waiting for its words.
    tile: Option<Prose>,
    customer: Vec<String>,
}

impl Gatherer {
    pub(super) fn new(file: FileId, quotes: Vec<Range<usize>>) -> Self {
        Self {
            file,
            prose: Vec::new(),
            base: (Place::Body, Section::Other, false),
            open: None,
            nest: Vec::new(),
            links: Vec::new(),
            outline: Outline::default(),
            label: None,
            quotes,
            table: Table::default(),
            tile: None,
            customer: Vec::new(),
        }
    }

    /// Reads something of its own, such as a value of front matter, in which headings and open elements stay.
    pub(super) fn within(&mut self, place: Place, section: Section, quoted: bool, read: impl FnOnce(&mut Self)) {
        self.flush();
        let base = std::mem::replace(&mut self.base, (place, section, quoted));
        let (nest, outline) = (std::mem::take(&mut self.nest), std::mem::take(&mut self.outline));
        read(self);
        self.flush();
        (self.nest, self.outline, self.base) = (nest, outline, base);
    }

    /// Notes a name of the customer.
    pub(super) fn customer(&mut self, name: &str) {
        let name = name.split(", ").next().unwrap_or(name).trim();
        if !name.is_empty() && !self.customer.iter().any(|n| n == name) {
            self.customer.push(name.to_owned());
        }
    }

    pub(super) fn enter(&mut self, name: &str, effect: Effect) {
        match effect {
            Effect::Inline | Effect::Code => {}
            Effect::Strong => {
                let begins = self.open.as_ref().is_none_or(Prose::is_blank);
                if begins && self.label.is_none() {
                    self.label = Some(0..0);
                }
            }
            _ => self.flush(),
        }
        match effect {
            Effect::Heading(level) => self.outline.leave(level),
            Effect::Table => self.table = Table::default(),
            Effect::Row => self.table.begin_row(),
            Effect::Place(Place::Table) => self.table.begin_cell(),
            _ => {}
        }
        if self.nest.len() < DEEPEST {
            self.nest.push(Nest { name: name.to_owned(), effect });
        }
    }

    /// Leaves the innermost `name`, but nothing outside one of the `walls`.
    pub(super) fn leave(&mut self, name: &str, walls: &[&str]) {
        let at = self.nest.iter().rposition(|n| n.name == name);
        let wall = self.nest.iter().rposition(|n| walls.contains(&n.name.as_str()) && n.name != name);
        let Some(at) = at.filter(|at| wall.is_none_or(|wall| wall < *at)) else { return };
        for effect in self.nest[at..].iter().map(|n| n.effect).rev().collect::<Vec<_>>() {
            match effect {
                Effect::Inline => {}
                Effect::Code => self.gap(),
                Effect::Strong => {
                    let length = self.open.as_ref().map_or(0, |p| p.text.len());
                    if self.label == Some(0..0) && length > 0 {
                        self.label = Some(0..length);
                    }
                }
                Effect::Row => {
                    self.flush();
                    self.table.end_row(&mut self.prose);
                }
                _ => self.flush(),
            }
            self.nest.pop();
        }
    }

    /// Whether something of this name is open.
    pub(super) fn is_in(&self, name: &str) -> bool {
        self.nest.iter().any(|n| n.name == name)
    }

    fn silent(&self) -> bool {
        self.nest.iter().any(|n| matches!(n.effect, Effect::Code | Effect::CodeBlock))
    }

    /// Where words stand that come now, and whether they are somebody's.
    fn place(&self) -> (Place, bool) {
        let quoted = self.base.2 || self.nest.iter().any(|n| n.effect == Effect::Quote);
        let own = self.nest.iter().rev().find_map(|n| match n.effect {
            Effect::Place(place) => Some(place),
            Effect::Heading(_) => Some(Place::Heading),
            Effect::Quote => Some(Place::Quote),
            _ => None,
        });
        (own.unwrap_or(if self.base.2 { Place::Quote } else { self.base.0 }), quoted)
    }

    fn section(&self, place: Place) -> Section {
        self.outline.section(place).unwrap_or(self.base.1)
    }

    fn block(&mut self, at: usize) -> &mut Prose {
        if self.open.is_none() {
            let (place, quoted) = self.place();
            let quoted = quoted || self.quotes.iter().any(|q| q.contains(&at));
            let place = if quoted && place == Place::Body { Place::Quote } else { place };
            let section = self.section(place);
            let mut prose = Prose::new(place, section, Span::new(self.file, at..at));
            prose.quoted = quoted;
            return self.open.insert(prose);
        }
        let (section, file) = (self.section(Place::Body), self.file);
        self.open.get_or_insert_with(|| Prose::new(Place::Body, section, Span::new(file, at..at)))
    }

    /// Takes words that stand behind `map` as they are. White space becomes one blank, what was masked too.
    pub(super) fn words(&mut self, words: &str, map: &OffsetMap) {
        if self.silent() {
            return;
        }
        let mut from = 0;
        while from < words.len() {
            let rest = &words[from..];
            let blank = blank_at(rest);
            if blank > 0 {
                self.blank(map.source(from..from + blank));
                from += blank;
                continue;
            }
            let end = next_blank(rest);
            let block = self.block(map.source(from..from + end).start);
            block.push_mapped(&rest[..end], map, from);
            from += end;
        }
    }

    /// Takes words that stand in the file in another spelling.
    pub(super) fn other_words(&mut self, words: &str, source: Range<usize>) {
        if !self.silent() {
            self.block(source.start).push_words(words, source);
        }
    }

    /// A blank, unless there is one.
    pub(super) fn blank(&mut self, source: Range<usize>) {
        if let Some(block) = &mut self.open
            && !block.text.ends_with(' ')
            && !block.text.is_empty()
        {
            block.push_words(" ", source);
        }
    }

    /// Something that is no prose, between words.
    pub(super) fn gap(&mut self) {
        if let Some(block) = &mut self.open {
            let end = block.span_of(block.text.len()..block.text.len()).start as usize;
            block.push_words(GAP.encode_utf8(&mut [0; 4]), end..end);
        }
    }

    pub(super) fn open_link(&mut self, target: &str, at: usize) {
        let start = self.open.as_ref().map_or(0, |p| p.text.len());
        self.links.push((start, target.to_owned(), at));
    }

    pub(super) fn close_link(&mut self, end: usize) {
        let Some((start, target, from)) = self.links.pop() else { return };
        if let Some(block) = &mut self.open
            && start < block.text.len()
        {
            let span = Span::new(self.file, from..end.max(from));
            block.links.push(ProseLink { range: start..block.text.len(), target, span });
        }
    }

    /// Words beside the text: an attribute, an alternative text. The open block goes on.
    pub(super) fn aside(&mut self, place: Place, words: &str, map: &OffsetMap) {
        let mut inner = Self::new(self.file, Vec::new());
        inner.base = (place, self.section(place), self.place().1);
        super::html::text(&mut inner, words, 0, map);
        inner.flush();
        self.prose.append(&mut inner.prose);
    }

    /// A figure and the words of its tile, each behind a map, read as one.
    pub(super) fn tile(&mut self, fields: &[(String, OffsetMap)]) {
        let mut inner = Self::new(self.file, Vec::new());
        inner.base = (Place::Outcome, Section::Results, false);
        for (words, map) in fields {
            let start = map.source(0..0).start;
            // A field of its own for the sign: "45", "+".
            if words.trim() != "+" {
                inner.blank(start..start);
            }
            super::html::read(&mut inner, words, map);
        }
        inner.flush();
        inner.prose.extend(inner.tile.take());
        self.prose.append(&mut inner.prose);
    }

    /// Ends the open block.
    pub(super) fn flush(&mut self) {
        self.links.clear();
        let label = self.label.take();
        let Some(mut prose) = self.open.take() else { return };
        if prose.is_blank() {
            return;
        }
        prose.trim_end();
        // An image or code that is linked says nothing.
        let said = |range: &Range<usize>| prose.text[range.clone()].contains(|c: char| !c.is_whitespace() && c != GAP);
        prose.links.retain(|link| said(&link.range));
        let length = prose.text.len();
        prose.span = prose.span_of(0..length);
        prose.quoted |= mostly_quoted(&prose.text);
        let heading = self.nest.iter().rev().find_map(|n| match n.effect {
            Effect::Heading(level) => Some(level),
            _ => None,
        });
        match (heading, label) {
            (Some(level), _) => self.outline.head(level, &prose.text, self.base.1),
            (None, Some(label)) => self.outline.labelled(&mut prose, label.end.min(length), self.base.1),
            (None, None) => {}
        }
        self.outline.passed(&prose);
        self.keep(prose);
    }

    /// Keeps a block; a figure alone waits for the words of its tile.
    fn keep(&mut self, prose: Prose) {
        let tile = self.tile.take();
        let waits = prose.place != Place::Table && (is_tile_figure(&prose.text) || is_bare_figure(&prose.text));
        match tile {
            Some(mut tile)
                if !waits
                    && prose.place != Place::Table
                    && prose.text.len() <= LONGEST_TILE
                    && (is_tile_figure(&tile.text) || prose.text.starts_with(char::is_lowercase)) =>
            {
                tile.place = Place::Outcome;
                tile.append(" ", &prose);
                self.prose.push(tile);
                return;
            }
            Some(tile) => self.prose.push(tile),
            None => {}
        }
        if waits {
            self.tile = Some(prose);
            return;
        }
        if prose.place == Place::Table {
            self.table.cell(self.prose.len());
        }
        self.prose.push(prose);
    }

    /// All blocks, and the names of the customer.
    pub(super) fn finish(mut self) -> (Vec<Prose>, Vec<String>) {
        self.flush();
        self.prose.extend(self.tile.take());
        (self.prose, self.customer)
    }
}

/// Bytes of white space, or of what was masked, at the beginning.
fn blank_at(text: &str) -> usize {
    let spaces = text.len() - text.trim_start_matches([' ', '\t', '\n', '\r']).len();
    if spaces > 0 {
        return spaces;
    }
    let masked = text.bytes().take_while(|b| *b == super::mask::FILLER).count();
    if masked > 1 { masked } else { 0 }
}

fn next_blank(text: &str) -> usize {
    let filler = [super::mask::FILLER; 2];
    let bytes = text.as_bytes();
    (1..bytes.len())
        .find(|&i| matches!(bytes[i], b' ' | b'\t' | b'\n' | b'\r') || bytes[i..].starts_with(&filler))
        .unwrap_or(bytes.len())
}

/// Whether more than half of the text stands between quote marks, as in “…,” says somebody.
fn mostly_quoted(text: &str) -> bool {
    let (mut inside, mut within, mut all) = (false, 0usize, 0usize);
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '“' | '„' => inside = true,
            '”' => inside = false,
            // Inches stand behind a digit.
            '"' if inside || !before.is_ascii_digit() => inside = !inside,
            c if c.is_alphanumeric() => {
                all += 1;
                within += usize::from(inside);
            }
            _ => {}
        }
        before = c;
    }
    within * 2 > all
}

#[cfg(test)]
mod tests {
    use super::mostly_quoted;

    #[test]
    fn quotes_with_their_speaker_are_quotes() {
        assert!(mostly_quoted("“We saved 4 hours a week,” says Ana."));
        assert!(mostly_quoted("\"We saved 4 hours,\" says Ana. \"It is calm now.\""));
        assert!(!mostly_quoted("They call it the “hub”, and it saved 4 hours a week."));
        assert!(!mostly_quoted("A 24\" screen cut the time they need by half."));
    }
}
