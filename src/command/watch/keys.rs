//! Keys on a terminal. Line ends and Ctrl-C stay what they are; only the wait for Enter is taken away, and given back.

use std::io::{self, IsTerminal, Read};

/// What somebody pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// `o`: open the browser.
    Open,
    /// `r`: make everything anew.
    Again,
    /// `q`: stop.
    Quit,
}

impl Key {
    fn of(byte: u8) -> Option<Self> {
        match byte.to_ascii_lowercase() {
            b'o' => Some(Key::Open),
            b'r' => Some(Key::Again),
            b'q' => Some(Key::Quit),
            _ => None,
        }
    }
}

/// Whether somebody sits at a keyboard and sees what we say.
pub(super) fn somebody_types() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal() && terminal::is_ours()
}

/// Hands on each key until there are no more.
pub(super) fn listen(mut press: impl FnMut(Key)) {
    let mut stdin = io::stdin().lock();
    let mut byte = [0];
    while stdin.read(&mut byte).is_ok_and(|read| read == 1) {
        if let Some(key) = Key::of(byte[0]) {
            press(key);
        }
    }
}

pub(super) use terminal::Eager;

#[cfg(unix)]
mod terminal {
    use std::io;

    use rustix::process::getpgrp;
    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr};

    /// A job in the background is stopped by the system when it asks for keys.
    pub(super) fn is_ours() -> bool {
        tcgetpgrp(io::stdin()).is_ok_and(|group| group == getpgrp())
    }

    /// Keys come at once and unseen while this lives.
    pub(in super::super) struct Eager(Termios);

    impl Eager {
        /// `None` when the terminal will not.
        pub(in super::super) fn begin() -> Option<Self> {
            let before = tcgetattr(io::stdin()).ok()?;
            let mut eager = before.clone();
            eager.local_modes -= LocalModes::ICANON | LocalModes::ECHO;
            tcsetattr(io::stdin(), OptionalActions::Now, &eager).ok()?;
            Some(Self(before))
        }
    }

    impl Drop for Eager {
        fn drop(&mut self) {
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.0);
        }
    }
}

#[cfg(not(unix))]
mod terminal {
    /// There are no jobs in the background.
    pub(super) fn is_ours() -> bool {
        true
    }

    /// Keys come with Enter here.
    pub(in super::super) struct Eager;

    impl Eager {
        /// Nothing is to be changed.
        pub(in super::super) fn begin() -> Option<Self> {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_in_either_case() {
        assert_eq!(
            [b'o', b'R', b'q', b'x', b'\n'].map(Key::of),
            [Some(Key::Open), Some(Key::Again), Some(Key::Quit), None, None]
        );
    }
}
