//! How deep a query's text nests and how long its chains are, counted before it is parsed.
//!
//! Parser, optimiser and evaluator recurse: over brackets, over unary operators, and over chains, since `a || b || c`
//! and a row of `OPTIONAL`s become trees as deep as they are long. Every token may be one link of a chain, so all are
//! counted, but for the values of `VALUES` blocks and `IN` lists, which become flat lists.
//! Strings, IRIs and comments are passed over.

use spareval::QueryEvaluator;

use super::QueryError;
use super::token::{Token, Tokens};

/// What is said of `LOAD` where no host may be asked.
pub(crate) const LOAD_REFUSED: QueryError =
    QueryError::Refused { feature: "LOAD", instead: "fetch the document and send it to /graphs" };

/// Brackets inside brackets.
const DEEPEST: usize = 64;
/// Unary operators before one operand.
const UNARY: usize = 8;
/// Negated brackets inside each other: the parser reads the inside of each twice.
const NEGATED: usize = 8;
/// Tokens, each of which may be a link of a chain.
const LONGEST: usize = 5_000;
/// Joins, beyond which finding their best order takes longer than it saves.
const PLANNED: usize = 100;

/// How a query is to be evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plan {
    /// In the best order the optimiser finds.
    Optimised,
    /// As it is written: the optimiser's time grows with the cube of the joins, and it cannot be stopped.
    AsWritten,
}

/// What a text is to be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Door {
    /// A query, which changes nothing.
    #[default]
    Query,
    /// An update.
    Update,
}

/// Whether other hosts may be asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Others {
    /// None.
    #[default]
    Closed,
    /// Those that whoever runs the service named.
    Named,
}

impl Others {
    pub(crate) fn of<T>(elsewhere: Option<&T>) -> Self {
        if elsewhere.is_some() { Self::Named } else { Self::Closed }
    }
}

impl Plan {
    /// An evaluator that goes by the plan.
    pub(crate) fn evaluator(self) -> QueryEvaluator {
        match self {
            Self::Optimised => QueryEvaluator::new(),
            Self::AsWritten => QueryEvaluator::new().without_optimizations(),
        }
    }
}

/// How deep brackets stand in brackets in a text of SPARQL, Turtle or N-Triples.
pub fn deepest(text: &str) -> usize {
    let (mut level, mut deepest) = (0_usize, 0);
    for token in Tokens::new(text) {
        match token {
            Token::Open(_) => level += 1,
            Token::Close => level = level.saturating_sub(1),
            Token::Word(_) | Token::Value | Token::Operator(_) => {}
        }
        deepest = deepest.max(level);
    }
    deepest
}

/// Whether a text asks other hosts for something, as far as its words say.
pub(crate) fn asks_elsewhere(text: &str) -> bool {
    let asks = |word: &str| ["SERVICE", "LOAD"].iter().any(|known| word.eq_ignore_ascii_case(known));
    Tokens::new(text).any(|token| matches!(token, Token::Word(word) if asks(word)))
}

/// Refuses a text that nests too deep, one that asks for another service where none may be asked, and a query that changes data.
pub(crate) fn check(text: &str, door: Door, others: Others) -> Result<Plan, QueryError> {
    let mut nesting = Nesting { door, others, ..Nesting::default() };
    for token in Tokens::new(text) {
        nesting.take(token)?;
    }
    Ok(if nesting.joins > PLANNED { Plan::AsWritten } else { Plan::Optimised })
}

#[derive(Default)]
struct Nesting {
    door: Door,
    others: Others,
    open: Vec<Bracket>,
    links: usize,
    /// About how many patterns are joined.
    joins: usize,
    /// Whether the token before was a value: two in a row in round brackets are elements of a collection.
    after_value: bool,
    unary: usize,
    negation_pending: bool,
    /// What the next bracket holds, when a word says so.
    announced: Option<List>,
}

struct Bracket {
    round: bool,
    list: Option<List>,
    negated: bool,
}

/// A bracket whose values become a flat list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    /// The block of `VALUES`, `INSERT DATA` or `DELETE DATA`, with all brackets in it.
    Values,
    /// The list of `IN`.
    In,
}

impl Nesting {
    fn take(&mut self, token: Token<'_>) -> Result<(), QueryError> {
        self.count(token)?;
        match token {
            Token::Open(bracket) => self.enter(bracket)?,
            Token::Close => {
                self.open.pop();
                self.negation_pending = false;
            }
            Token::Word(word) => self.announce(word)?,
            Token::Operator(operator) => self.operate(operator)?,
            Token::Value => {}
        }
        if !matches!(token, Token::Operator(_)) {
            self.unary = 0;
        }
        Ok(())
    }

    fn count(&mut self, token: Token<'_>) -> Result<(), QueryError> {
        let flat = match self.open.last().and_then(|bracket| bracket.list) {
            Some(List::Values) => true,
            Some(List::In) => matches!(token, Token::Value | Token::Operator(",")),
            None => false,
        };
        let round = self.open.last().is_some_and(|bracket| bracket.round);
        let joined = match token {
            Token::Open("{") | Token::Operator("/") => 1,
            Token::Operator("." | ";" | ",") => usize::from(!round),
            Token::Value => 2 * usize::from(round && self.after_value),
            Token::Open(_) | Token::Close | Token::Word(_) | Token::Operator(_) => 0,
        };
        self.after_value = token == Token::Value;
        self.joins += joined * usize::from(!flat);
        self.links += usize::from(!flat);
        limit("operators and patterns", self.links, LONGEST, "tokens")
    }

    fn enter(&mut self, bracket: &str) -> Result<(), QueryError> {
        let inherited = self.open.last().and_then(|bracket| bracket.list).filter(|list| *list == List::Values);
        // The variables of `VALUES` may stand in round brackets before its block.
        let header = self.announced == Some(List::Values) && bracket == "(";
        let list = inherited.or(if header { None } else { self.announced.take() });
        self.open.push(Bracket { round: bracket == "(", list, negated: std::mem::take(&mut self.negation_pending) });
        limit("brackets", self.open.len(), DEEPEST, "levels")?;
        let negated = self.open.iter().filter(|bracket| bracket.negated).count();
        limit("negations", negated, NEGATED, "levels")
    }

    fn announce(&mut self, word: &str) -> Result<(), QueryError> {
        let is = |other: &str| word.eq_ignore_ascii_case(other);
        if is("VALUES") {
            self.announced = Some(List::Values);
        } else if is("IN") {
            self.announced = Some(List::In);
        } else if is("SERVICE") && self.others == Others::Closed {
            return Err(QueryError::Refused { feature: "SERVICE", instead: "ask the other endpoint itself" });
        } else if is("LOAD") && (self.others == Others::Closed || self.door == Door::Query) {
            return Err(LOAD_REFUSED);
        } else if self.door == Door::Update {
            if is("DATA") {
                self.announced = Some(List::Values);
            }
        } else if ["INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"].iter().any(|o| is(o)) {
            return Err(QueryError::Refused { feature: "an update in a query", instead: "send it as `update`" });
        }
        Ok(())
    }

    fn operate(&mut self, operator: &str) -> Result<(), QueryError> {
        match operator {
            "!" => self.negation_pending = true,
            "+" | "-" | "^" => {}
            _ => {
                self.negation_pending = false;
                self.unary = 0;
                return Ok(());
            }
        }
        self.unary += 1;
        limit("unary operators", self.unary, UNARY, "in a row")
    }
}

fn limit(what: &'static str, found: usize, most: usize, unit: &'static str) -> Result<(), QueryError> {
    if found > most { Err(QueryError::TooDeep { what, most, unit }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<Plan, QueryError> {
        super::check(text, Door::Query, Others::Closed)
    }

    #[test]
    fn brackets_in_strings_iris_and_comments_do_not_count() {
        let many = "(".repeat(1000);
        for text in [
            format!("SELECT * {{ ?s ?p \"{many}\" }}"),
            format!("SELECT * {{ ?s ?p '''{many}'\n'{many}''' }}"),
            format!("SELECT * {{ ?s ?p \"\\\"{many}\" }}"),
            format!("SELECT * {{ ?s <http://example.org/{many}> ?o }}"),
            format!("SELECT * {{ ?s ?p ?o }} # {many}"),
        ] {
            assert!(check(&text).is_ok(), "{}", &text[..40]);
        }
    }

    #[test]
    fn the_depth_of_a_turtle_text_does_not_count_its_strings() {
        assert_eq!(deepest("@prefix : <http://x/(((> . :a :p ( [ :q <<( :a :b '((((' )>> ] ) . # (((("), 4);
        assert_eq!(deepest("<http://x/a> <http://x/p> \"((((\"@en ."), 0);
        assert_eq!(deepest(")))((("), 3);
    }

    #[test]
    fn a_comparison_does_not_hide_what_follows_it() {
        let many = "(".repeat(1000);
        assert!(check(&format!("SELECT * {{ FILTER(?a <{many}")).is_err());
        assert!(check(&format!("SELECT * {{ FILTER(?a < 1 || ?b > {many}")).is_err());
    }

    #[test]
    fn long_lists_of_values_are_allowed_and_long_chains_are_not() {
        let numbers = |separator: &str| vec!["1"; 20_000].join(separator);
        assert!(check(&format!("SELECT * {{ VALUES ?x {{ {} }} }}", numbers(" "))).is_ok());
        assert!(check(&format!("SELECT * {{ VALUES (?x) {{ {} }} }}", "(1)".repeat(20_000))).is_ok());
        assert!(check(&format!("SELECT * {{ ?s ?p ?x FILTER(?x IN ({})) }}", numbers(", "))).is_ok());
        for separator in [" || ", "-", " -", "+", " = 1 && ", " "] {
            assert!(check(&format!("SELECT * {{ FILTER({}) }}", numbers(separator))).is_err(), "{separator}");
        }
        let chained = vec!["true"; 20_000].join("-1||");
        assert!(check(&format!("SELECT * {{ FILTER({chained}) }}")).is_err());
    }

    #[test]
    fn services_and_updates_are_refused_by_name_and_words_in_names_are_not() {
        assert!(matches!(
            check("SELECT * { service <http://x> {} }"),
            Err(QueryError::Refused { feature: "SERVICE", .. })
        ));
        assert!(matches!(
            check("DELETE WHERE { ?s ?p ?o }"),
            Err(QueryError::Refused { feature: "an update in a query", .. })
        ));
        let update = |text: &str| super::check(text, Door::Update, Others::Closed);
        assert!(update("DELETE WHERE { ?s ?p ?o }").is_ok());
        assert!(update("INSERT { ?s ?p ?o } WHERE { SERVICE <http://x> {} }").is_err());
        assert!(matches!(update("LOAD SILENT <http://x>"), Err(QueryError::Refused { feature: "LOAD", .. })));
        assert!(update(&format!("INSERT DATA {{ {} }}", "ex:a ex:b 1 . ".repeat(20_000))).is_ok());
        let named = |text: &str, door: Door| super::check(text, door, Others::Named);
        assert!(named("SELECT * { SERVICE <http://x> {} }", Door::Query).is_ok());
        assert!(named("LOAD <http://x>", Door::Update).is_ok() && named("LOAD <http://x>", Door::Query).is_err());
        assert!(check("SELECT ?service { ?service ex:SERVICE \"SERVICE\"@insert, ex:a-LOAD, _:DROP }").is_ok());
    }
}
