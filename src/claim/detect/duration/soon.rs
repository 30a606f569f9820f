//! How soon something was there: "after only three months", "a 30-minute migration", "was connected after nine days".

use super::super::words;
use super::Length;
use crate::claim::unit::Dimension;

impl Length<'_> {
    /// So soon, by the words right around it: "just two weeks after", "after only three months", "in the space of a week".
    pub(super) fn is_emphatic(&self) -> bool {
        let (tokens, start) = (self.tokens, self.start);
        let emphatic = matches!(tokens.at(start), "just" | "only" | "within" | "under" | "less")
            && matches!(self.next(), "after" | "since");
        // "After only three months of work"
        let only = self.before == "after" && one_of!(tokens.at(start), "only" "just");
        // "in the space of a week"
        let space =
            self.before == "of" && one_of!(tokens.before(start, 2), "space" "span") && tokens.before(start, 4) == "in";
        emphatic || only || space
    }

    /// So soon, by what is said to be there then.
    pub(super) fn is_soon(&self) -> bool {
        self.is_change_over() || self.before == "after" && self.is_followed() || self.is_behind_event()
    }

    /// "after a 30-minute migration"
    fn is_change_over(&self) -> bool {
        let tokens = self.tokens;
        let hyphen = (self.quantity.core.start..self.end).any(|i| tokens.at(i) == "-" && tokens.glued(i));
        hyphen
            && one_of!(self.next(), "migration" "setup" "rollout" "onboarding" "installation" "integration" "turnaround")
    }

    /// What stands around the length in "after …" is what was reached then.
    fn is_followed(&self) -> bool {
        let (reader, tokens, start, end) = (self.reader, self.tokens, self.start, self.end);
        let comma = tokens.at(end) == ",";
        // "after one year, 80% of it ran there": so soon was the share reached.
        let share = |d: Dimension| matches!(d, Dimension::Percent | Dimension::Factor);
        let shared = || {
            let behind = reader.quantities.iter().skip(reader.quantities.partition_point(|q| q.span.start <= end));
            behind.take_while(|q| reader.together(start, q.span.start)).any(|q| share(q.unit.dimension))
        };
        // "The first ward was connected after nine days."
        let there =
            |w: &str| words::completed(w) || one_of!(w, "connected" "live" "running" "ready" "done" "production");
        // "after four months every service was there"
        let all = one_of!(tokens.at(end + usize::from(comma)), "every" "all" "each");
        all || comma && shared() || self.behind(3, there)
    }

    /// "is delivered 11 minutes after downlink"
    fn is_behind_event(&self) -> bool {
        self.next() == "after" && self.is_brief() && self.behind(3, words::arrives)
    }
}
