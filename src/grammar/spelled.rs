//! All texts that a pattern matches, where they are few: alternatives, optional letters,
//! small classes. Used at build time too, so it depends on nothing of the crate.

use regex_syntax::hir::{Class, Hir, HirKind};

/// Most spellings of one pattern: more are better told by running it.
const MOST: usize = 4_000;
/// Most repeats that are written out.
const REPEATS: u32 = 3;

/// All that a pattern matches; `None` where that has no end, or is too much.
pub fn spelled(pattern: &str) -> Option<Vec<String>> {
    let hir = regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern).ok()?;
    let mut all = of(&hir)?;
    all.sort_unstable();
    all.dedup();
    all.retain(|text| !text.trim().is_empty());
    Some(all)
}

fn of(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        // Where words end is where phrases end.
        HirKind::Empty | HirKind::Look(_) => Some(vec![String::new()]),
        HirKind::Literal(literal) => Some(vec![std::str::from_utf8(&literal.0).ok()?.to_owned()]),
        HirKind::Class(Class::Bytes(class)) if class.iter().map(|r| r.len()).sum::<usize>() <= 10 => {
            Some(class.iter().flat_map(|r| r.start()..=r.end()).map(|b| char::from(b).to_string()).collect())
        }
        HirKind::Class(_) => None,
        HirKind::Capture(capture) => of(&capture.sub),
        HirKind::Alternation(parts) => parts.iter().map(of).collect::<Option<Vec<_>>>().map(|all| all.concat()).filter(|all| all.len() <= MOST),
        HirKind::Concat(parts) => parts.iter().try_fold(vec![String::new()], |before, part| after(&before, &of(part)?)),
        HirKind::Repetition(repetition) => {
            let most = repetition.max.filter(|most| *most <= REPEATS)?;
            let sub = of(&repetition.sub)?;
            let (mut all, mut last) = (Vec::new(), vec![String::new()]);
            for times in 0..=most {
                if times >= repetition.min {
                    all.extend(last.iter().cloned());
                }
                last = after(&last, &sub)?;
            }
            Some(all)
        }
    }
}

/// Each of some texts with each of others behind it.
fn after(before: &[String], behind: &[String]) -> Option<Vec<String>> {
    (before.len() * behind.len() <= MOST).then(|| before.iter().flat_map(|b| behind.iter().map(move |a| format!("{b}{a}"))).collect())
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn few_spellings_are_all_told() {
        let all = |pattern: &str| spelled(pattern).map(|all| all.join("|"));
        assert_eq!(all("bids?|cut-?over|(?:t|pl/)sql").unwrap(), "bid|bids|cut-over|cutover|pl/sql|tsql");
        assert_eq!(all(r"p[1-3]s?\b").unwrap(), "p1|p1s|p2|p2s|p3|p3s");
        assert_eq!(all("x{1,2}y").unwrap(), "xxy|xy");
        assert_eq!(all("[a-z]+ people"), None);
        assert_eq!(all("read[^;]{0,40} code"), None);
    }
}
