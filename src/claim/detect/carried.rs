//! Whether the product carries a number of things, or they are the company's own size.

mod load;
mod own;
mod taken;

use super::scale::{changed, clicks, keeps, set_free, stands_alone};
use super::{Reader, words};
use crate::claim::quantity::Quantity;
use crate::claim::{Place, Section};

/// Whether the words around say that the product carries it.
pub(super) fn carried(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let count = Count::new(reader, quantity);
    if count.head.is_empty() && quantity.of.is_none() && !quantity.unit.is_data() {
        return changed(reader, quantity) || stands_alone(reader, quantity);
    }
    if count.is_with_ease() || count.is_first() || count.is_backlog() || count.has_spread() {
        return true;
    }
    if count.is_ranked() || count.was_before() || count.of_company() || count.of_others() {
        return false;
    }
    if count.is_load() || count.is_spread() || count.is_less() {
        return true;
    }
    if keeps(reader, quantity) || clicks(reader, quantity) || set_free(reader, quantity) {
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
    // "carries 2 million passengers a year": whom a company serves, not its system; "15 more a week" is what changed.
    if rate && count.are_guests() && !count.is_more() {
        return false;
    }
    if rate && (!count.is_part() && count.is_trade() || count.is_circumstance()) {
        return false;
    }
    if words::company_noun(count.head) && !rate {
        return count.taken_up();
    }
    let item = count.in_section() && reader.cx.place == Place::List;
    if quantity.low.vague && !rate && !(item && count.has_verb()) {
        return count.is_many() || count.takes_it();
    }
    if count.stays_below() {
        return true;
    }
    if count.is_rolled_out() || count.is_part() && count.is_on_system() {
        return true;
    }
    if quantity.unit.noun != "times" && !count.is_part() && count.is_trade() {
        return false;
    }
    rate && !count.comes_in() || count.takes_it() || item || count.has_verb() || count.is_owned() || count.is_told()
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
        let head = quantity.unit.head();
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
            // "in use"
            let noun = noun || tokens.at(i) == "use" && tokens.before(i, 1) == "in";
            let carries = words::carries(tokens.at(i)) || words::carries_on(tokens.at(i), tokens.at(i + 1));
            self.reader.together(i, self.start) && !noun && carries
        };
        // "an automatic migration of 550,000 pages"
        let moved = tokens.before(self.start, 1) == "of"
            && one_of!(tokens.before(self.start, 2), "migration" "conversion" "import" "analysis" "processing" "deployment" "installation"
                "delivery" "rollout");
        moved || (self.left()..self.start).any(verb) || (self.end..self.end + 5).any(verb)
    }

    /// Whether they are places over which a system is spread.
    fn is_site(&self) -> bool {
        is_site(self.head)
    }

    /// Whether a product is named, known or likely.
    fn names_product(&self) -> bool {
        self.names_subject() || self.reader.names_likely(self.start)
    }

    /// Whether the counted things are parts of a system.
    fn is_part(&self) -> bool {
        words::load_noun(self.head) || words::load_noun(&format!("{}s", self.head))
    }
}
