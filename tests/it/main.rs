//! The club's stories and the rules of its house: one binary, one file per concept.

// `cfg(test)` lets the lints see that all of it is a test, its small functions too.
#[cfg(test)]
mod access;
#[cfg(test)]
mod accounts;
#[cfg(test)]
mod bad_emails;
#[cfg(test)]
mod bounces;
#[cfg(test)]
mod call;
mod corrections;
#[cfg(test)]
mod house_rules;
mod issuing;
#[cfg(test)]
mod layouts;
mod links;
#[cfg(test)]
mod listeners;
#[cfg(test)]
mod mailings;
#[cfg(test)]
mod programs;
#[cfg(test)]
mod programs_organize;
#[cfg(test)]
mod query_counts;
mod queue;
#[cfg(test)]
mod rehearsals;
#[cfg(test)]
mod review;
#[cfg(test)]
mod schedule;
#[cfg(test)]
mod schools;
#[cfg(test)]
mod second_opinion;
mod session;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod smtp;
#[cfg(test)]
mod teams;
#[cfg(test)]
mod topics;
#[cfg(test)]
mod verification;
#[cfg(test)]
mod webhooks;
#[cfg(test)]
mod webinar;
