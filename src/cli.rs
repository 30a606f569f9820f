//! The arguments: what can be written behind `proofmark`, and the help that says so. Nothing is done here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::report::Format;

/// The whole call.
#[derive(Debug, Parser)]
#[command(
    name = "proofmark",
    version,
    about = "A static-site generator for customer proof: it publishes only what you can back up",
    after_help = "It reads Markdown case studies, finds every claim in them, asks for the evidence of each, recomputes the \
        figures, and builds a site that a prospect can trust.\n\n\
        Start here:\n  \
        proofmark init acme && cd acme && proofmark build\n\n\
        `proofmark <COMMAND> --help` says more about one command.",
    disable_help_subcommand = true,
    subcommand_required = true,
    arg_required_else_help = true,
    max_term_width = 100
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What every command understands.
    #[command(flatten)]
    pub shared: Shared,
}

/// Flags that every command understands.
#[derive(Args, Debug)]
#[command(next_help_heading = "Options of every command")]
pub struct Shared {
    /// Use the project in DIR instead of the one around the current folder
    #[arg(short = 'C', long, value_name = "DIR", global = true)]
    pub root: Option<PathBuf>,
    /// Judge as on this day, such as 2026-11-21; else SOURCE_DATE_EPOCH, else today in UTC
    #[arg(long, value_name = "DATE", global = true, value_parser = day)]
    pub today: Option<Date>,
    /// When to use colour: auto, always or never
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    #[arg(hide_default_value = true, hide_possible_values = true)]
    pub color: Color,
    /// Say only what was asked for: no summary, no progress
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

fn day(written: &str) -> Result<Date, String> {
    written.parse().map_err(|_| "write a day such as 2026-11-21".to_owned())
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What can be done, in the order of a first day.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a project that builds at once
    Init(Init),
    /// Start a study: a skeleton that says what each field is for
    New(New),
    /// Find what is not backed up, and say where, why and what to write instead
    Check(Check),
    /// Check, then publish the site to the output folder
    Build(Build),
    /// Show the site while you write: claims marked, findings beside the page, reloaded on every save
    Watch(Watch),
    /// List every claim in any Markdown, HTML or YAML, and whether it is bound
    Claims(Claims),
    /// Tell what a rule flags, why, and how to fix it
    Explain(Explain),
    /// Show the way to the next rung: what to ask the customer, what to paste
    Next(Next),
    /// Write down what the private files hold, for those who do not have them
    Lock(LockFile),
    /// Show a customer what will be published, and record that they approved it
    Approve(Approve),
    /// Take a study out: the customer took their consent back
    Withdraw(Withdraw),
    /// List what needs attention, by day: consents, evidence, references, approvals
    Due(DueList),
    /// Check that a file you were shown is the one a proof was made from
    Verify(Verify),
    /// Print a completion script for your shell
    Completions(Completions),
}

/// `proofmark init`.
#[derive(Args, Debug)]
#[command(
    after_help = "On a terminal it asks a few questions, each with an answer to accept; every one is also a flag. \
        It never writes over a file that is there.\n\n\
        Examples:\n  \
        proofmark init acme                         a new folder\n  \
        proofmark init --yes --publisher \"Acme Ltd\"  here, without questions"
)]
pub struct Init {
    /// The folder; made if it is not there
    #[arg(value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub dir: PathBuf,
    /// Who publishes: your company's name
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// The site's title
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// What you sell, as your customers call it
    #[arg(long, value_name = "NAME")]
    pub product: Option<String>,
    /// Where the site will live, with its path
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// The address readers may write to
    #[arg(long, value_name = "E-MAIL")]
    pub contact: Option<String>,
    /// The first customer to write about; a commented draft is made for them
    #[arg(long, value_name = "NAME")]
    pub customer: Option<String>,
    /// Also write a workflow that checks every pull request: github
    #[arg(long, value_name = "WHERE", hide_possible_values = true)]
    pub ci: Option<Ci>,
    /// Ask nothing: take flags and defaults
    #[arg(short, long)]
    pub yes: bool,
}

/// Who runs the checks of a pull request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Ci {
    /// `.github/workflows/proof.yml`.
    Github,
}

/// `proofmark new`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  \
    proofmark new \"Northwind Clinic\"            content/studies/northwind-clinic.md\n  \
    proofmark new --folder \"Northwind Clinic\"   content/studies/northwind-clinic/index.md, images beside it")]
pub struct New {
    /// The customer's name
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Make a folder, so that images can stand beside the study
    #[arg(long)]
    pub folder: bool,
}

/// `proofmark check`.
#[derive(Args, Debug)]
#[command(
    after_help = "The whole project is always read, because studies are compared with each other; PATHs limit what is \
        shown.\n\n\
        Formats:\n  \
        pretty  the words underlined, with the reason and a fix\n  \
        short   one line each: path:line:column: level[rule] message\n  \
        json    one object, for programs\n  \
        sarif   a SARIF 2.1.0 log, for code scanning and editors\n  \
        github  annotations of a pull request, the worst first\n\n\
        Fixes:\n  \
        --fix           corrects mistyped keys, takes out allowances that nothing needs\n  \
        --unsafe-fixes  ties a claim to the one record that says the same, writes the computed figure:\n  \
        \u{20}               read what it wrote\n\n\
        Exit codes:\n  \
        0  no error (and with --deny warnings, no warning); with --diff: nothing to fix\n  \
        1  something is wrong in the content; with --diff: something would be fixed\n  \
        2  the check could not run\n\n\
        Examples:\n  \
        proofmark check\n  \
        proofmark check content/studies/northwind.md\n  \
        proofmark check --deny warnings --format github    in a pull request\n  \
        proofmark check --diff --unsafe-fixes              what could be mended, nothing is written"
)]
pub struct Check {
    /// Show only what is found in these files and folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What is shown of the findings, and what fails
    #[command(flatten)]
    pub findings: Findings,
    /// Drop from the baseline what is mended; make it if it is not there
    #[arg(long, requires = "baseline", conflicts_with = "diff")]
    pub write_baseline: bool,
    /// With --write-baseline: also take in what is new
    #[arg(long, requires = "write_baseline")]
    pub allow_growth: bool,
    /// Write the fixes that are safe, then check again
    #[arg(long, group = "mending")]
    pub fix: bool,
    /// Show what would be written, and write nothing
    #[arg(long, group = "mending")]
    pub diff: bool,
    /// With --fix or --diff: also fixes that change what is said
    #[arg(long, requires = "mending")]
    pub unsafe_fixes: bool,
}

/// What a run does with what it finds.
#[derive(Args, Debug)]
pub struct Findings {
    /// How to show findings: pretty, short, json, sarif or github
    #[arg(long, value_name = "FORMAT", default_value = "pretty")]
    #[arg(hide_default_value = true, hide_possible_values = true)]
    pub format: Format,
    /// Fail on these too: warnings
    #[arg(long, value_name = "LEVEL", hide_possible_values = true)]
    pub deny: Option<Deny>,
    /// Pass over the findings that FILE knows
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
}

/// What fails a run besides errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Warnings fail the run like errors.
    Warnings,
}

/// `proofmark build`.
#[derive(Args, Debug)]
#[command(
    after_help = "With an error the output keeps its last good state, except that withdrawn studies are removed, always. \
        Files that were not written by a build are never touched.\n\n\
        Examples:\n  \
        proofmark build\n  \
        proofmark build --draft --output ../draft\n  \
        proofmark build --base-url https://preview.example"
)]
pub struct Build {
    /// Render drafts too, with a banner and noindex, to public-draft/
    #[arg(long)]
    pub draft: bool,
    /// Write to DIR instead of `output` of site.toml
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Use URL instead of `base_url` of site.toml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Say how long each step took
    #[arg(long)]
    pub timings: bool,
    /// Build even when nothing has changed since the last build
    #[arg(long)]
    pub no_cache: bool,
    /// What is shown of the findings, and what fails
    #[command(flatten)]
    pub findings: Findings,
}

/// `proofmark watch`.
#[derive(Args, Debug)]
#[command(
    after_help = "It shows what `build --draft` would write, drafts included, from memory: nothing is written. A page that \
        cannot be made keeps its last good state, with the problem above it.\n\n\
        Examples:\n  \
        proofmark watch --open\n  \
        proofmark watch --port 8080\n  \
        proofmark watch --poll          where saves go unnoticed: network drives, containers"
)]
pub struct Watch {
    /// The port; without it 4400, or the next that is free
    #[arg(short, long, value_name = "PORT")]
    pub port: Option<u16>,
    /// The address to listen on; anything but 127.0.0.1 lets others in
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", hide_default_value = true)]
    pub host: String,
    /// Open the site in the browser
    #[arg(short, long)]
    pub open: bool,
    /// Look for changes twice a second instead of waiting to be told
    #[arg(long)]
    pub poll: bool,
    /// What a click on file:line opens: vscode, cursor, zed, idea, a program or an address; else VISUAL or EDITOR
    #[arg(long, value_name = "EDITOR")]
    pub editor: Option<String>,
    /// Use URL instead of `base_url` of site.toml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Pass over the findings that FILE knows
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
}

/// `proofmark claims`.
#[derive(Args, Debug)]
#[command(
    after_help = "Reads .md, .markdown, .mdx, .html, .htm, .yaml and .yml, whoever wrote them; a study or page of a project is \
        read as `check` reads it. Each claim is bound to evidence, or an error or warning while it is not.\n\n\
        Formats:\n  \
        pretty  a line each, by file, with a count at the end\n  \
        jsonl   an object each: path, bytes, line, column, text, words, form, figure, bound and more\n\n\
        Examples:\n  \
        proofmark claims                                 the studies and pages of this project\n  \
        proofmark claims ../website/case-studies         any folder\n  \
        proofmark claims --format jsonl post.mdx | jq .words"
)]
pub struct Claims {
    /// Files and folders; without any, the content of this project
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to show them: pretty or jsonl
    #[arg(long, value_name = "FORMAT", default_value = "pretty")]
    #[arg(hide_default_value = true, hide_possible_values = true)]
    pub format: ClaimsFormat,
    /// A product or vendor the files are about, as often as needed: what is "the fastest" of it is a claim
    #[arg(long = "product", value_name = "NAME")]
    pub products: Vec<String>,
}

/// How claims are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ClaimsFormat {
    /// A line each, by file.
    Pretty,
    /// An object each.
    Jsonl,
}

/// `proofmark explain`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  \
    proofmark explain                       all rules\n  \
    proofmark explain unsupported-claim     one rule, with examples")]
pub struct Explain {
    /// The rule's name; without it all rules are listed
    #[arg(value_name = "RULE")]
    pub rule: Option<String>,
}

/// `proofmark next`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  \
    proofmark next               every study, in a line each\n  \
    proofmark next northwind     one study, with what to ask and what to paste")]
pub struct Next {
    /// The study's slug or file; without it all studies are shown
    #[arg(value_name = "STUDY")]
    pub study: Option<String>,
}

/// `proofmark lock`.
#[derive(Args, Debug)]
#[command(
    after_help = "proof.lock holds the hash of each private file that a study names, and the figures recomputed from it. It is \
        committed; the files need not be. Where a file is absent the lock stands in for it; where it is another, `check` says \
        so (`changed-evidence`) until it is locked again.\n\n\
        Exit codes: with --check and --diff 1 when proof.lock would change.\n\n\
        Examples:\n  \
        proofmark lock            show what changed, and write it\n  \
        proofmark lock --diff     show it, and write nothing\n  \
        proofmark lock --check    in a pull request"
)]
pub struct LockFile {
    /// Write nothing; fail when something would change
    #[arg(long, conflicts_with = "diff")]
    pub check: bool,
    /// Show the lines of proof.lock that would change, and write nothing
    #[arg(long)]
    pub diff: bool,
}

/// `proofmark approve`.
#[derive(Args, Debug)]
#[command(
    group = clap::ArgGroup::new("what").required(true),
    after_help = "Approved are quotations, names, figures and statements, not layout. From then on each change of them is an \
        error (`altered-quote`, `altered-figures`) until it is approved too. The texts stand in proof.lock, which is \
        committed.\n\n\
        Examples:\n  \
        proofmark approve northwind --request            one HTML file to send: the page, and all they are asked\n  \
        proofmark approve northwind --by \"Ana Ruiz\"       when they have said yes"
)]
pub struct Approve {
    /// The study's slug or file
    #[arg(value_name = "STUDY")]
    pub study: String,
    /// Write the page as the customer would see it to one file that needs no other
    #[arg(long, group = "what")]
    pub request: bool,
    /// With --request: write to FILE instead of approve-STUDY.html; - is the standard output
    #[arg(long, value_name = "FILE", requires = "request")]
    pub output: Option<PathBuf>,
    /// Record that NAME approved what the study says now
    #[arg(long, value_name = "NAME", group = "what")]
    pub by: Option<String>,
    /// With --by: they approved on DATE instead of today
    #[arg(long, value_name = "DATE", requires = "by", value_parser = day)]
    pub on: Option<Date>,
}

/// `proofmark withdraw`.
#[derive(Args, Debug)]
#[command(
    after_help = "The withdrawal is written into proof.lock. The next build takes the study out of the output before anything \
        else, even when another study has errors; it stays out when its file is renamed or `withdrawn` is deleted from it.\n\n\
        Examples:\n  \
        proofmark withdraw northwind\n  \
        proofmark withdraw northwind --on 2026-11-20"
)]
pub struct Withdraw {
    /// The study's slug or file
    #[arg(value_name = "STUDY")]
    pub study: String,
    /// They said so on DATE instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<Date>,
}

/// `proofmark due`.
#[derive(Args, Debug)]
#[command(
    after_help = "Listed are consents that end, evidence and rungs that grow old, references that rest or were asked too often, \
        studies whose words nobody approved, withdrawn studies whose files are still here, and when customers should be counted \
        again. What is overdue is always listed.\n\n\
        Examples:\n  \
        proofmark due                  the next 30 days\n  \
        proofmark due --within 90\n  \
        proofmark due --format json | jq '.due[] | select(.kind == \"consent\")'"
)]
pub struct DueList {
    /// Look DAYS ahead
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    pub within: u32,
    /// How to show them: pretty or json
    #[arg(long, value_name = "FORMAT", default_value = "pretty")]
    #[arg(hide_default_value = true, hide_possible_values = true)]
    pub format: DueFormat,
}

/// How what is due is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DueFormat {
    /// Two lines each, by day.
    Pretty,
    /// One object.
    Json,
}

/// `proofmark verify`.
#[derive(Args, Debug)]
#[command(
    after_help = "Works offline and needs no project. Each study links its proof.json; it holds the SHA-256 of every private \
        file its records rest on.\n\n\
        Exit codes:\n  \
        0  the file is the one behind a record\n  \
        1  it is not\n  \
        2  it could not be told: no such file, no proof.json, no such record\n\n\
        Examples:\n  \
        proofmark verify proof.json weeks.csv\n  \
        proofmark verify proof.json weeks.csv --id retyping"
)]
pub struct Verify {
    /// The study's proof.json, saved
    #[arg(value_name = "PROOF_JSON")]
    pub proof: PathBuf,
    /// The file you were shown
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Which record it must stand behind; without it, any
    #[arg(long, value_name = "RECORD")]
    pub id: Option<String>,
}

/// `proofmark completions`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  \
    proofmark completions bash > ~/.local/share/bash-completion/completions/proofmark\n  \
    proofmark completions zsh  > ~/.zfunc/_proofmark\n  \
    proofmark completions fish > ~/.config/fish/completions/proofmark.fish")]
pub struct Completions {
    /// bash, elvish, fish, powershell or zsh
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        super::Cli::command().debug_assert();
    }
}
