//! What a page may hold.

/// Nothing in the page runs that the theme did not bring.
pub fn inert(path: &str, html: &[u8]) {
    for token in html5gum::Tokenizer::new(html) {
        let Ok(html5gum::Token::StartTag(tag)) = token else { continue };
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let forbidden = ["iframe", "object", "embed", "base", "form", "input", "applet", "frame"];
        assert!(!forbidden.contains(&name.as_str()), "<{name}> in {path}");
        for (key, value) in &tag.attributes {
            let key = String::from_utf8_lossy(key).to_ascii_lowercase();
            assert!(!key.starts_with("on"), "{key} in {path}");
            if ["href", "src", "action", "xlink:href", "srcset"].contains(&key.as_str()) {
                leads_on(path, &name, &key, &String::from_utf8_lossy(value));
            }
        }
    }
}

/// An address that a browser fetches, or goes to, and does not run.
fn leads_on(path: &str, tag: &str, key: &str, value: &str) {
    let value: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let value = value.to_ascii_lowercase();
    let runs = ["javascript:", "vbscript:", "data:"].iter().any(|scheme| value.starts_with(scheme));
    assert!(!runs || value.starts_with("data:image/svg+xml"), "{value} in {path}");
    if tag == "script" && key == "src" {
        assert!(!value.contains("//"), "{value} in {path}");
    }
}
