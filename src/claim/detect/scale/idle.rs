//! Counts that are no load: lengths and weights, kinds, settings, trials, troubles.

use super::super::{Reader, words};
use super::changed;
use crate::claim::Approx;
use crate::claim::exact::Exact;
use crate::claim::quantity::Quantity;

/// "ten lines of YAML": how long something is.
pub(super) fn is_length(quantity: &Quantity) -> bool {
    quantity.unit.noun == "lines" && quantity.low.value < Exact::int(1_000)
}

/// "weighs 300 grams", "covers 9 million kilometres a year": what is weighed and measured of a thing is no load of a product.
pub(super) fn is_physical(quantity: &Quantity) -> bool {
    one_of!(quantity.unit.head(), "grams" "kilograms" "kilos" "kg" "tons" "tonnes" "metres" "meters" "kilometres" "kilometers" "km"
        "miles" "feet" "inches" "acres" "hectares" "litres" "liters" "gallons" "degrees" "watts" "kilowatts" "megawatts" "volts")
}

/// "25 types of goals", "ten reasons": what is told apart is not carried; "supports 12 languages" tells what a product can do.
pub(super) fn abstracts(quantity: &Quantity) -> bool {
    if one_of!(quantity.unit.head(), "languages" "formats" "currencies" "protocols" "browsers") {
        return true;
    }
    one_of!(quantity.unit.head(), "types" "kinds" "sorts" "ways" "reasons" "areas" "categories" "steps" "phases" "stages"
        "aspects" "factors" "lessons" "tips" "goals" "criteria" "questions" "options" "principles")
        && quantity.low.value < Exact::HUNDRED
}

/// How large a trial was: "the pilot covered 20 clinics".
pub(super) fn tried(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let start = quantity.span.start;
    // "We analysed 2,000 tickets to find out why", "ran 12 workshops": work of the project, done by people.
    let verb = reader.tokens.before(start, 1);
    let looked =
        words::inflects(verb, &["analys", "analyz", "audit", "review", "inspect", "visit", "interview", "compar"])
            || one_of!(verb, "wrote" "read");
    let who = |w: &str| one_of!(w, "we" "they" "team" "i" "staff");
    if looked && reader.near(start, start.saturating_sub(4)..start, who)
        || !changed(reader, quantity)
            && one_of!(quantity.unit.head(), "workshops" "interviews" "interviewees" "meetings" "participants")
        || reader.tokens.at(reader.tokens.sentence_of(start).start) == "join"
    {
        return true;
    }
    (start.saturating_sub(6)..start).any(|i| {
        reader.together(i, start)
            && matches!(
                reader.tokens.at(i),
                "remaining" | "benchmark" | "pilot" | "trial" | "workshop" | "interviewed" | "surveyed" | "attended"
            )
    })
}

/// "The team received 300 alerts a night": a trouble that came, unless it is said to have become less or to be so now.
pub(super) fn suffered(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let (tokens, start) = (reader.tokens, quantity.span.start);
    let head = quantity.unit.head();
    let trouble = one_of!(head, "alerts" "incidents" "errors" "failures" "outages" "complaints" "bugs" "pages" "defects" "calls"
        "tickets" "emails" "mails");
    let came = |w: &str| one_of!(w, "received" "receive" "receiving" "got" "get" "getting" "had" "saw" "see" "seeing" "faced" "facing" "experienced" "experiencing");
    let less = |w: &str| one_of!(w, "now" "only" "today" "just" "fewer" "less" "since");
    // "the backlog held 900 requests"
    let piled = reader.near(start, start.saturating_sub(4)..start, |w| matches!(w, "backlog" | "queue"))
        && one_of!(tokens.before(start, 1), "held" "had" "was" "reached" "exceeded");
    if piled {
        return true;
    }
    trouble
        && reader.near(start, start.saturating_sub(3)..start, came)
        && !matches!(quantity.approx, Approx::Under | Approx::AtMost)
        && !tokens.sentence_of(start).any(|i| less(tokens.at(i)))
        && !changed(reader, quantity)
}

/// Hardware and settings: "16 GB of RAM", "8 cores", "90 seconds timeout".
pub(super) fn settings(reader: &Reader<'_>, quantity: &Quantity) -> bool {
    let tokens = reader.tokens;
    let start = quantity.span.start;
    let set = |w: &str| {
        one_of!(w, "default" "configured" "quota" "retention" "interval" "limited" "capped" "limit" "limits"
        "threshold")
    };
    let maximum = tokens.before(start, 1) == "maximum" || tokens.phrase(start.saturating_sub(2), "maximum of");
    if maximum || reader.near(start, start.saturating_sub(5)..start, set) {
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
            "limits" "fields" "columns" "parameters" "bits" "bit" "characters" "bytes" "chars")
    })
}
