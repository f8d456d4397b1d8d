//! Folder sites: a listener on loopback that answers for `<id>.invalid` with the files of a folder.
//!
//! A site of saved pages is crawled like any other, so that the bundled round takes the real path. Its name leads to this
//! listener, so no port reaches a record; the listener's exact address and port is the address guard's only exception.

mod plan;

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use crate::site::Site;

pub use plan::{Exception, FolderPlan};
use plan::{file_of, media_of};

/// A folder and how it is served.
#[derive(Debug)]
struct Folder {
    root: PathBuf,
    plan: FolderPlan,
}

/// Folders by the host names they answer for.
type Folders = Arc<BTreeMap<String, Folder>>;

/// Reads how a folder is served; a folder without `site.toml` is served as it is. Errors: it cannot be read, or has faults.
pub fn read_plan(folder: &Path) -> io::Result<FolderPlan> {
    match std::fs::read_to_string(folder.join("site.toml")) {
        Ok(text) => toml::from_str(&text)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(FolderPlan::default()),
        Err(error) => Err(error),
    }
}

/// The host name of a folder site.
pub(super) fn host_of(site: &Site) -> String {
    format!("{}.invalid", site.id).to_ascii_lowercase()
}

/// Serves the folders among the sites for as long as the runtime lives, and says which name is answered where.
pub(super) async fn serve_folders(sites: &[Site]) -> io::Result<BTreeMap<String, SocketAddr>> {
    let mut folders = BTreeMap::new();
    for site in sites.iter().filter(|site| site.excluded.is_none()) {
        if let Some(root) = &site.folder {
            let named = |error: io::Error| {
                io::Error::new(error.kind(), format!("{}: {error}", root.display()))
            };
            let plan = read_plan(root).map_err(named)?;
            let root = root.clone();
            folders.insert(host_of(site), Folder { root, plan });
        }
    }
    if folders.is_empty() {
        return Ok(BTreeMap::new());
    }
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let names = folders.keys().map(|host| (host.clone(), address)).collect();
    let service = Router::new()
        .fallback(answer)
        .with_state(Arc::new(folders) as Folders)
        .into_make_service_with_connect_info::<Cutter>();
    tokio::spawn(async move { axum::serve(Doors(listener), service).await });
    Ok(names)
}

/// Answers one request.
async fn answer(
    State(folders): State<Folders>,
    ConnectInfo(cutter): ConnectInfo<Cutter>,
    request: Request,
) -> Response {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .map(|host| {
            host.split(':')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase()
        });
    let Some(folder) = host.and_then(|host| folders.get(&host)) else {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = request.uri().path();
    let exception = folder.plan.exception(path, request.uri().query());
    if exception.is_some_and(|rule| rule.close) {
        cutter.cut();
        return StatusCode::NO_CONTENT.into_response();
    }
    page(folder, path, exception)
}

/// The answer for a path, with its exception if there is one.
fn page(folder: &Folder, path: &str, exception: Option<&Exception>) -> Response {
    let written = exception.and_then(|rule| rule.file.as_deref());
    let wanted = written.map_or_else(
        || path.to_owned(),
        |file| format!("/{}", file.trim_start_matches('/')),
    );
    let file = file_of(&folder.root, &wanted);
    let redirect = exception.and_then(|rule| rule.redirect.clone());
    let redirect = redirect.or_else(|| {
        let is_folder = file.as_ref().is_some_and(|file| file.is_dir());
        is_folder.then(|| format!("{path}/"))
    });
    let status = exception
        .and_then(|rule| rule.status)
        .and_then(|status| StatusCode::from_u16(status).ok());
    let charset = folder.plan.charset.as_deref();
    let body = file
        .as_ref()
        .filter(|_| redirect.is_none())
        .and_then(|file| std::fs::read(file).ok());
    let mut answer = match (&redirect, body) {
        (Some(target), _) => (
            status.unwrap_or(StatusCode::FOUND),
            [(header::LOCATION, target.clone())],
        )
            .into_response(),
        (None, Some(bytes)) => {
            let media = media_of(file.as_deref().unwrap_or(Path::new("")), charset);
            let cut = exception.and_then(|rule| rule.cut);
            let mut answer = body_of(bytes, cut);
            *answer.status_mut() = status.unwrap_or(StatusCode::OK);
            put(&mut answer, header::CONTENT_TYPE, &media);
            answer
        }
        (None, None) => {
            let mut answer = status.unwrap_or(StatusCode::NOT_FOUND).into_response();
            put(
                &mut answer,
                header::CONTENT_TYPE,
                &media_of(Path::new("x.html"), charset),
            );
            answer
        }
    };
    if let Some(rule) = exception {
        if let Some(media) = &rule.media {
            let is_bare_html = media == "text/html";
            let media = charset.filter(|_| is_bare_html).map_or_else(
                || media.clone(),
                |charset| format!("{media}; charset={charset}"),
            );
            put(&mut answer, header::CONTENT_TYPE, &media);
        }
        for (name, value) in &rule.headers {
            if let Ok(name) = HeaderName::try_from(name.as_str()) {
                put(&mut answer, name, value);
            }
        }
    }
    // An archived head says nothing of when it was sent.
    put(&mut answer, header::DATE, "Thu, 01 Jan 1970 00:00:00 GMT");
    answer
}

/// Sets a header field, if its value can be one.
fn put(answer: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
        answer.headers_mut().insert(name, value);
    }
}

/// A body with its length, or one that promises its length and ends early.
fn body_of(bytes: Vec<u8>, cut: Option<usize>) -> Response {
    let length = bytes.len();
    let Some(cut) = cut.filter(|cut| *cut < length) else {
        return Body::from(bytes).into_response();
    };
    let start = Bytes::from(bytes).slice(..cut);
    let pieces = futures_util::stream::unfold(Some(start), |piece| async move {
        match piece {
            Some(start) if !start.is_empty() => Some((Ok(start), Some(Bytes::new()))),
            Some(_) => {
                // Lets what was sent leave before the connection is closed over it.
                tokio::time::sleep(Duration::from_millis(20)).await;
                Some((Err(io::Error::from(io::ErrorKind::BrokenPipe)), None))
            }
            None => None,
        }
    });
    let mut answer = Body::from_stream(pieces).into_response();
    put(&mut answer, header::CONTENT_LENGTH, &length.to_string());
    answer
}

/// A listener whose connections can be cut.
struct Doors(TcpListener);

impl Listener for Doors {
    type Io = Door;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Door, SocketAddr) {
        let (stream, peer) = Listener::accept(&mut self.0).await;
        // Small answers must not wait for the acknowledgement of the one before.
        let _ = stream.set_nodelay(true);
        (
            Door {
                stream,
                cutter: Cutter::default(),
            },
            peer,
        )
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// Cuts the connection that a request came by.
#[derive(Debug, Clone, Default)]
struct Cutter(Arc<AtomicBool>);

impl Cutter {
    /// Nothing more is sent.
    fn cut(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// An error once the connection was cut.
    fn check(&self) -> io::Result<()> {
        if self.0.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        Ok(())
    }
}

impl Connected<IncomingStream<'_, Doors>> for Cutter {
    fn connect_info(stream: IncomingStream<'_, Doors>) -> Self {
        stream.io().cutter.clone()
    }
}

/// A connection that sends nothing once it was cut.
struct Door {
    stream: TcpStream,
    cutter: Cutter,
}

impl AsyncRead for Door {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Door {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.cutter.check()?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
