//! "How we know": each record as a reader may see it. File names, notes, invoices and listeners stay out.

use jiff::civil::Date;
use serde::Serialize;

use super::figure::sample;
use super::{Day, words};
use crate::evidence::{Kind, Measurement, Record, in_words};
use crate::site::escape::publishable;
use crate::site::mark::Marks;
use crate::site::route::Routes;
use crate::source::Spanned;
use crate::study::Study;
use crate::written::Text;

/// One record as a numbered note.
#[derive(Clone, Debug, Serialize)]
pub struct NoteView {
    /// Its number.
    pub number: usize,
    /// Its anchor, without `#`.
    pub anchor: String,
    /// `measurement`, `usage` …
    pub kind: &'static str,
    /// The kind for people: `Measurement`.
    pub label: &'static str,
    /// What it is about: `Time spent retyping`.
    pub title: String,
    /// Details as label and value.
    pub rows: Vec<Row>,
    /// What else changed in the same time.
    pub also_changed: Option<String>,
    /// The private file behind it, as its kind only: `a table`.
    pub file: Option<&'static str>,
    /// A public page that can be looked at.
    pub url: Option<String>,
    /// The claims that lead here; empty for a record nobody cites.
    pub back: Vec<Back>,
}

/// A label and a value.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// `Period`.
    pub label: &'static str,
    /// The words.
    pub value: String,
    /// The day, where the value is one.
    pub day: Option<Day>,
    /// It is words that want the whole width, and not a figure or a name.
    pub wide: bool,
}

/// Labels of rows that want the whole width.
const WIDE: &[&str] = &["Method", "Computed", "It states", "Counted", "What it shows"];

/// A way back from a note to a claim.
#[derive(Clone, Debug, Serialize)]
pub struct Back {
    /// `#claim-3`.
    pub url: String,
    /// `1`, `2` … within the note.
    pub number: usize,
}

/// All notes of a study, cited records first. Call it when everything else of the page is made.
pub(super) fn notes(study: &Study, marks: &mut Marks, routes: &Routes) -> Vec<NoteView> {
    for record in &study.meta.evidence {
        marks.number(&record.id.value);
    }
    let order: Vec<String> = marks.order().to_vec();
    let records = order.iter().filter_map(|id| study.record(id));
    records
        .map(|record| {
            let number = marks.number(&record.id.value);
            let back = marks.places(number).iter().enumerate();
            let back = back.map(|(at, place)| Back { url: format!("#{place}"), number: at + 1 }).collect();
            let anchor = marks.anchor(&record.id.value).to_owned();
            note(study, record, routes, NoteFrame { number, anchor, back })
        })
        .collect()
}

struct NoteFrame {
    number: usize,
    anchor: String,
    back: Vec<Back>,
}

fn note(study: &Study, record: &Record, routes: &Routes, frame: NoteFrame) -> NoteView {
    let mut rows = Rows { rows: Vec::new(), routes };
    let named = publishable(&words::capital(&words::in_words(&record.id.value)), routes);
    let mut note = NoteView {
        number: frame.number,
        anchor: frame.anchor,
        kind: record.kind_name(),
        label: label(record),
        title: named,
        rows: Vec::new(),
        also_changed: None,
        file: record.file.as_ref().map(|file| file_kind(file.trimmed())),
        url: None,
        back: frame.back,
    };
    match &record.kind {
        Some(Kind::Measurement(m)) => {
            if let Some(metric) = &m.metric {
                note.title = publishable(&words::capital(metric.trimmed()), routes);
            }
            note.also_changed = m.also_changed.as_ref().map(|t| publishable(t.trimmed(), routes));
            measurement(&mut rows, m);
        }
        Some(Kind::Usage(u)) => {
            note.title = "In use".to_owned();
            rows.day("Since", &u.since);
            rows.day("Known on", &u.as_of);
            if let Some(active) = &u.active {
                rows.push("In use on that day", if active.value { "Yes" } else { "No" });
            }
            if let Some(value) = &u.value {
                let unit = u.unit.as_ref().map_or("", |u| u.trimmed());
                let amount = routes.numerals.amount_in_words(value.value, unit);
                match &u.metric {
                    Some(metric) => rows.push("Counted", &format!("{}: {amount}", words::capital(metric.trimmed()))),
                    None => rows.push("Counted", &amount),
                }
            }
            rows.maybe("Source", u.source.as_ref().map(|s| words::holder(s.value)));
        }
        Some(Kind::Commitment(c)) => {
            note.title = c.event.as_ref().map_or("Commitment", |e| words::event(e.value)).to_owned();
            rows.day("Date", &c.date);
            rows.day("Money cleared", &c.cleared);
        }
        Some(Kind::Interview(i)) => {
            note.title = publishable(&interview_title(study, i.with.as_ref()), routes);
            rows.day("Date", &i.date);
        }
        Some(Kind::Advocacy(a)) => {
            note.title = a.act.as_ref().map_or("Passed on", |act| words::act(act.value)).to_owned();
            rows.day("Date", &a.date);
            rows.maybe("Paid for it", a.paid.as_ref().map(|p| if p.value { "Yes" } else { "No" }));
        }
        Some(Kind::Document(d)) => {
            if let Some(title) = &d.title {
                note.title = publishable(title.trimmed(), routes);
            }
            rows.text("Issued by", &d.issuer);
            rows.day("Date", &d.date);
            rows.text("It states", &record.states);
        }
        Some(Kind::Public(p)) => {
            if let Some(publisher) = &p.publisher {
                note.title = publishable(publisher.trimmed(), routes);
            }
            note.url = p.url.as_ref().map(|u| u.trimmed().to_owned()).filter(|u| is_web(u) && routes.is_public(u));
            rows.day("Seen", &p.seen);
            rows.text("It states", &record.states);
        }
        Some(Kind::Certification(c)) => {
            if let Some(scheme) = &c.scheme {
                note.title = publishable(scheme.trimmed(), routes);
            }
            rows.text("Issued by", &c.issuer);
            rows.text("For", &c.scope);
            rows.day("Valid until", &c.until);
            rows.push("What it shows", "That it was issued. A certificate measures no outcome.");
        }
        None => {}
    }
    note.rows = rows.rows;
    note
}

fn measurement(rows: &mut Rows<'_>, m: &Measurement) {
    let unit = m.unit.as_ref().map_or("", |u| u.trimmed());
    for (label, value) in [("Before", m.shown_before()), ("After", m.shown_after()), ("Value", m.shown_value())] {
        if let Some(value) = value {
            rows.push(label, &rows.routes.numerals.amount_in_words(value, unit));
        }
    }
    rows.maybe("Statistic", m.statistic.as_ref().map(|s| words::statistic(s.value)));
    if let Some(period) = &m.period {
        for (label, interval) in
            [("Period before", &period.before), ("Period after", &period.after), ("Period", &period.whole)]
        {
            if let Some(interval) = interval {
                rows.push(label, &words::interval(&interval.value));
            }
        }
    }
    if let Some(of) = &m.sample {
        rows.push("Sample", &sample(of, &rows.routes.numerals));
    }
    rows.text("Method", &m.method);
    rows.maybe("Computed", in_words::for_readers(m).as_deref());
    rows.maybe("Source", m.source.as_ref().map(|s| words::holder(s.value)));
    rows.day("Collected", &m.collected);
}

/// Only a person who is quoted on the page is named.
fn interview_title(study: &Study, with: Option<&Text>) -> String {
    let quoted = with.filter(|with| {
        study.meta.quotes.iter().any(|q| q.by.as_ref().is_some_and(|by| by.trimmed() == with.trimmed()))
    });
    match quoted {
        Some(name) => format!("A conversation with {}", name.trimmed()),
        None => "A conversation with somebody at the customer".to_owned(),
    }
}

fn label(record: &Record) -> &'static str {
    match &record.kind {
        Some(Kind::Measurement(_)) => "Measurement",
        Some(Kind::Usage(_)) => "Use",
        Some(Kind::Commitment(_)) => "Commitment",
        Some(Kind::Interview(_)) => "Interview",
        Some(Kind::Advocacy(_)) => "Passed on",
        Some(Kind::Document(_)) => "Document",
        Some(Kind::Public(_)) => "Public source",
        Some(Kind::Certification(_)) => "Certificate",
        None => "Record",
    }
}

/// The kind of a private file; its name is nobody's business.
fn file_kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ext)| ext.to_ascii_lowercase()).as_deref() {
        Some("csv" | "tsv" | "xls" | "xlsx" | "ods" | "parquet") => "a table",
        Some("eml" | "msg" | "mbox") => "a message",
        Some("png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "heic") => "a picture",
        Some("mp3" | "wav" | "m4a" | "ogg" | "mp4" | "mov" | "webm") => "a recording",
        Some("json" | "log" | "xml" | "ndjson") => "a log",
        _ => "a document",
    }
}

pub(super) fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

struct Rows<'a> {
    rows: Vec<Row>,
    routes: &'a Routes,
}

impl Rows<'_> {
    fn push(&mut self, label: &'static str, value: &str) {
        self.rows.push(Row { label, value: publishable(value, self.routes), day: None, wide: WIDE.contains(&label) });
    }

    fn maybe(&mut self, label: &'static str, value: Option<&str>) {
        if let Some(value) = value {
            self.push(label, value);
        }
    }

    fn text(&mut self, label: &'static str, text: &Option<Text>) {
        self.maybe(label, text.as_ref().map(|t| t.trimmed()));
    }

    fn day(&mut self, label: &'static str, date: &Option<Spanned<Date>>) {
        if let Some(date) = date {
            let day = Day::from(date.value);
            self.rows.push(Row { label, value: day.text.clone(), day: Some(day), wide: false });
        }
    }
}
