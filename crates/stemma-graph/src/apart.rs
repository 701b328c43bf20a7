//! Reading in a process of its own: PDF and Word documents are rich enough to be hostile. The process may use so much
//! memory and time, and can open no file and no connection; when it fails, only the one document is not read.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use stemma_core::document::Parsed;
use stemma_extract::{decode, is_rich};

/// The hidden command that the process runs.
pub(crate) const COMMAND: &str = "read-apart";
/// How long a document may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// How much memory it may use, in bytes.
const MEMORY: u64 = 2 << 30;
/// How often it is asked whether it is done.
const TICK: Duration = Duration::from_millis(3);

/// The text of some bytes, read apart where their format asks for it.
///
/// # Errors
/// Why they were not read, in words.
pub(crate) fn decoded(bytes: &[u8]) -> Result<Parsed<String>, String> {
    if !is_rich(bytes) {
        return decode(bytes).map_err(|why| why.to_string());
    }
    let failed = |error: std::io::Error| format!("cannot be read in a process of its own: {error}");
    let program = std::env::current_exe().map_err(failed)?;
    let mut child = Command::new(program)
        .arg(COMMAND)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let (text, why, status) = std::thread::scope(|scope| {
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        // A process that ends early closes its end, which is no matter.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(bytes)));
        let text = scope.spawn(move || all(stdout));
        let why = scope.spawn(move || all(stderr));
        let status = ended(&mut child);
        (text.join().unwrap_or_default(), why.join().unwrap_or_default(), status)
    });
    let seconds = PATIENCE.as_secs();
    match status.map_err(failed)? {
        None => {
            Err(format!("took more than {seconds} s to read: save it again with another program, or give it as text"))
        }
        Some(status) if status.success() => String::from_utf8(text)
            .map(|value| Parsed { value, problems: Vec::new() })
            .map_err(|_| "gave a text that is not UTF-8".to_owned()),
        Some(status) if status.code() == Some(2) => Err(String::from_utf8_lossy(&why).trim().to_owned()),
        Some(_) => Err(format!(
            "broke its reader, or took more than {} MB: save it again with another program, or give it as text",
            MEMORY >> 20
        )),
    }
}

fn all(pipe: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What a killed process leaves half written is not used.
    let _ = pipe.map(|mut pipe| pipe.read_to_end(&mut bytes));
    bytes
}

/// Waits for a process as long as it may take; nothing, when it was ended because it took longer.
fn ended(child: &mut Child) -> std::io::Result<Option<std::process::ExitStatus>> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if started.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(TICK);
    }
}

/// What the process does: bytes in, their text out.
///
/// # Errors
/// When it cannot be limited, or its pipes break.
pub(crate) fn run(out: &mut dyn Write) -> anyhow::Result<Result<(), stemma_extract::Refusal>> {
    limit()?;
    // Why a document is not read is told by the answer alone.
    std::panic::set_hook(Box::new(|_| ()));
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    match decode(&bytes) {
        Ok(parsed) => {
            out.write_all(parsed.value.as_bytes())?;
            Ok(Ok(()))
        }
        Err(why) => Ok(Err(why)),
    }
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
