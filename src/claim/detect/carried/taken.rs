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
        // "thousands work in Kestrel every day"; in a town they only live.
        let works = |i: usize| {
            one_of!(tokens.at(i), "work" "works" "working") && tokens.at(i + 1) == "in" && self.names_product()
        };
        let adopted = running
            || (end..end + 2).any(works)
            || (end..end + 3).any(takes)
            || (start.saturating_sub(4)..start).any(takes);
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
        let by_system = self.served_before() && self.reader.tokens.sentence_of(start).any(|i| i < start && system(i));
        // "it now serves 4,000 patients"
        let now = self.served_before()
            && !self.reader.near(start, 0..start, words::company)
            && !self.reader.names_customer(start)
            && self.reader.near(start, self.left()..start, |w| matches!(w, "now" | "today" | "currently"));
        // "Handling 2 million visitors": a fragment that begins with what is done.
        let fragment = start == 1 && self.served_before() && tokens.at(0).ends_with("ing");
        by_system
            || self.is_rolled_out()
            || self.is_on_system()
            || now
            || fragment
            || adopted
            || served
            || named
            || self.takes_it()
            || (headline || self.names_subject()) && self.has_verb()
    }

    /// "rolled out to 3,000 stores", "in use at 35 hospitals": where the product was brought.
    pub(super) fn is_rolled_out(&self) -> bool {
        let tokens = self.reader.tokens;
        let to = one_of!(tokens.before(self.start, 1), "to" "at" "in" "across" "by");
        let out = |i: usize| {
            one_of!(tokens.at(i), "rolled" "rolling") && tokens.at(i + 1) == "out"
                // "scanners that are in use at 900 hospitals": what the customer sells.
                || tokens.at(i) == "in"
                    && one_of!(tokens.at(i + 1), "use" "production" "operation")
                    && !one_of!(tokens.before(i, 2), "that" "which")
                || one_of!(tokens.at(i), "deployed" "installed" "adopted" "implemented")
        };
        to && (self.start.saturating_sub(5)..self.start).any(|i| self.reader.together(i, self.start) && out(i))
    }

    /// "The programme has since expanded to 18 counties", "all 58 counties are now on a single system".
    pub(super) fn has_spread(&self) -> bool {
        let (tokens, start, end) = (self.reader.tokens, self.start, self.end);
        let what = |w: &str| {
            one_of!(w, "programme" "program" "project" "pilot" "rollout" "platform" "system" "service" "tool" "app" "adoption" "use"
                "usage" "uptake")
        };
        let grew = |w: &str| one_of!(w, "expanded" "grown" "spread" "extended" "grew" "scaled");
        let spread = tokens.before(start, 1) == "to"
            && self.reader.near(start, start.saturating_sub(4)..start, grew)
            && self.reader.near(start, self.left()..start, what)
            && !words::inflects(self.head, &["countr"]);
        let one = |i: usize| {
            tokens.at(i) == "on"
                && one_of!(tokens.at(i + 1), "a" "one" "the")
                && one_of!(tokens.at(i + 2), "single" "same" "platform" "system")
        };
        let now = |w: &str| one_of!(w, "now" "today");
        let shared = (end..end + 4).any(|i| self.reader.together(i, start) && one(i))
            && self.reader.near(start, end..end + 4, now);
        (spread || shared) && !self.reader.introduces(start)
    }

    /// "80 teams on the platform", "25 users across Engineering and Sales": people of a system, and users within a house.
    pub(super) fn is_on_system(&self) -> bool {
        let (tokens, end) = (self.reader.tokens, self.end);
        let system = |i: usize| one_of!(tokens.at(i), "platform" "system" "cluster" "mesh" "portal" "stack" "tool" "service" "infrastructure" "pipeline");
        let on = one_of!(tokens.at(end), "on" "in") && one_of!(tokens.at(end + 1), "the" "our" "this" "it");
        let named = on && (tokens.at(end + 1) == "it" || (end + 2..end + 4).any(system));
        let within = one_of!(self.head, "users" "seats" "accounts")
            && one_of!(tokens.at(end), "across" "from" "in")
            && one_of!(tokens.at(end + 1), "departments" "teams" "functions" "engineering" "support" "sales" "marketing" "operations"
                "product" "finance" "legal" "hr" "it" "research");
        named || within && !self.reader.names_customer(self.start)
    }

    /// "40 clinics have joined", "300 wards are on Intake", "trained 400 nurses": whoever they are, they took it up.
    pub(super) fn takes_it(&self) -> bool {
        let (tokens, start, end) = (self.reader.tokens, self.start, self.end);
        let takes = |i: usize| {
            let word = tokens.at(i);
            let verb = one_of!(word, "use" "uses" "using" "rely" "relies" "joined" "join")
                || words::inflects(
                    word,
                    &["adopt", "onboard", "train", "migrat", "switch", "enroll", "enrol", "regist", "subscrib"],
                );
            let verb = verb && !(word == "use" && tokens.before(i, 1) == "in");
            let logs = one_of!(word, "log" "logged" "sign" "signed") && one_of!(tokens.at(i + 1), "in" "up" "on");
            // "2,000 engineers deploy to the platform"
            let logs = logs
                || one_of!(word, "deploy" "ship" "build" "deploying" "building" "shipping")
                    && one_of!(tokens.at(i + 1), "to" "on" "with" "through" "via");
            let shares = matches!(word, "share" | "shares")
                && (tokens.at(i + 1) == "one" || tokens.phrase(i + 1, "the same") || tokens.phrase(i + 1, "a single"));
            self.reader.together(i, start) && (verb || logs || shares)
        };
        // "2,500 sites report through it"
        let through = |i: usize| {
            one_of!(tokens.at(i), "through" "via")
                && matches!(tokens.at(i + 1), "it" | "them")
                && self.reader.together(i, start)
        };
        if (end + 1..end + 6).any(through) {
            return true;
        }
        let on = |i: usize| {
            tokens.at(i) == "on"
                && self.reader.together(i, start)
                && (self.reader.named(self.reader.subjects.cut(), i + 1..i + 3)
                    || self.reader.named(self.reader.likely.cut(), i + 1..i + 3))
        };
        // "adoption has spread to over 100 users"
        let adoption = |w: &str| one_of!(w, "adoption" "usage" "uptake" "rollout");
        let spread = words::people(self.head) && self.reader.near(start, self.left()..start, adoption);
        // Who uses what a sentence names, and not the customer, are the product's users.
        let users = self.head == "users" && self.names_subject() && !self.reader.names_customer(start)
            || words::people(self.head) && self.is_credited();
        // "one portal for 2,300 engineers", "gives fifty teams their own desk", as a headline.
        let given = one_of!(tokens.before(start, 1), "for" "gives" "to" "lets" "helps")
            && words::colleagues(self.head)
            && self.reader.cx.place.is_headline();
        // "80 teams" in a headline that names the product.
        let users = users || words::colleagues(self.head) && self.reader.cx.place.is_headline() && self.names_product();
        let trained = given || spread || users || words::inflects(tokens.before(start, 1), &["onboard", "train"]);
        // Users are of what stands behind "on", however far.
        let reach = if self.head == "users" { 20 } else { 3 };
        trained || (end..end + 3).any(takes) || (end..end + reach).any(on)
    }

    /// "200 people building on Intake", "grew to a million users by leveraging Intake": what is named behind the count is what
    /// they have it from.
    fn is_credited(&self) -> bool {
        let (reader, tokens) = (self.reader, self.reader.tokens);
        (self.end..self.end + 12).take_while(|&i| reader.together(i, self.start)).any(|i| {
            let by = one_of!(tokens.at(i), "leveraging" "using" "adopting")
                || one_of!(tokens.at(i), "on" "with") && tokens.before(i, 1).ends_with("ing");
            let name = i + 1..i + 3;
            by && (reader.named(reader.subjects.cut(), name.clone()) || reader.named(reader.likely.cut(), name))
        })
    }

    /// Whether a verb of serving stands just before the count.
    pub(super) fn served_before(&self) -> bool {
        let serves = |w: &str| words::inflects(w, &["serv", "support", "host", "handl", "manag"]);
        self.reader.near(self.start, self.start.saturating_sub(2)..self.start, serves)
    }
}
