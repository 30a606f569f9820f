//! The Atom feed: the newest studies, each whole, with who says so and how it is known.

use jiff::civil::Date;

use super::escape::attribute;
use super::plan::{Shown, Site};
use super::view::{QuoteView, StudyView};

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
/// How many studies the feed holds.
const NEWEST: usize = 50;

/// The newest studies with a date, newest first: their places, and the days.
pub(super) fn newest(site: &Site<'_>) -> Vec<(usize, Date)> {
    let dated = |(at, shown): (usize, &Shown<'_>)| Some((at, shown.changed()?));
    let mut newest: Vec<(usize, Date)> = site.shown.iter().enumerate().filter_map(dated).collect();
    let slug = |at: usize| &site.shown[at].slug;
    let order =
        |(a, day_a): &(usize, Date), (b, day_b): &(usize, Date)| day_b.cmp(day_a).then_with(|| slug(*a).cmp(slug(*b)));
    if newest.len() > NEWEST {
        newest.select_nth_unstable_by(NEWEST, order);
        newest.truncate(NEWEST);
    }
    newest.sort_by(order);
    newest
}

/// The newest studies with a date, as Atom.
pub(super) fn atom(site: &Site<'_>) -> String {
    let config = &site.checked.config;
    let base = &config.base_url;
    let newest = newest(site);
    // A feed must say when it changed; one without studies has only today.
    let updated = newest.first().map_or(site.checked.today, |(_, day)| *day);
    let mut out = HEAD.to_owned();
    out.push_str(&format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n", xml(&config.language)));
    out.push_str(&format!("  <title>{}</title>\n", xml(&site.title())));
    out.push_str(&format!("  <id>{}</id>\n", xml(&base.absolute("/"))));
    out.push_str(&format!(
        "  <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n",
        xml(&base.absolute("/atom.xml"))
    ));
    out.push_str(&format!("  <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", xml(&base.absolute("/"))));
    out.push_str(&format!("  <updated>{}</updated>\n", instant(updated)));
    let author = if config.publisher.is_empty() { site.title() } else { site.publisher() };
    out.push_str(&format!("  <author><name>{}</name></author>\n", xml(&author)));
    for (at, day) in newest {
        entry(&mut out, site, at, day);
    }
    out.push_str("</feed>\n");
    out
}

fn entry(out: &mut String, site: &Site<'_>, at: usize, day: Date) {
    let base = &site.checked.config.base_url;
    let shown = &site.shown[at];
    let address = base.absolute(&shown.address);
    let study = site.making(at).elsewhere();
    let summary = study.outcome_text.as_ref().unwrap_or(&study.title_text);
    out.push_str("  <entry>\n");
    out.push_str(&format!("    <title>{}</title>\n", xml(&study.title_text)));
    out.push_str(&format!(
        "    <id>{0}</id>\n    <link rel=\"alternate\" type=\"text/html\" href=\"{0}\"/>\n",
        xml(&address)
    ));
    out.push_str(&format!("    <updated>{}</updated>\n", instant(day)));
    if let Some(date) = &shown.study.meta.date {
        out.push_str(&format!("    <published>{}</published>\n", instant(date.value)));
    }
    out.push_str(&format!("    <category term=\"{}\"/>\n", attribute(study.rung.label)));
    out.push_str(&format!("    <summary>{}</summary>\n", xml(summary)));
    // A reader shows it anywhere, so links are whole. Escaped twice: it is HTML inside of XML.
    let content = content(&study);
    let content = ["href", "src"].into_iter().fold(content, |html, key| {
        html.replace(&format!(" {key}=\"{}/", base.path), &format!(" {key}=\"{}/", base.absolute("")))
    });
    out.push_str(&format!(
        "    <content type=\"html\" xml:base=\"{}\">{}</content>\n  </entry>\n",
        xml(&address),
        xml(&content)
    ));
}

/// The study as HTML: result, quotes, story, limits, how it is known.
fn content(study: &StudyView) -> String {
    let mut out = format!("<p><b>{}</b>, {}</p>", attribute(&study.customer.name), study.rung.label);
    let mut say = |label: &str, words: Option<&str>| {
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            let label = if label.is_empty() { String::new() } else { format!("<b>{label}:</b> ") };
            out.push_str(&format!("<p>{label}{words}</p>"));
        }
    };
    say("The problem", study.problem.as_ref().map(|html| html.0.as_str()));
    say("What it cost", study.cost.as_ref().map(|html| html.0.as_str()));
    say("What changed", study.outcome.as_ref().map(|html| html.0.as_str()));
    say("What did not change", study.limits.as_ref().map(|html| html.0.as_str()));
    let typical = study.typical.as_ref().and_then(|typical| typical.text.as_ref());
    say("Is it typical?", typical.map(|html| html.0.as_str()));
    for of in study.quote.iter().chain(&study.more_quotes) {
        quote(&mut out, of, &study.disclosure);
    }
    out.push_str(&study.body.0);
    if !study.notes.is_empty() {
        out.push_str("<h2>How we know</h2><ol>");
        for note in &study.notes {
            let rows: Vec<String> =
                note.rows.iter().map(|row| format!("{}: {}", row.label, attribute(&row.value))).collect();
            out.push_str(&format!("<li>{} ({}). {}", attribute(&note.title), note.label, rows.join("; ")));
            if let Some(also) = &note.also_changed {
                out.push_str(&format!(". What else changed: {}", attribute(also)));
            }
            out.push_str("</li>");
        }
        out.push_str("</ol>");
    }
    for allowed in &study.allowed {
        out.push_str(&format!(
            "<p>Said without a record: “{}”: {}</p>",
            attribute(&allowed.words),
            attribute(&allowed.reason)
        ));
    }
    out + &format!("<p>{} {}</p>", attribute(&study.disclosure.join(" ")), attribute(&study.consent))
}

/// Somebody's words, never without who, when, in answer to what, and what ties them to the publisher.
fn quote(out: &mut String, of: &QuoteView, disclosure: &[String]) {
    let mut said = vec![attribute(of.by.as_deref().unwrap_or("Speaker not named"))];
    said.extend(of.role.as_ref().map(|role| attribute(&role.text)));
    said.extend(of.date.as_ref().map(|day| day.text.clone()));
    let asked = of.asked.as_ref().map(|asked| format!(" Asked: {}", attribute(asked))).unwrap_or_default();
    let edited = if of.edited { " Shortened with the speaker’s leave." } else { "" };
    out.push_str(&format!(
        "<blockquote><p>{}</p></blockquote><p>{}.{asked}{edited} {}</p>",
        of.text.0,
        said.join(", "),
        attribute(&disclosure.join(" "))
    ));
}

fn instant(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

/// Text for XML, which has no place for control characters, not even escaped.
pub(super) fn xml(words: &str) -> String {
    let allowed = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}') || matches!(c, '\t' | '\n');
    attribute(&words.chars().filter(allowed).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_have_no_place_in_xml() {
        assert_eq!(xml("a\u{1}b & <c>"), "ab &amp; &lt;c&gt;");
    }
}
