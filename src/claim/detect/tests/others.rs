//! Whose figure it is: what the customer's own customers got, how its story goes, what others measured, when something is done.

use super::*;

#[test]
fn not_what_the_product_did() {
    near_misses::none(
        &body(),
        &[
            "It has grown to a network of 90 outlets across the globe.",
            "She scaled the team to over 1,000 agents.",
            "Help us reach 10 million pupils.",
            "Ashgrove is Norway's largest portal for bakers. Ashgrove has helped bakers trade 8 million loaves, saving them over one million euros.",
            "It moves the scans after 80% of the disk is used.",
            "The average for the ten biggest clinics is a share of 50%.",
            "But Ashgrove was at 24%.",
            "Within two years, Ashgrove had five wards.",
            "Around the world, over 12 million weavers have used Ashgrove.",
            "They tracked 25 types of visits.",
        ],
    );
    let item = Context { place: Place::List, ..body() };
    near_misses::none(&item, &["July 2025: 100% of all wards"]);
}

#[test]
fn what_only_looks_like_it() {
    check(
        &body(),
        &[
            ("It beat all its goals with a 40% increase in visits.", &[("40% increase", "percent")]),
            ("Adoption has spread to over 100 users.", &[("over 100 users", "scale")]),
            ("Over 100 users across four wards depend on Intake.", &[("Over 100 users", "scale")]),
            ("That's 10,000 per day!", &[("10,000 per day", "scale")]),
            ("They won 40 wards, over half of which credit it.", &[("over half of which credit", "percent")]),
            ("After only three months of work it paid.", &[("only three months", "duration")]),
            ("No closed desk could match it.", &[]),
            ("No closed tool could match it.", &[("No closed tool", "superlative")]),
            ("Dozens of modules let nurses go home.", &[("Dozens of modules", "scale")]),
        ],
    );
    let tile = Context { place: Place::Outcome, ..body() };
    check(&tile, &[("10pp conversion", &[("10pp", "points")])]);
}

#[test]
fn loads_at_the_door_and_introductions() {
    near_misses::none(
        &body(),
        &[
            "Traffic surged, and it went up by a million hits in one day.",
            "The traffic was several orders of magnitude higher than what we have ever seen.",
            "The alarm eliminates any sense of calm.",
            "The old desk had faults affecting roughly 10% of forms.",
            "Backed by friends, Ashgrove lets bakers bake in minutes.",
        ],
    );
}

#[test]
fn what_was_retired_credited_and_kept_short() {
    check(
        &body(),
        &[
            ("They could retire all 14 servers.", &[("14 servers", "scale")]),
            ("3200+ old scripts have been deprecated.", &[("3200+ old scripts", "scale")]),
            ("Ovens keep the time for all loaves under 20 minutes.", &[("under 20 minutes", "duration")]),
            ("There are 200 people building on Intake.", &[("200 people", "scale")]),
            ("Ashgrove grew to a million users by leveraging Intake's desk.", &[("a million users", "scale")]),
            ("That led to ~28,000 more sign-ups.", &[("~28,000 more sign-ups", "scale")]),
            ("They give the leads they need 90% more efficient service.", &[("90% more", "percent")]),
            ("It solves it in a way other tools can't match.", &[("other tools can't match", "superlative")]),
            ("The whole round takes about 15 minutes.", &[("about 15 minutes", "duration")]),
            ("They saw a two-thirds reduction in costs.", &[("two-thirds reduction", "percent")]),
            ("In just six weeks of work we opened it.", &[("just six weeks", "duration")]),
            ("Intake is the single biggest factor.", &[("the single biggest factor", "superlative")]),
        ],
    );
}

/// The figures a reader of quantities must not trip over, wherever they stand.
#[test]
fn fixtures_of_the_reader() {
    near_misses::none(
        &body(),
        &[
            "They went from a mountain of paper to a single click.",
            "The desk polls every 10 seconds.",
            "The fault led to a queue, leading to many calls.",
            "The limit was 30 calls a minute.",
            "The Series B of $30 million closed in May.",
            "They went from 4G to 5G.",
            "They are 100% sure of it.",
            "They hoped for dozens.",
        ],
    );
    check(
        &body(),
        &[
            ("Forms are 200% faster.", &[("200% faster", "percent")]),
            ("It saved USD10m.", &[("saved USD10m", "money")]),
            ("It saved RM120,000.", &[("saved RM120,000", "money")]),
            ("It saved $US55,931,000.", &[("saved $US55,931,000", "money")]),
            ("It handles dozens of forms a minute.", &[("dozens of forms a minute", "scale")]),
            ("It saved 33-35 billion dollars.", &[("saved 33-35 billion dollars", "money")]),
        ],
    );
}
