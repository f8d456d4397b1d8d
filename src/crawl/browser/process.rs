//! The browser's processes: one group with a folder of its own, ended and removed together.
//!
//! Whatever ends us ends the browser: it is killed as a group when it is dropped, and where we are killed ourselves, the end
//! of its debugging pipe ends it. A folder that a killed run left behind is removed by the next one.

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::os::fd::OwnedFd;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use command_fds::{CommandFdExt, FdMapping};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::{Pid, Uid};

/// How folders of browsers are named: this, the process that made it, a number.
const HOME: &str = "govgauge-browser";

/// What the browser is told at its start; what a page asks for goes through us, all else is switched off.
const FLAGS: &[&str] = &[
    "--headless",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pings",
    "--disable-gpu",
    // What dies alone would take requests with it unsaid; what dies with the browser is noticed.
    "--in-process-gpu",
    "--enable-features=NetworkServiceInProcess2",
    "--disable-quic",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disable-extensions",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-client-side-phishing-detection",
    "--disable-domain-reliability",
    "--disable-notifications",
    "--disable-plugins",
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process,Prerender2,NetworkPrediction,OptimizationHints,MediaRouter,Translate,SpareRendererForSitePerProcess,DialMediaRouteProvider",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-bypass-list=<-loopback>",
    "--deny-permission-prompts",
    "--mute-audio",
    "--hide-scrollbars",
    "--lang=zh-CN",
    "--blink-settings=imagesEnabled=false",
    "--password-store=basic",
    "--use-mock-keychain",
];

/// A running browser.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    home: PathBuf,
}

/// Our ends of its debugging pipe.
#[derive(Debug)]
pub(super) struct Ends {
    /// What we say.
    pub(super) say: OwnedFd,
    /// What it says.
    pub(super) hear: OwnedFd,
}

impl Process {
    /// Starts a browser whose every connection goes to `sink`. Errors: it cannot be started.
    pub(super) fn start(program: &Path, sink: SocketAddr) -> io::Result<(Self, Ends)> {
        let home = new_home()?;
        let (its_ear, say) = io::pipe()?;
        let (hear, its_mouth) = io::pipe()?;
        let mut command = Command::new(program);
        command
            .args(FLAGS)
            .arg(format!("--proxy-server=http://{sink}"))
            .arg(format!("--user-data-dir={}", home.display()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0);
        // Its sandbox cannot be had by the superuser.
        if Uid::effective().is_root() {
            command.arg("--no-sandbox");
        }
        command
            .fd_mappings(vec![
                FdMapping {
                    parent_fd: its_ear.into(),
                    child_fd: 3,
                },
                FdMapping {
                    parent_fd: its_mouth.into(),
                    child_fd: 4,
                },
            ])
            .expect("the two descriptors differ");
        let child = match command.spawn() {
            Ok(child) => child,
            Err(error) => {
                remove(&home);
                return Err(error);
            }
        };
        let ends = Ends {
            say: say.into(),
            hear: hear.into(),
        };
        Ok((Self { child, home }, ends))
    }

    /// Its process group.
    fn group(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.id()).expect("the system's process ids fit"))
    }

    /// Kills all of it.
    pub(super) fn kill(&self) {
        // The group is empty where it has ended by itself.
        let _ = killpg(self.group(), Signal::SIGKILL);
    }

    /// Bytes of memory that its processes have each for itself.
    pub(super) fn memory(&self) -> u64 {
        members(self.group())
            .into_iter()
            .map(|process| own_memory(&process))
            .sum()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
        // It was just killed, so this does not wait long.
        let _ = self.child.wait();
        remove(&self.home);
    }
}

/// A new folder for a browser, that nobody else may look into. Folders of runs that are no more are removed.
fn new_home() -> io::Result<PathBuf> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let temporary = std::env::temp_dir();
    for entry in fs::read_dir(&temporary)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let mut parts = name
            .strip_prefix(HOME)
            .unwrap_or_default()
            .split('-')
            .skip(1);
        if let Some(process) = parts.next()
            && process.bytes().all(|byte| byte.is_ascii_digit())
            && !Path::new("/proc").join(process).exists()
        {
            remove(&entry.path());
        }
    }
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let home = temporary.join(format!("{HOME}-{}-{number}", std::process::id()));
    remove(&home);
    fs::DirBuilder::new().mode(0o700).create(&home)?;
    Ok(home)
}

/// Removes a folder; processes that are being killed may still write into it.
fn remove(folder: &Path) {
    for _ in 0..20 {
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                std::thread::sleep(Duration::from_millis(20));
            }
            _ => return,
        }
    }
}

/// The processes of a group that live, as folders of `/proc`.
fn members(group: Pid) -> Vec<PathBuf> {
    let Ok(all) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    all.flatten()
        .map(|entry| entry.path())
        .filter(|process| {
            let Ok(stat) = fs::read_to_string(process.join("stat")) else {
                return false;
            };
            // Behind the name, which may hold anything: state, parent, group.
            let mut fields = stat
                .rsplit_once(')')
                .map_or("", |(_, fields)| fields)
                .split_whitespace();
            let is_dead = matches!(fields.next(), Some("Z" | "X") | None);
            !is_dead && fields.nth(1) == Some(&group.to_string())
        })
        .collect()
}

/// Bytes of memory of a process that it shares with no other.
fn own_memory(process: &Path) -> u64 {
    const PAGE: u64 = 4096;
    let statm = fs::read_to_string(process.join("statm")).unwrap_or_default();
    let mut pages = statm.split_whitespace().skip(1).map(str::parse::<u64>);
    match (pages.next(), pages.next()) {
        (Some(Ok(resident)), Some(Ok(shared))) => resident.saturating_sub(shared) * PAGE,
        _ => 0,
    }
}
