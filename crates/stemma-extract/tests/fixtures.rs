//! Short texts with everything that is read in them, one statement a line, so that a change shows as a diff.
//!
//! A line is `chain | cue | claim | basis, stance, modality, kind, tier, rule`; problems follow. When a change is meant,
//! write the new lines by hand or copy them from the failure's message after reading them.

use stemma_core::document::Problem;
use stemma_core::statement::Statement;
use stemma_extract::{decode, extract, parse};

fn line(s: &Statement) -> String {
    let chain: Vec<&str> = s.chain.iter().map(|voice| voice.name.as_str()).collect();
    let cue = s.cue.as_ref().map_or("-", |cue| cue.text.as_str());
    let labels = [s.basis.as_str(), s.stance.as_str(), s.modality.as_str(), s.kind.as_str(), s.tier.as_str(), &s.rule];
    format!("{} | {cue} | {} | {}\n", chain.join(" > "), s.sentence, labels.join(", "))
}

fn problem(text: &str, problem: &Problem) -> String {
    let words = problem.span.and_then(|span| span.slice(text)).unwrap_or_default();
    format!("{} {} | {}\n", problem.code, problem.message, words.lines().next().unwrap_or_default())
}

fn check(name: &str, bytes: &[u8], expected: &str) {
    let decoded = decode(bytes).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
    let parsed = parse(name, decoded.value, None);
    let read = extract(&parsed.value);
    let mut found: String = read.value.iter().map(line).collect();
    found.extend(parsed.problems.iter().chain(&read.problems).map(|found| problem(&parsed.value.text, found)));
    let first = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
    assert!(found == expected, "{name} reads otherwise, first at {first:?}; all of it:\n{found}");
}

macro_rules! fixture {
    ($test:ident, $file:literal) => {
        #[test]
        fn $test() {
            let bytes = include_bytes!(concat!("fixtures/", $file));
            check($file, bytes, include_str!(concat!("fixtures/", $file, ".expected")));
        }
    };
}

fixture!(a_news_article_with_statements_denials_and_a_filing, "article.md");
fixture!(a_laboratory_report_with_block_quotes_and_a_table, "measurement.md");
fixture!(short_news_with_relays_and_records, "news.md");
fixture!(cues_of_every_class, "cues.md");
fixture!(a_dossier_with_unused_dangling_and_feed_sources, "dossier.txt");
fixture!(a_release_in_which_the_company_is_its_publisher, "release.md");
fixture!(relays_that_cite_interview_and_link, "relays.md");
fixture!(a_page_with_byline_dateline_caption_note_and_links, "page.html");
fixture!(an_interview_whose_every_line_is_its_speakers, "interview.html");
fixture!(long_form_reporting_with_many_kinds_of_source, "analysis.md");
