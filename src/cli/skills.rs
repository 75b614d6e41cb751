//! `rolefit skills`: ask the taxonomy.

use std::fmt::Write as _;

use rolefit::{ConceptId, Rules};

use super::{Stop, input, output};

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// What names mean, and what they are related to
    #[command(after_help = "Examples:
  rolefit skills find k8s                      one name, in full
  rolefit skills find - -f tsv < names.txt     a line for each line: name, id of its concept, label, near spelling")]
    Find {
        /// Names, as a posting or a profile has them; - for standard input, one a line
        #[arg(required = true)]
        names: Vec<String>,
        /// How to write it
        #[arg(short, long, value_enum, default_value = "text")]
        format: Format,
    },
    /// Turn a taxonomy that you have downloaded into a directory for --rules
    #[command(after_help = "Files are known by their headers: of ESCO skills_en.csv, occupations_en.csv and
broaderRelationsSkillPillar_en.csv; of O*NET \"Technology Skills.txt\", \"Occupation Data.txt\" and
\"Alternate Titles.txt\". Names that are known already, everyday words and names that two
concepts claim are left out and counted.

Example:
  rolefit skills import skills_en.csv broaderRelationsSkillPillar_en.csv -o esco/
  rolefit --rules esco/ score posting.md me.toml")]
    Import {
        /// The files
        #[arg(required = true)]
        files: Vec<String>,
        /// The directory to write; it must be new or empty
        #[arg(short, long, value_name = "DIR")]
        output: String,
    },
    /// How one name stands to another: same, implies, related, different
    #[command(after_help = "`implies`: what is offered means having what is asked. `related`: a recruiter would give part credit.

Examples:
  rolefit skills relate Kubernetes EKS             implies
  rolefit skills relate --pairs pairs.tsv -f tsv   a line for each line of asked, tab, offered")]
    Relate {
        /// What is asked
        #[arg(required_unless_present = "pairs")]
        asked: Option<String>,
        /// What is offered
        #[arg(required_unless_present = "pairs")]
        offered: Option<String>,
        /// A file of pairs, one a line, with a tab between them; - for standard input
        #[arg(long, conflicts_with_all = ["asked", "offered"])]
        pairs: Option<String>,
        /// How to write it
        #[arg(short, long, value_enum, default_value = "text")]
        format: Format,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    Text,
    Tsv,
    Json,
}

pub(crate) fn run(command: Command, rules: &Rules) -> Result<(), Stop> {
    match command {
        Command::Find { names, format } => {
            let mut all = Vec::new();
            for name in names {
                if name == "-" {
                    let bytes = input::one("-").read()?;
                    let text = String::from_utf8(bytes).map_err(|_| Stop::Error("standard input is not UTF-8 text".into()))?;
                    all.extend(text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned));
                } else {
                    all.push(name);
                }
            }
            all.iter().try_for_each(|name| find(rules, name, format))
        }
        Command::Import { files, output } => import(rules, &files, &output),
        Command::Relate { pairs: Some(file), format, .. } => {
            let bytes = input::one(&file).read()?;
            let text = String::from_utf8(bytes).map_err(|_| Stop::Error(format!("{file}: this is not UTF-8 text")))?;
            let mut out = String::new();
            for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
                let Some((asked, offered)) = line.split_once('\t') else {
                    return Err(Stop::Error(format!("{file}:{}: no tab in `{line}`; a line is asked, tab, offered", i + 1)));
                };
                let offered = offered.split('\t').next().unwrap_or(offered);
                out.push_str(&related(rules, asked, offered, format));
            }
            output::result(None, &out)
        }
        Command::Relate { asked, offered, format, .. } => {
            let (asked, offered) = (asked.unwrap_or_default(), offered.unwrap_or_default());
            output::result(None, &related(rules, &asked, &offered, format))
        }
    }
}

fn related(rules: &Rules, asked: &str, offered: &str, format: Format) -> String {
    let relation = rules.relate(asked, offered).name();
    match format {
        Format::Text => format!("asked {asked}, offered {offered}: {relation}\n"),
        Format::Tsv => format!("{asked}\t{offered}\t{relation}\n"),
        Format::Json => format!("{}\n", serde_json::json!({ "asked": asked, "offered": offered, "relation": relation })),
    }
}

fn find(rules: &Rules, name: &str, format: Format) -> Result<(), Stop> {
    let taxonomy = rules.taxonomy();
    let named = rules.find(name);
    let labels = |ids: &[ConceptId]| ids.iter().map(|&id| taxonomy.get(id).label.clone()).collect::<Vec<_>>();
    let mut out = String::new();
    if format == Format::Json {
        let concepts: Vec<_> = named
            .concepts
            .iter()
            .map(|&id| {
                let c = taxonomy.get(id);
                let ids = |all: &[ConceptId]| all.iter().map(|&i| taxonomy.get(i).id.clone()).collect::<Vec<_>>();
                serde_json::json!({ "id": c.id, "label": c.label, "field": c.field, "aliases": c.aliases, "broader": ids(&c.broader), "related": ids(&c.related) })
            })
            .collect();
        return output::result(None, &format!("{:#}\n", serde_json::json!({ "name": name, "concepts": concepts, "spelled": named.spelled })));
    }
    if named.concepts.is_empty() && format == Format::Tsv {
        let _ = writeln!(out, "{name}\t\t\t");
    } else if named.concepts.is_empty() {
        let _ = writeln!(out, "{name}: not known; in a posting it is still read where a skill stands, and matched by its words");
    }
    for &id in &named.concepts {
        let c = taxonomy.get(id);
        if format == Format::Tsv {
            let _ = writeln!(out, "{name}\t{}\t{}\t{}", c.id, c.label, named.spelled.as_deref().unwrap_or_default());
            continue;
        }
        let _ = writeln!(out, "{} ({}, {})", c.label, c.id, c.field);
        if let Some(near) = &named.spelled {
            let _ = writeln!(out, "  spelled       like {near}");
        }
        for (title, names) in [("also", c.aliases.clone()), ("means having", labels(&c.broader)), ("related", labels(&c.related))] {
            if !names.is_empty() {
                let _ = writeln!(out, "  {title:<14}{}", names.join(", "));
            }
        }
    }
    output::result(None, &out)
}

/// Writes what an import made, and says what it left out.
fn import(rules: &Rules, files: &[String], dir: &str) -> Result<(), Stop> {
    let read = |file: &String| Ok((file.clone(), input::one(file).read()?));
    let files: Vec<(String, Vec<u8>)> = files.iter().map(read).collect::<Result<_, Stop>>()?;
    let made = rules.import(&files)?;
    let fail = |e: std::io::Error| Stop::Error(format!("{dir}: {}", input::plainly(&e)));
    std::fs::create_dir_all(dir).map_err(fail)?;
    if std::fs::read_dir(dir).map_err(fail)?.next().is_some() {
        return Err(Stop::Error(format!("{dir}: this directory is not empty; an import is written into a new one")));
    }
    // What does not hold together is not written.
    Rules::with(&made.files)?;
    for (path, text) in &made.files {
        let to = std::path::Path::new(dir).join(path);
        std::fs::create_dir_all(to.parent().expect("it stands in data/")).map_err(fail)?;
        std::fs::write(&to, text).map_err(fail)?;
    }
    output::result(
        None,
        &format!("{} new concepts, names for {} known ones, {} names left out; use it with --rules {dir}\n", made.new, made.known, made.left_out),
    )
}
