//! `proofmark verify PROOF_JSON FILE`: whether a file is the one a proof was made from. Needs no project and no network.

use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::Status;
use super::call::answer;
use crate::cli::Verify;
use crate::failure::Failure;
use crate::proof::{Evidence, Proof, SCHEMA};
use crate::scan;

/// Compares the file's hash with those in the proof.
pub(super) fn run(cwd: &Path, args: &Verify) -> Result<Status, Failure> {
    let proof = read(cwd, args)?;
    let asked: Vec<&Evidence> = match &args.id {
        Some(id) => vec![record(&proof, id)?],
        None => proof.evidence.iter().collect(),
    };
    let hash = hash(cwd, &args.file, &|block| block.to_vec())?;
    let file = args.file.display();
    let (title, url) = (&proof.study.title, &proof.study.url);
    let is_of = |evidence: &Evidence| evidence.file.as_ref().is_some_and(|file| file.sha256 == hash);
    let same: Vec<&&Evidence> = asked.iter().filter(|evidence| is_of(evidence)).collect();
    let ends = if same.is_empty() { line_ends(cwd, args, &asked)? } else { None };
    answer(|out| {
        if same.is_empty() {
            let of = args.id.as_ref().map_or("any record".to_owned(), |id| format!("the record `{id}`"));
            writeln!(out, "no: {file} is not the file behind {of} of \"{title}\"\n  {url}")?;
            writeln!(out, "  sha256 of the file: {hash}")?;
            for (evidence, file) in asked.iter().filter_map(|e| Some((e, e.file.as_ref()?))) {
                writeln!(out, "  sha256 of `{}`: {}", evidence.id, file.sha256)?;
            }
            if let Some((id, ends)) = ends {
                return writeln!(
                    out,
                    "  with line ends of {ends} it is the one behind `{id}`: a mail program or git changed them on the way; ask for it in an archive"
                );
            }
            if let Some(other) = proof.evidence.iter().find(|other| is_of(other)) {
                let (id, title) = (&other.id, &other.title);
                return writeln!(
                    out,
                    "  it is the one behind another record, `{id}` ({title}): ask for that of this one"
                );
            }
            return writeln!(
                out,
                "  one byte that differs makes another file: ask for it as it was when the page was built"
            );
        }
        for evidence in &same {
            writeln!(out, "yes: {file} is the file behind `{}` ({}) of \"{title}\"", evidence.id, evidence.title)?;
        }
        writeln!(out, "  {url}")?;
        writeln!(out, "  sha256: {hash}")?;
        match &proof.study.as_of {
            Some(day) => writeln!(out, "  the study is of {day}, written by {}", proof.generator),
            None => writeln!(out, "  written by {}", proof.generator),
        }
    })?;
    Ok(if same.is_empty() { Status::Found } else { Status::Clean })
}

fn read(cwd: &Path, args: &Verify) -> Result<Proof, Failure> {
    let shown = args.proof.display();
    if args.proof.to_string_lossy().contains("://") {
        return Err(Failure::Refused(format!(
            "{shown} is an address, and verify works without the network\n  save the file first, then name it"
        )));
    }
    let path = cwd.join(&args.proof);
    let text = scan::text_at(&path)?
        .ok_or_else(|| Failure::Refused(format!("there is no {shown}\n  it is linked from the study's page")))?;
    let value: serde_json::Value = serde_json::from_str(&text).map_err(|error| {
        Failure::Refused(format!("{shown} is no JSON: {error}\n  save it again from the study's page"))
    })?;
    if value.get("schema").and_then(serde_json::Value::as_u64).is_some_and(|schema| schema > u64::from(SCHEMA)) {
        return Err(Failure::Refused(format!(
            "{shown} was written by a newer proofmark\n  install a newer one; this reads `schema` {SCHEMA}"
        )));
    }
    serde_json::from_value(value).map_err(|error| {
        Failure::Refused(format!("{shown} is no proof.json: {error}\n  it is linked from the study's page"))
    })
}

/// The record that was asked for, which must have a file.
fn record<'a>(proof: &'a Proof, id: &str) -> Result<&'a Evidence, Failure> {
    let ids = |with_file: bool| {
        let of = proof.evidence.iter().filter(|e| e.file.is_some() || !with_file);
        of.map(|e| format!("`{}`", e.id)).collect::<Vec<_>>().join(", ")
    };
    let found = proof.evidence.iter().find(|evidence| evidence.id == id);
    let evidence = found
        .ok_or_else(|| Failure::Refused(format!("there is no record `{id}` in the proof\n  it has {}", ids(false))))?;
    match evidence.file {
        Some(_) => Ok(evidence),
        None => Err(Failure::Refused(format!(
            "no file stands behind the record `{id}`\n  these have one: {}",
            if ids(true).is_empty() { "none".to_owned() } else { ids(true) }
        ))),
    }
}

/// The record whose file this is but for its line ends, and which ends that one has.
fn line_ends(cwd: &Path, args: &Verify, asked: &[&Evidence]) -> Result<Option<(String, &'static str)>, Failure> {
    let unix = |block: &[u8]| block.iter().copied().filter(|b| *b != b'\r').collect();
    let dos = |block: &[u8]| {
        let lines = block.iter().filter(|b| **b != b'\r');
        lines.flat_map(|b| if *b == b'\n' { b"\r\n".to_vec() } else { vec![*b] }).collect()
    };
    let ways: [(&Written, &str); 2] = [(&unix, "Unix (LF)"), (&dos, "Windows (CRLF)")];
    for (way, name) in ways {
        let hash = hash(cwd, &args.file, way)?;
        let same = asked.iter().find(|evidence| evidence.file.as_ref().is_some_and(|file| file.sha256 == hash));
        if let Some(evidence) = same {
            return Ok(Some((evidence.id.clone(), name)));
        }
    }
    Ok(None)
}

/// Bytes as they are hashed.
type Written = dyn Fn(&[u8]) -> Vec<u8>;

/// SHA-256 of a file of any size, each block of it as `written` gives it, in lower-case hexadecimal digits.
fn hash(cwd: &Path, file: &Path, written: &Written) -> Result<String, Failure> {
    let name = file.to_string_lossy();
    let mut stream = scan::stream(cwd, &name).map_err(Failure::io("open", file))?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match stream.read(&mut buffer).map_err(Failure::io("read", file))? {
            0 => break,
            read => hash.update(written(&buffer[..read])),
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
