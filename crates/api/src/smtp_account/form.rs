//! The form of an account: what was typed, what is wrong with it, and the draft that comes of it.

use club::Address;
use club::secrecy::SecretString;
use club::smtp_account::{Draft, LONGEST_TEXT, MOST_A_MINUTE, MOST_CONNECTIONS, Problem};
use entity::{SmtpEncryption, smtp_account};
use lang::Texts;

use super::telling;
use crate::error::PageError;
use crate::fields::Fields;
use crate::form::{Errors, Field};

/// The kinds of encryption that are offered, the best first.
const ENCRYPTIONS: [SmtpEncryption; 4] = [
    SmtpEncryption::Implicit,
    SmtpEncryption::Required,
    SmtpEncryption::Opportunistic,
    SmtpEncryption::Plain,
];

/// What was typed, but the password, which is never shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Typed {
    name: String,
    host: String,
    port: String,
    encryption: String,
    username: String,
    from_name: String,
    from_address: String,
    connections: String,
    per_minute: String,
}

impl Typed {
    /// An empty form with what fits most mail services.
    pub(super) fn new() -> Typed {
        let empty = String::new;
        Typed {
            name: empty(),
            host: empty(),
            port: "465".to_owned(),
            encryption: SmtpEncryption::Implicit.to_string(),
            username: empty(),
            from_name: empty(),
            from_address: empty(),
            connections: "4".to_owned(),
            per_minute: empty(),
        }
    }

    pub(super) fn of_row(row: &smtp_account::Model) -> Typed {
        Typed {
            name: row.name.clone(),
            host: row.host.clone(),
            port: row.port.to_string(),
            encryption: row.encryption.to_string(),
            username: row.username.clone().unwrap_or_default(),
            from_name: row.from_name.clone(),
            from_address: row.from_address.clone(),
            connections: row.connections.to_string(),
            per_minute: row.per_minute.map(|most| most.to_string()).unwrap_or_default(),
        }
    }

    pub(super) fn read(fields: &Fields) -> Result<Typed, PageError> {
        Ok(Typed {
            name: fields.text("name")?,
            host: fields.text("host")?,
            port: fields.text("port")?,
            encryption: fields.text("encryption")?,
            username: fields.text("username")?,
            from_name: fields.text("from_name")?,
            from_address: fields.text("from_address")?,
            connections: fields.text("connections")?,
            per_minute: fields.text("per_minute")?,
        })
    }

    /// The draft, or what is wrong with it.
    pub(super) fn draft(&self, password: &str, t: Texts) -> Result<Draft, Errors> {
        let mut errors = Errors::default();
        let name = errors.line("name", &self.name, LONGEST_TEXT, t);
        let port = number(&mut errors, "port", &self.port, t);
        let encryption = self.encryption.parse();
        if encryption.is_err() {
            errors.add("encryption", t.say("page-form-empty"));
        }
        let username = errors.optional_line("username", &self.username, LONGEST_TEXT, t);
        let from_name = errors.line("from_name", &self.from_name, LONGEST_TEXT, t);
        let from_address = Address::parse(&self.from_address);
        if from_address.is_err() {
            errors.add("from_address", t.say("smtp-account-problem-from_address"));
        }
        let connections = number(&mut errors, "connections", &self.connections, t);
        let per_minute = match self.per_minute.trim() {
            "" => None,
            typed => number(&mut errors, "per_minute", typed, t),
        };
        match (port, encryption, from_address, connections) {
            (Some(port), Ok(encryption), Ok(from_address), Some(connections)) if errors.is_empty() => {
                Ok(Draft {
                    name,
                    host: self.host.clone(),
                    port: u16::try_from(port).unwrap_or(0),
                    encryption,
                    username,
                    password: (!password.is_empty()).then(|| SecretString::from(password)),
                    from_name,
                    from_address,
                    connections,
                    per_minute,
                })
            }
            _ => Err(errors),
        }
    }

    /// The fields in the order of the page.
    pub(super) fn fields(&self, has_password: bool, errors: &Errors, t: Texts) -> Vec<Field> {
        let field = |name, key, value: &str| Field::line(name, key, value, errors, t);
        let choices = ENCRYPTIONS.map(|one| (one.to_string(), telling::encryption(one, t))).to_vec();
        let mut password = field("password", "smtp-account-password", "").of_kind("password").optional(t);
        password.autocomplete = "new-password";
        if has_password {
            password.hint = Some(t.say("smtp-account-password-kept"));
        }
        vec![
            field("name", "smtp-account-name", &self.name),
            field("from_name", "smtp-account-from-name", &self.from_name),
            field("from_address", "smtp-account-from-address", &self.from_address).of_kind("email"),
            field("host", "smtp-account-host", &self.host),
            field("port", "smtp-account-port", &self.port).of_kind("number"),
            field("encryption", "smtp-account-encryption", &self.encryption).select(choices, false),
            field("username", "smtp-account-username", &self.username).optional(t),
            password,
            field("connections", "smtp-account-connections", &self.connections).of_kind("number"),
            field("per_minute", "smtp-account-per-minute", &self.per_minute).of_kind("number").optional(t),
        ]
    }
}

fn number(errors: &mut Errors, field: &'static str, typed: &str, t: Texts) -> Option<u32> {
    let number = typed.trim().parse().ok();
    if number.is_none() {
        errors.add(field, t.say("smtp-account-problem-number"));
    }
    number
}

/// What the club finds wrong, each sentence at its field.
pub(super) fn errors(problems: &[Problem], ports: &[u16], t: Texts) -> Errors {
    let mut errors = Errors::default();
    let ports: Vec<String> = ports.iter().map(ToString::to_string).collect();
    for problem in problems {
        let (field, key) = match problem {
            Problem::Host => ("host", "smtp-account-problem-host"),
            Problem::HostInside => ("host", "smtp-account-fault-inside"),
            Problem::Port => ("port", "smtp-account-problem-port"),
            Problem::NoUser => ("username", "smtp-account-problem-no-user"),
            Problem::NoPassword => ("password", "smtp-account-problem-no-password"),
            Problem::PasswordAnew => ("password", "smtp-account-problem-password-anew"),
            Problem::InTheClear => ("encryption", "smtp-account-problem-in-the-clear"),
            Problem::Connections => ("connections", "smtp-account-problem-connections"),
            Problem::PerMinute => ("per_minute", "smtp-account-problem-per-minute"),
        };
        let values = [
            ("ports", ports.join(", ").into()),
            ("connections", i64::from(MOST_CONNECTIONS).into()),
            ("most", i64::from(MOST_A_MINUTE).into()),
        ];
        errors.add(field, t.say_with(key, &values));
    }
    errors
}
