//! What a text must hold for a pattern to match at all: sets of which one piece
//! each must stand in it. Most patterns are ruled out by them, at a fraction of
//! what running one costs, or compiling it. Made at build time for what is
//! shipped and at run time for a user's own; it depends on nothing of the crate.

use regex_syntax::hir::{Hir, HirKind};

/// Most sets that are kept for a pattern: the more telling ones.
const SETS: usize = 3;
/// Most pieces of a set: longer ones cost more to look for than they rule out.
const PIECES: usize = 48;

/// The sets of a pattern, empty where it cannot be read or asks for nothing.
pub fn required(pattern: &str) -> Vec<Vec<String>> {
    let parsed = regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern);
    let Ok(hir) = parsed else { return Vec::new() };
    let mut sets = of(&hir).0;
    sets.retain(|set| set.len() <= PIECES && set.iter().all(|piece| piece.len() > 1));
    // Few long pieces tell most.
    sets.sort_by_key(|set| (std::cmp::Reverse(set.iter().map(String::len).min().unwrap_or(0) * 8 / (set.len() + 4)), set.len()));
    sets.truncate(SETS);
    sets
}

/// The sets of an expression, and every text that it can be, where those are few.
fn of(hir: &Hir) -> (Vec<Vec<String>>, Option<Vec<String>>) {
    let whole = |texts: Vec<String>| {
        let set = if texts.iter().any(String::is_empty) { Vec::new() } else { vec![texts.clone()] };
        (set, Some(texts))
    };
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => (Vec::new(), Some(vec![String::new()])),
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(text) => whole(vec![text.to_owned()]),
            Err(_) => (Vec::new(), None),
        },
        HirKind::Class(_) => (Vec::new(), None),
        HirKind::Capture(capture) => of(&capture.sub),
        HirKind::Repetition(r) => {
            let (sets, texts) = of(&r.sub);
            match (r.min, r.max) {
                (0, Some(1)) => (
                    Vec::new(),
                    texts
                        .map(|mut t| {
                            t.push(String::new());
                            t
                        })
                        .filter(|t| t.len() <= PIECES),
                ),
                (0, _) => (Vec::new(), None),
                (1, Some(1)) => (sets, texts),
                _ => (sets, None),
            }
        }
        HirKind::Alternation(parts) => {
            let each: Vec<_> = parts.iter().map(of).collect();
            if let Some(all) = each.iter().map(|(_, texts)| texts.clone()).collect::<Option<Vec<_>>>() {
                let all: Vec<String> = all.into_iter().flatten().collect();
                if all.len() <= 4 * PIECES {
                    return whole(all);
                }
            }
            // One set of each alternative, together: one of them stands in the text.
            let best = |sets: &Vec<Vec<String>>| sets.iter().min_by_key(|set| (set.len(), std::cmp::Reverse(set.iter().map(String::len).min()))).cloned();
            let together: Option<Vec<Vec<String>>> = each.iter().map(|(sets, _)| best(sets)).collect();
            (together.map(|sets| vec![sets.into_iter().flatten().collect()]).unwrap_or_default(), None)
        }
        HirKind::Concat(parts) => {
            let mut sets = Vec::new();
            // Neighbours that can be few texts each are read as one: "data" and "base" or "bases".
            let mut run: Option<Vec<String>> = Some(vec![String::new()]);
            let mut all = true;
            for part in parts {
                let (inner, texts) = of(part);
                let joined = run.as_ref().zip(texts.as_ref()).and_then(|(run, texts)| {
                    (run.len() * texts.len() <= PIECES).then(|| run.iter().flat_map(|a| texts.iter().map(move |b| format!("{a}{b}"))).collect::<Vec<_>>())
                });
                match joined {
                    Some(joined) => run = Some(joined),
                    None => {
                        all = false;
                        sets.extend(run.take().filter(|r| r.iter().all(|t| !t.is_empty())));
                        sets.extend(inner);
                        run = texts.or_else(|| Some(vec![String::new()]));
                    }
                }
            }
            if let (true, Some(texts)) = (all, &run) {
                return whole(texts.clone());
            }
            sets.extend(run.filter(|r| r.iter().all(|t| !t.is_empty())));
            (sets, None)
        }
    }
}

/// Whether a text holds a piece of every set.
pub fn holds(sets: &[Vec<String>], text: &str) -> bool {
    sets.iter().all(|set| set.iter().any(|piece| memchr::memmem::find(text.as_bytes(), piece.as_bytes()).is_some()))
}

#[cfg(test)]
mod tests {
    use super::{holds, required};

    #[test]
    fn a_text_without_the_pieces_cannot_match() {
        let years = required(r"\b(?:at least )?\d+\+? (?:years?|months?) of (?:work|paid)\b");
        assert!(holds(&years, "at least 3 years of paid work") && holds(&years, "2 months of work"));
        assert!(!holds(&years, "3 years in the mill") && !holds(&years, "a kind of work"));
        assert!(required(r"[a-z]+").is_empty() && required("(").is_empty());
    }

    #[test]
    fn what_may_be_left_out_is_not_required() {
        assert!(holds(&required(r"(?:must )?(?:have|hold)(?: an?)? licence"), "hold licence"));
        assert!(holds(&required(r"(?:ab|cde+)x?"), "cdee"));
    }
}
