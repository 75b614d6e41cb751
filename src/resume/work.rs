//! Entries → jobs and unpaid work.

use super::draft::Draft;
use super::entries::{Entry, entries};
use super::head::{self, Named};
use super::lists;
use super::names;
use super::sheet::{Form, Role, Row};
use crate::grammar::Rules;
use crate::profile::{PartialDate, Project, Share, Volunteer, Work};
use crate::text::Line;

/// What a job is, before it is known to be paid.
struct Job {
    named: Named,
    work: Work,
    row: Row,
    guesses: Vec<(&'static str, String)>,
}

/// Reads paid work.
pub(super) fn work(rules: &Rules, rows: &[Row], form: Form, draft: &mut Draft) {
    let (before, jobs) = jobs(rules, rows, form, draft);
    before.iter().for_each(|r| draft.leave("work", r));
    for job in jobs {
        let at = format!("work[{}]", draft.profile.work.len());
        for (field, why) in &job.guesses {
            draft.guess(format!("{at}.{field}"), why.clone(), &job.row);
        }
        draft.profile.work.push(job.work);
    }
}

/// Reads unpaid work; entries without dates are kept by their names.
pub(super) fn volunteer(rules: &Rules, rows: &[Row], form: Form, draft: &mut Draft) {
    let (before, jobs) = jobs(rules, rows, form, draft);
    for row in &before {
        let fields: Vec<String> = head::fields(rules, row).into_iter().map(|f| f.text).collect();
        let (position, organization) = match &fields[..] {
            [one] => head::halves(rules, one).unwrap_or((one.clone(), String::new())),
            [position, organization, ..] => (position.clone(), organization.clone()),
            [] => continue,
        };
        draft.profile.volunteer.push(Volunteer { position, organization, ..Volunteer::default() });
    }
    for job in jobs {
        let at = format!("volunteer[{}]", draft.profile.volunteer.len());
        for (field, why) in &job.guesses {
            let field = if *field == "name" { "organization" } else { field };
            draft.guess(format!("{at}.{field}"), why.clone(), &job.row);
        }
        let Work { name, position, start_date, end_date, summary, highlights, skills, fte, .. } = job.work;
        draft.profile.volunteer.push(Volunteer {
            organization: name,
            position,
            start_date,
            end_date,
            summary,
            highlights,
            skills,
            fte,
            ..Volunteer::default()
        });
    }
}

/// Reads projects: a name, what it is, what was done.
pub(super) fn projects(rules: &Rules, rows: &[Row], draft: &mut Draft) {
    for row in rows {
        let opens = row.level > 0 || !row.bullet || row.strong.first().is_some_and(|s| s.0 == 0) || rows.iter().all(|r| r.bullet);
        let periods = super::when::periods(rules, &row.text);
        if !opens && let Some(last) = draft.profile.projects.last_mut() {
            last.highlights.push(row.text.replace('\t', " "));
            continue;
        }
        let prose = row.text.ends_with('.') && row.words() > 10 && row.strong.is_empty() && !row.bullet;
        if prose && let Some(last) = draft.profile.projects.last_mut() {
            if !last.description.is_empty() {
                last.description.push(' ');
            }
            last.description.push_str(&row.text);
            continue;
        }
        if let Some((lead, rest)) = row.text.split_once(':').filter(|(l, _)| super::names::is_whole(rules, l.trim(), "skills-used"))
            && let Some(last) = draft.profile.projects.last_mut()
        {
            let _ = lead;
            last.keywords.extend(lists::items(rest));
            continue;
        }
        let mut project = Project::default();
        let mut text = row.clone();
        if let Some(period) = periods.last() {
            text = super::entries::without(row, period);
            let (start, end) = if period.single { (None, period.from) } else { (period.from, period.to) };
            (project.start_date, project.end_date) = (start, end);
        }
        let strong = text.strong.first().filter(|s| s.0 == 0 && (s.1 as usize) < text.text.len()).map(|s| s.1 as usize);
        let cut = strong.or_else(|| [": ", " – ", " — ", " - ", "\t"].iter().filter_map(|m| text.text.find(m)).min());
        let (name, rest) = cut.map_or((text.text.as_str(), ""), |at| text.text.split_at(at));
        project.name = name.trim_matches(|c: char| c.is_whitespace() || c == ':' || c == ',').to_owned();
        project.description = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '–' | '—' | '-' | ',' | '|')).replace('\t', " ");
        if !project.name.is_empty() {
            draft.profile.projects.push(project);
        }
    }
}

fn jobs(rules: &Rules, rows: &[Row], form: Form, draft: &mut Draft) -> (Vec<Row>, Vec<Job>) {
    let rows: Vec<Row> = rows
        .iter()
        .filter(|r| !super::study::is_head_of_table(rules, &r.text))
        .filter(|r| {
            // How long a job was, by itself, says what the dates say, or something else that a person should see.
            let condition = r.text.split_once(':').is_some_and(|(lead, _)| names::label(rules, lead) == Some("label-condition"));
            let left = condition || head::is_length(rules, &r.text);
            if left {
                draft.leave("work", r);
            }
            !left
        })
        .filter_map(|r| labelled(rules, r))
        .collect();
    let (before, mut entries) = entries(rules, &rows, form);
    let mut named = head::name(rules, &entries);
    let mut guesses: Vec<Vec<(&'static str, String)>> = named.iter().map(|n| n.guess.map(|g| ("name", g.to_owned())).into_iter().collect()).collect();
    inherit(&mut entries, &mut named, &mut guesses);
    let breaks = |e: &Entry| e.fields.first().is_some_and(|f| names::found(rules, &f.text, "career-break").first().is_some_and(|r| r.start == 0));
    for entry in entries.iter().filter(|e| breaks(e)) {
        std::iter::once(&entry.row).chain(&entry.body).for_each(|r| draft.leave("work", r));
    }
    let jobs = entries
        .into_iter()
        .zip(named)
        .zip(guesses)
        .filter(|((entry, _), _)| !breaks(entry))
        .map(|((entry, named), mut guesses)| {
            let mut work = Work {
                name: named.employer.clone(),
                position: named.title.clone(),
                location: entry.places.iter().filter(|p| !placeholder(p)).cloned().collect::<Vec<_>>().join(", "),
                ..Work::default()
            };
            if let Some(period) = &entry.period {
                dates(period, &mut work, &mut guesses);
            }
            if work.name.is_empty() {
                guesses.push(("name", "no employer was found in the head".into()));
            }
            if work.position.is_empty() {
                guesses.push(("position", "no title was found in the head".into()));
            }
            if !named.rest.is_empty() {
                work.description = named.rest.join(", ");
            }
            body(rules, &entry.body, &mut work);
            Job { named, work, row: entry.row, guesses }
        })
        .filter(|job| !job.named.title.is_empty() || !job.named.employer.is_empty() || !job.work.highlights.is_empty() || job.work.start_date.is_some())
        .collect();
    (before, jobs)
}

/// "Position: Site Engineer" without its label; `None` for a label with nothing behind it.
fn labelled(rules: &Rules, row: &Row) -> Option<Row> {
    // "Key achievements" over a list of a job says nothing that the list does not.
    if !row.bullet && names::is_label(rules, &row.text, "label-duties") {
        return None;
    }
    let Some((lead, rest)) = row.text.split_once(':') else { return Some(row.clone()) };
    let role = match names::label(rules, lead) {
        Some("label-title") => Some(Role::Title),
        Some("label-employer") => Some(Role::Employer),
        Some("label-period") => None,
        Some("label-duties") if rest.trim().is_empty() => return None,
        _ => return Some(row.clone()),
    };
    let at = row.text.len() - rest.trim_start().len();
    let bare = row.cut(at..row.text.len());
    (!bare.text.trim().is_empty()).then(|| Row { role, bullet: row.bullet && !row.is_numbered(), ..bare })
}

/// "City , State", which exports leave where a place was taken out.
fn placeholder(place: &str) -> bool {
    place.chars().filter(|c| c.is_alphabetic()).collect::<String>().eq_ignore_ascii_case("citystate")
}

fn dates(period: &super::when::Period, work: &mut Work, guesses: &mut Vec<(&'static str, String)>) {
    work.start_date = period.from;
    work.end_date = period.to;
    if period.single {
        work.end_date = period.from;
        guesses.push(("startDate", "one date alone is taken for beginning and end".into()));
    } else if !period.open && period.to.is_none() {
        guesses.push(("endDate", "no end was found".into()));
    }
    if let Some(why) = period.guess {
        guesses.push(("startDate", why.to_owned()));
    }
    let month = |d: Option<PartialDate>| matches!(d, Some(PartialDate::Day { month: None, .. }));
    if (month(period.from) || month(period.to)) && guesses.iter().all(|g| g.0 != "startDate") {
        guesses.push(("startDate", "a year without its month".into()));
    }
    work.fte = period.share.map(|p| Share(u16::from(p) * 10));
}

/// One employer over several jobs: the later ones take it from the first. An
/// employer with dates of its own and jobs below is no job by itself.
fn inherit(entries: &mut Vec<Entry>, named: &mut Vec<Named>, guesses: &mut Vec<Vec<(&'static str, String)>>) {
    let mut i = 0;
    let mut over: Option<String> = None;
    let mut group: Option<String> = None;
    while i < entries.len() {
        // Roles whose dates lie within those of the employer above: what they name is the title.
        if entries[i].within
            && let (Some(employer), [one]) = (&group, &entries[i].fields[..])
        {
            named[i] = Named { title: one.text.clone(), employer: employer.clone(), ..Named::default() };
            guesses[i] = vec![("name", "the employer is taken from the job above".into())];
            i += 1;
            continue;
        }
        if entries.get(i + 1).is_some_and(|e| e.within) && !entries[i].within && named[i].title.is_empty() && !named[i].employer.is_empty() {
            group = Some(named[i].employer.clone());
            over = group.clone();
            entries.remove(i);
            named.remove(i);
            guesses.remove(i);
            continue;
        }
        let bare = named[i].title.is_empty() && !named[i].employer.is_empty() && entries[i].body.iter().all(|r| !r.bullet) && entries[i].body.len() <= 1;
        let below = named.get(i + 1).is_some_and(|n| !n.title.is_empty() && n.employer.is_empty());
        if bare && below {
            over = Some(named[i].employer.clone());
            entries.remove(i);
            named.remove(i);
            guesses.remove(i);
            continue;
        }
        if named[i].employer.is_empty() && !named[i].title.is_empty() {
            let before = over
                .clone()
                .or_else(|| (i > 0 && (entries[i].short || entries[i].fields.len() < entries[i - 1].fields.len())).then(|| named[i - 1].employer.clone()))
                .filter(|e| !e.is_empty());
            if let Some(employer) = before {
                named[i].employer = employer;
                guesses[i].push(("name", "the employer is taken from the job above".into()));
            }
        } else {
            over = None;
        }
        i += 1;
    }
}

/// Rows below a head: highlights, a summary, the skills of the job.
fn body(rules: &Rules, rows: &[Row], work: &mut Work) {
    let bullets = rows.iter().any(|r| r.bullet);
    let floor = rows.iter().map(|r| r.indent).min().unwrap_or(0);
    for row in rows {
        let text = row.text.replace('\t', " ");
        if let Some((lead, rest)) = text.split_once(':')
            && super::names::is_whole(rules, lead.trim(), "skills-used")
            && (!rest.trim().is_empty())
        {
            work.skills.extend(lists::items(rest));
            continue;
        }
        if work.team_size.is_none() {
            work.team_size = team(rules, &text);
        }
        let set_in = row.indent >= floor + 3 && !bullets;
        if row.bullet || set_in {
            work.highlights.push(text);
        } else if bullets || rows.len() <= 2 || text.ends_with('.') && work.highlights.is_empty() && work.summary.is_empty() {
            if !work.summary.is_empty() {
                work.summary.push(if work.summary.ends_with(['.', ':', ';', '!', '?']) { ' ' } else { '\n' });
            }
            work.summary.push_str(&text);
        } else {
            work.highlights.push(text);
        }
    }
}

/// How many people were led, where it is said in so many words.
fn team(rules: &Rules, text: &str) -> Option<u32> {
    let line = Line::new(text, rules.words());
    rules.grammar().run_apart("resume/team", &line).0.iter().find_map(|h| h.says("people", &line)?.parse().ok())
}
