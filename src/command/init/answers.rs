//! What `init` needs to know: from flags, else from somebody at the terminal, else by default.

use std::io::{self, BufRead};
use std::path::Path;

use crate::cli::Init;
use crate::command::call::{ask, somebody_is_there};
use crate::config::{BaseUrl, is_address};
use crate::failure::Failure;

/// All answers, each fit to be written into `site.toml`.
#[derive(Debug)]
pub(super) struct Answers {
    pub(super) publisher: String,
    pub(super) title: String,
    pub(super) product: Option<String>,
    pub(super) base_url: String,
    pub(super) contact: Option<String>,
    pub(super) customer: String,
}

/// Why an answer cannot be used; `None` when it can.
type Judge = fn(&str) -> Option<&'static str>;

impl Answers {
    /// Takes flags, asks for the rest, and refuses a flag that cannot be used.
    pub(super) fn get(args: &Init, dir: &Path) -> Result<Self, Failure> {
        let asking = !args.yes && somebody_is_there();
        let mut stdin = io::stdin().lock();
        let mut get = |flag: &Option<String>, name: &str, question: &str, default: &str, judge: Judge| {
            if let Some(value) = flag {
                return match judge(value) {
                    Some(why) => Err(Failure::Refused(format!("--{name} {value} cannot be used: {why}"))),
                    None => Ok(value.trim().to_owned()),
                };
            }
            Ok(if asking { put(&mut stdin, question, default, judge) } else { default.to_owned() })
        };
        let any: Judge = |_| None;
        let publisher =
            get(&args.publisher, "publisher", "Who publishes? Your company's name", &name_of(dir), some_words)?;
        let title = get(&args.title, "title", "The site's title", "Proof from our customers", some_words)?;
        let product = get(&args.product, "product", "What do you sell? (may stay empty)", "", any)?;
        let base_url =
            get(&args.base_url, "base-url", "Where will the site live?", "https://proof.example.com", web_address)?;
        let contact = get(
            &args.contact,
            "contact",
            "Where may readers write, to ask or to complain? (may stay empty)",
            "",
            mail_address,
        )?;
        let customer =
            get(&args.customer, "customer", "Whom will you write about first?", "First customer", some_letters)?;
        let some = |text: String| Some(text).filter(|t| !t.is_empty());
        Ok(Self { publisher, title, product: some(product), base_url, contact: some(contact), customer })
    }
}

/// Asks until the answer can be used. Silence takes the default.
fn put(stdin: &mut impl BufRead, question: &str, default: &str, judge: Judge) -> String {
    loop {
        let hint = if default.is_empty() { String::new() } else { format!(" [{default}]") };
        ask(format_args!("{question}{hint}: "));
        let mut line = String::new();
        if stdin.read_line(&mut line).unwrap_or(0) == 0 || line.trim().is_empty() {
            return default.to_owned();
        }
        match judge(line.trim()) {
            None => return line.trim().to_owned(),
            Some(why) => ask(format_args!("  {why}\n")),
        }
    }
}

fn some_words(text: &str) -> Option<&'static str> {
    text.trim().is_empty().then_some("write some words")
}

fn some_letters(text: &str) -> Option<&'static str> {
    slug::slugify(text).is_empty().then_some("write a name with letters or digits")
}

fn web_address(text: &str) -> Option<&'static str> {
    BaseUrl::parse(text.trim()).is_none().then_some("write scheme and host, such as https://proof.example.com")
}

fn mail_address(text: &str) -> Option<&'static str> {
    (!text.trim().is_empty() && !is_address(text.trim())).then_some("write an address such as proof@example.com")
}

/// `acme-ltd` → `Acme ltd`: a first guess at a company's name.
fn name_of(dir: &Path) -> String {
    let real = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let name = real.file_name().unwrap_or_default().to_string_lossy().replace(['-', '_', '.'], " ");
    let mut letters = name.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Our company".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_and_the_end_take_the_default() {
        assert_eq!(put(&mut "\n".as_bytes(), "Who?", "Acme", some_words), "Acme");
        assert_eq!(put(&mut "".as_bytes(), "Who?", "Acme", some_words), "Acme");
    }

    #[test]
    fn an_answer_that_cannot_be_used_is_asked_for_again() {
        let mut answers = "nowhere\nhttps://proof.acme.example\n".as_bytes();
        assert_eq!(put(&mut answers, "Where?", "x", web_address), "https://proof.acme.example");
    }

    #[test]
    fn folders_give_a_name() {
        assert_eq!(name_of(Path::new("/nowhere/acme-ltd")), "Acme ltd");
    }
}
