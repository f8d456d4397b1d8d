//! One page in one tab: handed over, filled by its scripts, and looked at when nothing happens any more.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::mpsc::Receiver;
use tokio::task::JoinSet;
use tokio::time::{Duration, Instant, sleep_until, timeout};

use crate::archive::refusal::Refusal;
use crate::archive::shown::Shown;
use crate::site::Cause;

use super::super::ended_well;
use super::super::site::Run;
use super::ask::{Ask, Came, Parts};
use super::kept::Kept;
use super::pipe::{Client, Event, Failure, text};
use super::request::{Part, wish};
use super::shown::shown;
use super::{Drawn, Picture, Wanted};

/// Size of the window in which a page is drawn, in CSS pixels.
const WIDTH: u32 = 1280;
const HEIGHT: u32 = 900;

/// Height of a screenshot at most.
const SHOT_HEIGHT: f64 = 4_000.0;

/// How often it is looked how much memory the browser has.
const LOOK: Duration = Duration::from_millis(500);

/// Bytes of what a script has made of a page at most.
const DOM_LIMIT: usize = 16 << 20;

/// Bytes of mark-up of which it is asked where its words stand at most.
const SHOWN_LIMIT: usize = 4 << 20;

/// A tab in a context of its own, which no other page has left anything in.
struct Tab<'a> {
    client: &'a Client,
    context: String,
    target: String,
    session: String,
}

/// Why a page was not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Undrawn {
    /// The browser or the tab crashed; another try may help.
    Crashed,
    /// For a cause that another try would meet as well.
    For(Cause),
}

impl From<Failure> for Undrawn {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Dead | Failure::Refused => Self::Crashed,
            Failure::Late => Self::For(Cause::BrowserTimeout),
        }
    }
}

/// Draws a page.
pub(super) async fn draw(
    run: &Arc<Run>,
    kept: &Kept,
    wanted: &Arc<Wanted>,
) -> Result<Drawn, Undrawn> {
    let tab = Tab::open(&kept.client).await?;
    let mut events = kept.client.events(&tab.session);
    let drawn = tab.draw(run, kept, wanted, &mut events).await;
    kept.client.leave(&tab.session);
    let closed = tab.close().await;
    if closed.is_err() {
        // What cannot be closed would go on for ever.
        kept.process.kill();
    }
    drawn
}

impl<'a> Tab<'a> {
    /// Opens an empty tab.
    async fn open(client: &'a Client) -> Result<Self, Failure> {
        let context = client
            .ask(
                "",
                "Target.createBrowserContext",
                json!({ "disposeOnDetach": true }),
            )
            .await?;
        let context = text(&context["browserContextId"]);
        client.tell(
            "",
            "Browser.setDownloadBehavior",
            &json!({ "behavior": "deny", "browserContextId": context }),
        );
        let page = json!({ "url": "about:blank", "browserContextId": context });
        let target = client.ask("", "Target.createTarget", page).await?;
        let target = text(&target["targetId"]);
        let attach = json!({ "targetId": target, "flatten": true });
        let session = client.ask("", "Target.attachToTarget", attach).await?;
        let session = text(&session["sessionId"]);
        Ok(Self {
            client,
            context,
            target,
            session,
        })
    }

    /// Closes it and all that it has opened.
    async fn close(self) -> Result<Value, Failure> {
        let context = json!({ "browserContextId": self.context });
        self.client
            .ask("", "Target.disposeBrowserContext", context)
            .await
    }

    async fn ask(&self, method: &str, params: Value) -> Result<Value, Failure> {
        self.client.ask(&self.session, method, params).await
    }

    /// Fills the page and takes what came of it.
    async fn draw(
        &self,
        run: &Arc<Run>,
        kept: &Kept,
        wanted: &Arc<Wanted>,
        events: &mut Receiver<Event>,
    ) -> Result<Drawn, Undrawn> {
        self.ask("Page.enable", json!({})).await?;
        self.ask(
            "Fetch.enable",
            json!({ "patterns": [{ "urlPattern": "*" }] }),
        )
        .await?;
        let attach = json!({ "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true });
        self.ask("Target.setAutoAttach", attach).await?;
        let size =
            json!({ "width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": false });
        self.ask("Emulation.setDeviceMetricsOverride", size).await?;
        let url = json!({ "url": wanted.url.as_str() });
        self.client.tell(&self.session, "Page.navigate", &url);
        let filled = self.fill(run, kept, wanted, events).await?;
        // A page that keeps its thread to itself does not answer.
        let drawing = &run.options.drawing;
        match timeout(drawing.time, self.take(filled)).await {
            Ok(drawn) => drawn,
            Err(_) => Err(Undrawn::For(Cause::BrowserTimeout)),
        }
    }

    /// Serves the page until nothing happens any more.
    async fn fill(
        &self,
        run: &Arc<Run>,
        kept: &Kept,
        wanted: &Arc<Wanted>,
        events: &mut Receiver<Event>,
    ) -> Result<Parts, Undrawn> {
        let drawing = &run.options.drawing;
        let mut parts = Parts::default();
        let mut tasks: JoinSet<(String, String, Option<Ask>, Came)> = JoinSet::new();
        let (mut is_given, mut is_loaded) = (false, false);
        let mut deadline = Instant::now() + drawing.time;
        let mut settled = Instant::now() + drawing.quiet;
        let mut look = Instant::now() + LOOK;
        loop {
            let is_quiet = is_loaded && tasks.is_empty();
            tokio::select! {
                event = events.recv() => {
                    let Some(event) = event else {
                        // The browser is gone, or the page made too many events.
                        return Err(if kept.client.is_dead() {
                            Undrawn::Crashed
                        } else {
                            Undrawn::For(Cause::BrowserLimit)
                        });
                    };
                    match event.method.as_str() {
                        "Fetch.requestPaused" => {
                            settled = Instant::now() + drawing.quiet;
                            let Event { session, params, .. } = event;
                            let id = text(&params["requestId"]);
                            let is_main = params["frameId"].as_str() == Some(&self.target);
                            let kind = text(&params["resourceType"]);
                            let part = Part::of(&kind, is_main);
                            if part == Part::Document && !is_given {
                                is_given = true;
                                self.give(&session, &id, &wanted.answer.headers, wanted.answer.status, &wanted.body);
                                continue;
                            }
                            let asking = wish(part, &params["request"], &wanted.scope);
                            let ask = Ask::of(&kind, &params["request"]);
                            let Some(asking) = asking else {
                                if part != Part::Other {
                                    parts.leaves(ask);
                                }
                                self.refuse(&session, &id);
                                continue;
                            };
                            if parts.asked >= drawing.requests || parts.bytes >= drawing.bytes {
                                parts.lacks(ask, Cause::BrowserLimit);
                                self.refuse(&session, &id);
                                continue;
                            }
                            parts.asked += 1;
                            // Waiting for the host's turn is no fault of the page.
                            deadline += wanted.delay;
                            let (run, wanted) = (Arc::clone(run), Arc::clone(wanted));
                            tasks.spawn(async move {
                                let came = run.browsers.part(&run, &wanted, part, asking).await;
                                (session, id, ask, came)
                            });
                        }
                        "Page.loadEventFired" => {
                            is_loaded = true;
                            settled = Instant::now() + drawing.quiet;
                        }
                        // A page that its own script has stopped never says that it is loaded.
                        "Page.frameStoppedLoading" if is_given => {
                            is_loaded |= event.params["frameId"].as_str() == Some(&self.target);
                            settled = Instant::now() + drawing.quiet;
                        }
                        "Page.javascriptDialogOpening" => self.client.tell(
                            &event.session,
                            "Page.handleJavaScriptDialog",
                            &json!({ "accept": false }),
                        ),
                        "Target.attachedToTarget" => self.attached(&event.params),
                        "Inspector.targetCrashed" => return Err(Undrawn::Crashed),
                        _ => {}
                    }
                }
                Some(task) = tasks.join_next() => {
                    let Some((session, id, ask, came)) = ended_well(task, "asking never panics") else {
                        return Err(Undrawn::Crashed);
                    };
                    settled = Instant::now() + drawing.quiet;
                    match came {
                        Came::Refused(cause) => {
                            parts.lacks(ask, cause);
                            self.refuse(&session, &id);
                        }
                        Came::Answer(answer) => {
                            self.give(&session, &id, &answer.answer.headers, answer.answer.status, &answer.body);
                            parts.has(ask, answer);
                        }
                    }
                }
                () = sleep_until(settled), if is_quiet => return Ok(parts),
                () = sleep_until(deadline) => return Err(Undrawn::For(Cause::BrowserTimeout)),
                () = sleep_until(look) => {
                    look = Instant::now() + LOOK;
                    if kept.process.memory() > drawing.memory {
                        kept.process.kill();
                        return Err(Undrawn::For(Cause::BrowserLimit));
                    }
                }
            }
        }
    }

    /// Something that the page has opened: windows are closed, frames and workers go on under the same rules.
    fn attached(&self, params: &Value) {
        let session = text(&params["sessionId"]);
        let info = &params["targetInfo"];
        if info["type"] == "page" {
            let target = json!({ "targetId": info["targetId"] });
            self.client.tell("", "Target.closeTarget", &target);
            return;
        }
        self.client.join(&session, &self.session);
        let all = json!({ "patterns": [{ "urlPattern": "*" }] });
        self.client.tell(&session, "Fetch.enable", &all);
        self.client
            .tell(&session, "Runtime.runIfWaitingForDebugger", &json!({}));
    }

    /// Hands the browser an answer.
    fn give(
        &self,
        session: &str,
        request: &str,
        headers: &[(String, String)],
        status: Option<u16>,
        body: &[u8],
    ) {
        let headers: Vec<Value> = headers
            .iter()
            .filter(|(name, _)| !super::ask::is_of_transport(name))
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        let answer = json!({
            "requestId": request,
            "responseCode": status.unwrap_or(200),
            "responseHeaders": headers,
            "body": data_encoding::BASE64.encode(body),
        });
        self.client.tell(session, "Fetch.fulfillRequest", &answer);
    }

    /// Tells the browser that a request came to nothing.
    fn refuse(&self, session: &str, request: &str) {
        let refusal = json!({ "requestId": request, "errorReason": "Aborted" });
        self.client.tell(session, "Fetch.failRequest", &refusal);
    }

    /// The mark-up that the scripts have made, and what it looks like.
    async fn take(&self, parts: Parts) -> Result<Drawn, Undrawn> {
        let root = self.ask("DOM.getDocument", json!({ "depth": 0 })).await?;
        let root = json!({ "nodeId": root["root"]["nodeId"] });
        let dom = self.ask("DOM.getOuterHTML", root).await?;
        let dom = text(&dom["outerHTML"]);
        if dom.len() > DOM_LIMIT {
            return Err(Undrawn::For(Cause::BrowserLimit));
        }
        let shown = self.shown(&dom).await;
        let layout = self.ask("Page.getLayoutMetrics", json!({})).await?;
        let height = layout["cssContentSize"]["height"]
            .as_f64()
            .unwrap_or(f64::from(HEIGHT));
        let shot = json!({
            "format": "jpeg", "quality": 50, "captureBeyondViewport": true, "optimizeForSpeed": true,
            "clip": { "x": 0, "y": 0, "width": WIDTH, "height": height.clamp(1.0, SHOT_HEIGHT), "scale": 1 },
        });
        // A page without a picture is still a page.
        let jpeg = match self.ask("Page.captureScreenshot", shot).await {
            Ok(shot) => data_encoding::BASE64
                .decode(text(&shot["data"]).as_bytes())
                .ok(),
            Err(Failure::Dead) => return Err(Undrawn::Crashed),
            Err(_) => None,
        };
        let mut notes = BTreeMap::from([
            ("requests".to_owned(), parts.asked.to_string()),
            ("refused".to_owned(), parts.refused.to_string()),
        ]);
        notes.extend(Refusal::note(parts.refusals()));
        Ok(Drawn {
            dom,
            picture: jpeg.map(|jpeg| Picture { jpeg, shown }),
            findings: parts.causes(),
            data: parts.into_data(),
            notes,
        })
    }
    /// Where the words of the mark-up stand; nothing where the browser does not tell.
    async fn shown(&self, dom: &str) -> Vec<Shown> {
        if dom.len() > SHOWN_LIMIT {
            return Vec::new();
        }
        let styles = json!({ "computedStyles": [] });
        let snapshot = self.ask("DOMSnapshot.captureSnapshot", styles).await;
        snapshot
            .ok()
            .and_then(|snapshot| shown(dom, &snapshot))
            .unwrap_or_default()
    }
}
