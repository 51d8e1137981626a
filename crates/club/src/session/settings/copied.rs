//! What a session takes over from an earlier one. People, their webinars, talks and registrations are never copied.

use std::collections::BTreeMap;

use entity::{
    LayoutDesignId, PartnerState, criterion, email_switch, email_text, form_field, layout_design, session,
    session_school, signatory,
};
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait as _, IntoActiveModel as _};

use super::make::shifted;
use crate::session::{facts_queries, partners, queries, stages};
use crate::{Club, Viewer, call, review};

/// Copies texts, layouts, switches, the form of applications, criteria, signatories, partners (who are asked again) and stages into a new
/// session.
pub(super) async fn copy(
    tx: &DatabaseTransaction,
    (club, viewer): (&Club, &Viewer),
    source: &session::Model,
    (target, weeks): (&mut session::Model, i32),
) -> Result<(), DbErr> {
    texts(tx, (club, viewer), source, target).await?;
    layouts(tx, (club, viewer), source, target).await?;
    switches(tx, (club, viewer), source, target).await?;
    form_fields(tx, club, source, target).await?;
    criteria(tx, club, source, target).await?;
    signatories(tx, club, source, target).await?;
    invite_partners(tx, (club, viewer), source, target).await?;
    let plan = shifted(&stages::queries::of_session(tx, source.id).await?, weeks);
    stages::write(tx, target, &plan).await
}

async fn texts(
    tx: &DatabaseTransaction,
    (club, viewer): (&Club, &Viewer),
    source: &session::Model,
    target: &session::Model,
) -> Result<(), DbErr> {
    let now = club.clock.now();
    for text in facts_queries::email_texts(tx, source.id).await? {
        let row = email_text::Model {
            id: club.chance.id(now),
            session_id: Some(target.id),
            revision: 1,
            updated_at: now,
            updated_by: viewer.person_id(),
            ..text
        };
        email_text::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// A design that followed another one of the old session follows its copy.
async fn layouts(
    tx: &DatabaseTransaction,
    (club, viewer): (&Club, &Viewer),
    source: &session::Model,
    target: &session::Model,
) -> Result<(), DbErr> {
    let now = club.clock.now();
    let designs = facts_queries::layout_designs(tx, source.id).await?;
    let ids: BTreeMap<LayoutDesignId, LayoutDesignId> =
        designs.iter().map(|design| (design.id, club.chance.id(now))).collect();
    let new_id = |id: LayoutDesignId| ids.get(&id).copied().unwrap_or(id);
    for design in designs {
        let row = layout_design::Model {
            id: new_id(design.id),
            session_id: Some(target.id),
            parent_id: design.parent_id.map(new_id),
            revision: 1,
            created_at: now,
            updated_at: now,
            updated_by: viewer.person_id(),
            ..design
        };
        layout_design::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn switches(
    tx: &DatabaseTransaction,
    (club, viewer): (&Club, &Viewer),
    source: &session::Model,
    target: &session::Model,
) -> Result<(), DbErr> {
    let now = club.clock.now();
    for switch in facts_queries::email_switches(tx, source.id).await? {
        let row = email_switch::Model {
            id: club.chance.id(now),
            session_id: target.id,
            changed_at: now,
            changed_by: viewer.person_id(),
            ..switch
        };
        email_switch::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn form_fields(
    tx: &DatabaseTransaction,
    club: &Club,
    source: &session::Model,
    target: &session::Model,
) -> Result<(), DbErr> {
    let now = club.clock.now();
    for field in call::queries::form_fields(tx, source.id).await? {
        let row =
            form_field::Model { id: club.chance.id(now), session_id: target.id, updated_at: now, ..field };
        form_field::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn criteria(
    tx: &DatabaseTransaction,
    club: &Club,
    source: &session::Model,
    target: &session::Model,
) -> Result<(), DbErr> {
    for old in review::queries::criteria(tx, source.id).await? {
        let row = criterion::Model { id: club.chance.id(club.clock.now()), session_id: target.id, ..old };
        criterion::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Who signed the last session signs this one, unless somebody says otherwise: positions of schools, not people who took part.
async fn signatories(
    tx: &DatabaseTransaction,
    club: &Club,
    source: &session::Model,
    target: &session::Model,
) -> Result<(), DbErr> {
    for signing in queries::signatories(tx, source.id).await? {
        let row = signatory::Model { id: club.chance.id(club.clock.now()), session_id: target.id, ..signing };
        signatory::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn invite_partners(
    tx: &DatabaseTransaction,
    (club, viewer): (&Club, &Viewer),
    source: &session::Model,
    target: &session::Model,
) -> Result<(), DbErr> {
    let schools = partners::queries::of_session(tx, source.id).await?;
    let accepted = schools.into_iter().filter(|row| row.state == PartnerState::Accepted);
    let others = accepted.filter(|row| row.school_id != target.host_school_id);
    for (place, partner) in (2..).zip(others) {
        let row = session_school::Model {
            session_id: target.id,
            place,
            is_host: false,
            state: PartnerState::Invited,
            invited_at: club.clock.now(),
            invited_by: viewer.person_id(),
            answered_at: None,
            answered_by: None,
            ..partner
        };
        session_school::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    }
    Ok(())
}
