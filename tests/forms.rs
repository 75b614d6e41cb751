//! Law 6: form means nothing where the meaning is the same. One posting asks the
//! same as Markdown, HTML, JSON-LD and plain text, and through the wrong decoder.

mod common;

use encoding_rs::WINDOWS_1252;
use proptest::prelude::*;
use proptest::test_runner::Config;
use rolefit::criteria::{self, Form};
use rolefit::{Rules, report};

/// What a posting asks, without places and wording.
fn asked(text: &str) -> Vec<String> {
    let read = criteria::extract(&Rules::builtin(), "posting", text.as_bytes()).unwrap();
    read.criteria.iter().map(|c| format!("{} {:?} {}", c.canonical(), c.max_years, c.or_equivalent)).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('’', "&rsquo;")
}

/// The Markdown of the generator as the body of a page.
fn body(markdown: &str) -> String {
    let mut out = String::new();
    let mut listed = false;
    for line in markdown.lines().filter(|l| !l.is_empty()) {
        let item = line.strip_prefix("- ");
        if item.is_some() != listed {
            out.push_str(if listed { "</ul>\n" } else { "<ul>\n" });
            listed = item.is_some();
        }
        let hashes = line.bytes().take_while(|&b| b == b'#').count();
        out += &match (item, hashes) {
            (Some(item), _) => format!("<li>{}</li>\n", escaped(item)),
            (None, 0) => format!("<p>{}</p>\n", escaped(line)),
            (None, n) => format!("<h{n}>{}</h{n}>\n", escaped(line[n..].trim())),
        };
    }
    if listed { out + "</ul>\n" } else { out }
}

fn html(markdown: &str) -> String {
    format!(
        "<!doctype html><html><head><title>Jobs</title><script>var x = '<li>10 years of COBOL</li>'</script></head><body><nav><a>Python</a></nav><main>{}</main><footer>Java</footer></body></html>",
        body(markdown)
    )
}

fn json_ld(markdown: &str) -> String {
    let (title, rest) = markdown.split_once('\n').unwrap();
    serde_json::json!({ "@context": "https://schema.org", "@type": "JobPosting", "title": title.trim_start_matches('#').trim(), "description": body(rest) })
        .to_string()
}

fn page_with_json_ld(markdown: &str) -> String {
    format!(
        "<html><head><script type=\"application/ld+json\">{}</script></head><body><div id=\"app\"></div></body></html>",
        json_ld(markdown).replace("</", "<\\/")
    )
}

fn text(markdown: &str) -> String {
    markdown.lines().map(|l| l.trim_start_matches('#').trim_start().replace("- ", "• ") + "\n").collect()
}

fn garbled(text: &str) -> String {
    text.bytes().map(|b| WINDOWS_1252.decode_without_bom_handling(&[b]).0.chars().next().unwrap()).collect()
}

proptest! {
    #![proptest_config(Config { cases: 64, failure_persistence: None, ..Config::default() })]

    #[test]
    fn law_6_form_means_nothing(markdown in common::posting()) {
        let expected = asked(&markdown);
        prop_assert!(!expected.is_empty());
        prop_assert_eq!(&asked(&html(&markdown)), &expected, "HTML");
        prop_assert_eq!(&asked(&json_ld(&markdown)), &expected, "JSON-LD");
        prop_assert_eq!(&asked(&page_with_json_ld(&markdown)), &expected, "JSON-LD in a page");
        prop_assert_eq!(&asked(&text(&markdown)), &expected, "text");
        prop_assert_eq!(&asked(&garbled(&markdown)), &expected, "garbled");
        prop_assert_eq!(&asked(&garbled(&garbled(&markdown))), &expected, "garbled twice");
        prop_assert_eq!(&asked(&garbled(&html(&markdown))), &expected, "garbled HTML");
    }

    /// Law 3 in HTML: the quote stands in the text that was read, the line in the input.
    #[test]
    fn law_3_places_in_html_are_right(markdown in common::posting()) {
        let page = html(&markdown);
        let read = criteria::read(&Rules::builtin(), "p.html", page.as_bytes()).unwrap();
        for s in read.criteria.criteria.iter().flat_map(|c| &c.sources) {
            let (from, to) = s.span.unwrap();
            prop_assert_eq!(&read.document.text[from..to], &s.quote);
            prop_assert!(page.lines().nth(s.line - 1).unwrap().contains(&escaped(&s.quote)), "line {} has no «{}»", s.line, s.quote);
        }
    }
}

/// A JSON posting given as a role is a posting, not a criteria file.
#[test]
fn json_ld_is_a_role() {
    let loaded = criteria::load(&Rules::builtin(), "job.json", json_ld("# Engineer\n\n## Requirements\n\n- 5+ years of Kafka\n").as_bytes()).unwrap();
    assert_eq!(loaded.form, Form::Posting);
    assert_eq!(loaded.criteria.title, "Engineer");
    assert_eq!(loaded.criteria.criteria[0].any_of[0].text, "Kafka");
}

/// Law 10 with the role beside the criteria: reading back gives the same, silently.
#[test]
fn the_role_is_read_over() {
    let rules = Rules::builtin();
    let read = criteria::read(&rules, "p.md", b"# Senior Engineer\n### Mill\n#### USD 90,000~120,000\n\n## Requirements\n\n- Kafka\n").unwrap();
    let json = read.to_json();
    assert_eq!(json["role"]["pay"]["to"], 120_000);
    let loaded = criteria::parse(&rules, "c.json", json.to_string().as_bytes()).unwrap();
    assert_eq!(loaded.criteria, read.criteria);
    assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
    assert!(report::criteria_table(&read, 80).contains("USD 90000–120000 a year"));
}
