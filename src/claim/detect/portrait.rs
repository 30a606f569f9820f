//! Whether a text introduces the customer: "Ashgrove is a group of clinics …", "Founded in 1987, …". What it says of sizes,
//! growth and rank is true without the product.

use super::{Reader, words};
use crate::claim::{Place, Section};

/// How far into its first sentence an introduction names what it introduces.
const FIRST: usize = 10;
/// How many words may stand between the article and the kind of company.
const KIND: usize = 12;

/// See the head of this module.
pub(super) fn is_portrait(reader: &Reader<'_>) -> bool {
    let cx = reader.cx;
    let told = matches!(cx.place, Place::Body | Place::Heading | Place::Attribute);
    told && !cx.quoted && cx.section != Section::Results && introduces(reader)
}

fn introduces(reader: &Reader<'_>) -> bool {
    let tokens = reader.tokens;
    let first = |i: usize| reader.together(0, i);
    let founded = |i: usize| {
        let born =
            one_of!(tokens.at(i), "founded" "headquartered" "established" "backed") && tokens.before(i, 1) != "well";
        // Figures of a balance sheet.
        let worth = one_of!(tokens.at(i), "arr" "mrr" "ipo" "valuation" "raised") && !tokens.at(i + 1).is_empty();
        first(i) && (born || worth)
    };
    if reader.names_subject(0) || reader.names_likely(0) {
        return false;
    }
    if (0..FIRST).any(founded) {
        return true;
    }
    // "Intake is the fastest tool that we have used": who speaks of "we" introduces somebody else.
    let we = |i: usize| one_of!(tokens.at(i), "we" "we've" "we're" "our" "us" "i" "i've");
    if tokens.sentence_of(0).any(we) {
        return false;
    }
    (1..FIRST).any(|i| {
        // "Ashgrove, a group of clinics": what stands before the comma is the name; "Today, the desk …" has none.
        let beside = one_of!(tokens.at(i), "," "—" "–") && tokens.capital(i - 1) && !opens(tokens.at(0));
        let is = beside || matches!(tokens.at(i), "is" | "are" | "become");
        let article = one_of!(tokens.at(i + 1), "a" "an" "the" "one") || tokens.at(i + 1).ends_with("'s");
        let pronoun =
            |w: &str| one_of!(w, "it" "this" "that" "they" "we" "he" "she" "there" "what" "one" "its" "our" "their");
        let name = (0..i).any(|j| tokens.capital(j)) && !pronoun(tokens.at(0));
        let kind =
            (i + 2..i + 2 + KIND).take_while(|&j| first(j) && tokens.at(j) != ".").any(|j| is_kind(tokens.at(j)));
        first(i) && is && article && name && kind
    })
}

/// Adverbs that open a sentence with a capital.
fn opens(word: &str) -> bool {
    one_of!(word, "today" "now" "currently" "recently" "initially" "finally" "however" "eventually" "previously" "overall"
        "ultimately" "meanwhile" "then" "since")
}

/// What a customer is introduced as.
fn is_kind(word: &str) -> bool {
    words::company(word)
        || one_of!(word, "portal" "destination" "provider" "maker" "house" "platform" "consultancy" "developer" "player" "supplier" "producer" "studio"
            "engine" "tool" "solution" "service" "services" "network" "distributor" "builder" "institution" "fintech" "unicorn" "app" "leader" "companies"
            "banks" "retailers" "firms" "providers" "manufacturers" "organizations")
}
