//! Every spelling of a customer who is not to be named, in every place it could be published from.

use super::Output;
use crate::project::Project;

/// How one could write it, and still be understood.
const SPELLINGS: &[&str] = &[
    "Gorsebank",
    "GORSEBANK",
    "gorsebank",
    "gOrSeBaNk",
    "Gorsebank's",
    "Gorsebank\u{2019}s",
    "Gorse-bank",
    "Gorse bank",
    "Gorse_bank",
    "Gorse.bank",
    "GorsebankResidential",
    "gorsebank-residential-ltd",
    "www.gorsebank-homes.co.uk",
    "lettings-at-gorsebank-homes",
    "mygorsebanks.example",
    "Görsebänk",
    "Gorse\u{ad}bank",
    "Gorse\u{200b}bank",
    "G\u{2060}orsebank",
    "Gor\u{200d}sebank",
    "\u{ff27}\u{ff4f}\u{ff52}\u{ff53}\u{ff45}\u{ff42}\u{ff41}\u{ff4e}\u{ff4b}",
    "G\u{43e}rsebank",
    "𝐆𝐨𝐫𝐬𝐞𝐛𝐚𝐧𝐤",
    "Go\u{308}rsebank",
    "logo-gorsebank-2026.svg",
];

/// Values of the front matter that are printed, and places in Markdown.
const FIELDS: &[&str] = &[
    "title: \"{} asks once\"\n",
    "tags: [\"{}\"]\n",
    "aliases: [\"/x/{}/\"]\n",
    "limits: \"It did nothing for the house of {} in the north.\"\n",
    "hesitation: \"{} thought of it\"\n",
    "effort: \"Two days of {}\"\n",
    "alternatives: [\"to leave {}\"]\n",
    "typical: {text: We cannot say., basis: \"{} alone\"}\n",
    "disclosure: {relationship: none, incentive: \"lunch at {}\"}\n",
    "evidence: {x: {kind: measurement, metric: \"hours of {}\", unit: hours, before: 3, after: 2, better: lower, source: customer-system, collected: 2026-06-02}}\n",
    "evidence: {x: {kind: measurement, unit: hours, before: 3, after: 2, better: lower, source: customer-system, collected: 2026-06-02, also_changed: \"{} moved\"}}\n",
    "evidence: {x: {kind: document, title: \"A paper of {}\", issuer: Us, date: 2026-06-02}}\n",
];

const BODIES: &[&str] = &[
    "At {} they say so.\n",
    "## At {}\n",
    "> {} said so.\n",
    "- {}\n",
    "| a |\n|---|\n| {} |\n",
    "![The hall of {}](https://x.example/a.png)\n",
    "[x](https://x.example \"of {}\")\n",
    "`{}`\n",
    "```\n{}\n```\n",
    "It ends.[^1]\n\n[^1]: By {}.\n",
];

const STATICS: &[(&str, &str)] = &[
    ("static/a.txt", "{}"),
    ("static/b.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>{}</text></svg>"),
    ("static/c.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>{}</title></svg>"),
    ("static/d.json", "{\"a\": \"{}\"}"),
    ("static/e.html", "<p title=\"{}\">x</p>"),
    ("static/f.js", "const a = \"{}\";"),
    ("static/g.css", "a::after { content: \"{}\" }"),
    ("static/h.csv", "a,b\n{},2\n"),
    (
        "themes/ledger/templates/study.html",
        "{% extends \"default/study.html\" %}{% block main %}<p>{}</p>{% endblock main %}",
    ),
];

const CARD: &str =
    "problem: Papers came by post.\noutcome: They are sent once.\nquote: I go home on time on Mondays.\n";

fn project() -> Project {
    let project = Project::new();
    project.file(
        "content/studies/lettings.md",
        format!("---\ncustomer: {{name: Gorsebank Residential Ltd, public_as: A lettings agency, url: \"https://www.gorsebank-homes.co.uk\"}}\n{CARD}---\n"),
    );
    project
}

#[test]
fn every_spelling_is_found_in_every_place_of_a_document() {
    for spelling in SPELLINGS {
        let project = project();
        let mut paths = Vec::new();
        for (n, field) in FIELDS.iter().enumerate() {
            paths.push(format!("content/studies/field-{n}.md"));
            let front = field.replace("{}", spelling);
            let text = format!("---\ncustomer: Ashgrove Clinic {n}\n{CARD}{front}---\n");
            project.file(paths.last().unwrap(), text);
        }
        for (n, body) in BODIES.iter().enumerate() {
            paths.push(format!("content/pages/body-{n}.md"));
            project.file(paths.last().unwrap(), format!("---\ntitle: Page {n}\n---\n{}", body.replace("{}", spelling)));
        }
        let checked = project.check();
        for path in &paths {
            let told = checked.findings.iter().any(|finding| {
                finding.rule == "unmasked-customer" && checked.sources.get(finding.span.file).path.as_ref() == path
            });
            // An old address is the name's own business: it is told for the customer's own study only.
            assert!(told || path.ends_with("field-2.md"), "{spelling:?} in {path}");
        }
    }
}

#[test]
fn every_spelling_is_found_in_what_is_published_as_it_is() {
    for (n, spelling) in SPELLINGS.iter().enumerate() {
        for (path, text) in [STATICS[n % STATICS.len()], STATICS[(n + 4) % STATICS.len()]] {
            let project = project();
            project.file(path, text.replace("{}", spelling));
            let output = Output::of(&project);
            assert!(output.checked.count().errors > 0, "{spelling:?} in {path}");
        }
    }
}

/// `Gorsebank` as Base64: as text, in a drawing, and in the words of a picture in a drawing; and in escapes of code.
#[test]
fn packed_and_escaped_words_are_read() {
    for (path, text) in [
        ("static/a.css", "a { background: url(data:text/plain;base64,QXQgR29yc2ViYW5rLg==) }"),
        ("static/b.html", "<img src=\"data:image/svg+xml;base64,PHN2Zz48dGV4dD5Hb3JzZWJhbms8L3RleHQ+PC9zdmc+\">"),
        (
            "static/c.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"data:image/png;base64,iVBORw0KGgoAAAAHdEVYdEEAR29yc2ViYW5rAQI=\"/></svg>",
        ),
        ("static/d.js", "const a = 'data:;base64,QXQgR29yc2ViYW5rLg';"),
        ("static/e.js", "const a = 'At \\x47orseb\\u{61}nk';"),
        ("static/f.css", ".a::after { content: \"At \\47 orsebank\" }"),
        ("themes/ledger/static/g.css", ".a::after { content: '\\000047\\6frseb\\61 nk' }"),
        ("static/h.html", "<style>p::after { content: \"\\47 orsebank\" }</style>"),
        ("static/i.html", "<script>const t = \"<style>\"; const a = \"At \\u0047orsebank\";</script>"),
        ("static/j.html", "<script>for(i=0;i<n;i++){a=\"At \\u0047orsebank\"} b=()=>1</script>"),
        ("static/k.html", "<style><!-- p::after { content: \"\\47 orsebank\" } --></style>"),
        ("static/l.js", "const a = 'At \\u{0000047}orsebank';"),
    ] {
        let project = project();
        project.file(path, text);
        assert!(Output::of(&project).checked.count().errors > 0, "{path}");
    }
}
