//! How words are written in a file, by its name.

/// How words are written in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::guard) enum Format {
    /// HTML, XML, SVG.
    Markup,
    /// Markdown, with or without front matter.
    Markdown,
    /// JSON: `\u0041` is a letter.
    Json,
    /// Scripts, in which digits and slashes are no words; `\u0041`, `\u{41}` and `\x41` are letters.
    Script,
    /// Style sheets, the same; `\41 ` is a letter.
    Style,
    /// Anything else that is text.
    Plain,
}

impl Format {
    /// Whether it is code, in which digits and slashes are no words.
    pub(in crate::guard) fn is_code(self) -> bool {
        matches!(self, Self::Script | Self::Style)
    }

    /// By the name's ending; `None` for what is not read as text.
    pub(in crate::guard) fn of_path(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        Some(match ending.as_str() {
            "html" | "htm" | "xhtml" | "xml" | "svg" | "atom" | "rss" | "xsl" | "kml" | "gpx" | "opf" => Self::Markup,
            "md" | "markdown" | "mdx" => Self::Markdown,
            "json" | "jsonl" | "ndjson" | "webmanifest" | "geojson" | "jsonld" | "map" => Self::Json,
            "js" | "mjs" | "cjs" | "ts" => Self::Script,
            "css" | "scss" | "less" => Self::Style,
            "txt" | "text" | "csv" | "tsv" | "vtt" | "srt" | "yml" | "yaml" | "toml" | "ini" | "log" | "ics"
            | "vcf" | "eml" | "mbox" | "sql" | "tex" | "rst" | "adoc" | "org" | "conf" | "sh" | "py" => Self::Plain,
            // CNAME, _redirects, .htaccess.
            _ if !name.trim_start_matches('.').contains('.') => Self::Plain,
            _ => return None,
        })
    }
}
