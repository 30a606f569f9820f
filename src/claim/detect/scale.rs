//! Numbers of things and amounts of data that the product carries, and shares in "k of n".

use super::mood::Mood;
use super::{Found, Reader, words};
use crate::claim::exact::Exact;
use crate::claim::quantity::Quantity;
use crate::claim::unit::Dimension;
use crate::claim::{Approx, Change, Form, Place, Section};

/// Every count of the text that claims a load, an adoption or an output.
pub(super) fn find(reader: &Reader<'_>) -> Vec<Found> {
    let mut claimed: Vec<bool> =
        reader.quantities.iter().map(|q| counts(reader, q) && stands(reader, q) && carried(reader, q)).collect();
    // "4,000 pods, 200 nodes and 80,000 builds a day": what holds for one holds for its neighbours.
    for k in 1..claimed.len() {
        let (left, right) = (&reader.quantities[k - 1], &reader.quantities[k]);
        if claimed[k - 1] != claimed[k] && listed(reader, left, right) {
            let other = if claimed[k] { left } else { right };
            // "50 million messages a day on two servers": few of them is the point.
            let few = spread(reader, left, right) && reader.mood(&other.span) == Mood::Fact;
            let joins = counts(reader, other) && (few || stands(reader, other));
            (claimed[k - 1], claimed[k]) = (claimed[k - 1] || joins, claimed[k] || joins);
        }
    }
    let found = reader.quantities.iter().zip(claimed).filter(|(_, claimed)| *claimed);
    found
        .map(|(quantity, _)| {
            let form = if quantity.of.is_some() { Form::Ratio } else { Form::Scale };
            let span = quantity.span.clone();
            Found {
                heart: span.clone(),
                span,
                form,
                figure: Some(quantity.clone()),
                before: None,
                change: Change::Unstated,
                rank: 3,
            }
        })
        .collect()
}

/// Whether it is a number of things, an amount of data, or so many of so many.
fn counts(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    // "cut the pages by 30,000": what is counted stands before.
    let bare = !quantity.has_unit()
        && quantity.low.value >= Exact::int(10)
        && reader.tokens.before(quantity.span.start, 1) == "by";
    if bare && changed(reader, quantity) {
        return true;
    }
    // "it is a dozen a day now": what is counted stands before.
    if rate_now(reader, quantity) {
        return true;
    }
    if quantity.low.value.is_zero() {
        return false; // "zero-downtime upgrades" is read elsewhere
    }
    // Ten of ten is a grade.
    if quantity.of == Some(quantity.low.value) && quantity.unit.noun.is_empty() {
        return false;
    }
    (quantity.unit.is_data() || quantity.unit.dimension == Dimension::Count || quantity.of.is_some())
        && !quantity.low.fraction
}

/// "it is a dozen a day now", "today we do 30 a day".
fn rate_now(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let now = |w: &str| matches!(w, "now" | "today");
    let rate = !quantity.has_unit() && quantity.unit.per.is_some();
    rate && reader.near(quantity.span.start, 0..quantity.span.end + 2, now)
}

/// Whether nothing speaks against it: small numbers describe, settings and plans are no results.
fn stands(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    large(reader, quantity)
        && !settings(reader, quantity)
        && !tried(reader, quantity)
        && reader.mood(&quantity.span) == Mood::Fact
}

/// "5,000 pods running across 13 regions": the second count says over what the first is spread.
fn spread(reader: &Reader<'_>, left: &Quantity, right: &Quantity) -> bool {
    let between = left.span.end..right.span.start;
    let head = right.unit.noun.rsplit(' ').next().unwrap_or("");
    (1..=3).contains(&between.len())
        && between.clone().any(|i| matches!(reader.tokens.at(i), "across" | "on" | "over" | "in"))
        && between
            .clone()
            .all(|i| one_of!(reader.tokens.at(i), "across" "on" "over" "in" "running" "spread" "deployed"))
        && one_of!(head, "regions" "zones" "centers" "centres" "clusters" "nodes" "servers" "machines" "clouds"
            "environments" "namespaces" "tenants" "vms" "instances")
}

/// Whether two counts stand in one enumeration.
fn listed(reader: &Reader<'_>, left: &Quantity, right: &Quantity) -> bool {
    let between = left.span.end..right.span.start;
    if spread(reader, left, right) {
        return true;
    }
    between.len() <= 3
        && !between.is_empty()
        && between.clone().all(|i| matches!(reader.tokens.at(i), "," | "and" | "or" | "&" | "with"))
}

/// Two teams and three steps describe; ten and more count. "only five people" says that few were enough, and a rate is an
/// output however small, except how many times something runs.
fn large(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let several = quantity.low.value > Exact::ONE;
    // One is few only of people: "just one person".
    let person = one_of!(quantity.unit.noun.as_str(), "person" "engineer" "developer" "administrator" "nurse" "clerk");
    let few = (several || person) && matches!(reader.tokens.at(quantity.span.start), "only" | "just");
    let rate = several && quantity.unit.per.is_some() && quantity.unit.noun != "times";
    // "we deploy several times a day"
    let ships =
        |w: &str| words::inflects(w, &["releas", "deploy", "updat", "publish"]) || matches!(w, "ship" | "ships");
    let start = quantity.span.start;
    let often = quantity.low.vague
        && quantity.unit.noun == "times"
        && reader.near(start, start.saturating_sub(5)..start, ships);
    quantity.of.is_some()
        || quantity.unit.noun == "nines"
        || quantity.unit.is_data()
        || few
        || rate
        || often
        || changed(reader, quantity)
        || quantity.low.value >= Exact::int(10)
}

/// How large a trial was: "the pilot covered 20 clinics".
fn tried(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let start = quantity.span.start;
    (start.saturating_sub(6)..start).any(|i| {
        reader.together(i, start)
            && matches!(
                reader.tokens.at(i),
                "remaining" | "pilot" | "trial" | "workshop" | "interviewed" | "surveyed" | "attended"
            )
    })
}

/// Hardware and settings: "16 GB of RAM", "8 cores", "90 seconds timeout".
fn settings(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let tokens = reader.tokens;
    let start = quantity.span.start;
    let set = |w: &str| one_of!(w, "default" "maximum" "configured" "quota" "retention" "interval" "limited" "capped");
    if reader.near(start, start.saturating_sub(5)..start, set) {
        return true;
    }
    // "only 20 MB of memory", "25,000 cores": said for how little or how much it is.
    if matches!(tokens.at(start), "only" | "just")
        || quantity.low.value >= Exact::int(1_000) && !quantity.unit.is_data()
    {
        return false;
    }
    (quantity.core.start..quantity.span.end + 3).any(|i| {
        one_of!(tokens.at(i), "ram" "cores" "core" "vcpus" "vcpu" "cpus" "gpus" "timeout" "threshold" "limit"
            "limits" "bits" "bit" "characters" "bytes" "chars")
    })
}

/// Whether the words around say that the product carries it.
fn carried(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let count = Count::new(reader, quantity);
    let (tokens, start) = (reader.tokens, count.start);
    if count.head.is_empty() && quantity.of.is_none() && !quantity.unit.is_data() {
        return changed(reader, quantity) || rate_now(reader, quantity);
    }
    // "5 of the 10 largest banks" tells of the company's customers.
    let ranked =
        quantity.of.is_some() && quantity.unit.noun.split(' ').any(|w| one_of!(w, "largest" "top" "biggest" "leading"));
    if ranked {
        return false;
    }
    // "12 million concurrent users" is a load whoever carries it.
    let at_once = |w: &str| matches!(w, "concurrent" | "simultaneous");
    if quantity.unit.noun.split(' ').any(at_once) && reader.cx.section != Section::Background {
        return true;
    }
    // "four nines", and what runs "across 40 clusters"
    let across = tokens.before(start, 1) == "across" && count.is_part() && reader.cx.section != Section::Background;
    if quantity.unit.noun == "nines" || across {
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
    let rate = quantity.unit.per.is_some();
    let load = quantity.unit.noun.split(' ').any(|w| matches!(w, "concurrent" | "simultaneous" | "parallel"));
    if words::company_noun(count.head) && !rate && !load {
        return count.taken_up();
    }
    // "thousands of servers" tells how large a company is; "billions of requests a day" what is carried.
    if quantity.low.vague && !rate {
        let now = reader.near(start, count.left()..count.end + 4, |w| matches!(w, "now" | "today"));
        return (count.names_subject() || count.is_part() && now) && count.has_verb();
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
    let item = reader.cx.section == Section::Results && reader.cx.place == Place::List;
    rate || item || count.has_verb() || count.is_owned() || count.in_results() && count.names_subject()
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
            && !matches!(tokens.at(end), "spanning" | "working")
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
        by_system || adopted || served || named || (headline || self.names_subject()) && self.has_verb()
    }

    /// Whether a verb of serving stands just before the count.
    fn served_before(&self) -> bool {
        let serves = |w: &str| words::inflects(w, &["serv", "support", "host", "handl", "manag"]);
        self.reader.near(self.start, self.start.saturating_sub(2)..self.start, serves)
    }

    /// Whether the counted things are parts of a system.
    fn is_part(&self) -> bool {
        words::load_noun(self.head) || words::load_noun(&format!("{}s", self.head))
    }

    /// Whether the sentence tells what the company itself does or has: its first noun is the company, its website or its
    /// team, and nothing says that it is so now, with or since something.
    fn is_trade(&self) -> bool {
        let (reader, at) = (self.reader, self.start);
        let company = |w: &str| {
            one_of!(w, "company" "agency" "firm" "retailer" "startup" "bank" "group" "website" "site" "marketplace" "brand"
                "manufacturer" "airline" "business" "organization" "organisation" "store" "chain" "operator" "carrier")
        };
        let told = |w: &str| one_of!(w, "now" "today" "currently" "with" "since" "using" "on" "thanks" "after");
        reader.near(at, self.left()..at, company) && !reader.near(at, self.left()..self.end + 8, told)
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
            && (self.is_part() && tokens_say(self.reader, self.start, "there are")
                || self.in_results()
                || self.reader.near(self.start, self.left()..self.end + 4, now))
    }
}

/// Whether `phrase`, two words, stands just before token `at`.
fn tokens_say(reader: &Reader<'_>, at: usize, phrase: &str) -> bool {
    at >= 2 && reader.tokens.phrase(at - 2, phrase)
}

/// "cut 12 defects", "down by 30 tickets", "hundreds of scripts have been deleted": it is the object of a change.
fn changed(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let tokens = reader.tokens;
    let (start, end) = (quantity.span.start, quantity.span.end);
    let removes = |i: usize| {
        one_of!(tokens.at(i), "eliminated" "prevented" "removed" "retired" "deleted" "decommissioned" "replaced"
            "migrated" "automated" "saved" "avoided")
    };
    let verb = |i: usize| words::change(tokens.at(i)).is_some() || removes(i);
    let rid = tokens.before(start, 1) == "of" && tokens.before(start, 2) == "rid";
    let closed = tokens.before(start, 1) == "down" && one_of!(tokens.before(start, 2), "shut" "shutting");
    // "12 tonnes lower"
    let compared = matches!(words::compared(tokens.at(end)), Some(Change::Less));
    let direct = rid
        || compared
        || closed
        || start > 0 && verb(start - 1) && !matches!(tokens.at(start - 1), "up" | "down" | "free" | "growth" | "grow");
    let by = (tokens.before(start, 1) == "by" || tokens.before(start, 1) == "to" && quantity.of.is_some())
        && (start.saturating_sub(8)..start).any(|i| reader.together(i, start) && verb(i));
    let many = quantity.low.vague || quantity.low.value >= Exact::int(10);
    let passive = many
        && (end..end + 7)
            .take_while(|&i| reader.together(i, start))
            .any(|i| removes(i) && matches!(tokens.before(i, 1), "was" | "were" | "been" | "are" | "is"));
    direct || by || passive
}
