//! The process that reads, from both sides.

use std::io::Write;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use stemma_extract::{MediaType, decode_as};

use super::fields::{self, Fields};

/// How long a document may take, and a process in all.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);
/// How much memory a process may use, in bytes.
pub(super) const MEMORY: u64 = 2 << 30;

/// A running process; it is ended when dropped.
pub(super) struct Reader {
    child: Child,
    stdin: ChildStdin,
    answers: Receiver<Fields>,
    spent: Duration,
}

/// Why there is no answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The process ended: it panicked, or asked for more than it may have.
    Ended,
    /// It took too long.
    Slow,
}

impl Reader {
    /// Starts a process.
    ///
    /// # Errors
    /// When the system has none to give.
    pub(super) fn start() -> std::io::Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg(super::COMMAND)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (stdin, mut stdout) = pipes.ok_or_else(|| std::io::Error::other("it has no pipes"))?;
        let (sender, answers) = channel();
        std::thread::spawn(move || {
            while let Ok(Some(answer)) = fields::read(&mut stdout) {
                if sender.send(answer).is_err() {
                    return;
                }
            }
        });
        Ok(Self { child, stdin, answers, spent: Duration::ZERO })
    }

    /// What it says to a question, as long as it may take; it is gone when it fails.
    pub(super) fn ask(mut self, question: &[&[u8]]) -> Result<(Self, Fields), Failure> {
        let started = Instant::now();
        let Self { child, stdin, answers, .. } = &mut self;
        let answer = std::thread::scope(|scope| {
            // A process that ends early closes its end, which is no matter.
            scope.spawn(|| fields::write(stdin, question));
            let answer = answers.recv_timeout(PATIENCE);
            if answer.is_err() {
                // This also ends the writing.
                let _ = child.kill();
            }
            answer
        });
        self.spent += started.elapsed();
        match answer {
            Ok(answer) => Ok((self, answer)),
            Err(RecvTimeoutError::Disconnected) => Err(Failure::Ended),
            Err(RecvTimeoutError::Timeout) => Err(Failure::Slow),
        }
    }

    /// How long it has read.
    pub(super) const fn spent(&self) -> Duration {
        self.spent
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the process does: bytes in, their text out, until no more come.
///
/// # Errors
/// When it cannot be limited, or its pipes break.
pub(crate) fn run(out: &mut dyn Write) -> anyhow::Result<()> {
    limit()?;
    // Why a document is not read is told by the answer alone.
    std::panic::set_hook(Box::new(|_| ()));
    let mut stdin = std::io::stdin().lock();
    let mut out = out;
    while let Some(question) = fields::read(&mut stdin)? {
        let [said, bytes] = question.as_slice() else { continue };
        let said = std::str::from_utf8(said).ok().and_then(MediaType::parse);
        match decode_as(bytes, said.as_ref()) {
            Ok(parsed) => {
                let problems: Vec<String> = parsed.problems.iter().map(super::line).collect();
                let problems = problems.iter().map(String::as_bytes);
                let answer: Vec<&[u8]> =
                    [fields::READ.as_bytes(), parsed.value.as_bytes()].into_iter().chain(problems).collect();
                fields::write(&mut out, &answer)?;
            }
            Err(why) => fields::write(&mut out, &[fields::REFUSED.as_bytes(), why.to_string().as_bytes()])?,
        }
    }
    Ok(())
}

/// Limits this process for good. No more files than the three that are open: neither a file nor a connection can be
/// opened after that.
fn limit() -> std::io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limits =
        [(Resource::As, MEMORY), (Resource::Cpu, PATIENCE.as_secs()), (Resource::Core, 0), (Resource::Nofile, 3)];
    for (resource, most) in limits {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    Ok(())
}
