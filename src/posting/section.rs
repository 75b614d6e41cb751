//! Which section each block stands in, by headings (`rules/sections.toml`), and
//! where a heading says nothing, by what stands below it.

use serde::{Deserialize, Serialize};

use super::{Block, BlockKind, Document, Employer, RawBlock, Stated, guess};
use crate::grammar::{Cue, Hits, Rules, Sought};
use crate::text::Line;
use crate::text::sentence::sentences;

/// The kind of a stretch of a posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SectionKind {
    /// Title, employer, place and pay, before the first heading of the text.
    Header,
    /// What the candidate must bring.
    Requirements,
    /// What is a plus.
    Preferred,
    /// What the work is.
    Responsibilities,
    /// What the employer offers.
    Benefits,
    /// Who the employer is.
    Company,
    /// Equal opportunity, privacy, disclaimers.
    Legal,
    /// How to apply and how candidates are chosen.
    Application,
}

impl SectionKind {
    /// The kind that a rule of `rules/sections.toml` names.
    pub(crate) fn named(name: &str) -> Option<SectionKind> {
        Some(match name {
            "header" => SectionKind::Header,
            "requirements" => SectionKind::Requirements,
            "preferred" => SectionKind::Preferred,
            "responsibilities" => SectionKind::Responsibilities,
            "benefits" => SectionKind::Benefits,
            "company" => SectionKind::Company,
            "legal" => SectionKind::Legal,
            "application" => SectionKind::Application,
            _ => return None,
        })
    }
}

/// Puts raw blocks together to a document with sections, title and company.
pub(crate) fn document(rules: &Rules, raw: Vec<RawBlock>, stated: Stated, running: bool) -> Document {
    let mut text = String::new();
    let mut lines = Vec::new();
    let mut blocks: Vec<Block> = Vec::with_capacity(raw.len());
    for block in raw {
        let from = text.len();
        text.push_str(&block.text);
        lines.push((from as u32, block.line as u32));
        blocks.push(Block { kind: block.kind, range: from..text.len(), section: SectionKind::Header });
        text.push('\n');
    }
    let (title, mut company) = heads(rules, &text, &blocks);
    // "## Team" right below the title opens a section; it names no employer, which
    // "Acme Technologies" above the line of pay and place does.
    let line = Line::new(&company, rules.words());
    if !employed(&text, &blocks) && named(&rules.grammar().run(&line, Sought::Heading), &line).is_some() {
        company.clear();
    }
    // Pay and place are no sentence, marked as a heading or not.
    for block in blocks.iter_mut().take(HEAD).skip(1) {
        if particulars(&text[block.range.clone()]) {
            block.kind = BlockKind::Heading(7);
        }
    }
    let employer = Employer::new(rules, &company);
    assign(rules, &text, &employer, &mut blocks, running);
    Document { text, blocks, lines, title, company, employer, stated, running }
}

/// Title and company: the first heading (or short first line), and a heading or
/// a line "Company · Place" right after it.
fn heads(rules: &Rules, text: &str, blocks: &[Block]) -> (String, String) {
    let of = |i: usize| blocks.get(i).map(|b| text[b.range.clone()].trim());
    // What is marked as the head of the page is its title, long as it may be.
    let headed = |t: &&str| matches!(blocks[0].kind, BlockKind::Heading(1)) && t.split_whitespace().count() <= rules.lengths().headline;
    let Some(first) = of(0).filter(|t| super::plain::short(t) || headed(t)) else { return Default::default() };
    let title = first.trim_end_matches(':').to_owned();
    let company = match blocks.get(1) {
        Some(Block { kind: BlockKind::Heading(2..=6), .. }) if matches!(blocks[0].kind, BlockKind::Heading(1)) => of(1).filter(|t| super::plain::short(t)),
        Some(Block { kind: BlockKind::Paragraph, .. }) if of(1).is_some_and(|t| t.contains(" · ")) => {
            of(1).and_then(|t| t.split_once(" · ")).map(|(company, _)| company)
        }
        // A name alone between the title and a line of pay and place.
        Some(Block { kind: BlockKind::Paragraph, .. }) => {
            of(1).filter(|t| super::plain::short(t) && !t.ends_with(['.', ':', '!', '?']) && of(2).is_some_and(particulars))
        }
        _ => None,
    };
    (title, company.unwrap_or_default().to_owned())
}

/// Whether the line below the title is the employer's: pay and place stand below it.
fn employed(text: &str, blocks: &[Block]) -> bool {
    blocks.get(2).is_some_and(|b| particulars(&text[b.range.clone()]))
}

/// Whether a line gives pay or place in signs: `💰 USD 171000~329000 🌎 Remote`.
fn particulars(line: &str) -> bool {
    line.starts_with(['💰', '🌎', '📍', '🏠']) || paid(line) && super::plain::short(line)
}

/// What a heading, or a line that introduces a list, says of what follows.
struct Named {
    kind: SectionKind,
    /// "Technologies:" inside requirements lists more of them, "Skills:" below "Desired" too.
    keeps: Vec<SectionKind>,
    /// "Desired experience" is all that is asked where nothing is required.
    lone: Option<SectionKind>,
    /// "Responsibilities and requirements": what stands below tells which.
    both: bool,
}

fn named(hits: &Hits, line: &Line) -> Option<Named> {
    let hit = hits.of("sections").max_by_key(|h| (h.span.len(), h.span.start))?;
    let kind = |key: &str| hit.says(key, line).and_then(SectionKind::named);
    let keeps = hit.says("keeps", line).into_iter().flat_map(str::split_whitespace).filter_map(SectionKind::named).collect();
    let says = |h: &&crate::grammar::Hit, section| h.says("section", line) == Some(section);
    let parts = |a: usize, b: usize| a < b && (a..b).all(|i| !line.tokens[i].is_word() || line.word(i) == "and");
    let both = hits.of("sections").filter(|h| says(h, "responsibilities")).any(|duties| {
        let asked = hits.of("sections").filter(|h| says(h, "requirements"));
        asked.into_iter().any(|h| parts(duties.tokens.end, h.tokens.start) || parts(h.tokens.end, duties.tokens.start))
    });
    Some(Named { kind: kind("section")?, keeps, lone: kind("lone"), both })
}

/// Blocks in which the head of a posting ends at the latest.
const HEAD: usize = 5;

/// The level of a line that introduces a list: below all headings.
const INTRODUCES: u8 = 8;

/// Whether a heading states an amount: "$107,000 + equity + bonus" opens no section.
fn paid(text: &str) -> bool {
    text.contains(['$', '€', '£']) && text.contains(|c: char| c.is_ascii_digit())
}

/// Whether a heading is about the employer by its name: "About Acme".
fn tells_of(rules: &Rules, line: &Line, employer: &Employer) -> bool {
    rules.cue(line, 0, Cue::TellsOf) && employer.named_in(line.source)
}

/// Whether a heading says what follows it.
fn opens(rules: &Rules, line: &Line) -> bool {
    named(&rules.grammar().run(line, Sought::Heading), line).is_some()
}

/// Whether a line holds nothing but what a heading says: one that lost its mark.
fn whole(rules: &Rules, line: &Line) -> bool {
    let hits = rules.grammar().run(line, Sought::Heading);
    hits.of("sections").any(|h| (0..line.tokens.len()).all(|i| h.tokens.contains(&i) || !line.tokens[i].is_word()))
}

/// Makes headings of the lines of a plain text that stand as headings do: short,
/// opened by a capital, not closed by a mark, and either naming a section or
/// standing over a list. Where a posting marks its headings, the others are none.
fn unmarked(rules: &Rules, text: &str, blocks: &mut [Block]) {
    if blocks.iter().any(|b| matches!(b.kind, BlockKind::Heading(1..=6))) {
        return;
    }
    for i in 1..blocks.len() {
        let line = text[blocks[i].range.clone()].trim();
        let over = blocks.get(i + 1).is_some_and(|b| matches!(b.kind, BlockKind::Item(_)));
        match blocks[i].kind {
            // "Your day:" over a list divides the text as a marked heading does.
            BlockKind::Heading(8) if over => blocks[i].kind = BlockKind::Heading(7),
            BlockKind::Paragraph => {
                let short = super::plain::short(line)
                    && !super::plain::stops(line)
                    && !line.ends_with([',', ';', '!'])
                    && line.starts_with(|c: char| c.is_uppercase())
                    && !paid(line);
                let last = i + 1 == blocks.len();
                if short && !last && (opens(rules, &Line::new(line, rules.words())) || over && i >= HEAD) {
                    blocks[i].kind = BlockKind::Heading(7);
                }
            }
            _ => {}
        }
    }
}

fn assign(rules: &Rules, text: &str, employer: &Employer, blocks: &mut [Block], running: bool) {
    // In running text, headings were found by their words; a line that ends in a colon is none.
    if !running {
        unmarked(rules, text, blocks);
    }
    let mut section = SectionKind::Header;
    // Level of the heading that opened the section.
    let mut opened = 0;
    let mut lone = None;
    // The entries below the heading ask, whatever it says.
    let mut listed = false;
    let mut lonely: Vec<(usize, SectionKind)> = Vec::new();
    for i in 0..blocks.len() {
        let block_text = &text[blocks[i].range.clone()];
        // Of a paragraph, the sentence that introduces the list speaks of it.
        let said = match blocks[i].kind {
            BlockKind::Paragraph => sentences(block_text).pop().map_or(block_text, |range| &block_text[range]),
            _ => block_text,
        };
        let line = || Line::new(said, rules.words());
        let level = match blocks[i].kind {
            _ if i < HEAD && particulars(said) || i == 1 && employed(text, blocks) => None,
            // Employer, pay and place stand as headings below the title; what they are called says nothing of the text.
            BlockKind::Heading(_)
                if i > 0 && i < HEAD && blocks[..i].iter().all(|b| matches!(b.kind, BlockKind::Heading(_))) && (paid(said) || !opens(rules, &line())) =>
            {
                None
            }
            BlockKind::Heading(level) if i > 0 => Some(level),
            BlockKind::Paragraph if block_text.trim_end().ends_with(':') && said.split_whitespace().count() <= rules.lengths().introduction => Some(INTRODUCES),
            BlockKind::Paragraph if super::plain::short(block_text) && whole(rules, &line()) => Some(INTRODUCES),
            _ => None,
        };
        if let Some(level) = level {
            let line = line();
            match named(&rules.grammar().run(&line, Sought::Heading), &line) {
                Some(named) if named.keeps.contains(&section) && (section == SectionKind::Requirements || level > opened) => {}
                Some(named) => {
                    let told = if named.both { guess(rules, text, &blocks[i + 1..]) } else { None };
                    let told = told.filter(|kind| matches!(kind, SectionKind::Requirements | SectionKind::Responsibilities));
                    (section, opened, lone) = (told.unwrap_or(named.kind), level, named.lone);
                }
                None if level == INTRODUCES => {}
                None if tells_of(rules, &line, employer) => (section, opened, lone) = (SectionKind::Company, level, None),
                // A heading below the section's own divides it.
                None if level > opened && !matches!(section, SectionKind::Header) => {}
                None => {
                    if let Some(kind) = guess(rules, text, &blocks[i + 1..]) {
                        (section, opened, lone) = (kind, level, None);
                    }
                }
            }
        }
        if level.is_some() {
            listed = matches!(section, SectionKind::Responsibilities | SectionKind::Company) && demands(rules, text, &blocks[i + 1..]);
        }
        lonely.extend(lone.map(|kind| (i, kind)));
        let item = matches!(blocks[i].kind, BlockKind::Item(_));
        blocks[i].section = if listed && item { SectionKind::Requirements } else { section };
    }
    // A line that bids the reader to apply is no list of requirements.
    if !blocks.iter().any(|b| b.section == SectionKind::Requirements && matches!(b.kind, BlockKind::Item(_))) {
        for (i, kind) in lonely {
            blocks[i].section = kind;
        }
    }
    // Nothing says where the requirements are: a posting without headings. Where none is
    // marked and entries stand before the first, or no section asks, some are lost.
    let asks = blocks.iter().any(|b| b.section == SectionKind::Requirements);
    let lost = !asks && !headed(rules, blocks);
    if !running && lost && labelled(rules, text, blocks) {
        return;
    }
    let marked = blocks.iter().skip(1).any(|b| matches!(b.kind, BlockKind::Heading(1..=6)));
    let unopened = blocks.iter().any(|b| b.section == SectionKind::Header && matches!(b.kind, BlockKind::Item(_)));
    if running || lost || !marked && (unopened || !asks) {
        let head = blocks.iter().take(HEAD).take_while(|b| !matches!(b.kind, BlockKind::Item(_)) && b.range.len() < 100).count();
        let numbers = rules.guess();
        let trust = match (running, lost) {
            (true, _) => numbers.headed,
            (false, true) => numbers.opened,
            (false, false) => numbers.kept,
        };
        guess::assign(rules, text, blocks, head, running, trust);
    }
}

/// Gives the blocks of a text without headings the sections that its paragraphs open
/// with ("Duties: Run the looms.", "Requirements: Two years of weaving."), where one
/// of them says what is required.
fn labelled(rules: &Rules, text: &str, blocks: &mut [Block]) -> bool {
    let kind = |block: &Block| {
        let (label, rest) = text[block.range.clone()].split_once(':')?;
        let opens = block.kind == BlockKind::Paragraph && label.split_whitespace().count() <= rules.lengths().label && !rest.trim().is_empty();
        let line = Line::new(label, rules.words());
        named(&rules.grammar().run(&line, Sought::Heading), &line).filter(|_| opens).map(|n| n.kind)
    };
    let kinds: Vec<Option<SectionKind>> = blocks.iter().map(kind).collect();
    let both = [SectionKind::Requirements, SectionKind::Responsibilities].iter().all(|k| kinds.contains(&Some(*k)));
    if both {
        let mut section = SectionKind::Header;
        for (block, kind) in blocks.iter_mut().zip(kinds) {
            section = kind.unwrap_or(section);
            block.section = section;
        }
    }
    both
}

/// Whether a posting has headings that say what follows them.
fn headed(rules: &Rules, blocks: &[Block]) -> bool {
    let opened = |b: &&Block| b.section != SectionKind::Header;
    let marked = |b: &&Block| matches!(b.kind, BlockKind::Heading(1..=6));
    let looks = blocks.iter().filter(opened).filter(|b| b.kind == BlockKind::Heading(7)).count();
    // What bids the reader to apply heads no text by itself.
    let (applies, tells): (Vec<&Block>, _) = blocks.iter().skip(1).filter(opened).filter(marked).partition(|b| b.section == SectionKind::Application);
    !tells.is_empty() || !applies.is_empty() && looks > 0 || looks >= rules.lengths().headings
}

/// What a block says: whether it asks, offers, or orders work.
struct Signs {
    asks: bool,
    offers: bool,
    duty: bool,
}

fn signs(rules: &Rules, text: &str, block: &Block) -> Signs {
    let line = Line::new(&text[block.range.clone()], rules.words());
    let hits = rules.grammar().run(&line, Sought::Section);
    let offers = hits.of("asides").any(|h| h.says("aside", &line) == Some("offer"));
    // "Built looms", "Have run mills": what one has done is asked.
    let first = line.tokens.first().map_or("", |_| line.word(0));
    let done = !line.tokens.is_empty() && rules.cue(&line, 0, Cue::Done);
    let past = |h: &crate::grammar::Hit| h.tokens.start == 0 && (done || first.ends_with("ed"));
    let asks = !offers
        && hits.0.iter().any(|h| match h.family() {
            "years" | "education" | "asks" | "strength" => true,
            "leads" => past(h) || h.tokens.start <= 3 && matches!(h.says("class", &line), Some("holding" | "ability")),
            "duties" => past(h),
            _ => false,
        });
    let duty = !asks && hits.of("duties").any(|h| h.tokens.start == 0);
    Signs { asks, offers, duty }
}

/// Whether nearly all entries below a heading ask, whatever it says: a description
/// of the job that is a list of requirements.
fn demands(rules: &Rules, text: &str, below: &[Block]) -> bool {
    let below = below.iter().take_while(|b| !matches!(b.kind, BlockKind::Heading(_)));
    let items: Vec<&Block> = below.filter(|b| matches!(b.kind, BlockKind::Item(_))).take(12).collect();
    let asks = items.iter().filter(|b| signs(rules, text, b).asks).count();
    items.len() >= rules.lengths().demands && asks * 4 >= items.len() * 3
}

/// What the blocks below a heading that says nothing look like.
fn guess(rules: &Rules, text: &str, below: &[Block]) -> Option<SectionKind> {
    let below = below.iter().take_while(|b| !matches!(b.kind, BlockKind::Heading(_)));
    let (mut asks, mut duties, mut offers, mut items, mut all) = (0, 0, 0, 0, 0);
    for block in below.take(12) {
        let signs = signs(rules, text, block);
        all += 1;
        items += usize::from(matches!(block.kind, BlockKind::Item(_)));
        offers += usize::from(signs.offers);
        asks += usize::from(signs.asks);
        duties += usize::from(signs.duty);
    }
    match () {
        () if all == 0 => None,
        () if offers * 2 >= all => Some(SectionKind::Benefits),
        () if asks * 2 >= all && items > 0 => Some(SectionKind::Requirements),
        () if duties * 2 >= all => Some(SectionKind::Responsibilities),
        () => Some(SectionKind::Company),
    }
}
