//! Files, folders, addresses and standard input: what is to be read, in a fixed order, and what cannot be.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use stemma_extract::{MediaType, Misnamed, misnamed};
use url::Url;

use crate::fetch::{Fetched, Fetching, Unfetched, is_address};

/// The code of what could not be read.
pub(crate) const UNREAD: &str = "STM100";
/// The code of what a host asks programs not to fetch.
pub(crate) const FORBIDDEN: &str = "STM127";
/// The largest file that is read.
const LARGEST: u64 = 256 * 1024 * 1024;
/// The largest sidecar that is read.
const LARGEST_SIDECAR: u64 = 1024 * 1024;
/// The endings that are read.
const KNOWN: &[&str] = &[
    "md", "markdown", "txt", "text", "json", "jsonld", "jsonl", "ndjson", "csv", "html", "htm", "xhtml", "pdf", "docx",
    "rss", "atom", "xml",
];

/// Something to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    /// The path or address as given, or `-`.
    pub(crate) name: String,
    place: Place,
}

/// Where an input is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Stdin,
    File(PathBuf),
    /// At the address that its name is.
    Web,
}

/// Why something was not read: what, and what to do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    /// It is not there, or may not be read.
    #[error("cannot be read: {0}")]
    Unreadable(#[from] std::io::Error),
    /// Its ending is none that is known.
    #[error("unknown format `.{0}`: convert it to one of {known}", known = KNOWN.join(", "))]
    Format(String),
    /// It is too large.
    #[error("is {0} bytes long, more than {1}: split it")]
    TooLarge(u64, u64),
    /// It changed under our eyes.
    #[error("changed while it was read: ingest it again when its writer is done")]
    Changed,
    /// A pipe, a socket or a device in a folder: reading it might never end.
    #[error("is no regular file: name it on the command line if its contents are wanted")]
    NoFile,
    /// A name that cannot be written down.
    #[error("has a name that is not UTF-8: rename it")]
    Name,
    /// What is said about it cannot be read.
    #[error("has a sidecar that cannot be read: {0}")]
    Sidecar(std::io::Error),
    /// An address, where only files are read.
    #[error("is an address, and only `stemma ingest` fetches; save it and give the file")]
    Address,
    /// What should be an address, and is none.
    #[error("is no address: give one that begins with http:// or https://")]
    NoAddress,
    /// An address that was not fetched.
    #[error("{0}")]
    Unfetched(#[from] Unfetched),
}

/// A file's bytes, and what is said about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bytes {
    pub(crate) bytes: Vec<u8>,
    /// By whom.
    pub(crate) said: Said,
}

/// What is said about bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    /// Nothing.
    Nothing,
    /// By whoever files them: the bytes of `FILE.meta`.
    Sidecar(Vec<u8>),
    /// By the server that they were fetched from, at this location.
    Server(MediaType, Url),
}

/// All inputs under these paths, sorted within each folder; entries that cannot be listed are refused by name.
pub(crate) fn inputs(paths: &[PathBuf]) -> (Vec<Input>, Vec<(String, Refused)>) {
    let (mut inputs, mut refused) = (Vec::new(), Vec::new());
    for path in paths {
        let name = path.to_string_lossy().into_owned();
        if name == "-" {
            inputs.push(Input { name, place: Place::Stdin });
        } else if is_address(&name) {
            inputs.push(Input { name, place: Place::Web });
        } else if path.is_dir() {
            walk(path, &mut inputs, &mut refused, &mut BTreeSet::new());
        } else if path.to_str().is_none() {
            refused.push((name, Refused::Name));
        } else {
            inputs.push(Input { name, place: Place::File(path.clone()) });
        }
    }
    (inputs, refused)
}

/// Lists a folder. One that was `seen`, by its real path, is not listed again: links may lead round in circles.
fn walk(folder: &Path, inputs: &mut Vec<Input>, refused: &mut Vec<(String, Refused)>, seen: &mut BTreeSet<PathBuf>) {
    if !fs::canonicalize(folder).is_ok_and(|real| seen.insert(real)) {
        return;
    }
    let listed = fs::read_dir(folder).and_then(|entries| entries.collect::<Result<Vec<_>, _>>());
    let mut entries = match listed {
        Ok(entries) => entries,
        Err(error) => return refused.push((folder.to_string_lossy().into_owned(), error.into())),
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let is_sidecar = path.extension().is_some_and(|ending| ending == "meta");
        if hidden || is_sidecar {
            continue;
        }
        let name = path.to_string_lossy().into_owned();
        match fs::metadata(&path) {
            // A store is no document, and lies in the folder of its documents more often than not.
            Ok(found) if found.is_dir() && path.join("log.sqlite").is_file() => {}
            Ok(found) if found.is_dir() => walk(&path, inputs, refused, seen),
            Ok(found) if !found.is_file() => refused.push((name, Refused::NoFile)),
            _ if path.to_str().is_none() => refused.push((name, Refused::Name)),
            // What is not there is said when it is read.
            Ok(_) | Err(_) => inputs.push(Input { name, place: Place::File(path) }),
        }
    }
}

/// How many addresses are fetched before the first of them is read: so many bodies are held at a time.
const AHEAD: usize = 16;

/// Reads or fetches all inputs, in their order; addresses that stand near each other side by side.
pub(crate) fn obtained<'a>(
    inputs: &'a [Input],
    fetching: &'a Fetching,
) -> impl Iterator<Item = (Input, Result<Bytes, Refused>)> + 'a {
    let mut ahead = std::collections::VecDeque::new();
    inputs.iter().enumerate().map(move |(place, input)| {
        if input.place != Place::Web {
            return (input.clone(), input.read());
        }
        if ahead.is_empty() {
            let near = inputs.iter().skip(place).filter(|other| other.place == Place::Web).take(AHEAD);
            let addresses: Vec<&str> = near.map(|other| other.name.as_str()).collect();
            ahead.extend(fetching.fetch_all(&addresses));
        }
        let fetched = ahead.pop_front().unwrap_or_else(|| fetching.fetch(&input.name));
        (input.clone(), fetched.map(Bytes::from).map_err(Refused::from))
    })
}

impl From<Fetched> for Bytes {
    fn from(Fetched { bytes, media_type, location }: Fetched) -> Self {
        Self { bytes, said: Said::Server(media_type, location) }
    }
}

impl Refused {
    /// The code of the problem: whether a host forbade it, or it could not be read.
    pub(crate) fn code(&self) -> &'static str {
        let forbidden = matches!(self, Self::Unfetched(why) if why.is_forbidden());
        if forbidden { FORBIDDEN } else { UNREAD }
    }
}

impl Input {
    /// Whether it is at an address.
    pub(crate) fn is_web(&self) -> bool {
        self.place == Place::Web
    }

    /// The ending of a file's name, in lower case; the rest is plain text, when nobody says more.
    pub(crate) fn ending(&self) -> String {
        let Place::File(path) = &self.place else { return "txt".to_owned() };
        path.extension().map_or_else(|| "txt".to_owned(), |ending| ending.to_string_lossy().to_lowercase())
    }

    /// What is odd about the name of a file with these bytes.
    pub(crate) fn odd_name(&self, bytes: &[u8]) -> Option<Misnamed> {
        let is_file = matches!(self.place, Place::File(_));
        misnamed(&self.ending(), bytes).filter(|_| is_file)
    }

    /// That its ending is one that is read.
    ///
    /// # Errors
    /// [`Refused::Format`] when it is not.
    pub(crate) fn is_known(&self) -> Result<(), Refused> {
        let ending = self.ending();
        if KNOWN.contains(&ending.as_str()) { Ok(()) } else { Err(Refused::Format(ending)) }
    }

    /// Reads it.
    ///
    /// # Errors
    /// When it cannot be read, has an unknown ending, is too large, or changes meanwhile.
    pub(crate) fn read(&self) -> Result<Bytes, Refused> {
        let path = match &self.place {
            Place::Stdin => {
                return Ok(Bytes { bytes: at_most(LARGEST, std::io::stdin().lock())?, said: Said::Nothing });
            }
            Place::Web => return Err(Refused::Address),
            Place::File(path) => path,
        };
        self.is_known()?;
        let before = fs::metadata(path)?;
        if before.len() > LARGEST {
            return Err(Refused::TooLarge(before.len(), LARGEST));
        }
        let bytes = at_most(LARGEST, fs::File::open(path)?)?;
        let after = fs::metadata(path)?;
        let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if after.is_file() && (after.len() != read || before.modified().ok() != after.modified().ok()) {
            return Err(Refused::Changed);
        }
        let sidecar = sidecar_of(path).map_err(|error| match error {
            Refused::Unreadable(error) => Refused::Sidecar(error),
            other => other,
        })?;
        Ok(Bytes { bytes, said: sidecar.map_or(Said::Nothing, Said::Sidecar) })
    }
}

/// The bytes of `FILE.meta`, when there is such a file.
fn sidecar_of(path: &Path) -> Result<Option<Vec<u8>>, Refused> {
    let mut beside = path.to_path_buf().into_os_string();
    beside.push(".meta");
    match fs::metadata(&beside) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
        Ok(found) if !found.is_file() => Ok(None),
        Ok(_) => at_most(LARGEST_SIDECAR, fs::File::open(&beside)?).map(Some),
    }
}

/// Reads to the end, which must not be too far away.
fn at_most(limit: u64, source: impl Read) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    source.take(limit + 1).read_to_end(&mut bytes)?;
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if length > limit { Err(Refused::TooLarge(length, limit)) } else { Ok(bytes) }
}

impl Input {
    /// What is at an address.
    pub(crate) fn at(address: &str) -> Self {
        Self { name: address.to_owned(), place: Place::Web }
    }

    /// An input whose bytes are at hand.
    pub(crate) fn bundled(name: &str) -> Self {
        Self { name: name.to_owned(), place: Place::File(PathBuf::from(name)) }
    }
}
