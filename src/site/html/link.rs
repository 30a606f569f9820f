//! Links, claims and pictures.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::writer::Writer;
use crate::site::escape::{attribute, href, publishable, write_text};
use crate::site::mark::NOTES;
use crate::site::route::Aim;
use crate::source::Span;
use crate::study::Binding;

/// Stands for words whose study is not shown: it was withdrawn, has run out, or is not published yet.
pub(super) const WITHHELD: &str = "[not published]";

/// What closes a link.
pub(super) enum Close {
    /// This HTML.
    With(String),
    /// The words since this byte give way to [`WITHHELD`].
    Withhold(usize),
}

impl Writer<'_, '_> {
    /// A paragraph that holds one picture and nothing else.
    pub(super) fn figure(&mut self, events: &[(Event<'_>, Range<usize>)]) {
        let title = events.iter().find_map(|(event, _)| match event {
            Event::Start(Tag::Image { title, .. }) if !title.is_empty() => Some(title.to_string()),
            _ => None,
        });
        self.out.push_str("<figure>");
        for (event, _) in events {
            self.event(event, None);
        }
        if let Some(title) = title {
            self.out.push_str("<figcaption>");
            write_text(&mut self.out, &title, self.place.routes);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
    }

    pub(super) fn start_link(&mut self, link_type: LinkType, target: &str, title: &str) {
        if let Some(binding) = Binding::of_target(target, self.nowhere(), self.nowhere()) {
            let close = if self.place.routes.withholds(target) {
                Close::Withhold(self.out.len())
            } else if self.place.bare {
                Close::With(String::new())
            } else {
                Close::With(self.start_claim(&binding))
            };
            self.links.push(close);
            return;
        }
        if self.place.bare {
            self.links.push(Close::With(String::new()));
            return;
        }
        let target = if link_type == LinkType::Email { format!("mailto:{target}") } else { target.to_owned() };
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", self.words_of(title)) };
        match self.place.routes.aim(self.place.file, self.place.folder, &target) {
            Aim::Here(address) => self.out.push_str(&format!("<a href=\"{}\"{title}>", href(&address))),
            Aim::Elsewhere(address) => {
                self.out.push_str(&format!("<a href=\"{}\"{title} rel=\"noopener\">", href(&address)));
            }
            Aim::Nowhere => {
                self.links.push(Close::With(String::new()));
                return;
            }
        }
        self.links.push(Close::With("</a>".to_owned()));
    }

    pub(super) fn end_link(&mut self) {
        match self.links.pop() {
            Some(Close::With(html)) => self.out.push_str(&html),
            Some(Close::Withhold(from)) => {
                self.out.truncate(from);
                self.out.push_str(&format!("<span class=\"withheld\">{WITHHELD}</span>"));
            }
            None => {}
        }
    }

    /// Words for an attribute.
    fn words_of(&self, title: &str) -> String {
        attribute(&publishable(title, self.place.routes))
    }

    fn nowhere(&self) -> Span {
        Span::new(self.place.file, 0..0)
    }

    /// Opens the words of a claim; what closes them holds the note's number.
    fn start_claim(&mut self, binding: &Binding) -> String {
        if let Some(study) = &binding.study {
            let Some((page, anchors)) = self.place.routes.studies.get(study) else { return String::new() };
            let anchor = anchors.get(&binding.id).unwrap_or(NOTES);
            let note = format!("{}#{anchor}", self.place.routes.link(page));
            self.out.push_str("<span class=\"claim\">");
            return format!(
                "</span><sup class=\"claim-note\"><a href=\"{}\" aria-label=\"how we know\">↗</a></sup>",
                href(&note)
            );
        }
        if !self.place.records.contains(&binding.id) {
            return String::new();
        }
        let mark = self.marks.cite(&binding.id);
        self.out.push_str("<span class=\"claim\">");
        let id = mark.place.map(|place| format!(" id=\"{place}\"")).unwrap_or_default();
        format!(
            "</span><sup class=\"claim-note\"><a{id} href=\"{}\" aria-label=\"note {n}, how we know\">{n}</a></sup>",
            href(&mark.url),
            n = mark.number
        )
    }

    pub(super) fn end_image(&mut self) {
        let Some((target, title, alt)) = self.image.take() else { return };
        let routes = self.place.routes;
        let alt = publishable(&alt, routes);
        let local = routes.media(self.place.file, self.place.folder, &target);
        let (address, size) = match local {
            Some(media) => (routes.link(&media.address), media.size),
            None => match routes.aim(self.place.file, self.place.folder, &target) {
                Aim::Here(address) => (address, None),
                // A picture on another host would be a request to a third party: it becomes a link.
                Aim::Elsewhere(address) => {
                    let words = if alt.is_empty() { &address } else { &alt };
                    self.out.push_str(&format!("<a href=\"{}\" rel=\"noopener\">", href(&address)));
                    write_text(&mut self.out, words, routes);
                    self.out.push_str("</a>");
                    return;
                }
                Aim::Nowhere => {
                    write_text(&mut self.out, &alt, routes);
                    return;
                }
            },
        };
        self.out.push_str(&format!("<img src=\"{}\" alt=\"{}\"", href(&address), attribute(&alt)));
        if let Some((width, height)) = size {
            self.out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        if !title.is_empty() {
            let title = self.words_of(&title);
            self.out.push_str(&format!(" title=\"{title}\""));
        }
        self.out.push_str(" loading=\"lazy\" decoding=\"async\">");
    }
}
