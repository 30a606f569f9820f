//! A file on its way from the disk, hashed as it passes.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// How much is read ahead to look at the header.
const HEAD: usize = 64 * 1024;

/// A reader that hashes.
pub(crate) struct Tap<R> {
    inner: R,
    hash: Sha256,
    size: u64,
    head: Vec<u8>,
    given: usize,
}

impl<R: Read> Tap<R> {
    pub(crate) fn new(inner: R) -> Tap<R> {
        Tap { inner, hash: Sha256::new(), size: 0, head: Vec::new(), given: 0 }
    }

    /// The first bytes, which are still to be read.
    pub(super) fn head(&mut self) -> io::Result<&[u8]> {
        while self.head.len() < HEAD {
            let before = self.head.len();
            self.head.resize(HEAD, 0);
            let more = self.inner.read(&mut self.head[before..]);
            self.head.truncate(before + more.as_ref().map_or(0, |n| *n));
            self.count(before, more?);
            if self.head.len() == before {
                break;
            }
        }
        Ok(&self.head)
    }

    fn count(&mut self, from: usize, n: usize) {
        self.hash.update(&self.head[from..from + n]);
        self.size += n as u64;
    }

    /// Reads what is left; then SHA-256 and size of the whole.
    pub(crate) fn finish(mut self) -> io::Result<([u8; 32], u64)> {
        let mut buffer = vec![0; HEAD];
        loop {
            match self.inner.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => {
                    self.hash.update(&buffer[..n]);
                    self.size += n as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok((self.hash.finalize().into(), self.size))
    }
}

impl<R: Read> Read for Tap<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = if self.given < self.head.len() {
            let n = (&self.head[self.given..]).read(buffer)?;
            self.given += n;
            n
        } else {
            let n = self.inner.read(buffer)?;
            self.hash.update(&buffer[..n]);
            self.size += n as u64;
            n
        };
        Ok(n)
    }
}
