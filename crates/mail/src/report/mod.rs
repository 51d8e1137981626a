//! What other mail servers report about e-mails of ours: they could not deliver one, will try again, or somebody called it spam.
//!
//! Anybody can send such a report; whoever acts on one checks that its Message-ID is of an e-mail that went to that recipient.

mod fields;
mod status;
#[cfg(test)]
mod tests;

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders as _, PartType};

use crate::Address;
use fields::Groups;
pub use status::EnhancedStatus;

/// A larger report is read to its beginning only; the fields stand there.
const MOST_BYTES: usize = 1024 * 1024;
/// More recipients than an e-mail of ours has.
const MOST_RECIPIENTS: usize = 50;
/// Of a reason no more is kept.
const LONGEST_REASON: usize = 500;

/// What became of an e-mail, as a server says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It will never arrive.
    Failed,
    /// The server goes on trying.
    Delayed,
    /// It arrived.
    Delivered,
    /// The reader called it spam.
    CalledSpam,
}

/// A server's word about one recipient of an e-mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub recipient: Address,
    pub fate: Fate,
    /// `5.1.1`, where the server gives one (RFC 3463).
    pub status: Option<EnhancedStatus>,
    /// In the server's words, on one line.
    pub reason: Option<String>,
    /// Of the e-mail of ours that it is about, without angle brackets.
    pub message_id: Option<String>,
}

impl Report {
    /// Whether the address itself is no good, so that nothing should be sent there again: it does not exist, or its reader does not
    /// want our e-mails. A full mailbox or a refused text says nothing of the kind.
    #[must_use]
    pub fn condemns_address(&self) -> bool {
        match (self.fate, self.status) {
            (Fate::CalledSpam, _) => true,
            (Fate::Failed, Some(status)) => status.is_bad_address(),
            _ => false,
        }
    }
}

/// Reads a report: a delivery status (RFC 3464), a complaint (RFC 5965), or the older form with a header `X-Failed-Recipients`. One
/// line a recipient; nothing for any other e-mail.
#[must_use]
pub fn read_report(bytes: &[u8]) -> Vec<Report> {
    let bytes = bytes.get(..MOST_BYTES).unwrap_or(bytes);
    let Some(message) = MessageParser::default().parse(bytes) else { return vec![] };
    let about = message_id_of_original(&message);
    let mut reports = Vec::new();
    for part in &message.parts {
        if is_of(part, "message", "delivery-status") {
            reports.extend(delivery_status(&text_of(part), about.as_deref()));
        } else if is_of(part, "message", "feedback-report") {
            reports.extend(complaint(&text_of(part), &message, about.as_deref()));
        }
    }
    if reports.is_empty() {
        reports = failed_recipients(&message, about.as_deref());
    }
    reports.truncate(MOST_RECIPIENTS);
    reports
}

fn is_of(part: &MessagePart<'_>, kind: &str, subtype: &str) -> bool {
    part.content_type().is_some_and(|found| {
        found.ctype().eq_ignore_ascii_case(kind)
            && found.subtype().is_some_and(|found| {
                // `global-delivery-status` is the same with addresses in UTF-8 (RFC 6533).
                found.eq_ignore_ascii_case(subtype)
                    || found.strip_prefix("global-").is_some_and(|rest| rest.eq_ignore_ascii_case(subtype))
            })
    })
}

fn text_of(part: &MessagePart<'_>) -> String {
    String::from_utf8_lossy(part.contents()).into_owned()
}

/// A group of fields about the e-mail, then one about each recipient.
fn delivery_status(text: &str, about: Option<&str>) -> Vec<Report> {
    let of_recipient = |group: &fields::Group| {
        let fate = match group.value("Action")?.to_ascii_lowercase().as_str() {
            "failed" => Fate::Failed,
            "delayed" => Fate::Delayed,
            "delivered" | "relayed" | "expanded" => Fate::Delivered,
            _ => return None,
        };
        // The original recipient is the one that we wrote to; the final one may be behind a redirection.
        let recipient = ["Original-Recipient", "Final-Recipient"]
            .into_iter()
            .find_map(|name| address(after_type(group.value(name)?)))?;
        let reason = group.value("Diagnostic-Code").map(after_type).map(shortened);
        let status = group.value("Status").and_then(EnhancedStatus::find);
        Some(Report { recipient, fate, status, reason, message_id: about.map(str::to_owned) })
    };
    Groups::of(text).filter_map(|group| of_recipient(&group)).collect()
}

/// The reader is named in the report, or is the recipient of the e-mail that comes with it.
fn complaint(text: &str, message: &Message<'_>, about: Option<&str>) -> Option<Report> {
    let group = Groups::of(text).next()?;
    if !group.value("Feedback-Type")?.eq_ignore_ascii_case("abuse") {
        return None;
    }
    let named = group.value("Original-Rcpt-To").and_then(address);
    let recipient = named.or_else(|| {
        original(message).and_then(|original| address(original.to()?.first()?.address.as_deref()?))
    })?;
    let message_id = about.map(str::to_owned);
    Some(Report { recipient, fate: Fate::CalledSpam, status: None, reason: None, message_id })
}

/// Exim names in a header whom it could not reach, whatever the text around says.
fn failed_recipients(message: &Message<'_>, about: Option<&str>) -> Vec<Report> {
    let Some(named) = message.header_raw("X-Failed-Recipients") else { return vec![] };
    let addresses = named.split(',').filter_map(address);
    let text = message.body_text(0).unwrap_or_default();
    let status = EnhancedStatus::find(&text);
    let failed = |recipient| Report {
        recipient,
        fate: Fate::Failed,
        status,
        reason: None,
        message_id: about.map(str::to_owned),
    };
    addresses.map(failed).collect()
}

/// The e-mail of ours that came back, whole.
fn original<'a>(message: &'a Message<'a>) -> Option<&'a Message<'a>> {
    message.parts.iter().find_map(|part| match &part.body {
        PartType::Message(original) => Some(original),
        _ => None,
    })
}

/// The Message-ID of the e-mail of ours, which came back whole or as its headers only.
fn message_id_of_original(message: &Message<'_>) -> Option<String> {
    if let Some(original) = original(message) {
        return original.message_id().map(str::to_owned);
    }
    let headers = message.parts.iter().find(|part| is_of(part, "text", "rfc822-headers"))?;
    let headers = MessageParser::default().parse_headers(headers.contents())?;
    headers.message_id().map(str::to_owned)
}

/// What stands behind «rfc822;», «smtp;».
fn after_type(value: &str) -> &str {
    value.split_once(';').map_or(value, |(_, rest)| rest).trim()
}

fn address(text: &str) -> Option<Address> {
    let text = text.trim().trim_start_matches('<').trim_end_matches('>');
    Address::parse(text).ok()
}

fn shortened(reason: &str) -> String {
    reason.chars().filter(|letter| !letter.is_control()).take(LONGEST_REASON).collect()
}
