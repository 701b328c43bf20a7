//! Where rows go: into bytes of a format, or into a table of terms.

use std::io::{self, Write};
use std::sync::mpsc::SyncSender;

use oxigraph::io::{RdfSerializer, WriterQuadSerializer};
use oxigraph::sparql::QuerySolution;
use oxigraph::sparql::results::{QueryResultsSerializer, WriterSolutionsSerializer};
use oxrdf::{Term, Triple, Variable};

use super::answer::Message;
use super::{Formats, PREFIXES, QueryError};

/// How large a part of an answer is, about.
const PART: usize = 32 * 1024;

/// What an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Solutions of a `SELECT`.
    Solutions,
    /// The yes or no of an `ASK`.
    Boolean,
    /// The triples of a `CONSTRUCT` or `DESCRIBE`.
    Graph,
}

/// Takes the rows of an answer.
pub(super) trait Sink {
    /// Says what comes; the variables are those of a `SELECT`.
    fn begin(&mut self, kind: Kind, variables: &[Variable]) -> Result<(), QueryError>;
    fn boolean(&mut self, value: bool) -> Result<(), QueryError>;
    fn solution(&mut self, solution: &QuerySolution) -> Result<(), QueryError>;
    fn triple(&mut self, triple: &Triple) -> Result<(), QueryError>;
    /// The answer is whole.
    fn finish(self) -> Result<(), QueryError>;
}

/// The rows of a `SELECT` or `ASK` as terms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns.
    pub variables: Vec<Variable>,
    /// One term or none a column.
    pub rows: Vec<Vec<Option<Term>>>,
    /// The answer of an `ASK`.
    pub boolean: Option<bool>,
}

impl Sink for &mut Table {
    fn begin(&mut self, kind: Kind, variables: &[Variable]) -> Result<(), QueryError> {
        if kind == Kind::Graph {
            return Err(QueryError::Refused { feature: "a graph as a table", instead: "use SELECT or ASK" });
        }
        self.variables = variables.to_vec();
        Ok(())
    }

    fn boolean(&mut self, value: bool) -> Result<(), QueryError> {
        self.boolean = Some(value);
        Ok(())
    }

    fn solution(&mut self, solution: &QuerySolution) -> Result<(), QueryError> {
        self.rows.push(solution.values().to_vec());
        Ok(())
    }

    fn triple(&mut self, _: &Triple) -> Result<(), QueryError> {
        Ok(())
    }

    fn finish(self) -> Result<(), QueryError> {
        Ok(())
    }
}

/// Writes rows in a format and sends the bytes away in parts.
pub(super) struct Bytes {
    formats: Formats,
    limit: u64,
    state: State,
}

enum State {
    /// Nothing has begun; the parts will go here.
    Waiting(Parts),
    Solutions(WriterSolutionsSerializer<Parts>),
    Graph(Box<WriterQuadSerializer<Parts>>),
    /// All is written but the end.
    Written(Parts),
    /// The writer was lost to an error.
    Lost,
}

impl Bytes {
    pub(super) fn new(sender: SyncSender<Message>, formats: Formats, limit: u64) -> Self {
        let parts = Parts { sender, part: Vec::new(), left: limit };
        Self { formats, limit, state: State::Waiting(parts) }
    }

    fn waiting(&mut self) -> Result<Parts, QueryError> {
        match std::mem::replace(&mut self.state, State::Lost) {
            State::Waiting(parts) => Ok(parts),
            State::Solutions(_) | State::Graph(_) | State::Written(_) | State::Lost => {
                Err(QueryError::Internal { what: "an answer began twice".to_owned() })
            }
        }
    }

    fn failed(limit: u64, error: &io::Error) -> QueryError {
        match error.kind() {
            io::ErrorKind::FileTooLarge => QueryError::TooManyBytes { limit },
            _ => QueryError::Internal { what: error.to_string() },
        }
    }
}

impl Sink for Bytes {
    fn begin(&mut self, kind: Kind, variables: &[Variable]) -> Result<(), QueryError> {
        let mut parts = self.waiting()?;
        parts.send(Message::Begin(kind)).map_err(|error| Self::failed(self.limit, &error))?;
        self.state = match kind {
            Kind::Boolean => State::Waiting(parts),
            Kind::Solutions => State::Solutions(
                QueryResultsSerializer::from_format(self.formats.results)
                    .serialize_solutions_to_writer(parts, variables.to_vec())
                    .map_err(|error| Self::failed(self.limit, &error))?,
            ),
            Kind::Graph => {
                let mut serializer = RdfSerializer::from_format(self.formats.graph);
                for (name, iri) in PREFIXES {
                    serializer = serializer
                        .with_prefix(name, iri)
                        .map_err(|error| QueryError::Internal { what: error.to_string() })?;
                }
                State::Graph(Box::new(serializer.for_writer(parts)))
            }
        };
        Ok(())
    }

    fn boolean(&mut self, value: bool) -> Result<(), QueryError> {
        let parts = self.waiting()?;
        let parts = QueryResultsSerializer::from_format(self.formats.results)
            .serialize_boolean_to_writer(parts, value)
            .map_err(|error| Self::failed(self.limit, &error))?;
        self.state = State::Written(parts);
        Ok(())
    }

    fn solution(&mut self, solution: &QuerySolution) -> Result<(), QueryError> {
        match &mut self.state {
            State::Solutions(writer) => writer.serialize(solution).map_err(|error| Self::failed(self.limit, &error)),
            State::Waiting(_) | State::Graph(_) | State::Written(_) | State::Lost => Ok(()),
        }
    }

    fn triple(&mut self, triple: &Triple) -> Result<(), QueryError> {
        match &mut self.state {
            State::Graph(writer) => writer.serialize_triple(triple).map_err(|error| Self::failed(self.limit, &error)),
            State::Waiting(_) | State::Solutions(_) | State::Written(_) | State::Lost => Ok(()),
        }
    }

    fn finish(self) -> Result<(), QueryError> {
        let parts = match self.state {
            State::Solutions(writer) => writer.finish(),
            State::Graph(writer) => writer.finish(),
            State::Waiting(parts) | State::Written(parts) => Ok(parts),
            State::Lost => Err(io::Error::other("the writer of the answer was lost")),
        };
        let sent = parts.and_then(|mut parts| parts.send_part());
        sent.map_err(|error| Self::failed(self.limit, &error))
    }
}

/// Gathers bytes into parts and counts them.
struct Parts {
    sender: SyncSender<Message>,
    part: Vec<u8>,
    left: u64,
}

impl Parts {
    fn send_part(&mut self) -> io::Result<()> {
        if self.part.is_empty() {
            return Ok(());
        }
        let part = std::mem::take(&mut self.part);
        self.send(Message::Part(part))
    }

    fn send(&mut self, message: Message) -> io::Result<()> {
        self.sender.send(message).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}

impl Write for Parts {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(io::ErrorKind::FileTooLarge)?;
        self.part.extend_from_slice(bytes);
        if self.part.len() >= PART {
            self.send_part()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
