//! `/query`: people ask in SPARQL on a page and see what is answered, with a script or without.

use axum::extract::{Extension, OriginalUri, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use stemma_store::query::{LibraryError, NamedQuery};

use crate::problem::Problem;
use crate::quota::Account;
use crate::resources::WITH_SCRIPT;
use crate::sparql::{excerpted, pairs};
use crate::{Service, negotiate, pages, resources};

/// How many rows are shown at most, in parts; downloads have all.
const MOST: usize = 500;
/// What stands in the editor before anybody typed.
const BEGINNING: &str = "SELECT ?claim ?text ?status WHERE {\n  ?claim a stm:Claim ; schema:text ?text ; stm:headline/skos:notation ?status .\n}\nLIMIT 20\n";

/// How an answer is drawn above its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Drawn {
    /// Not at all.
    Table,
    /// As bars.
    Chart,
    /// As nodes and arrows.
    Graph,
}

impl Drawn {
    pub(crate) const ALL: [Self; 3] = [Self::Table, Self::Chart, Self::Graph];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Chart => "chart",
            Self::Graph => "graph",
        }
    }
}

/// What somebody wants to know, and how they want to see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asking {
    pub(crate) text: String,
    /// The example that it is made from.
    pub(crate) named: Option<NamedQuery>,
    /// What was filled into the example.
    pub(crate) values: Vec<(String, String)>,
    pub(crate) drawn: Drawn,
    /// Which part of its rows is shown, from 1.
    pub(crate) part: usize,
    /// Whether it is asked, or only shown.
    pub(crate) is_asked: bool,
}

impl Asking {
    /// Nothing yet.
    pub(crate) fn nothing() -> Self {
        let text = BEGINNING.to_owned();
        Self { text, named: None, values: Vec::new(), drawn: Drawn::Table, part: 1, is_asked: false }
    }

    /// From the parameters of the page: a `query`, or the `name` of an example with its parameters as `with-PARAMETER`; `view`, and
    /// `rows`, which part of them.
    ///
    /// # Errors
    /// When there is no such example, or it has no such parameter.
    fn read(pairs: Vec<(String, String)>) -> Result<Self, LibraryError> {
        let mut asking = Self::nothing();
        let (mut text, mut name) = (None, None);
        for (key, value) in pairs {
            match key.as_str() {
                "query" => text = text.or(Some(value)),
                "name" => name = name.or(Some(value)),
                "rows" => asking.part = value.parse().unwrap_or(1),
                "view" => {
                    let word = Drawn::ALL.into_iter().find(|drawn| drawn.word() == value);
                    asking.drawn = word.unwrap_or(asking.drawn);
                }
                other => {
                    let filled = other.strip_prefix("with-").filter(|_| !value.trim().is_empty());
                    asking.values.extend(filled.map(|parameter| (parameter.to_owned(), value.trim().to_owned())));
                }
            }
        }
        // A form sends line ends as no editor shows them.
        let text = text.map(|text| text.replace("\r\n", "\n")).filter(|text| !text.trim().is_empty());
        let named = name.map(|name| NamedQuery::called(&name)).transpose()?;
        let text = match (text, named) {
            (Some(text), _) => Some(text),
            (None, Some(named)) => Some(named.with(&asking.values)?),
            (None, None) => None,
        };
        if let Some(text) = text {
            asking = Self { text, named, is_asked: true, ..asking };
        }
        Ok(asking)
    }
}

/// The page, with the answer when something is asked.
pub(crate) async fn page(
    State(service): State<Service>,
    Extension(account): Extension<Account>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    if negotiate::best(&headers, &["text/html"]).is_none() {
        return Problem::not_acceptable("text/html").into_response();
    }
    let unread = |error: LibraryError| Problem::new(StatusCode::NOT_FOUND, error.to_string());
    let read = pairs(uri.query().unwrap_or_default().as_bytes()).and_then(|pairs| Asking::read(pairs).map_err(unread));
    let (asking, outcome) = match read {
        Ok(asking) if asking.is_asked => {
            let outcome = excerpted(&service, &account, asking.text.clone(), MOST).await;
            (asking, Some(outcome))
        }
        Ok(asking) => (asking, None),
        Err(problem) => (Asking::nothing(), Some(Err(problem))),
    };
    let status = match &outcome {
        Some(Err(problem)) => problem.status(),
        Some(Ok(_)) | None => StatusCode::OK,
    };
    resources::made(service, move |published| {
        let page = resources::page(pages::query(published, &asking, outcome.as_ref()));
        Ok((status, [(header::CONTENT_SECURITY_POLICY, WITH_SCRIPT)], page).into_response())
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Asking, LibraryError> {
        Asking::read(pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn an_example_is_asked_with_what_was_filled_in() {
        let asking = read(&[("name", "hangs-on"), ("with-actor", " Ada \" } "), ("view", "graph")]).unwrap();
        assert!(asking.is_asked && asking.drawn == Drawn::Graph);
        assert!(asking.text.ends_with("VALUES (?actor ) { (\"Ada \\\" }\" ) }\n"), "{}", asking.text);
        assert!(!read(&[("name", "hangs-on"), ("with-actor", " ")]).unwrap().text.contains("VALUES"));
        assert!(read(&[("name", "no-such")]).is_err());
        assert!(read(&[("name", "hangs-on"), ("with-who", "x")]).is_err());
    }

    #[test]
    fn without_a_query_nothing_is_asked() {
        assert_eq!(read(&[("query", " \r\n"), ("view", "x")]).unwrap(), Asking::nothing());
        assert_eq!(read(&[("query", "ASK\r\n{}")]).unwrap().text, "ASK\n{}");
        assert_eq!((read(&[("rows", "3")]).unwrap().part, read(&[("rows", "x")]).unwrap().part), (3, 1));
    }
}
