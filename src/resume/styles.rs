//! The styles of a Word document: which paragraphs are headings, which entries of a list.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What the name of a style says.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    pub level: u8,
    pub bullet: bool,
    pub strong: bool,
}

/// What a style's id or name says by itself.
pub(super) fn name_of(id: &str) -> Style {
    let name: String = id.to_ascii_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let digit = name.bytes().rev().find(u8::is_ascii_digit).map_or(1, |d| d - b'0').clamp(1, 6);
    let heading = ["heading", "berschrift", "titre", "titolo", "kop", "encabezado"].iter().any(|h| name.starts_with(h)) || name.starts_with("uberschrift");
    Style {
        level: if name == "title" {
            1
        } else if heading {
            digit
        } else {
            0
        },
        bullet: name.contains("list") && !name.contains("listparagraph") || name.contains("bullet"),
        strong: false,
    }
}

/// The styles of a document: their names say more than their ids, and what they are based on counts.
pub(super) fn styles(xml: &[u8]) -> HashMap<String, Style> {
    let mut found: HashMap<String, Style> = HashMap::new();
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    let mut current: Option<String> = None;
    let mut based: Vec<(String, String)> = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(e) | Event::Empty(e)) => {
                let value = attribute(&e, "w:val");
                match (e.name().as_ref(), &current) {
                    ("w:style", _) => {
                        let id = attribute(&e, "w:styleId").unwrap_or_default();
                        found.insert(id.clone(), name_of(&id));
                        current = Some(id);
                    }
                    ("w:name", Some(id)) => {
                        let named = name_of(&value.unwrap_or_default());
                        let style = found.entry(id.clone()).or_default();
                        (style.level, style.bullet) = (style.level.max(named.level), style.bullet || named.bullet);
                    }
                    ("w:basedOn", Some(id)) => based.push((id.clone(), value.unwrap_or_default())),
                    ("w:outlineLvl", Some(id)) => {
                        let level = value.and_then(|v| v.parse::<u8>().ok()).filter(|l| *l < 6);
                        if let (Some(level), Some(style)) = (level, found.get_mut(id)) {
                            style.level = level + 1;
                        }
                    }
                    ("w:numId", Some(id)) if value.as_deref() != Some("0") => found.entry(id.clone()).or_default().bullet = true,
                    ("w:b", Some(id)) if value.as_deref() != Some("0") => found.entry(id.clone()).or_default().strong = true,
                    _ => {}
                }
            }
            Ok(Event::End(e)) if e.name().as_ref() == "w:style" => current = None,
            Ok(Event::Eof) | Err(_) => break,
            _ => {}
        }
        buffer.clear();
    }
    for (id, base) in based {
        let level = found.get(&base).filter(|b| b.level > 1).map_or(0, |b| b.level);
        if let Some(style) = found.get_mut(&id).filter(|s| s.level == 0) {
            style.level = level;
        }
    }
    // A numbered heading is a heading.
    found.values_mut().filter(|s| s.level > 0).for_each(|s| s.bullet = false);
    found
}

/// One attribute of an element.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let attribute = element.attributes().flatten().find(|a| a.key.as_ref() == name)?;
    Some(attribute.value.to_string())
}
