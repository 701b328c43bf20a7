//! Nouns by what they name: people, organisations, outlets, documents, unnamed groups.

use std::sync::LazyLock;

use crate::words::{Meanings, Words, words};

/// What a noun in a source's head place says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    /// One person by an office that one person holds: "founder", "minister".
    Office,
    /// One person by a trade: "analyst", "engineer".
    Person,
    /// Somebody who speaks for an organisation.
    Speaker,
    /// Several people.
    People,
    /// An organisation by its sort: "company", "ministry".
    Organization,
    /// An outlet by its sort: "newspaper".
    Outlet,
    /// A document that is the evidence itself.
    Record,
    /// A document that says so.
    Paper,
    /// A document that argues or measures: "study", "report".
    Study,
}

static OFFICES: Words = Words::new(|| {
    words(
        "founder co-founder cofounder chairman chairwoman chair ceo cfo cto president minister secretary director \
         governor mayor chief head boss commissioner chancellor premier ambassador dean editor owner leader commander \
         general prosecutor deputy predecessor successor ombudsman captain rector principal vicar coroner superintendent headteacher provost",
    )
});

static PEOPLE_ONE: Words = Words::new(|| {
    words(
        "other eyewitness onlooker bystander campaigner protester grandfather grandmother grandson granddaughter uncle aunt cousin nephew niece apprentice villager islander stepfather stepmother stepson stepdaughter bride groom \
         analyst economist engineer researcher scientist professor lawyer attorney judge doctor worker employee \
         manager executive official officer expert adviser advisor resident witness farmer fisherman driver teacher \
         nurse consultant investor trader journalist reporter author writer blogger commentator columnist critic \
         activist senator lawmaker congressman congresswoman politician diplomat candidate observer source person man \
         woman insider supervisor technician inspector auditor historian strategist whistleblower citizen mother \
         father neighbor neighbour student soldier detective sheriff user member lead planner operator foreman \
         colleague aide contractor supplier customer defendant plaintiff physicist chemist biologist geologist \
         hydrologist metallurgist friend partner guard agent coach trainer referee \
         goalkeeper striker curator librarian priest bishop imam rabbi pilot sailor artist actor actress singer musician \
         filmmaker producer designer architect builder chef baker shopkeeper tenant landlord homeowner pensioner \
         commuter passenger patient paramedic firefighter ranger cardiologist statistician epidemiologist psychologist \
         sociologist biologist astronomer ecologist oncologist psychiatrist pharmacist dentist vet veterinarian survivor \
         widow son daughter brother sister wife husband parent guest visitor gamer hacker coder programmer broker banker \
         miner trucker courier janitor clerk treasurer undersecretary attendant mechanic electrician plumber carpenter \
         barrister solicitor surveyor entomologist zoologist botanist virologist archaeologist anthropologist \
         philosopher meteorologist seismologist oceanographer toxicologist pathologist midwife councillor councilor \
         alderman juror forecaster shepherd waiter butcher tailor hairdresser sculptor painter poet novelist playwright \
         composer cyclist biker rider violinist pianist cellist umpire jockey skipper beekeeper winemaker brewer stonemason roofer joiner \
         caretaker warden lifeguard instructor lecturer tutor registrar notary bailiff auctioneer optician surgeon \
         physician gynaecologist gynecologist paediatrician pediatrician neurologist urologist radiologist immunologist \
         geneticist microbiologist mathematician cryptographer cartographer linguist theologian archivist restorer \
         conservator climatologist glaciologist volcanologist ornithologist agronomist forester gamekeeper gardener \
         postman postwoman chaplain monk nun canon abbot barber midfielder defender winger fullback rescuer steward delegate mate bosun purser helmsman porter receptionist chambermaid dancer ballerina \
         choreographer keeper croupier tenor soprano docker stevedore archbishop pastor deacon headmaster headmistress fireman firewoman warder zookeeper policeman policewoman",
    )
});

static SPEAKERS: Words = Words::new(|| words("spokesman spokeswoman spokesperson representative spokespeople"));

static GROUPS: Words = Words::new(|| {
    words(
        "people police academics authorities policymakers insiders proponents opponents supporters critics locals \
         sceptics skeptics advocates fans media rumours rumors staff regulators scholars voters parents democrats \
         republicans women men businessmen fishermen markets prosecutors families relatives some others many most \
         several both others another percent respondents whom one firms companies institutions tanks makers carmakers chipmakers retailers banks unions \
         governments management team crew crews envoys mediators investigators surveyors readers users developers think-tanks lawyers competitors",
    )
});

static ORGANIZATIONS: Words = Words::new(|| {
    words(
        "company firm ministry government agency department court university institute bank group organization \
         organisation association union committee commission council board party administration regulator laboratory \
         lab startup start-up chipmaker carmaker automaker manufacturer maker supplier operator utility airline \
         retailer developer brokerage charity foundation bureau office authority army military hospital school \
         college tank consultancy watchdog foundry mill giant parliament senate congress embassy campaign industry \
         house coalition corporation conglomerate exchange fund service state city county gov't tribunal panel \
         inspectorate port cooperative trust federation league club museum gallery theatre theater zoo \
         library church diocese synagogue mosque ombudsman brewery winery refinery shipyard dealership bakery insurer \
         publisher distributor wholesaler lender landlord employer ngo nonprofit non-profit think-tank faculty cooperative \
         syndicate consortium alliance ministry secretariat body defence defense prosecution \
         railway mission brigade cabinet presidency palace treasury navy coastguard constabulary academy clinic hospice \
         orchestra institution society observatory delegation chamber hotel restaurant pharmacy monastery parish",
    )
});

static OUTLETS: Words = Words::new(|| {
    words(
        "television radio newspaper paper magazine outlet broadcaster site website blog newsletter podcast channel station tabloid \
         daily weekly journal wire press",
    )
});

static RECORDS: Words = Words::new(|| {
    words(
        "tables charts inventory inventories filing filings contract contracts log logs logbook ruling rulings record records register registry docket \
         invoice invoices judgment judgement order footage transcript permit permits ledger deed database dataset \
         minutes recording recordings receipt receipts prospectus images photographs certificate manifest accounts imagery data statistics \
         notebook notebooks diary diaries roster rosters payslip payslips \
         entries altimetry telemetry spreadsheet spreadsheets scans x-rays radiographs logger loggers entry tape tapes \
         timesheet timesheets logbooks seismogram seismograms tachograph sensor sensors gauge gauges meter meters \
         thermometer seismograph barograph timestamps camera cameras photos pictures snapshots",
    )
});

static PAPERS: Words = Words::new(|| {
    words(
        "caption inscription placard plaque leaflet flyer statement commentary brief editorial op-ed memorandum communique communiqué release post tweet letter memo email complaint lawsuit announcement leak indictment petition \
         message note affidavit brochure document documents disclosure interview speech emails figures slide papers \
         guideline guidelines label notice sign poster banner bulletin citation advice suit presentation slides advertisement version footnote listing",
    )
});

static STUDIES: Words = Words::new(|| {
    words(
        "study report paper survey analysis article poll review research test tests teardown audit investigation \
         reports studies polls surveys literature inspection book column measurements results assessment experiment \
         experiments sampling sample samples readings autopsy inquiry estimates findings story analyses evaluation thesis \
         dissertation",
    )
});

/// Words within a name that make it an outlet's.
static OUTLET_MARKS: Words = Words::new(|| {
    words(
        "Times Post Journal Herald News Tribune Gazette Chronicle Guardian Observer Mail Express Daily Magazine \
         Weekly Radio Broadcasting Courier Telegraph Press Standard Sentinel Examiner Inquirer Mirror Reporter \
         Dispatch Ledger Podcast Newsletter Wire Review Bulletin Today Globe Argus Mercury Echo TV Television Blog \
         Hardware Insider Newswire Register Advertiser Independent Spectator Monitor Record Star",
    )
});

/// How the names of agencies and papers end that are written as one word: "Nordwire".
const OUTLET_ENDS: &[&str] = &["wire", "press", "presse", "news", "bladet", "posten", "zeitung", "times"];

/// Outlets whose names carry no mark.
static OUTLET_NAMES: Words = Words::new(|| {
    words(
        "Reuters Bloomberg BBC CNN CNBC NPR AP AFP WSJ NYT FT SCMP Nikkei Xinhua Axios Politico Wired Economist \
         Caixin Reddit Semafor Spiegel Wikipedia HSToday Forbes Fortune TechCrunch Substack YouTube Yonhap Kyodo TASS \
         Verge MSNBC ABC CBS NBC Newsweek Slate Vox Breitbart BuzzFeed HuffPost WikiLeaks DigiTimes TrendForce \
         Facebook",
    )
});

/// Words within a name that make it an organisation's.
static ORGANIZATION_MARKS: Words = Words::new(|| {
    words(
        "Inc Corp Corporation Ltd LLC LLP PLC plc Pty GmbH AG AB ASA Oyj SpA NV BV Aggregates Cement Brewers Foundries Group Company Co Ministry Department Bank University Institute Foundry \
         Labs Laboratory Laboratories Lab Council Agency Commission Office Association Court Committee Authority \
         Board Police Government Administration Technologies Technology Systems Industries Semiconductor \
         Semiconductors Holdings Partners Center Centre Foundation Union Party House Senate Congress Parliament \
         College School Hospital Motors Energy Electric Power Airlines Energie Chemical Steel Mills Works Water \
         Shipping Lines Logistics Analytics Research Capital Securities Consulting Bureau Service Services Federation \
         Society Trust Fund Organization Organisation Network Ports Harbour Kremlin Pentagon Treasury Army Navy \
         Inspectorate Registry Survey Materials Micro Electronics Devices Batteries Mining Minerals Oil Gas Insurance \
         Airways Rail Railways Solar Pharma Pharmaceuticals Biotech Foods Farms Dairy Cooperative Alliance Insights \
         Forum Campaign White Exchange Sachs Stanley Chase State Tribunal Officials Constabulary Observatory Brigade Coastguard \
         Museum Club League Guild Academy Chamber Embassy Secretariat Infirmary Clinic Brewery Observatories Cathedral Yard Yards \
         Shipyard Shipyards Dockyard Shipbuilders Refinery Colliery Quarries Bakery Bakeries Winery Distillery Distillers Wharf Docks \
         Nurseries Publishing Publishers Builders Motor Textiles Tyres Telecom Airport Stores Supermarkets Hotels FC AFC SC RC CF United Rovers Wanderers Athletic Freight \
         Haulage Ferries Cruises Software Studios Records Properties Estates Developments Engineering \
         Aerospace Seafood Beverages Dairies Timber Packaging Plastics Machinery Robotics Healthcare \
         Therapeutics Diagnostics Instruments Cables Broadband Savings Investments Ventures Advisers \
         Advisors Associates Solicitors Recruitment Staffing Ballet Zoo Sawmill Sawmills Pottery \
         Tannery Brickworks Ironworks Waterworks Steelworks Casino",
    )
});

/// Short names with what they stand for.
const SHORT: &[(&str, &str)] = &[
    ("US", "US government"),
    ("U.S.", "US government"),
    ("United States", "US government"),
    ("WSJ", "The Wall Street Journal"),
    ("NYT", "The New York Times"),
    ("FT", "Financial Times"),
    ("SCMP", "South China Morning Post"),
    ("AP", "Associated Press"),
];

/// What each noun names; where several lists have it, the first that is tried.
static HEADS: LazyLock<Meanings<&'static str, Head>> = LazyLock::new(|| {
    let table: [(Head, &Words); 9] = [
        (Head::Office, &OFFICES),
        (Head::Speaker, &SPEAKERS),
        (Head::Person, &PEOPLE_ONE),
        (Head::People, &GROUPS),
        (Head::Organization, &ORGANIZATIONS),
        (Head::Outlet, &OUTLETS),
        (Head::Record, &RECORDS),
        (Head::Paper, &PAPERS),
        (Head::Study, &STUDIES),
    ];
    let mut heads = Meanings::new();
    for (head, words) in table {
        words.iter().for_each(|word| {
            heads.insert_new(*word, head);
        });
    }
    heads
});

/// What the noun `word` (in lower case) names in a source's head place.
pub(crate) fn head(word: &str) -> Option<Head> {
    if let Some(head) = HEADS.get(word) {
        return Some(*head);
    }
    // "Palaeoclimatologist": no list has all the sciences.
    if word.len() > 9 && word.ends_with("ologist") {
        return Some(Head::Person);
    }
    let stem = word.strip_suffix('s')?;
    if stem.len() > 9 && stem.ends_with("ologist") {
        return Some(Head::People);
    }
    let stem_y = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let stem_e = stem.strip_suffix("se").filter(|_| word.ends_with("sses")).map(|stem| format!("{stem}s"));
    let is = |list: &Words| {
        stem_e.as_ref().is_some_and(|stem| list.contains(stem.as_str()))
            || list.contains(stem)
            || stem_y.as_ref().is_some_and(|stem| list.contains(stem.as_str()))
    };
    if is(&OFFICES) || is(&PEOPLE_ONE) || is(&SPEAKERS) || is(&ORGANIZATIONS) || is(&OUTLETS) {
        return Some(Head::People);
    }
    if is(&PAPERS) {
        return Some(Head::Paper);
    }
    is(&STUDIES).then_some(Head::Study)
}

/// What a noun of two words names by both: "log book", "time sheet", "time stamps".
pub(crate) fn head_of_two(before: &str, word: &str) -> Option<Head> {
    let kept = matches!(
        before,
        "pay" | "log" | "account" | "visitors" | "guest" | "cash" | "time" | "tally" | "duty" | "score" | "data"
    );
    let written = matches!(
        word,
        "book" | "books" | "sheet" | "sheets" | "list" | "lists" | "slip" | "slips" | "stamp" | "stamps"
    );
    (kept && written).then_some(Head::Record)
}

static THINGS: Words = Words::new(|| {
    words(
        "evidence history logic law laws rule rules sense fact facts number numbers label sign signs name clock line lines \
         word words year years month months week day days time times thing things way point points plan plans price \
         prices chart map table model models chip chips product products market system systems show case cases rest side \
         sides theory example episode event story affair crisis trend deal experience result success failure text title \
         headline",
    )
});

/// Whether a noun says how somebody stands to a body from outside, so that they do not speak for it: "a Kelso resident",
/// "a critic of Corva".
pub(crate) fn is_outsider(word: &str) -> bool {
    static OUTSIDERS: Words = Words::new(|| {
        words(
            "resident citizen native inhabitant customer client buyer user reader viewer visitor guest tourist passenger commuter \
             shopper patient critic opponent rival competitor challenger detractor victim survivor neighbour neighbor voter \
             pensioner homeowner complainant plaintiff",
        )
    });
    OUTSIDERS.contains(word)
}

/// Whether a trade may be an organisation's: "the operator, Petrolin,".
pub(crate) fn may_be_organization(word: &str) -> bool {
    ORGANIZATIONS.contains(word)
}

/// Whether a name is an authority's, a court's or a body of members': "European Medicines Agency", "Northern Chamber of
/// Commerce". No such body is "the company" or "the manufacturer".
pub(crate) fn is_no_company(name: &str) -> bool {
    static BODIES: Words = Words::new(|| {
        words(
            "agency ministry department office bureau commission committee council chamber union party university court              tribunal parliament senate congress authority administration association federation society academy college              school police army navy government treasury assembly inspectorate directorate secretariat embassy nations",
        )
    });
    let lower = name.to_lowercase();
    let whole = lower.split(" of ").next().unwrap_or(&lower).split(" for ").next().unwrap_or(&lower);
    BODIES.contains(whole.rsplit(' ').next().unwrap_or(whole))
}

/// Whether a noun is of a thing or a quality, which speaks only in a figure of speech.
pub(crate) fn is_abstract(word: &str) -> bool {
    let ends = "tion tions sion ness ity ment ments ance ence ing ings ism ics age ure".split(' ');
    THINGS.contains(word) || word.len() > 5 && ends.into_iter().any(|end| word.ends_with(end))
}

/// Whether a word ends like one who does something, so that it may be a speaker though no list has it.
pub(crate) fn looks_like_a_doer(word: &str) -> bool {
    let stem = word.strip_suffix('s').unwrap_or(word);
    stem.len() > 5 && ["er", "or", "ist", "ian", "ant", "man", "eer", "ee"].iter().any(|end| stem.ends_with(end))
}

/// Whether a word (in lower case) is what a body of people or an authority is called, so that a name turns on it.
pub(crate) fn is_body(word: &str) -> bool {
    static BODIES: Words = Words::new(|| {
        words(
            "guild port bench court bank league club council board union institute society association academy chamber \
             ministry department office bureau agency university college school hospital museum order congress house \
             hotel federation company bar fund trust alliance",
        )
    });
    BODIES.contains(word)
}

/// Whether a name is an outlet's.
pub(crate) fn is_outlet(name: &str) -> bool {
    let words: Vec<&str> = name.split([' ', '\n']).collect();
    let last = words.last().copied().unwrap_or_default();
    words.iter().any(|word| OUTLET_NAMES.contains(word))
        || (words.len() > 1 && words.iter().any(|word| OUTLET_MARKS.contains(word)) && !is_company_form(last))
        || (words.len() == 1 && OUTLET_ENDS.iter().any(|end| last.len() > end.len() + 2 && last.ends_with(end)))
}

/// Whether unnamed people are outlets: "local media", "two newspapers".
pub(crate) fn are_outlets(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
    last == "media" || last.strip_suffix('s').is_some_and(|one| OUTLETS.contains(one)) || last == "press"
}

/// Whether a name is an organisation's by a word in it.
pub(crate) fn is_organization(name: &str) -> bool {
    name.split([' ', '\n']).any(|word| ORGANIZATION_MARKS.contains(word.trim_end_matches('.')))
        || name.contains('&')
        || name.chars().filter(|c| c.is_uppercase()).count() > 1 && !name.contains(' ')
}

/// Whether a name is that of a part of the earth by a word in it.
pub(crate) fn is_geographic(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "Gulf",
        "Sea",
        "Bay",
        "Mount",
        "Mountain",
        "Mountains",
        "River",
        "Lake",
        "Island",
        "Islands",
        "Strait",
        "Valley",
        "Street",
        "Road",
        "Lane",
        "Avenue",
        "Point",
        "Hill",
        "Head",
        "Square",
        "Bridge",
        "Ocean",
        "Cape",
        "Peninsula",
        "Desert",
        "Forest",
        "Park",
        "Highway",
        "Canal",
        "Channel",
        "Light",
        "North",
        "South",
        "East",
        "West",
        "City",
        "Republic",
        "Kingdom",
    ];
    name.split(' ').any(|word| WORDS.contains(&word))
}

/// A short name written out, where it is well known.
pub(crate) fn spelled_out(name: &str) -> &str {
    SHORT.iter().find(|(short, _)| *short == name).map_or(name, |(_, long)| long)
}

/// Whether a single word is what outlets are called for short: "the Journal".
pub(crate) fn is_short_outlet(word: &str) -> bool {
    [
        "Times",
        "Post",
        "Journal",
        "Herald",
        "Tribune",
        "Gazette",
        "Chronicle",
        "Guardian",
        "Courier",
        "Telegraph",
        "Economist",
    ]
    .contains(&word)
}

fn is_company_form(word: &str) -> bool {
    ["Inc", "Inc.", "Corp", "Ltd", "LLC", "GmbH", "AG", "Group", "Company"].contains(&word)
}

/// Titles before a person's name.
pub(crate) static TITLES: Words = Words::new(|| {
    words(
        "mr mrs ms dr prof sir sen rep gov president minister senator professor secretary chancellor judge justice \
         representative congressman congresswoman general captain mayor governor ceo chairman analyst spokesman \
         spokeswoman economist founder king queen prince pope director engineer researcher researchers spokesperson \
         chief lawyer attorney author executive officer blogger journalist reporter",
    )
});

/// More of them, which may be a first name or a name's first word: a first name and a surname stand behind them.
pub(crate) static TITLES_OF_FULL_NAMES: Words = Words::new(|| {
    words(
        "bishop archbishop cardinal pastor reverend father brother sister mother rabbi imam deacon nurse matron sergeant \
         inspector constable colonel major corporal lieutenant admiral brigadier superintendent councillor canon coach striker \
         goalkeeper skipper abbot uncle aunt auntie old",
    )
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_and_organisations_are_known_by_their_marks() {
        assert!(is_outlet("Harbour Post") && is_outlet("Reuters") && is_outlet("South China Morning Post"));
        assert!(!is_outlet("Post") && !is_outlet("Dana Reyes"));
        assert!(is_organization("Orrin Foundry") && is_organization("TSMC"));
        assert!(!is_organization("Dana Reyes"));
    }

    #[test]
    fn plurals_of_trades_are_people() {
        assert_eq!(head("analysts"), Some(Head::People));
        assert_eq!(head("agencies"), Some(Head::People));
        assert_eq!(head("founder"), Some(Head::Office));
        assert_eq!(head("filing"), Some(Head::Record));
        assert_eq!(head("episode"), None);
    }
}
