//! Whose number of things it is: what the product carries, or how large the customer is.

use super::*;

#[test]
fn what_the_product_carries() {
    check(
        &body(),
        &[
            ("The lab has a 25-node cluster.", &[("25-node cluster", "scale")]),
            ("We rolled it out across all clusters in six regions.", &[("six regions", "scale")]),
            ("It runs across their 4,000+ servers.", &[("4,000+ servers", "scale")]),
            ("It now serves 4,000 patients.", &[("4,000 patients", "scale")]),
            ("The desk is used by hundreds.", &[("hundreds", "scale")]),
            ("Our ledgers take 5.5 billion daily visits.", &[("5.5 billion daily visits", "scale")]),
            ("It answers 1,000 read QPS.", &[("1,000 read QPS", "scale")]),
            ("We only need two clerks.", &[("two clerks", "scale")]),
            ("We have deployed dozens of Intake clusters.", &[("dozens of Intake clusters", "scale")]),
            ("At peak, we run thousands of pods.", &[("thousands of pods", "scale")]),
            ("Their 1.5 million lines of code are kept in it.", &[("1.5 million lines", "scale")]),
            ("Millions of requests are served by it.", &[("Millions of requests", "scale")]),
            ("More than 80 engineers contribute to it.", &[("More than 80 engineers", "scale")]),
            ("Handling 2 million visitors with ease", &[("2 million visitors", "scale")]),
            ("It gave them the speed needed for 4 billion requests a day.", &[("4 billion requests a day", "scale")]),
        ],
    );
    let title = Context { place: Place::Title, ..body() };
    check(&title, &[("A ledger of 1.3 trillion rows", &[("1.3 trillion rows", "scale")])]);
    let item = Context { place: Place::List, ..body() };
    check(&item, &[("324 GB of scans in May", &[("324 GB", "scale")]), ("4 TB disks", &[("4 TB", "scale")])]);
    let results = Context { section: Section::Results, ..body() };
    check(&results, &[("Teams own in total 200 workflows.", &[("200 workflows", "scale")])]);
}

#[test]
fn how_large_the_customer_is() {
    near_misses::none(
        &body(),
        &[
            "Ashgrove is a group of clinics that now serves 2 million patients.",
            "Ashgrove, a chain of bakeries, runs 300 ovens in 14 towns.",
            "Founded in 1987, the mill grinds 40,000 tonnes a year and grew 25% last year.",
            "Since 2008, Ashgrove has become the leading platform for bakers.",
            "Our bakery recently crossed the €1M ARR threshold and is growing 25% a month.",
            "More than 70 million people use Ashgrove every month.",
            "With Ashgrove, thousands of bakers sell their bread.",
            "We had 40 services on old machines.",
            "We were running 30 clusters and it was painful.",
            "Managing 300 servers by hand was hard.",
            "Let's say you are running 10 nodes.",
            "Dozens of other companies are using it.",
            "The product has grown to consist of 50 parts.",
            "It had grown into 1,000 services.",
            "The other systems store about 100 TB at most.",
            "We have 200 million page views a month.",
            "The table has more than 70 fields.",
        ],
    );
}

#[test]
fn a_text_that_introduces_still_tells_what_changed() {
    check(
        &body(),
        &[
            ("Ashgrove is a group of clinics. It cut retyping by 40%.", &[("cut retyping by 40%", "percent")]),
            ("Ashgrove is a group of clinics. With Intake it runs 400 desks.", &[("400 desks", "scale")]),
            ("Intake is a platform that handles 40,000 forms a day.", &[("40,000 forms a day", "scale")]),
        ],
    );
}

#[test]
fn who_took_it_up_and_what_goes_through_it() {
    check(
        &body(),
        &[
            ("300 clinics are on Intake.", &[("300 clinics", "scale")]),
            ("More than 500 nurses log in each day.", &[("More than 500 nurses", "scale")]),
            ("Each day 40,000 forms go through it.", &[("40,000 forms", "scale")]),
            ("Roughly 40,000 forms pass through it daily.", &[("Roughly 40,000 forms", "scale")]),
            ("They trained 400 nurses.", &[("400 nurses", "scale")]),
            ("A team of 5 now runs the whole desk.", &[("5", "scale")]),
            ("One engineer looks after 40 clusters.", &[("40 clusters", "scale")]),
            ("Each night 40,000 records are matched.", &[("40,000 records", "scale")]),
            ("Millions of nurses use it.", &[("Millions of nurses", "scale")]),
            ("Over a thousand clinics have joined.", &[("Over a thousand clinics", "scale")]),
            ("It handles hundreds of millions of rows.", &[("hundreds of millions of rows", "scale")]),
            ("The app has been downloaded 4 million times.", &[("4 million times", "scale")]),
        ],
    );
    near_misses::none(
        &body(),
        &[
            "Ashgrove's 4,000 employees work in 30 countries.",
            "Our 300 developers work in 14 offices.",
            "The limit is 40 requests per second.",
            "A team of 5 built the desk.",
            "The old desk handled hundreds of forms.",
        ],
    );
}
