//! HTML into blocks, with html5gum: what a reader sees of a page's text, without
//! what stands around it on every page of the site.

use html5gum::{DefaultEmitter, HtmlString, StartTag, Token, Tokenizer};

use super::RawBlock;
use super::builder::Builder;

/// Elements that hold no text of the posting: code, the page's own frame, and what is clicked on.
const AROUND: &[&str] =
    &["script", "style", "nav", "header", "footer", "noscript", "template", "svg", "iframe", "select", "button", "textarea", "title", "dialog"];

/// Elements that begin and end a block.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "aside",
    "body",
    "table",
    "tr",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "address",
    "figure",
    "figcaption",
    "details",
    "summary",
    "form",
    "fieldset",
    "center",
];

/// How a page or a piece of one opens.
const OPENS: &[&str] = &[
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<div",
    "<p>",
    "<p ",
    "<ul",
    "<ol",
    "<h1",
    "<h2",
    "<h3",
    "<h4",
    "<section",
    "<article",
    "<main",
    "<table",
    "<span",
    "<strong",
    "<b>",
    "<br",
    "<script",
    "<meta",
    "<!--",
];

/// What was read of a page.
pub(super) struct Page {
    pub blocks: Vec<RawBlock>,
    /// Its JSON-LD, each with its place in the input.
    pub data: Vec<(usize, String)>,
}

/// Whether a text is HTML: a page, or a piece of one.
pub(super) fn is_html(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(20).collect::<String>().to_ascii_lowercase();
    OPENS.iter().any(|open| start.starts_with(open)) || ["</p>", "</li>", "</div>"].iter().map(|close| text.matches(close).count()).sum::<usize>() > 2
}

/// Reads a page. `fixed` is the line of all of it, where it is a value inside another file.
pub(super) fn read(text: &str, fixed: Option<usize>) -> Page {
    let page = walk(text, fixed, AROUND);
    // A frame that is never closed would swallow the page.
    if page.blocks.is_empty() { Page { data: page.data, ..walk(text, fixed, &AROUND[..2]) } } else { page }
}

fn walk(text: &str, fixed: Option<usize>, around: &[&str]) -> Page {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut state = State {
        to: Builder::new(text, fixed),
        around,
        skipped: Vec::new(),
        title: false,
        spans: Vec::new(),
        lists: 0,
        pre: false,
        data: Vec::new(),
        linked: false,
    };
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => state.start(&tag),
            Token::EndTag(tag) => state.end(&name(&tag.name)),
            Token::String(string) => {
                let value = String::from_utf8_lossy(&string.value);
                state.text(&value, string.span.start);
            }
            _ => {}
        }
    }
    state.to.flush();
    let mut blocks = state.to.found;
    blocks.iter_mut().for_each(|b| b.text = without_underscores(&b.text));
    Page { blocks, data: state.data }
}

/// Emphasis that an editor took from Markdown as it stands: `_Five years_ of Go`.
fn without_underscores(text: &str) -> String {
    if !text.contains('_') {
        return text.to_owned();
    }
    text.split(' ').map(|word| if word.contains(char::is_alphanumeric) { word.trim_matches('_') } else { word }).collect::<Vec<_>>().join(" ")
}

fn name(name: &HtmlString) -> String {
    String::from_utf8_lossy(name).to_ascii_lowercase()
}

struct State<'t> {
    to: Builder<'t>,
    around: &'t [&'t str],
    /// Elements open that are passed over, outermost first.
    skipped: Vec<String>,
    /// The title of the job often stands in the frame's header.
    title: bool,
    /// For each `span` open, whether it is bold by its style.
    spans: Vec<bool>,
    lists: u8,
    pre: bool,
    data: Vec<(usize, String)>,
    /// Inside a script of JSON-LD.
    linked: bool,
}

impl State<'_> {
    fn start(&mut self, tag: &StartTag<usize>) {
        let name = name(&tag.name);
        if self.linked || self.hidden(&name) {
            return;
        }
        if name == "script" {
            self.linked = tag.attributes.iter().any(|(key, value)| &***key == b"type" && String::from_utf8_lossy(value).contains("ld+json"));
            if self.linked {
                return;
            }
        }
        if self.around.contains(&name.as_str()) {
            if !tag.self_closing {
                self.to.flush();
                self.skipped.push(name);
            }
            return;
        }
        match name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.to.flush();
                self.to.heading = Some(name.as_bytes()[1] - b'0');
            }
            "br" | "hr" => self.to.flush(),
            "ul" | "ol" => {
                self.to.flush();
                self.lists = self.lists.saturating_add(1);
                self.to.depth = self.lists;
            }
            "li" => {
                self.to.flush();
                self.to.depth = self.lists.max(1);
            }
            "td" | "th" => self.to.cell(tag.span.start),
            "b" | "strong" => self.to.strong += 1,
            "span" => {
                let style = tag
                    .attributes
                    .iter()
                    .find(|(key, _)| &***key == b"style")
                    .map(|(_, value)| String::from_utf8_lossy(value).replace(' ', "").to_ascii_lowercase());
                let bold = style.is_some_and(|s| ["font-weight:bold", "font-weight:700", "font-weight:600"].iter().any(|w| s.contains(w)));
                self.to.strong += usize::from(bold);
                self.spans.push(bold);
            }
            block if BLOCKS.contains(&block) => {
                self.to.flush();
                self.pre |= block == "pre";
                self.to.strong += usize::from(block == "dt");
            }
            _ => {}
        }
    }

    /// Whether an element that opens is passed over with the one around it.
    fn hidden(&mut self, name: &str) -> bool {
        let Some(outer) = self.skipped.last() else { return false };
        if outer == "header" && name == "h1" {
            self.title = true;
        }
        if self.title {
            return false;
        }
        if outer == name {
            self.skipped.push(name.to_owned());
        }
        true
    }

    fn end(&mut self, name: &str) {
        if self.linked {
            self.linked = name != "script";
            return;
        }
        if !self.skipped.is_empty() && !self.title {
            if self.skipped.last().is_some_and(|outer| outer == name) {
                self.skipped.pop();
            }
            return;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.to.flush();
                self.to.heading = None;
                self.title = false;
            }
            "ul" | "ol" => {
                self.to.flush();
                self.lists = self.lists.saturating_sub(1);
                self.to.depth = self.lists;
            }
            "li" => {
                self.to.flush();
                self.to.depth = self.lists;
            }
            "b" | "strong" => self.to.strong = self.to.strong.saturating_sub(1),
            "span" if self.spans.pop() == Some(true) => self.to.strong = self.to.strong.saturating_sub(1),
            block if BLOCKS.contains(&block) => {
                self.to.flush();
                self.pre &= block != "pre";
                if block == "dt" {
                    self.to.strong = self.to.strong.saturating_sub(1);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, at: usize) {
        if self.linked {
            match self.data.last_mut() {
                Some((from, data)) if *from + data.len() == at => data.push_str(text),
                _ => self.data.push((at, text.to_owned())),
            }
        }
        if self.linked || !self.skipped.is_empty() && !self.title {
            return;
        }
        if self.pre {
            return self.to.add(text, at);
        }
        // Where a source line breaks means nothing in HTML.
        let before = text.len() - text.trim_ascii_start().len();
        self.to.add(&text.replace(['\n', '\r', '\t'], " "), at + before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posting::BlockKind::{Heading, Item, Paragraph};

    #[test]
    fn reads_what_a_reader_sees() {
        let page = "<!doctype html><html><head><title>Jobs</title><style>li { margin: 0 }</style>\n<script>if (1 < 2) { x = '<b>COBOL</b>' }</script></head>\n<body><nav><a>Home</a></nav><header><a>Menu</a><h1>Weaver</h1></header>\n<h2>What you&rsquo;ll bring</h2>\n<ul>\n  <li>Looms &amp; yarn\n    <ul><li>Jacquard</li></ul></li>\n<li><p>Wool</p></ul>\n<p><strong>Pay</strong></p><p>Good<br>Fair &mdash; always</p><table><tr><td>Shift</td><td>Night</td></tr></table><footer>© Mill</footer></body></html>";
        let found: Vec<_> = read(page, None).blocks.into_iter().map(|b| (b.kind, b.text, b.line)).collect();
        let expected = [
            (Heading(1), "Weaver", 3),
            (Heading(2), "What you’ll bring", 4),
            (Item(1), "Looms & yarn", 6),
            (Item(2), "Jacquard", 7),
            (Item(1), "Wool", 8),
            (Heading(7), "Pay", 9),
            (Paragraph, "Good", 9),
            (Paragraph, "Fair — always", 9),
            (Paragraph, "Shift; Night", 9),
        ];
        assert_eq!(found, expected.map(|(kind, text, line)| (kind, text.to_owned(), line)));
    }

    #[test]
    fn a_frame_left_open_swallows_nothing() {
        assert_eq!(read("<header><p>Looms</p>", None).blocks.len(), 1);
    }
}
