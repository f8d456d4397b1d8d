//! Talking with the browser over its debugging pipe: commands out, answers and events in, each a JSON text that ends in NUL.
//!
//! The events of a session come in one line, in the order in which they happened. The end of the pipe is the browser's death:
//! every command that waits then fails, and every session ends.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::unix::pipe;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use super::process::Ends;

/// Bytes of one message at most.
const MESSAGE_LIMIT: u64 = 96 << 20;

/// Events of a session that may wait to be looked at.
const EVENTS: usize = 4_096;

/// How long a command may take that depends on no network.
const COMMAND_TIME: Duration = Duration::from_secs(15);

/// Why a command was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    /// The browser is gone.
    Dead,
    /// It did not answer in time.
    Late,
    /// It would not.
    Refused,
}

/// Something that happened in a session.
#[derive(Debug)]
pub(super) struct Event {
    /// The session.
    pub(super) session: String,
    /// What.
    pub(super) method: String,
    /// The rest.
    pub(super) params: Value,
}

/// Who waits for what.
#[derive(Debug, Default)]
struct Waiting {
    is_dead: bool,
    next: u64,
    commands: BTreeMap<u64, oneshot::Sender<Option<Value>>>,
    sessions: BTreeMap<String, mpsc::Sender<Event>>,
}

/// Our side of the pipe.
#[derive(Debug, Clone)]
pub(super) struct Client {
    out: mpsc::UnboundedSender<Vec<u8>>,
    waiting: Arc<Mutex<Waiting>>,
}

impl Client {
    /// Takes our ends of a pipe. Errors: they are no pipe.
    pub(super) fn new(ends: Ends) -> std::io::Result<Self> {
        let mut say = pipe::Sender::from_owned_fd(ends.say)?;
        let hear = pipe::Receiver::from_owned_fd(ends.hear)?;
        let (out, mut messages) = mpsc::unbounded_channel::<Vec<u8>>();
        let client = Self {
            out,
            waiting: Arc::default(),
        };
        let waiting = Arc::clone(&client.waiting);
        tokio::spawn(async move {
            listen(hear, &waiting).await;
            let mut waiting = lock(&waiting);
            waiting.is_dead = true;
            waiting.commands.clear();
            waiting.sessions.clear();
        });
        tokio::spawn(async move {
            while let Some(message) = messages.recv().await {
                if say.write_all(&message).await.is_err() {
                    break;
                }
            }
        });
        Ok(client)
    }

    /// Whether the browser is gone.
    pub(super) fn is_dead(&self) -> bool {
        lock(&self.waiting).is_dead
    }

    /// The events of a session, and of those that it attaches, from now on.
    pub(super) fn events(&self, session: &str) -> mpsc::Receiver<Event> {
        let (sender, events) = mpsc::channel(EVENTS);
        let mut waiting = lock(&self.waiting);
        if !waiting.is_dead {
            waiting.sessions.insert(session.to_owned(), sender);
        }
        events
    }

    /// Lets the events of a session come where those of another come.
    pub(super) fn join(&self, session: &str, to: &str) {
        let mut waiting = lock(&self.waiting);
        if let Some(sender) = waiting.sessions.get(to).cloned() {
            waiting.sessions.insert(session.to_owned(), sender);
        }
    }

    /// Ends the events of a session and of those that joined it.
    pub(super) fn leave(&self, session: &str) {
        let mut waiting = lock(&self.waiting);
        let Some(sender) = waiting.sessions.remove(session) else {
            return;
        };
        waiting
            .sessions
            .retain(|_, other| !other.same_channel(&sender));
    }

    /// Asks for something to be done, and waits for what it gives. An empty session is the browser's own.
    pub(super) async fn ask(
        &self,
        session: &str,
        method: &str,
        params: Value,
    ) -> Result<Value, Failure> {
        let (sender, answer) = oneshot::channel();
        self.say(session, method, &params, Some(sender));
        match timeout(COMMAND_TIME, answer).await {
            Err(_) => Err(Failure::Late),
            Ok(Err(_)) => Err(Failure::Dead),
            Ok(Ok(None)) => Err(Failure::Refused),
            Ok(Ok(Some(value))) => Ok(value),
        }
    }

    /// Asks for something to be done and does not wait for it.
    pub(super) fn tell(&self, session: &str, method: &str, params: &Value) {
        self.say(session, method, params, None);
    }

    fn say(
        &self,
        session: &str,
        method: &str,
        params: &Value,
        answer: Option<oneshot::Sender<Option<Value>>>,
    ) {
        let mut waiting = lock(&self.waiting);
        if waiting.is_dead {
            return;
        }
        waiting.next += 1;
        let id = waiting.next;
        if let Some(answer) = answer {
            waiting.commands.insert(id, answer);
        }
        drop(waiting);
        let mut message = json!({ "id": id, "method": method, "params": params });
        if !session.is_empty() {
            message["sessionId"] = session.into();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        // Where nobody writes any more, the pipe is at its end, and who listens says so.
        let _ = self.out.send(bytes);
    }
}

/// Hands on what the browser says, until it says no more.
async fn listen(hear: pipe::Receiver, waiting: &Mutex<Waiting>) {
    let mut hear = BufReader::with_capacity(64 << 10, hear);
    loop {
        let mut message = Vec::new();
        let read = (&mut hear)
            .take(MESSAGE_LIMIT)
            .read_until(0, &mut message)
            .await;
        if read.is_err() || message.pop() != Some(0) {
            return;
        }
        let Ok(mut message) = serde_json::from_slice::<Value>(&message) else {
            continue;
        };
        let mut waiting = lock(waiting);
        if let Some(id) = message["id"].as_u64() {
            if let Some(answer) = waiting.commands.remove(&id) {
                let result = message.get_mut("result").map(Value::take);
                // Who asked may have given up.
                let _ = answer.send(result);
            }
            continue;
        }
        let session = text(&message["sessionId"]);
        let event = Event {
            method: text(&message["method"]),
            params: message["params"].take(),
            session,
        };
        let Some(sender) = waiting.sessions.get(&event.session) else {
            continue;
        };
        if sender.try_send(event).is_err() {
            // Nobody listens, or a page makes more noise than anybody can listen to.
            let sender = sender.clone();
            waiting
                .sessions
                .retain(|_, other| !other.same_channel(&sender));
        }
    }
}

fn lock(waiting: &Mutex<Waiting>) -> MutexGuard<'_, Waiting> {
    waiting
        .lock()
        .expect("nobody panics while holding who waits")
}

/// A text of a message; empty where there is none.
pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn answers_and_events_find_who_waits_and_the_end_is_noticed() {
        let (its_ear, say) = std::io::pipe().unwrap();
        let (hear, its_mouth) = std::io::pipe().unwrap();
        let client = Client::new(Ends {
            say: say.into(),
            hear: hear.into(),
        })
        .unwrap();
        let mut events = client.events("s");
        let browser = std::thread::spawn(move || {
            use std::io::{BufRead, Write};
            let mut asked = Vec::new();
            std::io::BufReader::new(its_ear)
                .read_until(0, &mut asked)
                .unwrap();
            let mut mouth = its_mouth;
            mouth
                .write_all(b"{\"method\":\"E\",\"sessionId\":\"s\",\"params\":{\"n\":1}}\0{\"id\":1,\"result\":{\"n\":2}}\0")
                .unwrap();
            String::from_utf8(asked).unwrap()
        });
        let answer = client.ask("s", "M.m", json!({})).await.unwrap();
        assert_eq!(answer["n"], 2);
        let event = events.recv().await.unwrap();
        assert_eq!(
            (event.method.as_str(), &event.params["n"]),
            ("E", &json!(1))
        );
        assert!(browser.join().unwrap().contains("\"sessionId\":\"s\""));
        assert!(events.recv().await.is_none());
        assert!(client.is_dead());
        assert_eq!(client.ask("", "M.m", json!({})).await, Err(Failure::Dead));
    }
}
