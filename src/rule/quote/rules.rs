//! The family's rules, as data.

use crate::finding::Level;
use crate::rule::Rule;
use crate::rule::example::{approved, study};

/// The family.
pub(in crate::rule) static RULES: &[Rule] = &[
    Rule {
        name: "unattributed-quote",
        family: "quote",
        level: Level::Warning,
        summary: "a quotation without a speaker",
        why: "Words of nobody could have been written by the seller, and a reader takes them so.",
        basis: Some("UK CAP Code 3.45: hold proof that a testimonial is genuine, and from whom."),
        fix: "Say who spoke and as what. Who does not want to be named can have a role.",
        bad: &[
            study!("", ""),
            "---\ncustomer: Ashgrove Clinic\nproblem: Forms were typed twice.\noutcome: Intake takes one pass.\n\
             quote: \"I go home on time on Mondays. — Ana Ruiz, Head nurse\"\n---\n> Nobody types the weekend any more.\n",
        ],
        good: &["---\ncustomer: Ashgrove Clinic\nproblem: Forms were typed twice.\noutcome: Intake takes one pass.\n\
             quote: \"I go home on time on Mondays. — Ana Ruiz, Head nurse\"\n---\n\
             > Nobody types the weekend any more.\n>\n> — Ana Ruiz, Head nurse\n"],
    },
    Rule {
        name: "empty-praise",
        family: "quote",
        level: Level::Warning,
        summary: "a quotation that praises and tells nothing",
        why: "Praise is free to give and fits any product. It moves no rung here, and no buyer elsewhere.",
        basis: None,
        fix: "Ask what changed in their week, and quote that.",
        bad: &["---\ncustomer: Ashgrove Clinic\nproblem: Forms were typed twice.\noutcome: Intake takes one pass.\n\
                quote: \"We love it, simply amazing! — Ana Ruiz, Head nurse\"\n---\n"],
        good: &["---\ncustomer: Ashgrove Clinic\nproblem: Forms were typed twice.\noutcome: Intake takes one pass.\n\
                 quote: \"I love that I go home on time on Mondays. — Ana Ruiz, Head nurse\"\n---\n"],
    },
    Rule {
        name: "unexplaining-quote",
        family: "quote",
        level: Level::Warning,
        summary: "a quotation that shares no word with what it is said to explain",
        why: "A quote counts when it says why the problem hurt or what the result is worth. One about something else \
              does not count for a rung.",
        basis: None,
        fix: "Point `explains` to what the words are about, or ask the speaker again.",
        bad: &["---\ncustomer: Ashgrove Clinic\nproblem: Forms were typed twice.\noutcome: Intake takes one pass.\n\
                quote: {text: The people on the phone are patient., by: Ana Ruiz, role: Head nurse, explains: problem}\n---\n"],
        good: &["---\ncustomer: Ashgrove Clinic\nproblem: Forms were typed twice.\noutcome: Intake takes one pass.\n\
                 quote: {text: Nobody types the weekend on Monday any more., by: Ana Ruiz, role: Head nurse, explains: problem}\n---\n"],
    },
    Rule {
        name: "quote-in-two-wordings",
        family: "quote",
        level: Level::Warning,
        summary: "almost the same sentence quoted in two wordings",
        why: "Quotation marks promise the exact words. Of two wordings at least one is made up.",
        basis: Some("16 CFR 255.1(b): an endorsement may not be reworded so that it distorts what was said."),
        fix: "Look up what was approved, and print that in both places; or quote a part of it word for word.",
        bad: &["---\ncustomer: Ashgrove Clinic\nproblem: Forms were typed twice.\noutcome: Intake takes one pass.\n\
                quote: \"I go home on time on Mondays, because nobody retypes the weekend. — Ana Ruiz, Head nurse\"\n---\n\
                > I always go home on time on Mondays because nobody is retyping the weekend.\n>\n> — Ana Ruiz, Head nurse\n"],
        good: &["---\ncustomer: Ashgrove Clinic\nproblem: Forms were typed twice.\noutcome: Intake takes one pass.\n\
                 quote: \"I go home on time on Mondays, because nobody retypes the weekend. — Ana Ruiz, Head nurse\"\n---\n\
                 > I go home on time on Mondays.\n>\n> — Ana Ruiz, Head nurse\n"],
    },
    Rule {
        name: "altered-quote",
        family: "quote",
        level: Level::Error,
        summary: "a quotation or a name that is not as the customer approved it",
        why: "Who approved a sentence approved that sentence. One word more or less is another sentence, and it is still \
              their name under it. White space, quotation marks and dashes do not count.",
        basis: Some("16 CFR 255.1(b): an endorsement may not be reworded so that it distorts what was said."),
        fix: "Write the approved words back, or ask again and run `proofmark approve`.",
        bad: &[
            approved!("I go away on time on Mondays.", "Ashgrove Clinic"),
            approved!("I go home on time on Mondays.", "Ashgrove Hospital"),
        ],
        good: &[approved!("“I go home\n  on time on Mondays.”", "Ashgrove Clinic")],
    },
    Rule {
        name: "altered-figures",
        family: "quote",
        level: Level::Error,
        summary: "a figure or statement that is not as the customer approved it",
        why: "A customer who checked a figure put their name to that figure. A better one needs their name again.",
        basis: Some("UK CAP Code 3.45: hold proof that a testimonial is genuine."),
        fix: "Write the approved figure back, or ask again and run `proofmark approve`.",
        bad: &[approved!("I go home on time on Mondays.", "Ashgrove Clinic", "Intake now takes half a pass.")],
        good: &[approved!("I go home on time on Mondays.", "Ashgrove Clinic")],
    },
];
