//! Reports about e-mails by the webhook of a mail service.

use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, web};
use club::Address;
use club::email_report::{self, MOST_BYTES, Received, Told};
use entity::{ReportKind, ReportSource};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::PageError;
use crate::extract::Context;
use crate::fields;

/// What became of an e-mail, in words of its own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EmailReport {
    /// To whom the e-mail went.
    #[schema(example = "anna@school44.example")]
    address: String,
    /// `bounce`, `delay` or `complaint`.
    #[schema(example = "bounce")]
    kind: String,
    /// Enhanced status code (RFC 3463).
    #[schema(example = "5.1.1")]
    status: Option<String>,
    /// In the server's words.
    #[serde(default)]
    reason: String,
    /// Of the e-mail, with or without angle brackets.
    message_id: Option<String>,
}

/// What came of a report.
#[derive(Serialize, ToSchema)]
pub(crate) struct EmailReportAnswer {
    /// Reports about e-mails of ours that are new.
    kept: usize,
    /// Reports that were there already, or about nothing of ours.
    ignored: usize,
}

/// Takes a report: a whole message with a delivery status (RFC 3464) or a complaint (RFC 5965), or JSON.
#[utoipa::path(
    post,
    path = "/api/v1/email-reports",
    tag = "emails",
    request_body(content((EmailReport = "application/json"), (String = "message/rfc822"))),
    security(("bearer" = [])),
    responses(
        (status = 200, description = "It was taken, whether it is about an e-mail of ours or not", body = EmailReportAnswer),
        (status = 400, description = "The JSON does not fit", body = crate::openapi::Problem),
        (status = 404, description = "No secret is set, or it is another one", body = crate::openapi::Problem),
        (status = 413, description = "The report is larger than a MiB", body = crate::openapi::Problem),
        (status = 415, description = "Neither JSON nor a message", body = crate::openapi::Problem)
    )
)]
pub(crate) async fn receive(
    context: Context,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let body = fields::body(payload.into_inner(), MOST_BYTES).await?;
    let received = match request.content_type() {
        "message/rfc822" => email_report::receive(&context.club, ReportSource::Webhook, &body).await?,
        "application/json" => email_report::receive_told(&context.club, read(&body)?).await?,
        _ => return Err(PageError::UnsupportedType),
    };
    let Received { kept, ignored } = received;
    Ok(HttpResponse::Ok().json(EmailReportAnswer { kept, ignored }))
}

fn read(body: &[u8]) -> Result<Told, PageError> {
    let report: EmailReport = serde_json::from_slice(body).map_err(|_no_report| PageError::BadRequest)?;
    let kind: ReportKind = report.kind.parse().map_err(|_other_kind| PageError::BadRequest)?;
    let address = Address::parse(&report.address).map_err(|_no_address| PageError::BadRequest)?;
    Ok(Told { address, kind, status: report.status, reason: report.reason, message_id: report.message_id })
}
