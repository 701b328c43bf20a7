//! A source or an actor: what it originates and what it only repeats, whom it has things from and who has them from it, who
//! owns it and what it gains, and what became of what it said. Counts and links; nothing here rates anybody.

use maud::{Markup, html};
use stemma_core::alias::AliasStatement;
use stemma_core::control::Control;
use stemma_core::date::PartialDate;
use stemma_core::document::Version;
use stemma_core::enumerations::Headline;
use stemma_core::id::Id;
use stemma_core::profile::{Order, Part, Profile, Said, Tie, Undone, What, undone};
use stemma_core::role::RoleStatement;
use stemma_core::state::{ActorJudgement, Interest};
use stemma_core::visible::passing_for_latin;
use stemma_core::withdrawal::WithdrawalStatement;

use super::desk::counted;
use super::listed::{Counts, Line, claims, in_words};
use super::{badge, layout, names, theirs};
use crate::profiles::Asked;
use crate::published::Published;

/// How many lines of every other list are shown; more are counted, and it is said.
const MOST: usize = 50;

/// The page of a source.
pub(crate) fn source(published: &Published, profile: &Profile, asked: Asked) -> Markup {
    let path = format!("/sources/{}", profile.key().source_id());
    let what = "Originates: at least one of its documents says so with something to go by and credits no other outlet. Repeats: each time it credits another outlet, or is taken from one. May have copied: nobody says so, but the words are the same.";
    profiled(published, profile, asked, (&path, "Source", what))
}

/// The page of an actor.
pub(crate) fn actor(published: &Published, profile: &Profile, asked: Asked) -> Markup {
    let path = format!("/actors/{}", profile.key().actor_id());
    let what = "Originates: a document ends with its word, so that it credits nobody else. Repeats: each time it credits somebody else.";
    profiled(published, profile, asked, (&path, "Actor", what))
}

fn profiled(published: &Published, profile: &Profile, asked: Asked, (path, kind, what): (&str, &str, &str)) -> Markup {
    let found = |said: &Said| published.findings.claims.get(said.claim);
    let said: Vec<(&Said, Headline)> =
        profile.said.iter().filter_map(|said| Some((said, found(said)?.finding.headline))).collect();
    let counts = Counts::of(said.iter().map(|(said, headline)| (Some(said.part), *headline)));
    let is_wanted = |said: &Said, headline: Headline| {
        asked.part.is_none_or(|wanted| said.part == wanted) && asked.headline.is_none_or(|wanted| headline == wanted)
    };
    let wanted = (0..).zip(&said).filter(|(_, (said, headline))| is_wanted(said, *headline));
    let chosen: Vec<u32> = wanted.map(|(place, _)| place).collect();
    let line = |place: u32| {
        let (said, _) = said.get(place as usize)?;
        Some(Line { found: found(said)?, part: Some(said.part), note: note(published, said) })
    };
    layout(
        &profile.name,
        &html! {
            h1 { (theirs(&profile.name)) (names::script(&profile.name)) }
            (about(profile, kind))
            (looks_like(published, profile))
            p { "Stemma rates nobody. Here is what is recorded of this name, and what became of what it said." }
            (stakes_of(published, profile))
            (ties("Whom it has claims from", "It has no claim from anybody, as far as documents say.", published, &profile.from))
            (ties("Who has claims from it", "Nobody has a claim from it, as far as documents say.", published, &profile.to))
            (taken_back(published, profile))
            (undone_of(published, profile))
            h2 id="claims" { "Claims" }
            @if said.is_empty() {
                p { "No claim that is held rests on this name." }
            } @else {
                p class="small" { (what) }
                (claims(path, asked, &counts, &chosen, line))
            }
            (documents(published, profile))
            p class="small" { "This address answers Turtle, JSON-LD, N-Triples and RDF/XML when asked with " code { "Accept" } "." }
        },
    )
}

fn about(profile: &Profile, kind: &str) -> Markup {
    let key = profile.key();
    let kinds: Vec<&str> = profile.kinds.iter().map(|kind| kind.as_str()).collect();
    html! {
        p class="small" {
            (kind)
            @if !kinds.is_empty() { " · texts take it for: " (kinds.join(", ")) }
            @if kind == "Actor" && profile.is_source { " · " a href={ "/sources/" (key.source_id()) } { "as a source of documents" } }
            @if kind == "Source" && profile.is_actor { " · " a href={ "/actors/" (key.actor_id()) } { "as an actor that texts name" } }
        }
        @if !profile.ids.is_empty() {
            p class="small" { "Wikidata: " @for id in &profile.ids { code { (id) } " " } }
        }
        @if profile.spellings.len() > 1 {
            p class="small" {
                "Spelt: "
                @for (number, spelling) in profile.spellings.iter().take(MOST).enumerate() { @if number > 0 { ", " } (theirs(spelling)) }
                (rest(profile.spellings.len()))
            }
        }
        @if profile.is_unnamed() {
            p class="notice" { "Nobody is named by this. Whoever is called so need not be the same each time; they are listed together here, and never counted as one witness more." }
        }
    }
}

/// Another name that nobody tells from this one by looking.
fn looks_like(published: &Published, profile: &Profile) -> Markup {
    let other = passing_for_latin(&profile.name).map(|(_, look)| look);
    let all = published.profiles();
    let key = other.map(|look| stemma_core::name::ActorKey::of(&look));
    let actor = key.as_ref().and_then(|key| all.actor(key.actor_id()));
    let source = key.as_ref().and_then(|key| all.source(key.source_id()));
    html! {
        @if actor.is_some() || source.is_some() {
            p class="notice" {
                "It looks like "
                @if let Some(actor) = actor { (names::actor(&actor.name)) } @else if let Some(source) = source { (names::source(&source.name)) }
                ", which is another name, in Latin letters. The two may be one; unless a person says that they are two, they never count as two voices."
            }
        }
    }
}

/// What is left out of a list.
fn rest(all: usize) -> Markup {
    html! { @if all > MOST { " … and " (all - MOST) " more that are not shown" } }
}

/// The same, on a line of its own.
fn left_out(all: usize) -> Markup {
    html! { @if all > MOST { p class="small" { (rest(all)) } } }
}

fn dates(from: Option<PartialDate>, to: Option<PartialDate>) -> Markup {
    html! {
        @if let Some(from) = from { ", from " time datetime=(from) { (from) } }
        @if let Some(to) = to { ", until " time datetime=(to) { (to) } }
        @if from.is_none() && to.is_none() { ", no dates recorded" }
    }
}

fn control(published: &Published, control: &Control, other: &str) -> Markup {
    let record = published.path(&published.iris.control(control));
    html! {
        li {
            (names::actor(other)) " – " (theirs(&control.how))
            @if let Some(share) = control.share { ", " (share) " %" }
            (dates(control.from, control.to)) " · " a href=(record) { "the record" }
        }
    }
}

fn interest(published: &Published, interest: &Interest) -> Markup {
    let record = published.path(&published.iris.interest(interest));
    html! {
        li {
            @if interest.overruled { strong { "No interest, a person states: " } }
            @if interest.claim.is_empty() { "in all that it says" } @else { "in claims with “" (theirs(&interest.claim)) "”" }
            " – " (theirs(&interest.why)) " · " a href=(record) { "the record" }
        }
    }
}

fn judged(profile: &Profile, judged: &ActorJudgement) -> Markup {
    let is_a = stemma_core::name::ActorKey::of(&judged.a) == profile.key();
    let other = if is_a { &judged.b } else { &judged.a };
    html! {
        li {
            (theirs(&judged.by)) " judged that it is " @if judged.same { "the same as " } @else { "not " }
            (names::actor(other)) ": " (theirs(&judged.reason))
        }
    }
}

/// Another name that a text states, with its words.
fn stated(published: &Published, profile: &Profile, version: Id<Version>, alias: &AliasStatement) -> Markup {
    html! {
        li {
            (names::actor(alias.other(&profile.key()).unwrap_or(&alias.alias)))
            ", as a text states: “" (theirs(&alias.quote.text)) "” in " (document(published, version, ""))
            ". The two may be one; unless a person says that they are two, they never count as two voices."
        }
    }
}

/// An office that a text states somebody to hold, with its words and days.
fn office(published: &Published, profile: &Profile, version: Id<Version>, role: &RoleStatement) -> Markup {
    let is_holder = stemma_core::name::ActorKey::of(&role.holder) == profile.key();
    html! {
        li {
            @if is_holder {
                (theirs(&role.role)) @if let Some(organization) = &role.organization { ", " (names::actor(organization)) }
            } @else { (names::actor(&role.holder)) ", " (theirs(&role.role)) }
            @if let Some(from) = role.from { ", from " time datetime=(from) { (from) } }
            @else if let (Some(on), None) = (role.on, role.to) { ", on " time datetime=(on) { (on) } }
            @if let Some(to) = role.to { ", no longer after " time datetime=(to) { (to) } }
            @if role.on.is_none() && role.from.is_none() && role.to.is_none() { ", on no known day" }
            ": “" (theirs(&role.quote.text)) "” in " (document(published, version, ""))
        }
    }
}

/// The offices that texts state, of whoever holds them or of whom they are held for, and other ties of theirs: papers that they
/// wrote or had, those they are told with.
fn offices(published: &Published, profile: &Profile, roles: &[(Id<Version>, &RoleStatement)]) -> Markup {
    html! {
        @if !roles.is_empty() {
            h3 { "Offices and ties, as texts state them" }
            ul { @for (version, role) in roles.iter().take(MOST) { (office(published, profile, *version, role)) } }
            (left_out(roles.len()))
        }
    }
}

/// Who owns whom, who gains, for whom it speaks, who supplied what: with the records and documents that say so.
fn stakes_of(published: &Published, profile: &Profile) -> Markup {
    let stakes = published.profiles().stakes(&published.state, &profile.key());
    let speaks = &profile.speaks_for;
    let is_empty = stakes.above.is_empty()
        && stakes.below.is_empty()
        && stakes.interests.is_empty()
        && stakes.judgements.is_empty()
        && stakes.supplied.is_empty()
        && stakes.aliases.is_empty()
        && stakes.roles.is_empty()
        && speaks.is_empty();
    html! {
        h2 { "Owners and interests" }
        @if is_empty { p { "Nothing is recorded. That says nothing about who owns it." } }
        @if !stakes.above.is_empty() {
            h3 { "Who controls it" }
            ul { @for one in stakes.above.iter().take(MOST) { (control(published, one, &one.controller)) } }
            (left_out(stakes.above.len()))
        }
        @if !stakes.below.is_empty() {
            h3 { "Whom it controls" }
            ul { @for one in stakes.below.iter().take(MOST) { (control(published, one, &one.actor)) } }
            (left_out(stakes.below.len()))
        }
        @if !stakes.interests.is_empty() {
            h3 { "What it gains from" }
            ul { @for one in stakes.interests.iter().take(MOST) { (interest(published, one)) } }
            (left_out(stakes.interests.len()))
        }
        @if !speaks.is_empty() {
            h3 { "For whom it speaks" }
            ul {
                @for (name, (version, assertion, count)) in speaks.iter().take(MOST) {
                    li { (names::actor(name)) ", by " (counted(*count, "assertion", "assertions")) ", such as in "
                        (document(published, *version, &format!("#a-{assertion}"))) }
                }
            }
            (left_out(speaks.len()))
        }
        (offices(published, profile, &stakes.roles))
        @if !stakes.supplied.is_empty() {
            h3 { "Supplied or paid for" }
            ul {
                @for one in stakes.supplied.iter().take(MOST) {
                    li { (names::actor(one.by)) " supplied what " (document(published, one.version, "")) " is about"
                        @if let Some(publisher) = one.published_by { ", published by " (names::source(publisher)) } }
                }
            }
            (left_out(stakes.supplied.len()))
        }
        @if !stakes.judgements.is_empty() || !stakes.aliases.is_empty() {
            h3 { "Other names" }
            ul {
                @for one in stakes.judgements.iter().take(MOST) { (judged(profile, one)) }
                @for (version, alias) in stakes.aliases.iter().take(MOST) { (stated(published, profile, *version, alias)) }
            }
            (left_out(stakes.judgements.len()))
            (left_out(stakes.aliases.len()))
        }
    }
}

/// What texts state that it took back, or has from elsewhere, with their words.
fn taken_back(published: &Published, profile: &Profile) -> Markup {
    let stakes = published.profiles().stakes(&published.state, &profile.key());
    html! {
        @if !stakes.withdrawals.is_empty() {
            h2 id="taken-back" { "Took back, or has from elsewhere" }
            p class="small" {
                "As texts state it; which of its statements they mean is not sure. So it raises the published number of no claim any more that it "
                "may be about, and nothing is struck out."
            }
            ul { @for (version, stated) in stakes.withdrawals.iter().take(MOST) { (withdrawal(published, profile, *version, stated)) } }
            (left_out(stakes.withdrawals.len()))
        }
    }
}

fn withdrawal(published: &Published, profile: &Profile, version: Id<Version>, stated: &WithdrawalStatement) -> Markup {
    let is_own = stemma_core::name::ActorKey::of(&stated.name) == profile.key();
    html! {
        li {
            @if !is_own { (names::actor(&stated.name)) ", who may be the same, " }
            @if stated.is_second_hand() { "has it from elsewhere" } @else { "(" (theirs(&stated.cue)) ")" }
            ": “" (theirs(&stated.quote.text)) "” in " (document(published, version, ""))
        }
    }
}

fn document(published: &Published, version: Id<Version>, place: &str) -> Markup {
    let held = published.version(version);
    let title = held.map_or("a document", |h| h.document.metadata.title.as_deref().unwrap_or(&h.document.name));
    let date = held.and_then(|held| held.document.metadata.published);
    html! {
        a href={ "/versions/" (version) (place) } { (theirs(title)) }
        @if let Some(date) = date { ", " time datetime=(date) { (date) } }
    }
}

fn ties(heading: &str, none: &str, published: &Published, ties: &[Tie]) -> Markup {
    let example = |tie: &Tie| published.findings.claims.get(tie.example);
    html! {
        h2 { (heading) }
        @if ties.is_empty() { p { (none) } } @else {
            ul {
                @for tie in ties.iter().take(MOST) {
                    li {
                        (names::named(published, &tie.with)) ": " (counted(tie.stated, "claim", "claims"))
                        @if tie.suspected > 0 { ", and " (tie.suspected) " likely, though nobody says so" }
                        @if let Some(found) = example(tie) { " " span class="small" { "such as " a href={ "/claims/" (found.claim.id) } { (theirs(&found.claim.text)) } } }
                    }
                }
            }
            (left_out(ties.len()))
        }
    }
}

/// What became of what it said: later things, what bears no date, and what stood there before.
fn undone_of(published: &Published, profile: &Profile) -> Markup {
    let all = undone(&published.state, &published.findings, published.profiles(), profile);
    let of = |order: Order| all.iter().filter(move |one| one.order == order);
    html! {
        h2 { "Contradicted or corrected" }
        @if all.is_empty() { p { "Nothing that is held stands against what it said." } }
        @for (order, heading) in [
            (Order::Later, "Later"),
            (Order::Unknown, "On the same day, or on a day that is not known"),
            (Order::Earlier, "Contradicted already when it said so"),
        ] {
            @if of(order).next().is_some() {
                h3 { (heading) }
                ul { @for one in of(order).take(MOST) { (undone_one(published, one)) } }
                (left_out(of(order).count()))
            }
        }
    }
}

fn undone_one(published: &Published, one: &Undone<'_>) -> Markup {
    let found = published.findings.claims.get(one.said.claim);
    html! {
        li {
            @if let Some(found) = found { (badge(found.finding.headline)) " " a href={ "/claims/" (found.claim.id) } { (theirs(&found.claim.text)) } }
            " – it " (in_words(one.said.part))
            @if let Some(first) = one.said.first { ", first on " time datetime=(first) { (first) } }
            ". "
            @match &one.what {
                What::Contradicted(contradiction, other) if found.is_some_and(|found| found.claim.id == other.claim.id) => {
                    "It is denied: " (theirs(&contradiction.reason))
                },
                What::Contradicted(contradiction, other) => {
                    "Cannot hold together with " (badge(other.finding.headline)) " "
                    a href={ "/claims/" (other.claim.id) } { (theirs(&other.claim.text)) } ": " (theirs(&contradiction.reason))
                },
                What::Corrected(version) => { "A later version of the document no longer says so: it stood in " (document(published, *version, "")) },
                What::Withdrawn(version, reason) => { "Withdrawn: " (theirs(reason)) ", of " (document(published, *version, "")) },
            }
            @if let Some(on) = one.on { ", " time datetime=(on) { (on) } }
        }
    }
}

/// What else there is to say about a claim: when it was first said.
fn note(published: &Published, said: &Said) -> Markup {
    let found = published.findings.claims.get(said.claim);
    let is_open =
        found.is_some_and(|found| published.profiles().against(&published.findings, found.claim.id).next().is_some());
    html! {
        @if let Some(first) = said.first { " · first said " time datetime=(first) { (first) } }
        @if is_open && said.part != Part::Opposes { " · something stands against it" }
    }
}

fn documents(published: &Published, profile: &Profile) -> Markup {
    let mut all: Vec<_> = profile.documents.iter().filter_map(|id| published.version(*id)).collect();
    all.retain(|held| !held.superseded);
    all.sort_by_key(|held| (std::cmp::Reverse(held.document.metadata.published), &held.document.name));
    html! {
        @if !all.is_empty() {
            h2 { "Documents" }
            p class="small" { (counted(all.len(), "document", "documents")) ", the latest first" (rest(all.len())) }
            ul { @for held in all.iter().take(MOST) { li { (document(published, held.version.id, "")) } } }
        }
    }
}
