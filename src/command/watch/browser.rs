//! Opens an address with the program the system keeps for it.

use std::process::{Command, Stdio};
use std::thread;

/// Opens `url`. Where there is no such program, nothing happens: the address stands on the screen.
pub(super) fn open(url: &str) {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(before).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Ok(mut child) = command.spawn() {
        // Somebody must wait for it, or it stays behind as a process that has ended.
        thread::spawn(move || child.wait());
    }
}
