//! What every command is given: where it was called, for which project, on which day; and its two ways to talk.

use std::env;
use std::fmt::{Arguments, Display};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anstream::adapter::StripBytes;
use anstream::stream::{AsLockedWrite, RawStream};
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

use crate::cli::{Color, Shared};
use crate::failure::Failure;
use crate::pipeline::{ALL, FEW, Options};
use crate::report::{Format, Places};
use crate::rule::Baseline;
use crate::scan;

/// One call of the program.
#[derive(Clone, Debug)]
pub struct Call {
    /// The current folder.
    pub cwd: PathBuf,
    /// The day, in UTC.
    pub today: Date,
    /// Only what was asked for is said.
    pub quiet: bool,
    root: Option<PathBuf>,
    /// The day was given in the call.
    day_is_given: bool,
}

impl Call {
    /// Looks at the flags, the environment and the clock; nothing else does.
    pub fn new(shared: Shared) -> Result<Self, Failure> {
        let cwd = env::current_dir().map_err(Failure::io("find", "the current folder"))?;
        let cwd = cwd.canonicalize().map_err(Failure::io("open", cwd))?;
        let today = match shared.today {
            Some(date) => date,
            None => today()?,
        };
        let day_is_given = shared.today.is_some();
        Ok(Self { cwd, today, quiet: shared.quiet, root: shared.root, day_is_given })
    }

    /// The folder of the project around the current folder, or around `--root`.
    pub fn root(&self) -> Result<PathBuf, Failure> {
        scan::find_root(self.root.as_deref().unwrap_or(&self.cwd))
    }

    /// Where `init` starts from.
    pub fn base(&self) -> &Path {
        self.root.as_deref().unwrap_or(&self.cwd)
    }

    /// How paths of the project at `root` are shown: from the current folder; GitHub wants them from the checkout.
    pub fn places(&self, root: &Path, format: Format) -> Places {
        let checkout = (format == Format::Github).then(|| env::var_os("GITHUB_WORKSPACE")).flatten();
        match checkout.and_then(|dir| PathBuf::from(dir).canonicalize().ok()) {
            Some(checkout) if root.starts_with(&checkout) => Places::new(root, &checkout),
            _ => Places::new(root, &self.cwd),
        }
    }

    /// The page that GitHub shows below a step, if this is one.
    pub fn step_summary(&self) -> Option<PathBuf> {
        env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()).map(PathBuf::from)
    }

    /// The day as it is now, for what runs past midnight.
    pub fn day(&self) -> Date {
        if self.day_is_given { self.today } else { today().unwrap_or(self.today) }
    }

    /// The editor the environment names.
    pub fn editor(&self) -> Option<String> {
        let named = |name| env::var(name).ok().filter(|value| !value.trim().is_empty());
        named("VISUAL").or_else(|| named("EDITOR"))
    }

    /// Options of a plain run on this day.
    pub fn options(&self) -> Options {
        Options { today: self.today, draft: false, base_url: None, baseline: None, clock: None, held: ALL }
    }

    /// Options of a run that is told by its findings, with the baseline at `path`, if one was named. One that is not there is empty where it is to be written.
    pub fn options_with(&self, path: Option<&Path>, to_write: bool) -> Result<Options, Failure> {
        let plain = Options { held: FEW, ..self.options() };
        let Some(path) = path else { return Ok(plain) };
        let baseline = match scan::text_at(&self.cwd.join(path))? {
            Some(text) => Baseline::parse(&text, &path.display().to_string())?,
            None if to_write => Baseline::default(),
            None => {
                return Err(Failure::Refused(format!(
                    "there is no baseline {}\n  `proofmark check --baseline {0} --write-baseline` makes one of what is found today",
                    path.display()
                )));
            }
        };
        Ok(Options { baseline: Some(baseline), ..plain })
    }

    /// Says something that is not the answer itself, on stderr, unless told to be quiet.
    pub fn remark(&self, text: impl Display) {
        if !self.quiet {
            tell(format_args!("{text}"));
        }
    }
}

/// `SOURCE_DATE_EPOCH` if it is set, else the clock; in UTC.
fn today() -> Result<Date, Failure> {
    let now = match env::var("SOURCE_DATE_EPOCH") {
        Ok(written) => written.trim().parse().ok().and_then(|s| Timestamp::from_second(s).ok()).ok_or_else(|| {
            Failure::Refused(format!(
                "SOURCE_DATE_EPOCH is `{written}`, which is no number of seconds since 1970\n  \
                 set it to one, unset it, or give the day with --today 2026-11-21"
            ))
        })?,
        Err(_) => Timestamp::now(),
    };
    Ok(now.to_zoned(TimeZone::UTC).date())
}

/// Colour for the whole run.
pub(super) fn choose_colour(color: Color) {
    match color {
        // Colour belongs to a terminal; anstream looks at NO_COLOR, CLICOLOR and TERM.
        Color::Auto => {}
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
}

/// A line on stderr. When nobody reads it there is nobody to tell.
pub(super) fn tell(text: Arguments<'_>) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// A question on stderr, without a line end.
pub(super) fn ask(text: Arguments<'_>) {
    let mut stderr = anstream::stderr().lock();
    let _ = write!(stderr, "{text}").and_then(|()| stderr.flush());
}

/// Whether somebody can answer a question.
pub(super) fn somebody_is_there() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Writes the answer to stdout. A reader that stops reading, as `head` does, is no failure.
pub(super) fn answer(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    pour(io::stdout().lock(), write)
}

/// Writes findings to stderr, where the answer is something else.
pub(super) fn remark_all(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    pour(io::stderr().lock(), write)
}

fn pour<S>(stream: S, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure>
where
    S: RawStream + AsLockedWrite + 'static,
{
    let is_plain = anstream::AutoStream::choice(&stream) == anstream::ColorChoice::Never;
    let stream: Box<dyn Write> = match is_plain {
        true => Box::new(Plain { stream, marks: StripBytes::new(), words: Vec::new() }),
        false => Box::new(anstream::AutoStream::auto(stream)),
    };
    let mut stream = io::BufWriter::with_capacity(AT_ONCE, stream);
    match write(&mut stream).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Io { doing: "write", path: "the output of this command".into(), source: error })
        }
        Err(_) => {
            // What is still buffered would be written, and fail, when the buffer is dropped.
            let _ = stream.into_parts();
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

/// So many bytes are written by one call.
const AT_ONCE: usize = 64 * 1024;

/// Writes without colours. Each piece goes on whole: `anstream` would make a call for every stretch between two marks.
struct Plain<S> {
    stream: S,
    marks: StripBytes,
    words: Vec<u8>,
}

impl<S: Write> Write for Plain<S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.words.clear();
        self.marks.strip_next(bytes).for_each(|words| self.words.extend_from_slice(words));
        self.stream.write_all(&self.words)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// How wide the terminal behind stdout is; `None` when there is none.
pub(super) fn width_of_stdout() -> Option<usize> {
    terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0.into())
}

/// How wide the terminal behind stderr is; `None` when there is none.
pub(super) fn width_of_stderr() -> Option<usize> {
    terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| width.0.into())
}
