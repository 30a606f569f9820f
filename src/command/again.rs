//! A build that would make what the last one made says what that said, and makes nothing.
//!
//! It counts as the same when program, day and arguments are, when every file the project reads and every file the last
//! build wrote is the very one it was, and when the last build ended without anything that held it back.

use std::env;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::call::{Call, width_of_stderr};
use crate::cli::Build;
use crate::finding::Count;
use crate::output;
use crate::pipeline::Options;
use crate::scan::{self, Print};

/// What a build said and saw.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Last {
    called: String,
    inputs: String,
    outputs: String,
    /// The output folder.
    pub(super) out: PathBuf,
    /// Studies that are published.
    pub(super) studies: usize,
    /// Pages.
    pub(super) pages: usize,
    /// All files.
    pub(super) files: usize,
    /// Errors, warnings and notes.
    pub(super) found: [usize; 3],
    /// The report, as it was written.
    pub(super) report: String,
}

/// What a build is about to start from.
pub(super) struct Start {
    called: String,
    inputs: Option<Print>,
    at: SystemTime,
}

impl Start {
    /// Looks at the project before anything of it is read.
    pub(super) fn look(call: &Call, args: &Build, root: &Path, options: &Options) -> Self {
        let at = SystemTime::now();
        let program = env::current_exe().ok().and_then(|path| scan::print_of_one(&path));
        let places = call.places(root, args.findings.format);
        let options = Options { clock: None, ..options.clone() };
        let (output, findings) = (&args.output, &args.findings);
        let told = (&call.cwd, call.quiet, width_of_stderr(), places);
        let called = format!("{:?}", (program, root, options, output, findings, told));
        let called = Sha256::digest(called).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { called, inputs: scan::print(root), at }
    }

    /// The last build, if this one would do the same.
    pub(super) fn again(&self, root: &Path) -> Option<Last> {
        let last: Last = serde_json::from_str(&output::recall(root)?).ok()?;
        let same = last.called == self.called
            && self.inputs.as_ref().is_some_and(|now| now.hash == last.inputs)
            && output::print(&last.out)?.hash == last.outputs;
        same.then_some(last)
    }

    /// Keeps what this build did, if every later change can be told from it.
    pub(super) fn remember(self, root: &Path, out: &Path, made: Made) {
        let settled = self.inputs.filter(|inputs| inputs.is_settled(self.at));
        let (Some(inputs), Some(outputs), Ok(out)) = (settled, output::print(out), out.canonicalize()) else { return };
        let Made { studies, pages, files, count, report } = made;
        let found = [count.errors, count.warnings, count.notes];
        let (called, inputs, outputs) = (self.called, inputs.hash, outputs.hash);
        let last = Last { called, inputs, outputs, out, studies, pages, files, found, report };
        if let Ok(record) = serde_json::to_string(&last) {
            output::remember(root, &record);
        }
    }
}

/// What a build has done.
pub(super) struct Made {
    pub(super) studies: usize,
    pub(super) pages: usize,
    pub(super) files: usize,
    pub(super) count: Count,
    pub(super) report: String,
}
