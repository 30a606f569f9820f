//! Whether the product carries a number of things, or they are the company's own size.

use super::scale::{changed, rate_now, used_by};
use super::{Reader, words};
use crate::claim::exact::Exact;
use crate::claim::quantity::Quantity;
use crate::claim::{Approx, Place, Section};

/// Whether the words around say that the product carries it.
pub(super) fn carried(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let count = Count::new(reader, quantity);
    if count.head.is_empty() && quantity.of.is_none() && !quantity.unit.is_data() {
        return changed(reader, quantity) || rate_now(reader, quantity) || used_by(reader, quantity);
    }
    if count.is_ranked() || count.was_before() || count.of_company() || count.of_others() {
        return false;
    }
    if count.is_load() || count.is_spread() || count.is_less() {
        return true;
    }
    if count.is_few() {
        return count.is_enough();
    }
    // "a 35-person team"
    if quantity.unit.noun.starts_with("person") || quantity.unit.noun.starts_with("strong") {
        return false;
    }
    let rate = quantity.unit.per.is_some() || is_rate(quantity) && !words::company_noun(count.head);
    if words::company_noun(count.head) && !rate {
        return count.taken_up();
    }
    let item = count.in_section() && reader.cx.place == Place::List;
    if quantity.low.vague && !rate && !(item && count.has_verb()) {
        return count.is_many();
    }
    if count.stays_below() {
        return true;
    }
    if quantity.unit.noun != "times" && !count.is_part() && count.is_trade() {
        return false;
    }
    rate && !count.comes_in() || item || count.has_verb() || count.is_owned() || count.is_told()
}

/// "1,000 queries per second", "1,000 QPS", "5 million daily visits".
pub(super) fn is_rate(quantity: &Quantity) -> bool {
    let noun = &quantity.unit.noun;
    let often = |w: &str| one_of!(w, "daily" "weekly" "monthly" "hourly" "qps" "rps" "tps" "iops");
    quantity.unit.per.is_some() || noun.split(' ').any(often)
}

/// Whether `noun` ends in a place over which a system is spread.
pub(super) fn is_site(noun: &str) -> bool {
    let head = noun.rsplit(' ').next().unwrap_or("");
    one_of!(head, "regions" "zones" "centers" "centres" "datacenters" "clouds" "sites" "continents")
}

/// Machines: many of them are a company's size, but what runs across them is a load.
pub(super) fn is_host(head: &str) -> bool {
    one_of!(head, "servers" "machines" "nodes" "vms" "hosts" "computers" "devices")
}

/// A count with the words around it.
struct Count<'r> {
    reader: &'r Reader<'r>,
    quantity: &'r Quantity,
    start: usize,
    end: usize,
    /// The last word of the counted noun.
    head: &'r str,
}

impl<'r> Count<'r> {
    fn new(reader: &'r Reader<'r>, quantity: &'r Quantity) -> Count<'r> {
        let head = quantity.unit.noun.rsplit(' ').next().unwrap_or("");
        Count { reader, quantity, start: quantity.span.start, end: quantity.span.end, head }
    }

    /// "5 of the 10 largest banks" tells of the company's customers.
    fn is_ranked(&self) -> bool {
        let rank = |w: &str| one_of!(w, "largest" "top" "biggest" "leading");
        self.quantity.of.is_some() && self.quantity.unit.noun.split(' ').any(rank)
    }

    /// "12 million concurrent users" is a load whoever carries it, "four nines" and "a 25-node cluster" too.
    fn is_load(&self) -> bool {
        let at_once = |w: &str| one_of!(w, "concurrent" "simultaneous" "parallel");
        let load = self.quantity.unit.noun.split(' ').any(at_once) && self.reader.cx.section != Section::Background;
        load || self.quantity.unit.noun == "nines" || self.is_size()
    }

    /// What runs "across 40 clusters" or "in six regions".
    fn is_spread(&self) -> bool {
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
    fn is_less(&self) -> bool {
        let tokens = self.reader.tokens;
        let ratio =
            self.quantity.of.is_some() && self.quantity.core.clone().any(|i| matches!(tokens.at(i), "out" | "in"));
        let spared = one_of!(tokens.before(self.start, 1), "saved" "saves" "saving" "freed");
        ratio || spared || changed(self.reader, self.quantity) && !words::company_noun(self.head)
    }

    /// "only two nodes", "we only need two people".
    fn is_few(&self) -> bool {
        let tokens = self.reader.tokens;
        self.is_spare() || matches!(tokens.at(self.start), "only" | "just")
    }

    fn is_spare(&self) -> bool {
        let tokens = self.reader.tokens;
        let verb = tokens.before(self.start, 1);
        let need = words::inflects(verb, &["need", "requir", "us", "tak"]) || verb == "took";
        one_of!(tokens.before(self.start, 2), "only" "just") && need
    }

    /// Whether few are said to be enough: "uses only two nodes", "just four people run it".
    fn is_enough(&self) -> bool {
        let few = |w: &str| one_of!(w, "now" "took" "takes" "needs" "need");
        let runs = !self.in_the_past() && (self.has_verb() || self.is_spare());
        runs || self.in_results() || self.reader.near(self.start, self.left()..self.end + 4, few)
    }

    /// "thousands of servers" tells how large a company is; "millions of requests are served by it", "we run thousands of
    /// pods" what is carried.
    fn is_many(&self) -> bool {
        let (tokens, start) = (self.reader.tokens, self.start);
        let now = self.reader.near(start, self.left()..self.end + 4, |w| matches!(w, "now" | "today"));
        let served = (self.end..self.end + 3).any(|i| words::carries(tokens.at(i)));
        let run = one_of!(tokens.before(start, 2), "we" "they") && words::carries(tokens.before(start, 1));
        let across = tokens.before(start, 1) == "across" && self.names_product();
        let part = self.is_part() && (now || served || run || self.names_product());
        across || (self.names_subject() || part) && self.has_verb()
    }

    /// "memory stays below 200 MB".
    fn stays_below(&self) -> bool {
        let state = one_of!(self.reader.tokens.before(self.start, 1), "stays" "stay" "stayed" "remains" "is" "are" "uses"
            "needs" "consumes" "at");
        state && self.quantity.unit.is_data() && matches!(self.quantity.approx, Approx::Under | Approx::AtMost)
    }

    /// "we have 200 million page views a month" is what comes at the door.
    fn comes_in(&self) -> bool {
        let has = |w: &str| one_of!(w, "have" "has" "get" "gets" "receive" "receives" "see" "sees");
        let crowd = self.quantity.low.vague || self.quantity.low.value >= Exact::int(100_000);
        crowd
            && self.reader.near(self.start, self.start.saturating_sub(3)..self.start, has)
            && !(self.in_results() || self.told_since() || self.names_product())
    }

    /// Whether the place it stands in makes it a result: a headline, an item that begins with it, parts of a system of one's
    /// own.
    fn is_told(&self) -> bool {
        let (cx, part) = (self.reader.cx, self.is_part());
        let heads_item = cx.place == Place::List && self.start == 0 && (part || self.quantity.unit.is_data());
        let own = one_of!(self.reader.tokens.before(self.start, 1), "their" "our" "its")
            && self.quantity.low.value >= Exact::int(1_000);
        self.in_results() && self.names_subject()
            || part && (self.in_section() || cx.place.is_headline() || own)
            || heads_item
    }

    /// Where the words before the count begin that may govern it.
    fn left(&self) -> usize {
        self.start.saturating_sub(8)
    }

    fn in_section(&self) -> bool {
        self.reader.cx.section == Section::Results
    }

    fn in_results(&self) -> bool {
        self.reader.cx.section == Section::Results || self.reader.cx.place.is_headline()
    }

    fn names_subject(&self) -> bool {
        self.reader.names_subject(self.start)
    }

    /// Whether a verb of carrying governs the count. After an article such a word is a noun: "the store", "each release".
    fn has_verb(&self) -> bool {
        let tokens = self.reader.tokens;
        let verb = |i: usize| {
            // After an article a noun; after "to" behind the count what is still to be done.
            let noun = i >= self.end && tokens.before(i, 1) == "to"
                || one_of!(tokens.before(i, 1), "the" "a" "an" "each" "every" "this" "per" "our" "their" "its");
            self.reader.together(i, self.start) && !noun && words::carries(tokens.at(i))
        };
        (self.left()..self.start).any(verb) || (self.end..self.end + 5).any(verb)
    }

    /// People and places are the company's own unless they took the product up, or are served by it at work.
    fn taken_up(&self) -> bool {
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

    /// Whether they are places over which a system is spread.
    fn is_site(&self) -> bool {
        is_site(self.head)
    }

    /// "a 25-node cluster": so large is what is run.
    fn is_size(&self) -> bool {
        let tokens = self.reader.tokens;
        let hyphen = (self.quantity.core.start..self.end).any(|i| tokens.at(i) == "-" && tokens.glued(i));
        hyphen && one_of!(self.head, "cluster" "clusters" "fleet" "deployment" "installation" "mesh" "grid" "farm")
    }

    /// "we had 40 services", "were running 30 clusters", "managing 300 servers by hand was hard": how things stood, unless
    /// something says that it is so since or with something.
    fn was_before(&self) -> bool {
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
    fn told_since(&self) -> bool {
        let since = |w: &str| one_of!(w, "now" "today" "currently" "since" "already" "within" "after" "later" "despite" "without");
        let tokens = self.reader.tokens;
        let by = |i: usize| tokens.at(i) == "by" && (tokens.capital(i + 1) || tokens.at(i + 1) == "the");
        let says = |i: usize| since(tokens.at(i)) || by(i);
        tokens.sentence_of(self.start).any(says) || self.names_subject()
    }

    /// "dozens of other companies", "has grown to consist of 50 parts".
    fn of_others(&self) -> bool {
        let tokens = self.reader.tokens;
        let consists = tokens.before(self.start, 1) == "of" && tokens.before(self.start, 2).starts_with("consist");
        let other = (self.quantity.core.start..self.end).any(|i| tokens.at(i) == "other");
        consists || other && words::company_noun(self.head) && !words::colleagues(self.head)
    }

    /// "70 million people use Ashgrove": what they use is the customer.
    fn of_company(&self) -> bool {
        let tokens = self.reader.tokens;
        let used = |i: usize| {
            let uses =
                one_of!(tokens.before(i, 1), "use" "uses" "using" "on" "trust" "visit" "choose" "love" "play" "read");
            uses && self.reader.named(&self.reader.customer, i..i + 1)
        };
        let outside = words::company_noun(self.head) && !words::colleagues(self.head);
        // "with Ashgrove, thousands of organizations have access": the customer's own users.
        let theirs =
            outside && self.reader.names_customer(self.start) && self.quantity.low.vague && !self.names_product();
        theirs || words::company_noun(self.head) && (self.end + 1..self.end + 5).any(used)
    }

    /// Whether a verb of serving stands just before the count.
    fn served_before(&self) -> bool {
        let serves = |w: &str| words::inflects(w, &["serv", "support", "host", "handl", "manag"]);
        self.reader.near(self.start, self.start.saturating_sub(2)..self.start, serves)
    }

    /// Whether a product is named, known or likely.
    fn names_product(&self) -> bool {
        self.names_subject() || self.reader.names_likely(self.start)
    }

    /// Whether the counted things are parts of a system.
    fn is_part(&self) -> bool {
        words::load_noun(self.head) || words::load_noun(&format!("{}s", self.head))
    }

    /// Whether the sentence tells what the company itself does or has: its first noun is the company, its website or its
    /// team, and nothing says that it is so now, with or since something.
    fn is_trade(&self) -> bool {
        let (reader, at) = (self.reader, self.start);
        let told = |w: &str| one_of!(w, "now" "today" "currently" "with" "since" "using" "on" "thanks" "after");
        (reader.near(at, self.left()..at, words::company) || reader.named(&reader.customer, self.left()..at))
            && !reader.near(at, self.left()..self.end + 8, told)
    }

    /// Whether a verb of the past tells of a single occasion.
    fn in_the_past(&self) -> bool {
        self.reader.near(self.start, self.start.saturating_sub(3)..self.start, |w| {
            matches!(w, "had" | "was" | "were" | "used")
        })
    }

    /// "the cluster has 500 nodes", "300 applications in production": parts of a system, said to be there now.
    fn is_owned(&self) -> bool {
        let there = tokens_say(self.reader, self.start, "there were");
        let has = |w: &str| there || matches!(w, "has" | "have" | "with" | "are" | "of");
        let now = |w: &str| matches!(w, "now" | "today" | "currently" | "production");
        // "Today they have more than twenty projects"
        let stock =
            self.reader.near(self.start, self.left()..self.start, |w| matches!(w, "now" | "today" | "currently"));
        (self.is_part() || stock && !self.is_trade())
            && self.reader.near(self.start, self.left()..self.start, has)
            && (self.is_part() && (tokens_say(self.reader, self.start, "there are") || self.names_product())
                || self.in_results()
                || self.reader.near(self.start, self.left()..self.end + 4, now))
    }
}

/// Whether `phrase`, two words, stands just before token `at`.
fn tokens_say(reader: &Reader<'_>, at: usize, phrase: &str) -> bool {
    at >= 2 && reader.tokens.phrase(at - 2, phrase)
}
