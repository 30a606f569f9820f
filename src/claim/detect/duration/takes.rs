//! How long something takes: in the present, or until it was done.

use super::super::words;
use super::Length;
use crate::claim::unit::Dimension;
use crate::claim::{Approx, Place, Section};

impl Length<'_> {
    /// Whether it is how long something takes now, or took to be reached.
    pub(super) fn takes(&self) -> bool {
        self.follows()
            || self.is_level()
            || self.is_reached()
            || self.is_short()
            || self.is_bounded()
            || self.is_quick()
            || self.is_present()
    }

    fn in_results(&self) -> bool {
        self.reader.cx.section == Section::Results
    }

    /// Whether it was so, and is told as what it was; a list of results tells all of them so.
    fn was(&self) -> bool {
        one_of!(self.before, "was" "were") && self.reader.cx.place != Place::List
    }

    /// "6 weeks to go live" as a tile of the results, "translates into a 3-second first visit", "payback was 5 months".
    fn follows(&self) -> bool {
        let tile = self.start == 0
            && match self.reader.cx.place {
                Place::List => self.in_results(),
                // A tile: "12 minutes average time to answer".
                Place::Outcome => self.in_results() || self.tokens.sentence_of(0).len() <= 12,
                _ => false,
            };
        // "the small page translates into a 3-second first visit": said to follow from it.
        let leads =
            |w: &str| one_of!(w, "translates" "translated" "translating" "resulted" "resulting" "yields" "yielded");
        let payback = one_of!(self.before, "is" "was" "of" ":") && self.behind(14, |w| w == "payback");
        tile || payback || self.behind(14, leads)
    }

    /// "rebuilt the product in six months", "up and running in six weeks": how long it took to reach the end.
    fn is_reached(&self) -> bool {
        let up = || one_of!(self.tokens.before(self.start, 2), "up" "running" "live");
        // "reached production traffic in two months", "two months to production", "in two months it went live"
        let tokens = self.tokens;
        let goal = |w: &str| one_of!(w, "production" "live" "launch" "market" "go");
        let to = self.next() == "to" && goal(tokens.at(self.end + 1)) && self.before != "from";
        let reached = self.before == "in" && self.behind(6, |w| w == "reached") && self.behind(5, goal);
        let went = self.before == "in" && (self.end..self.end + 6).any(|i| tokens.phrase(i, "went live"));
        if to || reached || went {
            return true;
        }
        self.before == "in" && (up() || self.behind(8, words::completed))
    }

    /// "within 15 minutes", "in just 15 minutes", "it took us only 9 minutes": said to be short.
    fn is_short(&self) -> bool {
        let (tokens, start, quantity) = (self.tokens, self.start, self.quantity);
        let bound = !matches!(quantity.approx, Approx::About | Approx::Over)
            && (quantity.approx != Approx::UpTo || tokens.at(start) == "as");
        let hedged = start < quantity.core.start && bound;
        // "it took us only 9 minutes"
        let us =
            || one_of!(self.before, "us" "them" "me" "you") && one_of!(tokens.before(start, 2), "took" "takes" "take");
        // "it took the team no more than ten minutes"
        let team =
            || !self.before.ends_with(',') && self.behind(5, |w| w == "took") && quantity.approx != Approx::AtLeast;
        let unit = tokens.at(quantity.core.end - 1);
        // Years are long, whoever reaches something within them.
        let years = || unit.starts_with("year");
        // "It took us ten minutes to set up"
        let set_up = self.next() == "to"
            && one_of!(unit, "minutes" "seconds" "hours" "days")
            && one_of!(tokens.at(self.end + 1), "set" "install" "integrate" "connect" "configure" "deploy" "launch" "get" "start")
            && quantity.approx == Approx::Plain
            && us();
        set_up
            || self.is_within() && !years()
            || hedged && (matches!(self.before, "in" | "takes" | "take" | "took" | "under") || us() || team())
    }

    /// "is now less than 10 minutes", "stays below 20 ms", "serves them at less than ten milliseconds".
    fn is_bounded(&self) -> bool {
        let approx = self.quantity.approx;
        let state = one_of!(self.before, "is" "are" "was" "were" "now" "stays" "stay" "stayed" "remains" "averages" "averaged"
            "maintained" "kept" "held");
        let results = self.in_results() && !self.was();
        // "keeps the lead time for all of them under 20 minutes"
        let keeps =
            |w: &str| one_of!(w, "keep" "keeps" "keeping" "kept" "stay" "stays" "stayed" "bring" "brings" "brought");
        // "is consistently under 80 ms"
        let state = state
            || one_of!(self.before, "consistently" "always" "now" "reliably" "typically" "usually")
                && one_of!(self.tokens.before(self.start, 2), "is" "are" "stays" "stay" "remains");
        let rate = approx == Approx::Under && (self.before == "at" || self.behind(10, keeps));
        rate || state && (results || matches!(approx, Approx::Under | Approx::AtMost))
    }

    /// "answers come in 3 seconds", "builds finish in 8 minutes", "in about 100 days we were able to".
    fn is_quick(&self) -> bool {
        if self.before != "in" {
            return false;
        }
        // So short a time is named to say how fast.
        let unit = self.tokens.at(self.quantity.core.end - 1);
        let brief = one_of!(unit, "ms" "milliseconds" "seconds" "s" "minutes" "min" "mins" "hours");
        let able =
            |w: &str| one_of!(w, "can" "now" "able" "productive" "itself" "payback" "paid" "ready" "live" "done");
        let finishes = |w: &str| {
            one_of!(w, "finish" "finishes" "complete" "completes" "run" "runs" "load" "loads" "start" "starts" "deploy"
                "deploys" "build" "builds" "return" "returns" "receive" "receives" "get" "gets" "respond" "responds")
        };
        // "In four months, we moved it all": so soon it was done.
        let first = self.tokens.sentence_of(self.start).start + 1 == self.start;
        let year = unit.starts_with("year");
        let done =
            first && !year && self.next() == "," && one_of!(self.tokens.at(self.end + 1), "we" "they" "the" "our");
        let again = self.tokens.before(self.start, 2) == "again";
        brief && !again
            || done
            || self.reader.cx.place.is_headline()
            || self.behind(14, able)
            || self.reader.near(self.start, self.end..self.end + 6, |w| w == "able")
            || self.behind(10, finishes)
    }

    /// "Intake takes 5 minutes", said of the product or among the results; "on the new desk it takes 5 minutes".
    fn is_present(&self) -> bool {
        let (reader, start) = (self.reader, self.start);
        let word = |back: usize| (start.saturating_sub(back)..start).map(|i| self.tokens.at(i));
        if self.now && word(5).any(|w| matches!(w, "takes" | "take" | "needs" | "taking")) {
            return true;
        }
        let new = |w: &str| matches!(w, "new" | "with" | "using" | "via" | "thanks");
        word(3).any(|w| one_of!(w, "takes" "take" "needs" "requires"))
            && (self.in_results() && !self.was()
                || reader.cx.place.is_headline()
                || reader.names_subject(start)
                || reader.near(start, 0..start, new)
                || self.quantity.unit.dimension == Dimension::Time
                    && one_of!(self.before, "takes" "take")
                    && self.is_brief())
    }

    /// "p99 latency sits at 35 ms", "our response time is 12 ms": what is measured of a system, in the present.
    fn is_level(&self) -> bool {
        let (tokens, start) = (self.tokens, self.start);
        // "Total migration time: 1 week"
        let label = !(start.saturating_sub(5)..start).any(|i| one_of!(tokens.at(i), "reading" "read"))
            && self.before == ":"
            && (start.saturating_sub(5)..start).any(|i| one_of!(tokens.at(i), "time" "duration"));
        let sits = one_of!(self.before, "is" "are" ":" "of")
            || self.before == "at"
                && one_of!(tokens.before(start, 2), "sits" "sit" "stands" "stand" "stays" "stay" "hovers" "is" "are" "remains");
        let measured = |w: &str| one_of!(w, "latency" "latencies" "response" "p99" "p95" "p90" "p50" "median" "recovery" "mttr" "lcp" "ttfb" "fcp");
        // "2 ms time to first byte"
        let named = (self.end..self.end + 4)
            .any(|i| one_of!(tokens.at(i), "latency" "ttfb") || tokens.phrase(i, "first byte"))
            && self.is_brief()
            && !self.behind(3, |w| one_of!(w, "had" "was" "were" "than"));
        label || named || sits && self.behind(7, measured)
    }
}
