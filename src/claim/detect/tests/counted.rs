//! How many there are since: who took it up, where it spread, what came in the first months, what few people do.

use super::near_misses::none;
use super::*;

#[test]
fn who_took_it_up_and_where_it_spread() {
    check(
        &body(),
        &[
            ("More than 1,400 pupils enrolled through the portal.", &[("More than 1,400 pupils", "scale")]),
            ("Over 25 parishes now share one desk.", &[("Over 25 parishes", "scale")]),
            ("The programme has since expanded to 18 parishes.", &[("18 parishes", "scale")]),
            ("All 58 parishes are now on a single system.", &[("58 parishes", "scale")]),
        ],
    );
    none(
        &body(),
        &[
            "The company has since expanded to 18 countries.",
            "All 58 parishes are on the coast.",
            "Over 25 parishes share a border.",
        ],
    );
}

#[test]
fn what_came_in_the_first_months() {
    check(
        &body(),
        &[
            ("The new page had 90,000 visitors in its first month.", &[("90,000 visitors", "scale")]),
            ("The shop made €1.2 million in its first year online.", &[("€1.2 million", "money")]),
            ("They cleared a backlog of 1,200 cases.", &[("1,200 cases", "scale")]),
        ],
    );
    none(&body(), &["They faced a backlog of 1,200 cases.", "The page had 90,000 visitors."]);
}

#[test]
fn few_people_and_little_money() {
    let results = Context { section: Section::Results, place: Place::List, ..body() };
    check(
        &body(),
        &[
            ("Two people maintain the whole thing.", &[("Two people", "scale")]),
            ("We did it with a team of just three.", &[("just three", "scale")]),
            ("It costs a fraction of what the old one did.", &[("fraction of what", "percent")]),
        ],
    );
    check(&results, &[("Wards connected: 1,200", &[("1,200", "scale")])]);
    none(&results, &["Team size: 12", "Founded: 1998"]);
    none(&body(), &["Two people maintain that it is so.", "She has a team of three."]);
}

#[test]
fn work_of_the_project_and_settings() {
    none(
        &body(),
        &[
            "We ran 12 workshops with staff.",
            "The team analysed 2,000 letters to find out why.",
            "We audited 250 pages first.",
            "The benchmark ran on eight nodes.",
            "At its peak, the backlog held 900 letters.",
            "Most mills lose 2 to 3 percent.",
            "We store each file in three regions.",
            "Alerts fire when the load stays above 80% for five minutes.",
            "The sample rate is 10%.",
            "Join more than 5,000 teams that use Intake.",
            "Reading time: 5 minutes",
            "Ashgrove has delivered 400 projects since 2001.",
        ],
    );
    check(&body(), &[("Intake analyses 2,000 letters.", &[("2,000 letters", "scale")])]);
}

#[test]
fn less_of_what_was_there() {
    check(
        &body(),
        &[
            ("Compared with the old desk, waste is 19% lower.", &[("19% lower", "percent")]),
            ("The time spent on it is up 35 seconds.", &[("up 35 seconds", "duration")]),
            ("Downtime was limited to 15 minutes.", &[("15 minutes", "duration")]),
            ("It was rolled out in 11 days.", &[("11 days", "duration")]),
            ("The new form is four steps shorter.", &[("four steps", "scale")]),
            ("We cut three meetings a week.", &[("three meetings a week", "scale")]),
            ("We had it running in an afternoon.", &[("in an afternoon", "vague-endpoints")]),
        ],
    );
    none(&body(), &["The talk was limited to 15 minutes.", "In the old desk, waste was 19%."]);
}

#[test]
fn how_soon_it_was_there() {
    check(
        &body(),
        &[
            ("The desk reached production traffic in about two months.", &[("about two months", "duration")]),
            ("It was two months to production.", &[("two months", "duration")]),
            ("In about two months the desk went live.", &[("about two months", "duration")]),
            ("Pages come with 2 ms time to first byte.", &[("2 ms", "duration")]),
            ("Clerks saved approximately a day per week.", &[("saved approximately a day per week", "duration")]),
            (
                "Lists that took up to 15 minutes were reduced to a steady four minutes.",
                &[("up to 15 minutes were reduced to a steady four minutes", "from-to")],
            ),
            ("Our average is 15 minutes each. Now it's four.", &[("four", "from-to")]),
            ("Anna can learn how to use it in less than 15 minutes.", &[("less than 15 minutes", "duration")]),
        ],
    );
    none(
        &body(),
        &[
            "They had 900 ms latency then.",
            "With updates up to 12 times a day, the wait severely hurt the team.",
            "The clerks experienced five to six failures daily.",
        ],
    );
}
