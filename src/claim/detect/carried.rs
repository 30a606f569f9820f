//! Whether the product carries a number of things, or they are the company's own size.

use super::scale::{changed, rate_now, used_by};
use super::{Reader, words};
use crate::claim::exact::Exact;
use crate::claim::quantity::Quantity;
use crate::claim::{Approx, Place, Section};

/// Whether the words around say that the product carries it.
pub(super) fn carried(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let count = Count::new(reader, quantity);
    let (tokens, start) = (reader.tokens, count.start);
    if count.head.is_empty() && quantity.of.is_none() && !quantity.unit.is_data() {
        return changed(reader, quantity) || rate_now(reader, quantity) || used_by(reader, quantity);
    }
    // "5 of the 10 largest banks" tells of the company's customers.
    let ranked =
        quantity.of.is_some() && quantity.unit.noun.split(' ').any(|w| one_of!(w, "largest" "top" "biggest" "leading"));
    if ranked {
        return false;
    }
    if count.was_before() || count.of_company() || count.of_others() {
        return false;
    }
    // "12 million concurrent users" is a load whoever carries it.
    let at_once = |w: &str| matches!(w, "concurrent" | "simultaneous");
    if quantity.unit.noun.split(' ').any(at_once) && reader.cx.section != Section::Background {
        return true;
    }
    // "four nines", and what runs "across 40 clusters"
    let owned = one_of!(tokens.before(start, 1), "their" "our" "its" "the" "all");
    let led = tokens.before(start, 1 + usize::from(owned));
    let across = (led == "across" && (count.is_part() || is_host(count.head) || count.is_site() && count.has_verb())
        || tokens.before(start, 1) == "in" && count.is_site() && count.has_verb())
        && reader.cx.section != Section::Background;
    if quantity.unit.noun == "nines" || across || count.is_size() {
        return true;
    }
    // "six out of ten patients" is a share; "two of the founders" a part.
    if quantity.of.is_some() && quantity.core.clone().any(|i| matches!(tokens.at(i), "out" | "in")) {
        return true;
    }
    // "saved 15 engineers"; but "added 15 offices" is growth.
    let spared = matches!(tokens.before(start, 1), "saved" | "saves" | "saving" | "freed");
    if spared || changed(reader, quantity) && !words::company_noun(count.head) {
        return true;
    }
    // "only two nodes", "we only need two people"
    let need = |w: &str| words::inflects(w, &["need", "requir", "us", "tak"]) || matches!(w, "take" | "takes" | "took");
    let spare = one_of!(tokens.before(start, 2), "only" "just") && need(tokens.before(start, 1));
    if spare && !count.in_the_past() {
        return true;
    }
    if matches!(tokens.at(start), "only" | "just") {
        let few = |w: &str| matches!(w, "now" | "took" | "takes" | "needs" | "need");
        // "uses only two nodes", "just four people run it"
        let runs = !count.in_the_past() && count.has_verb();
        return runs || count.in_results() || reader.near(start, count.left()..count.end + 4, few);
    }
    // "a 35-person team"
    if quantity.unit.noun.starts_with("person") || quantity.unit.noun.starts_with("strong") {
        return false;
    }
    let rate = is_rate(quantity) && !words::company_noun(count.head) || quantity.unit.per.is_some();
    let load = quantity.unit.noun.split(' ').any(|w| matches!(w, "concurrent" | "simultaneous" | "parallel"));
    if words::company_noun(count.head) && !rate && !load {
        return count.taken_up();
    }
    // "thousands of servers" tells how large a company is; "billions of requests a day" what is carried.
    if quantity.low.vague && !rate && !(item(reader) && count.has_verb()) {
        let now = reader.near(start, count.left()..count.end + 4, |w| matches!(w, "now" | "today"));
        // "millions of requests are served by it"
        let served = (count.end..count.end + 3).any(|i| words::carries(tokens.at(i)));
        // "low latency across hundreds of thousands of collections"
        if led == "across" && count.names_product() && !words::company_noun(count.head) {
            return true;
        }
        // "at peak, we run thousands of pods"
        let run = one_of!(tokens.before(start, 2), "we" "they") && words::carries(tokens.before(start, 1));
        if run && count.is_part() {
            return true;
        }
        return (count.names_subject() || count.is_part() && (now || served || count.names_product()))
            && count.has_verb();
    }
    // "memory stays below 200 MB"
    let state =
        one_of!(tokens.before(start, 1), "stays" "stay" "stayed" "remains" "is" "are" "uses" "needs" "consumes" "at");
    if quantity.unit.is_data() && state && matches!(quantity.approx, Approx::Under | Approx::AtMost) {
        return true;
    }
    if quantity.unit.noun != "times" && !count.is_part() && count.is_trade() {
        return false;
    }
    rate || item(reader)
        || count.has_verb()
        || count.is_owned()
        || count.in_results() && count.names_subject()
        || count.in_section() && count.is_part()
        || reader.cx.place.is_headline() && count.is_part()
        || heads_item(reader, quantity) && (count.is_part() || quantity.unit.is_data())
        || one_of!(tokens.before(start, 1), "their" "our" "its")
            && count.is_part()
            && quantity.low.value >= Exact::int(1_000)
}

/// "1,000 queries per second", "1,000 QPS", "5 million daily visits".
pub(super) fn is_rate(quantity: &Quantity) -> bool {
    let noun = &quantity.unit.noun;
    let often = |w: &str| one_of!(w, "daily" "weekly" "monthly" "hourly" "qps" "rps" "tps" "iops");
    quantity.unit.per.is_some() || noun.split(' ').any(often)
}

/// Whether an item of a list begins with the figure: "**324 GB** of traffic in May".
fn heads_item(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    reader.cx.place == Place::List && quantity.span.start == 0
}

/// Whether the text is an item of a list of results.
fn item(reader: &Reader<'_>) -> bool {
    reader.cx.section == Section::Results && reader.cx.place == Place::List
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
        let complaint = (0..tokens.len()).any(|i| self.reader.together(i, start) && words::complains(tokens.at(i)));
        (state || complaint) && !self.in_results() && !self.told_since()
    }

    /// Whether something in the sentence says that it is so now, since or with something.
    fn told_since(&self) -> bool {
        let since = |w: &str| one_of!(w, "now" "today" "currently" "since" "already" "within" "after" "later" "despite" "without");
        let tokens = self.reader.tokens;
        let by = |i: usize| tokens.at(i) == "by" && (tokens.capital(i + 1) || tokens.at(i + 1) == "the");
        let says = |i: usize| since(tokens.at(i)) || by(i);
        (0..tokens.len()).any(|i| self.reader.together(i, self.start) && says(i)) || self.names_subject()
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
