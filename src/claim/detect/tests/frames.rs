//! The same thing told in many frames, and the frames of what is no result: one sentence each, none from a published study.

use super::near_misses::none;
use super::*;

#[test]
fn less_and_more_in_other_frames() {
    check(
        &body(),
        &[
            ("Spending is down nearly a third.", &[("down nearly a third", "percent")]),
            ("The footprint is a tenth the size.", &[("a tenth the size", "percent")]),
            ("Sales on the desk went up €2 million.", &[("up €2 million", "money")]),
            ("Nurses spend 80% less time on forms.", &[("80% less", "percent")]),
            ("We print three times as many cards as before.", &[("three times", "factor")]),
            ("Complaints dropped to almost zero.", &[("zero", "absolute")]),
            ("We save something like two hours a week.", &[("save something like two hours a week", "duration")]),
            ("Only one in 10,000 forms is lost now.", &[("Only one in 10,000 forms", "ratio")]),
            ("The move paid off in five months.", &[("five months", "duration")]),
            ("The lists are now at most five minutes old.", &[("at most five minutes", "duration")]),
            ("It got 9X more visits on previously abandoned carts.", &[("9X more", "factor")]),
        ]
        .map(|(text, found)| (text, found as &[_])),
    );
}

#[test]
fn then_several_and_now_one() {
    check(
        &body(),
        &[
            (
                "What used to take two weeks now takes an afternoon.",
                &[("two weeks now takes an afternoon", "vague-endpoints")],
            ),
            (
                "A shift that once required four clerks is now held by one.",
                &[("four clerks is now held by one.", "vague-endpoints")],
            ),
        ],
    );
}

#[test]
fn loads_in_other_frames() {
    check(
        &body(),
        &[
            ("Our largest cluster has 5,000 pods.", &[("5,000 pods", "scale")]),
            ("Today the fleet consists of 400 nodes.", &[("400 nodes", "scale")]),
            ("On a typical day it schedules 1 million jobs.", &[("1 million jobs", "scale")]),
            ("The desk is in use at 35 hospitals.", &[("35 hospitals", "scale")]),
            ("It has been rolled out to 3,000 stores.", &[("3,000 stores", "scale")]),
            ("There are now 80 teams on the platform.", &[("80 teams", "scale")]),
            ("Some 2,000 engineers deploy to the platform.", &[("Some 2,000 engineers", "scale")]),
            ("We have 25 users across Engineering and Sales.", &[("25 users", "scale")]),
            ("1000 people, no problem.", &[("1000 people", "scale")]),
            ("Fewer than ten people operate the whole platform.", &[("Fewer than ten people", "scale")]),
        ]
        .map(|(text, found)| (text, found as &[_])),
    );
}

#[test]
fn superlatives_of_what_we_used() {
    check(
        &Context::default(),
        &[
            ("Intake is the fastest tool we have ever used.", &[("the fastest tool", "superlative")]),
            ("It was by far the best decision for our desk.", &[("the best decision", "superlative")]),
        ],
    );
}

#[test]
fn of_the_world_at_large() {
    none(
        &body(),
        &[
            "A recent survey found that 58% of respondents keep paper.",
            "Only 12% of companies test their backups.",
            "About 20 percent of households still pay by cash.",
            "Spending on paper is growing by 20 percent a year across the industry.",
            "The competing desk costs three times as much.",
            "Around 200 contributors from 40 companies work on the project.",
            "There are now more than 100 such vendors.",
            "Unfilled posts have more than tripled over the past decade.",
        ],
    );
}

#[test]
fn of_the_time_before_or_of_trouble() {
    none(
        &body(),
        &[
            "The team received up to 300 alerts a night.",
            "About 40% of builds failed for no reason.",
            "Three out of four projects were late.",
            "At peak times, one in ten requests timed out.",
            "Each failure cost the company about $10,000.",
            "During the pandemic, demand grew by 300%.",
            "Traffic is three times higher on weekends.",
            "About 90 percent of their sales come through the site.",
        ],
    );
}

#[test]
fn of_what_is_only_wanted() {
    none(
        &body(),
        &[
            "The contract calls for 99.9% availability.",
            "The remaining 20% will follow next year.",
            "Within two years, all 600 wards should run on the platform.",
            "Ideally we'd be able to print 10 times a day.",
            "The ambition is zero manual steps.",
            "The business case assumed savings of 20 percent.",
            "Some vendors promise 100% availability.",
            "It's not the fastest desk, but it is the one we know.",
        ],
    );
}
