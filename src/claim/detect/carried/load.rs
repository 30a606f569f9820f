//! What a system carries: parts of it, loads on it, over what it is spread, how little is enough for it.

use super::super::scale::changed;
use super::super::{Reader, words};
use super::{Count, is_host};
use crate::claim::exact::Exact;
use crate::claim::{Approx, Place, Section};

impl Count<'_> {
    /// "12 million concurrent users" is a load whoever carries it, "four nines" and "a 25-node cluster" too.
    pub(super) fn is_load(&self) -> bool {
        let at_once = |w: &str| one_of!(w, "concurrent" "simultaneous" "parallel");
        let load = self.quantity.unit.noun.split(' ').any(at_once) && self.reader.cx.section != Section::Background;
        // "Every night 2,400 models are retrained"
        let tokens = self.reader.tokens;
        let each = (self.start.saturating_sub(3)..self.start).any(|i| {
            one_of!(tokens.at(i), "every" "each")
                && one_of!(tokens.at(i + 1), "night" "day" "week" "month" "hour" "second" "minute" "year" "morning")
        });
        let load = load
            || each
                && (self.is_part() || self.quantity.unit.is_data())
                && !self.is_trade()
                && self.reader.cx.section != Section::Background;
        load || self.quantity.unit.noun == "nines" || self.is_size()
    }

    /// What runs "across 40 clusters" or "in six regions".
    pub(super) fn is_spread(&self) -> bool {
        let tokens = self.reader.tokens;
        let owned = one_of!(tokens.before(self.start, 1), "their" "our" "its" "the" "all");
        let site = self.is_site() && self.has_verb();
        let spread = match tokens.before(self.start, 1 + usize::from(owned)) {
            "across" => self.is_part() || is_host(self.head) || site,
            "in" => !owned && site,
            _ => false,
        };
        spread && self.reader.cx.section != Section::Background
    }

    /// "saved 15 engineers", "six out of ten patients"; but "added 15 offices" is growth, "two of the founders" a part.
    pub(super) fn is_less(&self) -> bool {
        let tokens = self.reader.tokens;
        let ratio =
            self.quantity.of.is_some() && self.quantity.core.clone().any(|i| matches!(tokens.at(i), "out" | "in"));
        // "4 of 5 clinics renewed"; "two of the founders" are a part of them.
        let core = &self.quantity.core;
        let bare =
            core.clone().any(|i| tokens.at(i) == "of" && crate::claim::number::read(tokens, i + 1, false).is_some());
        let ratio = ratio
            || self.quantity.of.is_some() && bare && !self.head.is_empty() && self.quantity.low.value > Exact::ONE;
        let spared = one_of!(tokens.before(self.start, 1), "saved" "saves" "saving" "freed");
        ratio || spared || changed(self.reader, self.quantity) && !words::company_noun(self.head)
    }

    /// "only two nodes", "we only need two people".
    pub(super) fn is_few(&self) -> bool {
        let tokens = self.reader.tokens;
        let below = matches!(self.quantity.approx, Approx::Under | Approx::AtMost) && words::people(self.head);
        self.is_spare() || below || matches!(tokens.at(self.start), "only" | "just")
    }

    pub(super) fn is_spare(&self) -> bool {
        let tokens = self.reader.tokens;
        let verb = tokens.before(self.start, 1);
        let need = words::inflects(verb, &["need", "requir", "us", "tak"]) || verb == "took";
        one_of!(tokens.before(self.start, 2), "only" "just") && need
    }

    /// Whether few are said to be enough: "uses only two nodes", "just four people run it".
    pub(super) fn is_enough(&self) -> bool {
        let few = |w: &str| one_of!(w, "now" "took" "takes" "needs" "need");
        let runs = !self.in_the_past() && (self.has_verb() || self.is_spare());
        runs || self.in_results() || self.reader.near(self.start, self.left()..self.end + 4, few)
    }

    /// "thousands of servers" tells how large a company is; "millions of requests are served by it", "we run thousands of
    /// pods" what is carried.
    pub(super) fn is_many(&self) -> bool {
        let (tokens, start) = (self.reader.tokens, self.start);
        let now = self.reader.near(start, self.left()..self.end + 4, |w| matches!(w, "now" | "today"));
        let served = (self.end..self.end + 3).any(|i| {
            words::carries(tokens.at(i))
                || one_of!(tokens.at(i), "enabled" "enable" "let" "allow" "allowed" "help" "helped")
        });
        let run = words::carries(tokens.before(start, 1)) && !self.in_the_past() && !self.is_trade();
        let across = tokens.before(start, 1) == "across" && self.names_product();
        let part = self.is_part() && (now || served || run || self.names_product());
        across || (self.names_subject() || part) && (self.has_verb() || served)
    }

    /// "had 90,000 visitors in its first month": counted from the launch on.
    pub(super) fn is_first(&self) -> bool {
        let tokens = self.reader.tokens;
        let first = |i: usize| {
            tokens.at(i) == "in"
                && one_of!(tokens.at(i + 1), "its" "the" "our" "their")
                && tokens.at(i + 2) == "first"
                && (i + 3..i + 5).any(|j| crate::claim::unit::of_word(tokens.at(j)).is_some_and(|u| u.is_time()))
        };
        let had = |w: &str| one_of!(w, "had" "got" "received" "saw" "drew" "made" "won" "attracted" "gained");
        (self.end..self.end + 3).any(|i| self.reader.together(i, self.start) && first(i))
            && self.reader.near(self.start, self.left()..self.start, had)
            && self.reader.cx.section != Section::Background
    }

    /// "cleared a backlog of 1,200 cases".
    pub(super) fn is_backlog(&self) -> bool {
        let tokens = self.reader.tokens;
        let backlog =
            tokens.before(self.start, 1) == "of" && one_of!(tokens.before(self.start, 2), "backlog" "queue" "pile");
        backlog
            && self.reader.near(self.start, self.left()..self.start, |w| {
                words::inflects(w, &["clear", "eliminat", "process", "clos"])
            })
    }

    /// "memory stays below 200 MB".
    pub(super) fn stays_below(&self) -> bool {
        let state = one_of!(self.reader.tokens.before(self.start, 1), "stays" "stay" "stayed" "remains" "is" "are" "uses"
            "needs" "consumes" "at");
        state && self.quantity.unit.is_data() && matches!(self.quantity.approx, Approx::Under | Approx::AtMost)
    }

    /// Whether the place it stands in makes it a result: a headline, an item that begins with it, parts of a system of one's
    /// own.
    pub(super) fn is_told(&self) -> bool {
        let (cx, part) = (self.reader.cx, self.is_part());
        // A tile of its own: "28,000 more sign-ups". Whom and where a company has is its size.
        let size = one_of!(self.head, "employees" "offices" "countries" "locations" "staff" "members" "stores" "branches" "customers");
        if cx.place == Place::Outcome && self.start == 0 && self.in_section() && !size {
            return true;
        }
        let heads_item = cx.place == Place::List && self.start == 0 && (part || self.quantity.unit.is_data());
        // A short item that begins with a large count: "18,000 cores at peak".
        let short = self.reader.tokens.sentence_of(self.start).len() <= 8;
        let heads_item = heads_item
            || cx.place == Place::List
                && self.start == 0
                && short
                && !size
                && !words::people(self.head)
                && self.quantity.low.value >= Exact::int(1_000);
        // "In numbers: 38 billion rows"
        let own = one_of!(self.reader.tokens.before(self.start, 1), "their" "our" "its" ":")
            && self.quantity.low.value >= Exact::int(1_000);
        self.in_results() && self.names_subject()
            || part && (self.in_section() || cx.place.is_headline() || own)
            || heads_item
    }

    /// "the cluster has 500 nodes", "300 applications in production": parts of a system, said to be there now.
    pub(super) fn is_owned(&self) -> bool {
        let there = tokens_say(self.reader, self.start, "there were");
        let has = |w: &str| there || matches!(w, "has" | "have" | "with" | "are" | "of" | "that's");
        let now = |w: &str| matches!(w, "now" | "today" | "currently" | "production" | "counting" | "that's");
        if self.is_of_system() {
            return true;
        }
        // "Today they have more than twenty projects"
        let stock =
            self.reader.near(self.start, self.left()..self.start, |w| matches!(w, "now" | "today" | "currently"));
        (self.is_part() || stock && !self.is_trade())
            && self.reader.near(self.start, self.left()..self.start, has)
            && (self.is_part() && (tokens_say(self.reader, self.start, "there are") || self.names_product())
                || self.in_results()
                || self.reader.near(self.start, self.left()..self.end + 4, now))
    }

    /// "Our largest cluster has 5,000 pods", "the fleet consists of 400 devices": so much is what is run.
    fn is_of_system(&self) -> bool {
        let (tokens, start) = (self.reader.tokens, self.start);
        let system = |i: usize| {
            one_of!(tokens.at(i), "cluster" "clusters" "deployment" "mesh" "fleet" "installation" "registry" "platform" "instance"
            "table" "tables" "database" "index" "catalogue" "catalog")
        };
        let of = usize::from(tokens.before(start, 1) == "of");
        let has = one_of!(tokens.before(start, 1 + of), "has" "have" "contains" "contain" "holds" "comprises" "comprise" "counts"
            "consists" "consist" "is" "are");
        // "is 5,000 pods large" counts as well; "is one of 12 clusters" does not.
        let plain = of == 0 || tokens.before(start, 2).starts_with("consist");
        has && plain
            && self.quantity.low.value >= Exact::HUNDRED
            && (self.is_part() || is_host(self.head))
            && !self.in_the_past()
            && (start.saturating_sub(5)..start).any(|i| self.reader.together(i, start) && system(i))
    }

    /// "1,000 people – no problem", "half a million rows without breaking a sweat": said to be borne lightly.
    pub(super) fn is_with_ease(&self) -> bool {
        let (tokens, end) = (self.reader.tokens, self.end);
        let same = |i: &usize| self.reader.together(*i, self.start);
        let lightly = |i: usize| {
            tokens.phrase(i, "no problem")
                || tokens.phrase(i, "with ease")
                || tokens.phrase(i, "without a hitch")
                || tokens.phrase(i, "a sweat")
                || tokens.phrase(i, "without blinking")
                || one_of!(tokens.at(i), "effortlessly" "comfortably" "flawlessly")
        };
        (end..end + 7).take_while(same).any(lightly)
            || one_of!(tokens.before(self.start, 1), "effortlessly" "comfortably" "easily")
    }

    /// "a 25-node cluster": so large is what is run.
    pub(super) fn is_size(&self) -> bool {
        let tokens = self.reader.tokens;
        let hyphen = (self.quantity.core.start..self.end).any(|i| tokens.at(i) == "-" && tokens.glued(i));
        hyphen && one_of!(self.head, "cluster" "clusters" "fleet" "deployment" "installation" "mesh" "grid" "farm")
    }

    /// Whether a verb of the past tells of a single occasion.
    pub(super) fn in_the_past(&self) -> bool {
        self.reader.near(self.start, self.start.saturating_sub(3)..self.start, |w| {
            matches!(w, "had" | "was" | "were" | "used")
        })
    }
}

/// Whether `phrase`, two words, stands just before token `at`.
fn tokens_say(reader: &Reader<'_>, at: usize, phrase: &str) -> bool {
    at >= 2 && reader.tokens.phrase(at - 2, phrase)
}
