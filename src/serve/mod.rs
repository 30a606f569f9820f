//! The preview server: what `watch` shows in a browser.
//!
//! Goes in: one [`Snapshot`] of the site after another. Comes out: its files over HTTP as a static host would send them,
//! with one script tag more on each page, and word to open pages that they are another now. Everything is served from
//! memory, except files that are published as they are.
//!
//! What belongs to the preview and not to the site lives below [`RESERVED`].

mod answer;
mod editor;
mod events;
mod explain;
mod guard;
mod headers;
mod inject;
mod own;
mod panel;
mod project;
mod query;
mod snapshot;

pub use editor::Editor;
use project::Project;
pub use snapshot::Snapshot;

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::thread;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;

use crate::failure::Failure;

/// Where the preview keeps its own files; no page of a site can be there, since no slug starts with `_`.
pub const RESERVED: &str = "/__proofmark/";

/// The first port that is tried when none was named.
const PORT: u16 = 4400;
/// And how many after it.
const PORTS: u16 = 100;

/// A running server. Dropped, it stops.
#[derive(Debug)]
pub struct Preview {
    address: SocketAddr,
    shown: watch::Sender<Shown>,
    runtime: Option<Runtime>,
}

/// The last state of the site; nothing before the first run is done.
type Shown = Arc<Option<Snapshot>>;

/// What every request can see.
#[derive(Clone, Debug)]
struct Shared {
    shown: watch::Receiver<Shown>,
    /// The name in `--host`, which a browser may then use.
    host: Arc<str>,
    editor: Arc<Editor>,
}

/// Where to listen, and what opens a file.
#[derive(Clone, Debug)]
pub struct Settings {
    /// An address of this machine, or a name of one.
    pub host: String,
    /// Without one, the first that is free.
    pub port: Option<u16>,
    /// What opens a file at a line.
    pub editor: Editor,
}

impl Shared {
    /// The last state of the site; who asks before there is one waits for it.
    async fn wait(&self) -> Option<Shown> {
        let mut shown = self.shown.clone();
        shown.wait_for(|shown| shown.is_some()).await.ok().map(|shown| shown.clone())
    }
}

impl Preview {
    /// Listens. Whoever asks waits until there is something to show.
    pub fn start(settings: &Settings) -> Result<Self, Failure> {
        let host = settings.host.as_str();
        let listener = listen(host, settings.port)?;
        let failed = |source| Failure::Io { doing: "listen on", path: host.into(), source };
        let address = listener.local_addr().map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().map_err(failed)?;
        let (shown, receiver) = watch::channel(Shown::default());
        let shared = Shared { shown: receiver, host: host.into(), editor: Arc::new(settings.editor.clone()) };
        let routes = Router::new()
            .route(&format!("{RESERVED}events"), get(events::stream))
            .route(&format!("{RESERVED}panel"), get(own::panel))
            .route(&format!("{RESERVED}open"), post(own::open))
            .route(&format!("{RESERVED}explain/{{rule}}"), get(own::explain))
            .route(&format!("{RESERVED}{{file}}"), get(own::file))
            .route("/", get(answer::page))
            .route("/{*path}", get(answer::page))
            .layer(from_fn_with_state(shared.clone(), guard::guard))
            .with_state(shared);
        let inside = runtime.enter();
        let listener = tokio::net::TcpListener::from_std(listener).map_err(failed)?;
        drop(inside);
        runtime.spawn(async move { axum::serve(listener, routes).await });
        Ok(Self { address, shown, runtime: Some(runtime) })
    }

    /// Calls `stop` when the system or somebody at the keyboard asks the program to end.
    pub fn when_told_to_stop(&self, stop: impl FnOnce() + Send + 'static) {
        if let Some(runtime) = &self.runtime {
            runtime.spawn(async move {
                asked_to_end().await;
                stop();
            });
        }
    }

    /// Shows another state of the site, and tells the pages that are open.
    pub fn show(&self, snapshot: Snapshot) {
        let before = self.shown.send_replace(Arc::new(Some(snapshot)));
        // To let go of a large site takes a while, and nobody should wait for that.
        thread::spawn(move || drop(before));
    }

    /// Where the site is, for a browser on this machine.
    pub fn url(&self) -> String {
        let ip = self.address.ip();
        let here = match ip {
            IpAddr::V4(ip) if ip.is_unspecified() => "127.0.0.1".to_owned(),
            IpAddr::V6(ip) if ip.is_unspecified() => "[::1]".to_owned(),
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => format!("[{ip}]"),
        };
        let shown = self.shown.borrow();
        format!("http://{here}:{}{}/", self.address.port(), shown.as_ref().as_ref().map_or("", Snapshot::base))
    }

    /// Whether others than this machine can reach it.
    pub fn is_open_to_others(&self) -> bool {
        !self.address.ip().is_loopback()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // An open page holds its connection for as long as it is open.
            runtime.shutdown_background();
        }
    }
}

/// Ctrl-C, or the word of whoever started us.
async fn asked_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let (Ok(mut term), Ok(mut hup)) = (signal(SignalKind::terminate()), signal(SignalKind::hangup())) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = term.recv() => {}
                _ = hup.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// A port that was named is taken or refused; without one the next free will do.
fn listen(host: &str, port: Option<u16>) -> Result<TcpListener, Failure> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let refused = |port: u16, why: &io::Error| {
        let help = match why.kind() {
            io::ErrorKind::AddrInUse => "another program listens there: name another with --port, or none",
            io::ErrorKind::PermissionDenied => "ports below 1024 belong to the system: name another with --port",
            io::ErrorKind::AddrNotAvailable => "this machine has no such address: --host takes one of its own",
            _ => "name another with --host or --port",
        };
        Failure::Refused(format!("cannot listen on {host}, port {port}: {why}\n  {help}"))
    };
    let on = |port: u16| -> io::Result<TcpListener> {
        let places: Vec<SocketAddr> = (bare, port).to_socket_addrs()?.collect();
        TcpListener::bind(&places[..])
    };
    if let Some(port) = port {
        return on(port).map_err(|why| refused(port, &why));
    }
    for port in PORT..PORT + PORTS {
        match on(port) {
            Err(why) if why.kind() == io::ErrorKind::AddrInUse => {}
            Err(why) => return Err(refused(port, &why)),
            Ok(listener) => return Ok(listener),
        }
    }
    on(0).map_err(|why| refused(0, &why))
}
