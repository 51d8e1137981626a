//! Verification by the file: is it the original, was it altered, or is it none of ours? The file is looked at and forgotten.

use data_encoding::HEXLOWER;
use sea_orm::DbErr;
use sha2::{Digest as _, Sha256};

use super::{Verified, plain_code, queries, verified};
use crate::Club;
use crate::signing::{self, Examined, PublicKey, Statement};

/// What a file is.
#[derive(Clone, Debug)]
pub enum FileVerdict {
    /// To the byte the file that the club made; what the registry says of it now.
    Original(Box<Verified>),
    /// A document of the club that somebody changed; what the registry says of it.
    Altered(Box<Verified>),
    /// Signed by the club, and the registry does not know it.
    Unregistered(Box<Statement>),
    /// None of ours, as far as anybody can tell.
    Unknown,
}

/// Says what a PDF file is. What a forged file claims opens nothing: the registry answers only to the code of a document, which whoever has the
/// document knows.
///
/// # Errors
/// When the database refuses.
pub async fn verify_file(club: &Club, pdf: bytes::Bytes) -> Result<FileVerdict, DbErr> {
    let sha256 = HEXLOWER.encode(&Sha256::digest(&pdf));
    if let Some(document) = queries::by_sha256(club.storage.reads(), &sha256).await? {
        return Ok(FileVerdict::Original(Box::new(verified(club, document).await?)));
    }
    let keys: Vec<PublicKey> = signing::published(club).await?.into_iter().map(|known| known.key).collect();
    // Reading five megabytes of anything is work for the processor: requests must not wait for it.
    let examining = tokio::task::spawn_blocking(move || signing::examine(&pdf, &keys));
    let examined = examining.await.map_err(|error| DbErr::Custom(error.to_string()))?;
    let claimed = match &examined {
        Examined::Original(statement)
        | Examined::FileAltered(statement)
        | Examined::UnknownKey(statement) => Some(statement),
        Examined::Altered(statement) => statement.as_ref(),
        Examined::Foreign => None,
    };
    let code = claimed.map(|statement| plain_code(&statement.code)).unwrap_or_default();
    let Some(document) = queries::by_code(club.storage.reads(), &code).await? else {
        return Ok(match examined {
            Examined::Original(statement) | Examined::FileAltered(statement) => {
                FileVerdict::Unregistered(statement)
            }
            Examined::Altered(_) | Examined::UnknownKey(_) | Examined::Foreign => FileVerdict::Unknown,
        });
    };
    let verified = Box::new(verified(club, document).await?);
    Ok(match examined {
        Examined::Original(_) => FileVerdict::Original(verified),
        _ => FileVerdict::Altered(verified),
    })
}
