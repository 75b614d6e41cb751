//! The laws that rolefit stands on, as property tests: whatever the role and the
//! profile, a fit is exact, explained, repeatable, and fair.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use rolefit::criteria::{self, Criteria, Kind};
use rolefit::fit::{self, Fit};
use rolefit::profile::{self, Evidence, Profile, Skill, Work};
use rolefit::{Rules, report};

fn rules() -> Rules {
    Rules::builtin()
}

fn score(criteria: &Criteria, profile: &Profile, as_of: jiff::civil::Date) -> Fit {
    fit::score(&rules(), criteria, &profile::compile(&rules(), profile, "p"), as_of)
}

/// Credit by criterion: what order must not change.
fn credits(fit: &Fit) -> BTreeMap<String, (u32, u32)> {
    fit.contributions.iter().map(|c| (c.id.clone(), (c.points, c.credit))).collect()
}

fn config() -> Config {
    Config { cases: 128, failure_persistence: None, ..Config::default() }
}

/// The generators earn real points: fits between 20 and 80, and every level.
#[test]
fn generators_reach_the_middle_and_every_level() {
    let mut runner = TestRunner::deterministic();
    let (mut middle, mut levels) = (0, BTreeSet::new());
    for _ in 0..1500 {
        let (c, p, day) = (criteria(), profile(), as_of()).new_tree(&mut runner).unwrap().current();
        let fit = score(&c, &p, day);
        middle += usize::from((2000..=8000).contains(&fit.points));
        levels.extend(fit.contributions.iter().map(|c| c.level.name()));
    }
    assert!(middle > 300, "only {middle} of 1500 fits lie between 20 and 80");
    let all = ["full", "spelled", "certificate", "backed", "soft", "kin", "stated", "short", "absent", "unknown"];
    let missing: Vec<_> = all.iter().filter(|l| !levels.contains(**l)).collect();
    assert!(missing.is_empty(), "levels never reached: {missing:?}");
}

proptest! {
    #![proptest_config(config())]

    /// Law 1: a function of criteria, profile, rules and day, and of nothing else.
    #[test]
    fn law_1_same_input_same_bytes(c in criteria(), p in profile(), others in prop::collection::vec(profile(), 0..3), day in as_of()) {
        let json = |fit: &Fit| report::fit_json(&report::Report { criteria: &c, fit, profile: "p", guesses: None, digests: &report::Digests::new(&rules(), &c, b"") }).to_string();
        let first = json(&score(&c, &p, day));
        for other in &others {
            score(&c, other, day);
        }
        let elsewhere = std::thread::scope(|s| s.spawn(|| json(&score(&c, &p, day))).join().unwrap());
        prop_assert_eq!(&first, &json(&score(&c, &p, day)));
        prop_assert_eq!(first, elsewhere);
    }

    /// Law 2: the arithmetic is exact and can be done by hand.
    #[test]
    fn law_2_points_and_credits_add_up(c in criteria(), p in profile(), day in as_of()) {
        let fit = score(&c, &p, day);
        prop_assert_eq!(fit.contributions.iter().map(|c| c.points).sum::<u32>(), 10_000);
        prop_assert_eq!(fit.contributions.iter().map(|c| c.earned).sum::<u32>(), fit.points);
        prop_assert!(fit.points <= fit.reach && fit.reach <= 10_000);
        for k in &fit.contributions {
            prop_assert_eq!(k.earned, k.points * k.credit / 1000);
            let several = c.criteria.iter().any(|q| q.id == k.id && q.at_least > 1);
            if !several && k.credit > 0 {
                let product = u64::from(k.name) * u64::from(k.evidence_factor) * u64::from(k.years);
                prop_assert!(u64::from(k.credit) == product / 1_000_000, "{} is not {} × {} × {}", k.credit, k.name, k.evidence_factor, k.years);
            }
        }
    }

    /// Law 3: nothing earns points without evidence, and every place can be looked up.
    #[test]
    fn law_3_every_credit_names_its_place(c in criteria(), p in profile(), day in as_of()) {
        let json = p.to_json();
        for k in score(&c, &p, day).contributions.iter().filter(|k| k.credit > 0) {
            prop_assert!(!k.places.is_empty(), "{} earns {} from nowhere", k.id, k.credit);
            for place in &k.places {
                let pointer = format!("/{}", place.path.replace("].", "/").replace('[', "/").replace(['.', ']'], "/"));
                prop_assert!(json.pointer(pointer.trim_end_matches('/')).is_some(), "{} is not in the profile", place.path);
            }
        }
    }

    /// Law 3, the posting's side: every criterion names its rule, its line and its words.
    #[test]
    fn law_3_every_criterion_quotes_the_posting(text in posting()) {
        let read = criteria::read(&rules(), "p.md", text.as_bytes()).unwrap();
        prop_assert!(!read.criteria.criteria.is_empty());
        for c in &read.criteria.criteria {
            prop_assert!(!c.rule.is_empty() && !c.sources.is_empty());
            for s in &c.sources {
                let (from, to) = s.span.unwrap();
                prop_assert_eq!(&read.document.text[from..to], &s.quote);
                prop_assert!(text.lines().nth(s.line - 1).unwrap().contains(&s.quote));
            }
        }
    }

    /// Law 4: adding a claim lowers no contribution.
    #[test]
    fn law_4_more_is_never_less(c in criteria(), p in profile(), w in job(), s in skill(), d in degree(), k in certificate(), l in language(), day in as_of()) {
        let before = credits(&score(&c, &p, day));
        type Change<'a> = Box<dyn Fn(&mut Profile) + 'a>;
        let changes: [(&str, Change); 5] = [
            ("job", Box::new(|p| p.work.push(w.clone()))),
            ("skill", Box::new(|p| p.skills.push(s.clone()))),
            ("degree", Box::new(|p| p.education.get_or_insert_default().push(d.clone()))),
            ("certificate", Box::new(|p| p.certificates.get_or_insert_default().push(k.clone()))),
            ("language", Box::new(|p| p.languages.get_or_insert_default().push(l.clone()))),
        ];
        for (what, change) in &changes {
            let mut more = p.clone();
            change(&mut more);
            for (id, (_, credit)) in credits(&score(&c, &more, day)) {
                prop_assert!(credit >= before[&id].1, "a {what} lowers {id} from {} to {credit}", before[&id].1);
            }
        }
    }

    /// Law 5: order means nothing.
    #[test]
    fn law_5_order_means_nothing(c in criteria(), p in profile(), day in as_of()) {
        let before = score(&c, &p, day);
        let mut turned = p.clone();
        turned.work.reverse();
        turned.skills.reverse();
        turned.projects.reverse();
        for w in &mut turned.work { w.highlights.reverse(); w.skills.reverse(); }
        for all in [&mut turned.education].into_iter().flatten() { all.reverse(); }
        for all in [&mut turned.certificates].into_iter().flatten() { all.reverse(); }
        for all in [&mut turned.languages].into_iter().flatten() { all.reverse(); }
        let mut asked = c.clone();
        for k in &mut asked.criteria { k.any_of.reverse(); }
        // Two criteria that ask the same stand for each other, so their points may change places.
        let texts: BTreeSet<String> = c.criteria.iter().map(|k| k.canonical()).collect();
        prop_assume!(texts.len() == c.criteria.len());
        asked.criteria.reverse();
        let after = score(&asked, &turned, day);
        prop_assert_eq!(before.points, after.points);
        prop_assert_eq!(credits(&before), credits(&after));
    }

    /// Law 7: who you are means nothing.
    #[test]
    fn law_7_who_you_are_means_nothing(c in criteria(), p in profile(), day in as_of()) {
        let before = score(&c, &p, day);
        let mut other = p.clone();
        other.basics.name = "Ms. Ruby Jenkins-Swift, née Docker".into();
        other.basics.email = "python@kubernetes.example".into();
        other.basics.phone = "+1 555 0100".into();
        other.basics.image = "https://aws.example/java.png".into();
        other.basics.location.address = "12 Terraform Street".into();
        other.basics.location.postal_code = "80301".into();
        for w in &mut other.work { w.name = "Salesforce Kafka GmbH".into(); w.location = "Java".into(); w.url = "https://react.example".into(); }
        for e in other.education.iter_mut().flatten() {
            e.institution = "Django College".into();
            // Any past year of graduation.
            if let Some(profile::PartialDate::Day { year, .. }) = e.end_date && i32::from(year) < i32::from(day.year()) {
                e.end_date = Some(profile::PartialDate::Day { year: 1961, month: None, day: None });
            }
        }
        let after = score(&c, &other, day);
        prop_assert_eq!(before.points, after.points);
        prop_assert_eq!(credits(&before), credits(&after));
    }

    /// Law 8: repeating means nothing.
    #[test]
    fn law_8_repeating_means_nothing(c in criteria(), p in profile(), day in as_of()) {
        let mut twice = p.clone();
        twice.skills.extend(p.skills.clone());
        twice.work.extend(p.work.clone());
        twice.projects.extend(p.projects.clone());
        for w in &mut twice.work { w.highlights.extend(w.highlights.clone()); w.skills.extend(w.skills.clone()); }
        // A job at a share of full time that is held twice is held at twice the share.
        prop_assume!(p.work.iter().all(|w| w.fte.is_none()));
        prop_assert_eq!(credits(&score(&c, &p, day)), credits(&score(&c, &twice, day)));
    }

    /// Law 8: listing is not doing. Where no dated work shows anything asked, or a
    /// relative of it, listing all of it earns a fifth of its points at most.
    #[test]
    fn law_8_listing_is_not_doing(c in criteria(), day in as_of()) {
        let work = vec![Work { position: "Waiter".into(), start_date: profile::PartialDate::parse("2001-01"), highlights: vec!["Served 90 tables a night".into()], ..Work::default() }];
        let names: Vec<String> = c.criteria.iter().flat_map(|k| k.any_of.iter().map(|a| a.text.clone())).collect();
        let skills = vec![Skill { name: "Everything".into(), keywords: names.clone(), ..Skill::default() }];
        let stuffed = Profile { work, skills, basics: profile::Basics { label: names.join(", "), summary: names.join(", "), ..Default::default() }, ..Profile::default() };
        let fit = score(&c, &stuffed, day);
        let able: Vec<&str> = c.criteria.iter().filter(|k| matches!(k.kind, Kind::Skill | Kind::Experience) && !k.any_of.is_empty()).map(|k| k.id.as_str()).collect();
        for k in fit.contributions.iter().filter(|k| able.contains(&k.id.as_str())) {
            prop_assert!(k.credit <= 200, "{} earns {} by listing", k.id, k.credit);
            prop_assert!(k.evidence <= Evidence::Stated);
        }
    }

    /// Law 9: any bytes are answered.
    #[test]
    fn law_9_any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "\\PC{0,300}") {
        for input in [bytes.as_slice(), text.as_bytes()] {
            let _ = criteria::load(&rules(), "input", input);
            let _ = criteria::parse(&rules(), "input", input);
            if let Ok(loaded) = profile::parse(&rules(), "input", input) {
                profile::compile(&rules(), &loaded.profile, "input");
            }
        }
    }

    /// Law 10: through TOML and through JSON the criteria stay what they are, and so does the fit.
    #[test]
    fn law_10_files_change_nothing(text in posting(), p in profile(), day in as_of()) {
        let read = criteria::extract(&rules(), "p.md", text.as_bytes()).unwrap();
        let toml = criteria::parse(&rules(), "c.toml", read.to_toml(&rules()).as_bytes()).unwrap();
        let json = criteria::parse(&rules(), "c.json", read.to_json().to_string().as_bytes()).unwrap();
        prop_assert_eq!(&toml.criteria, &read);
        prop_assert_eq!(&json.criteria, &read);
        prop_assert!(toml.warnings.is_empty() && json.warnings.is_empty());
        prop_assert_eq!(score(&read, &p, day), score(&toml.criteria, &p, day));
        let reread = profile::parse(&rules(), "p.json", p.to_json().to_string().as_bytes()).unwrap();
        prop_assert_eq!(reread.profile, p);
    }
}
