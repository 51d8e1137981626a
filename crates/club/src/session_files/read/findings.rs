//! What is wrong or doubtful in the files, gathered while they are read.

use crate::session_files::{Problem, Severity};

/// Problems in the order in which they are found.
#[derive(Default)]
pub(super) struct Findings(Vec<Problem>);

impl Findings {
    fn add(&mut self, severity: Severity, (file, line): (&str, u64), problem: String) {
        self.0.push(Problem { file: file.to_owned(), line, severity, problem });
    }

    /// Nothing is taken.
    pub(super) fn fatal(&mut self, place: (&str, u64), problem: impl Into<String>) {
        self.add(Severity::Fatal, place, problem.into());
    }

    /// This line is left out.
    pub(super) fn refused(&mut self, place: (&str, u64), problem: impl Into<String>) {
        self.add(Severity::Refused, place, problem.into());
    }

    /// Taken; somebody should look.
    pub(super) fn doubtful(&mut self, place: (&str, u64), problem: impl Into<String>) {
        self.add(Severity::Doubtful, place, problem.into());
    }

    /// The value, or a fatal problem of what stands there.
    pub(super) fn need<T, E>(
        &mut self,
        value: Result<T, E>,
        place: (&str, u64),
        problem: impl FnOnce(E) -> String,
    ) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(error) => {
                self.fatal(place, problem(error));
                None
            }
        }
    }

    pub(super) fn any_fatal(&self) -> bool {
        self.0.iter().any(|problem| problem.severity == Severity::Fatal)
    }

    /// All of them, file by file and line by line; the same one once.
    pub(super) fn sorted(mut self, files: &[&str]) -> Vec<Problem> {
        let place = |problem: &Problem| files.iter().position(|file| *file == problem.file);
        self.0.sort_by_key(|problem| (place(problem), problem.line));
        self.0.dedup();
        self.0
    }
}
