//! Criteria, fits and shortlists as text for people. Styled with ANSI codes,
//! which whoever prints takes out where they do not show.
pub use table::{criteria_table, unread};
mod table;
