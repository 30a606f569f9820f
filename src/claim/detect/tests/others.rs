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
