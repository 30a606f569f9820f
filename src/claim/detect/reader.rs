//! What the finders look at: the tokens and quantities of a text, whose names stand in it, and how each figure is meant.

use std::cell::OnceCell;
use std::ops::Range;

use super::mood::{self, Mood};
use super::{portrait, words};
use crate::claim::quantity::Quantity;
use crate::claim::token::{LONGEST_SENTENCE, Tokens};
use crate::claim::{Context, Section};

/// What the finders look at.
pub(super) struct Reader<'a> {
    pub(super) tokens: &'a Tokens,
    pub(super) quantities: &'a [Quantity],
    pub(super) cx: &'a Context<'a>,
    /// Names of vendor and products, likely ones, and of the customer, cut like the text.
    pub(super) subjects: Names<'a>,
    pub(super) likely: Names<'a>,
    pub(super) customer: Names<'a>,
    /// Whether the text introduces the customer, once that was asked.
    pub(super) portrait: OnceCell<bool>,
    /// How each quantity is meant, once that was asked: several finders ask, and the whole sentence answers.
    pub(super) moods: Vec<OnceCell<Mood>>,
}

/// Names, cut when they are first looked for: most texts hold nothing that one has to be looked for.
pub(super) struct Names<'a> {
    list: &'a [&'a str],
    cut: OnceCell<Vec<Tokens>>,
}

impl<'a> Names<'a> {
    pub(super) fn of(list: &'a [&'a str]) -> Names<'a> {
        Names { list, cut: OnceCell::new() }
    }

    pub(super) fn cut(&self) -> &[Tokens] {
        self.cut.get_or_init(|| self.list.iter().map(|name| Tokens::new(name)).collect())
    }
}

impl Reader<'_> {
    /// The quantity whose number, or the words bounding it, begin at token `i`.
    pub(super) fn quantity_at(&self, i: usize) -> Option<&Quantity> {
        let k = self.quantities.partition_point(|q| q.core.start < i);
        self.quantities.get(k).filter(|q| q.core.start == i || q.span.start == i)
    }

    pub(super) fn mood(&self, span: &Range<usize>) -> Mood {
        let read = || {
            // What the product is said to do is no background, whatever the heading says.
            let told = self.cx.section == Section::Background && self.begins_with_subject(span.start);
            let section = if told { Section::Other } else { self.cx.section };
            mood::mood(self.tokens, span, &Context { section, ..*self.cx })
        };
        let k = self.quantities.partition_point(|q| q.span.start < span.start);
        match self.quantities.get(k).filter(|q| q.span == *span) {
            Some(_) => *self.moods[k].get_or_init(read),
            None => read(),
        }
    }

    /// Whether the sentence of token `at` begins with vendor or product: "Intake handles …", "Our Intake …".
    pub(super) fn begins_with_subject(&self, at: usize) -> bool {
        let first = self.tokens.sentence_of(at).start;
        self.named(self.subjects.cut(), first..first + 2)
    }

    /// Whether the text introduces the customer.
    pub(super) fn is_portrait(&self) -> bool {
        *self.portrait.get_or_init(|| portrait::is_portrait(self))
    }

    /// Whether what stands at token `at` tells who the customer is: a size, a rank, a growth, in a text that introduces it.
    pub(super) fn introduces(&self, at: usize) -> bool {
        let used =
            |i: usize| one_of!(self.tokens.at(i), "use" "uses" "using") && one_of!(self.tokens.at(i + 1), "it" "this");
        // "… 2,300 engineers use it": a later sentence tells of the use again.
        let later = self.tokens.sentence(at) != self.tokens.sentence(0) && self.tokens.sentence_of(at).any(used);
        self.is_portrait() && !later && !self.names_subject(at) && !self.names_likely(at)
    }

    /// Whether the sentence of token `at` tells how much came at the door: a surge of traffic is no doing of the product,
    /// which may be said to have borne it.
    pub(super) fn surges(&self, at: usize) -> bool {
        let (tokens, sentence) = (self.tokens, self.tokens.sentence_of(at));
        let any = |test: &dyn Fn(&str) -> bool| sentence.clone().any(|i| test(tokens.at(i)));
        let season = |w: &str| one_of!(w, "pandemic" "covid" "lockdown" "lockdowns" "weekends" "weekend" "holidays" "holiday" "christmas" "season");
        any(&|w: &str| one_of!(w, "traffic" "demand" "load" "visitors" "orders" "usage" "volume" "volumes"))
            && (any(&|w: &str| one_of!(w, "surge" "surged" "spike" "spiked" "spikes") || season(w))
                || sentence
                    .clone()
                    .any(|i| tokens.at(i) == "ever" && one_of!(tokens.at(i + 1), "seen" "before" "been")))
            && !any(&|w: &str| words::inflects(w, &["handl", "serv", "sustain", "absorb", "support", "cop", "scal"]))
    }

    /// Whether the sentence of token `at` tells how something grew "over the past decade" or "in the last three years": so long
    /// a growth is the company's or the world's, unless something named is said to have brought it.
    pub(super) fn over_years(&self, at: usize) -> bool {
        let (tokens, sentence) = (self.tokens, self.tokens.sentence_of(at));
        let years = |i: usize| {
            one_of!(tokens.at(i), "over" "in" "during" "for")
                && tokens.at(i + 1) == "the"
                && one_of!(tokens.at(i + 2), "past" "last")
                && (i + 3..i + 6).any(|j| one_of!(tokens.at(j), "decade" "decades" "years"))
        };
        sentence.clone().any(years)
            && !self.names_subject(at)
            && !self.names_likely(at)
            && !sentence.clone().any(|i| one_of!(tokens.at(i), "with" "thanks" "using" "by" "since" "we" "we've" "our"))
    }

    /// Whether a word in `range`, in the sentence of token `at`, passes `test`.
    pub(super) fn near(&self, at: usize, range: Range<usize>, test: impl Fn(&str) -> bool) -> bool {
        // No sentence reaches further, however far the range does.
        let from = range.start.max(at.saturating_sub(LONGEST_SENTENCE));
        let to = range.end.min(at + LONGEST_SENTENCE);
        (from..to).any(|i| self.together(i, at) && test(self.tokens.at(i)))
    }

    /// Whether vendor or product is named in the sentence of token `at`.
    pub(super) fn names_subject(&self, at: usize) -> bool {
        self.names(self.subjects.cut(), at)
    }

    /// Whether a name that may be a product's stands in the sentence of token `at`.
    pub(super) fn names_likely(&self, at: usize) -> bool {
        self.names(self.likely.cut(), at)
    }

    /// Whether the customer is named in the sentence of token `at`.
    pub(super) fn names_customer(&self, at: usize) -> bool {
        self.names(self.customer.cut(), at)
    }

    pub(super) fn names(&self, names: &[Tokens], at: usize) -> bool {
        let same = |i: &usize| self.together(*i, at);
        let first = (0..at).rev().take_while(same).last().unwrap_or(at);
        !names.is_empty()
            && self.named(names, first..(first..self.tokens.len()).take_while(same).last().unwrap_or(at) + 1)
    }

    /// Whether one of `names` begins at a token of `range`.
    pub(super) fn named(&self, names: &[Tokens], mut range: Range<usize>) -> bool {
        // "Ashgrove's" names Ashgrove.
        let same = |word: &str, name: &str| word == name || word.strip_suffix("'s") == Some(name);
        let stands = |i: usize, name: &Tokens| {
            name.len() > 0 && (0..name.len()).all(|k| same(self.tokens.at(i + k), name.at(k)))
        };
        !names.is_empty() && range.any(|i| names.iter().any(|name| stands(i, name)))
    }

    /// Whether tokens `a` and `b` stand in one sentence.
    pub(super) fn together(&self, a: usize, b: usize) -> bool {
        self.tokens.sentence(a) == self.tokens.sentence(b)
    }
}
