//! What is said of errors in users' files: places, and keys that mean nothing.

/// The byte offset of a line and column, both from 1, as serde_json counts them (columns in bytes).
pub fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}

/// An error's message without the place that serde_json puts behind it.
pub fn without_place(message: &str) -> &str {
    message.split(" at line ").next().unwrap_or(message)
}

/// What to say of a key that means nothing, with the nearest known one. Array
/// positions and serde's marks are taken out of the path.
pub fn unknown_key(path: &str, known: &[&str]) -> String {
    let path: String = path.split('.').filter(|part| *part != "?").collect::<Vec<_>>().join(".");
    let key = path.rsplit('.').next().unwrap_or(&path);
    match nearest(key, known) {
        Some(name) => format!("`{path}` is not a known key; did you mean `{name}`?"),
        None => format!("`{path}` is not a known key; it is ignored"),
    }
}

/// The known name that a slip of the fingers may have meant.
pub fn nearest<'k>(key: &str, known: &[&'k str]) -> Option<&'k str> {
    let near = known.iter().map(|k| (strsim::osa_distance(&key.to_lowercase(), &k.to_lowercase()), *k)).min()?;
    (near.0 <= 2.max(key.len() / 3)).then_some(near.1)
}
