//! The bounds of one part of the index while they are put together: points so far, and
//! for the criterion at hand what each profile is worth and which of its jobs answer.

use crate::profile::Evidence;

/// The bounds of one part of the index, as they are put together.
pub(super) struct Sums {
    pub points: Vec<u32>,
    /// Jobs that show anything that is asked.
    pub jobs: Vec<u16>,
    pub credit: Vec<u32>,
    /// The jobs that answer, by [`way`].
    pub answer: [Vec<u16>; WAYS],
    /// The relatives of one name.
    pub kin: Relatives,
}

/// How many relatives of a name the dated work of each profile shows.
pub(super) struct Relatives {
    all: Vec<u8>,
    /// The jobs that show at least one, at least two, …
    jobs: Vec<Vec<u16>>,
    /// The profiles with any.
    of: Vec<u32>,
}

/// The ways in which a name is answered: by the thing itself, by a relative, by
/// one of several that dated work shows or the work of the job asked for, by one of
/// many that one job shows.
pub(super) const SAME: usize = 0;
pub(super) const KIN: usize = 1;
pub(super) const KINS: usize = 2;
pub(super) const DUTIES: usize = 3;
pub(super) const CLASSES: usize = 4;

/// What backs an answer, the best first.
pub(super) const EVIDENCE: [Evidence; 4] = [Evidence::Shown, Evidence::Backed, Evidence::Soft, Evidence::Stated];
/// An answer's way and what backs it, as one number.
const WAYS: usize = CLASSES * EVIDENCE.len();

pub(super) fn way(class: usize, evidence: Evidence) -> usize {
    class * EVIDENCE.len() + EVIDENCE.iter().position(|e| *e == evidence).unwrap_or(EVIDENCE.len() - 1)
}

impl Relatives {
    pub fn add(&mut self, document: usize, mut jobs: u16) {
        if self.all[document] == 0 {
            self.of.push(document as u32);
        }
        self.all[document] = self.all[document].saturating_add(1);
        for at_least in &mut self.jobs {
            let more = at_least[document] & jobs;
            at_least[document] |= jobs;
            jobs = more;
        }
    }

    /// Tells of each profile the jobs in which one of several relatives counts, and one
    /// of many; then forgets them.
    pub fn drain(&mut self, mut tell: impl FnMut(usize, [u16; 2])) {
        for d in self.of.drain(..).map(|d| d as usize) {
            if self.all[d] > 1 {
                tell(d, [self.jobs[0][d], self.jobs[self.jobs.len() - 1][d]]);
            }
            self.all[d] = 0;
            self.jobs.iter_mut().for_each(|at_least| at_least[d] = 0);
        }
    }
}

impl Sums {
    /// Nothing yet; `many` relatives in one job make it work of the name's kind.
    pub fn new(documents: usize, many: u32) -> Sums {
        let kin = Relatives { all: vec![0; documents], jobs: vec![vec![0; documents]; many.max(1) as usize], of: Vec::new() };
        Sums { points: vec![0; documents], jobs: vec![0; documents], credit: Vec::new(), answer: Default::default(), kin }
    }

    /// Begins a criterion.
    pub fn begin(&mut self) {
        let documents = self.points.len();
        for jobs in &mut self.answer {
            jobs.clear();
            jobs.resize(documents, 0);
        }
        self.credit.clear();
        self.credit.resize(documents, 0);
    }

    pub fn raise(&mut self, document: u32, credit: u32) {
        let known = &mut self.credit[document as usize];
        *known = (*known).max(credit);
    }

    /// Moves the credits of one alternative into the best so far.
    pub fn raise_best(&mut self, best: &mut [Vec<u32>]) {
        for (d, credit) in self.credit.iter_mut().enumerate() {
            let mut credit = std::mem::take(credit);
            for place in best.iter_mut() {
                if credit > place[d] {
                    std::mem::swap(&mut credit, &mut place[d]);
                }
            }
        }
    }

    /// Ends a criterion.
    pub fn earn(&mut self, points: u32) {
        for (sum, credit) in self.points.iter_mut().zip(&self.credit) {
            *sum += points * credit / 1000;
        }
    }
}
