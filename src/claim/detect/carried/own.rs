//! What is the customer's own: its size, its trade, its users, how things stood before.

use super::super::words;
use super::Count;
use crate::claim::exact::Exact;

impl Count<'_> {
    /// "5 of the 10 largest banks" tells of the company's customers.
    pub(super) fn is_ranked(&self) -> bool {
        let rank = |w: &str| one_of!(w, "largest" "top" "biggest" "leading");
        self.quantity.of.is_some() && self.quantity.unit.noun.split(' ').any(rank)
    }

    /// "we had 40 services", "were running 30 clusters", "managing 300 servers by hand was hard": how things stood, unless
    /// something says that it is so since or with something.
    pub(super) fn was_before(&self) -> bool {
        let (tokens, start) = (self.reader.tokens, self.start);
        let stood = |i: usize| {
            let had = tokens.at(i) == "had" && !matches!(tokens.at(i + 1), "been" | "already");
            let were = matches!(tokens.at(i), "was" | "were") && tokens.at(i + 1).ends_with("ing");
            self.reader.together(i, start) && (had || were)
        };
        let state = (start.saturating_sub(3)..start).any(stood);
        let complaint = tokens.sentence_of(start).any(|i| words::complains(tokens.at(i)));
        (state || complaint) && !self.in_results() && !self.told_since()
    }

    /// Whether something in the sentence says that it is so now, since or with something.
    pub(super) fn told_since(&self) -> bool {
        let since = |w: &str| one_of!(w, "now" "today" "currently" "since" "already" "within" "after" "later" "despite" "without");
        let tokens = self.reader.tokens;
        let by = |i: usize| tokens.at(i) == "by" && (tokens.capital(i + 1) || tokens.at(i + 1) == "the");
        let says = |i: usize| since(tokens.at(i)) || by(i);
        tokens.sentence_of(self.start).any(says) || self.names_subject()
    }

    /// "dozens of other companies", "has grown to consist of 50 parts".
    pub(super) fn of_others(&self) -> bool {
        let tokens = self.reader.tokens;
        let consists = tokens.before(self.start, 1) == "of"
            && tokens.before(self.start, 2).starts_with("consist")
            && !one_of!(tokens.before(self.start, 3), "fleet" "cluster" "mesh" "installation");
        // Who writes an open project belongs to it.
        let writers = matches!(self.head, "contributors" | "maintainers" | "committers" | "stars");
        let other = (self.quantity.core.start..self.end).any(|i| tokens.at(i) == "other");
        let such = (self.quantity.core.start..self.end).any(|i| tokens.at(i) == "such");
        // "scaled the team to 1,000 agents", "has grown to a network of 90 shops": growth of its own.
        let grows = |i: usize| one_of!(tokens.at(i), "grew" "grown" "grow" "growing" "scaled" "scale" "scaling" "expanded" "expanding");
        let itself = |i: usize| one_of!(tokens.at(i), "team" "staff" "headcount" "workforce" "company" "business" "network" "chain");
        let before = self.left()..self.start;
        let grew = !self.is_part()
            && self.reader.near(self.start, before.clone(), |w| one_of!(w, "to" "into"))
            && before.clone().any(|i| self.reader.together(i, self.start) && grows(i))
            && before.clone().any(|i| self.reader.together(i, self.start) && itself(i));
        grew || consists || writers || such || other && words::company_noun(self.head) && !words::colleagues(self.head)
    }

    /// "70 million people use Ashgrove": what they use is the customer.
    pub(super) fn of_company(&self) -> bool {
        let tokens = self.reader.tokens;
        let used = |i: usize| {
            let uses = one_of!(tokens.before(i, 1), "use" "uses" "used" "using" "on" "trust" "visit" "choose" "love" "play" "read");
            uses && self.reader.named(self.reader.customer.cut(), i..i + 1)
        };
        let outside = words::people(self.head) && !words::colleagues(self.head);
        // "with Ashgrove, thousands of organizations have access": the customer's own users.
        let theirs =
            outside && self.reader.names_customer(self.start) && self.quantity.low.vague && !self.names_product();
        theirs || words::people(self.head) && (self.end + 1..self.end + 6).any(used)
    }

    /// Whether the sentence tells what the company itself does or has: its first noun is the company, its website or its
    /// team, and nothing says that it is so now, with or since something.
    pub(super) fn is_trade(&self) -> bool {
        let (reader, at) = (self.reader, self.start);
        let told = |w: &str| one_of!(w, "now" "today" "currently" "with" "using" "thanks" "after");
        // "since 2001" tells how long the company has done so.
        let since = |i: usize| {
            self.reader.tokens.at(i) == "since"
                && !self.reader.tokens.at(i + 1).starts_with(|c: char| c.is_ascii_digit())
        };
        // "sees 50,000 visitors on a Saturday" tells when.
        let upon = |i: usize| {
            reader.tokens.at(i) == "on" && !one_of!(reader.tokens.at(i + 1), "a" "an" "average" "weekends" "weekdays")
        };
        let around = self.left()..self.end + 8;
        let upon = around.clone().any(|i| reader.together(i, at) && (upon(i) || since(i)));
        !self.is_more()
            && (reader.near(at, self.left()..at, words::company)
                || reader.named(reader.customer.cut(), self.left()..at))
            && !reader.near(at, around, told)
            && !upon
    }

    /// "sees 15 more patients a week": the number says by how much it grew.
    pub(super) fn is_more(&self) -> bool {
        self.quantity.core.clone().skip(1).any(|i| crate::claim::measure::differs(self.reader.tokens.at(i)))
    }

    /// People at a rate, who are not said to come now, since or through something named.
    pub(super) fn are_guests(&self) -> bool {
        words::people(self.head)
            && !words::colleagues(self.head)
            && !(self.told_since() || self.names_product() || self.in_results())
    }

    /// "With millions of visits a month, the site …": under what somebody works, who is no product.
    pub(super) fn is_circumstance(&self) -> bool {
        let tokens = self.reader.tokens;
        let first = tokens.sentence_of(self.start).start;
        let guests = one_of!(self.head, "visits" "visitors" "views" "pageviews" "hits" "sessions" "impressions");
        let begins = self.start == first + 1 && tokens.at(first) == "with";
        begins && (guests || self.is_crowd() && !self.names_product() && !self.in_results())
    }

    /// So many that nobody counts them one by one.
    fn is_crowd(&self) -> bool {
        self.quantity.low.vague || self.quantity.low.value >= Exact::int(100_000)
    }

    /// "we have 200 million page views a month" is what comes at the door.
    pub(super) fn comes_in(&self) -> bool {
        let has = |w: &str| one_of!(w, "have" "has" "get" "gets" "receive" "receives" "see" "sees");
        let taken = one_of!(self.head, "downloads" "installs" "installations");
        self.is_crowd()
            && !taken
            && self.reader.near(self.start, self.start.saturating_sub(3)..self.start, has)
            && !(self.in_results() || self.told_since() || self.names_product())
    }
}
