//! Whether people and places took the product up, or are served by it at work.

use super::super::words;
use super::Count;

impl Count<'_> {
    /// People and places are the company's own unless they took the product up, or are served by it at work.
    pub(super) fn taken_up(&self) -> bool {
        let (tokens, start, end) = (self.reader.tokens, self.start, self.end);
        let takes = |i: usize| self.reader.together(i, start) && words::adopts(tokens.at(i), tokens.at(i + 1));
        // "60 teams running it"
        let running = tokens.at(end).ends_with("ing")
            && !one_of!(tokens.at(end), "spanning" "working" "serving" "supporting" "managing")
            && words::carries(tokens.at(end));
        let adopted = running || (end..end + 3).any(takes) || (start.saturating_sub(4)..start).any(takes);
        let colleagues = words::colleagues(self.head);
        let serves = |w: &str| words::carries(w) && !words::inflects(w, &["manag"]);
        let served = colleagues && self.reader.near(start, start.saturating_sub(3)..start, serves);
        // "100 Kestrel developers": named after what they use.
        let core = &self.quantity.core;
        let named = colleagues && (core.start + 1..core.end).any(|i| tokens.capital(i));
        let headline = self.reader.cx.place.is_headline();
        // "the platform launched in May, serving 3 million products": the system is what carries them.
        let system = |i: usize| {
            one_of!(tokens.at(i), "platform" "system" "cluster" "solution" "tool" "infrastructure")
                && one_of!(tokens.before(i, 1), "the" "our" "this" "new" "same")
        };
        let by_system = self.served_before() && (0..start).any(|i| self.reader.together(i, start) && system(i));
        // "it now serves 4,000 patients"
        let now = self.served_before()
            && !self.reader.near(start, 0..start, words::company)
            && !self.reader.names_customer(start)
            && self.reader.near(start, self.left()..start, |w| matches!(w, "now" | "today" | "currently"));
        // "Handling 2 million visitors": a fragment that begins with what is done.
        let fragment = start == 1 && self.served_before() && tokens.at(0).ends_with("ing");
        by_system
            || now
            || fragment
            || adopted
            || served
            || named
            || (headline || self.names_subject()) && self.has_verb()
    }

    /// Whether a verb of serving stands just before the count.
    pub(super) fn served_before(&self) -> bool {
        let serves = |w: &str| words::inflects(w, &["serv", "support", "host", "handl", "manag"]);
        self.reader.near(self.start, self.start.saturating_sub(2)..self.start, serves)
    }
}
