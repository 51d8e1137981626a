//! Files and memory.

use std::fs;

use super::{Files, Memory, Outlet, Receipt, SendError};
use crate::{BuildError, samples};

fn names(dir: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_folder_holds_one_file_an_email_and_a_second_attempt_writes_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("not/there/yet");
    let outlet = Outlet::Files(Files::new(folder.clone()));
    let mut other = samples::email();
    other.message_id = "<other@club.example>".to_owned();

    outlet.check().await.unwrap();
    assert_eq!(names(&folder), [""; 0]);
    let receipt = outlet.send(&samples::email()).await.unwrap();
    outlet.send(&samples::email()).await.unwrap();
    outlet.send(&other).await.unwrap();

    let name = Files::file_name(&samples::email().message_id);
    assert_eq!(name, "0192f0c1-5f3e-7a10-8000-000000000001@club.example.eml");
    assert_eq!(receipt, Receipt { reply: format!("kept as {name}") });
    assert_eq!(names(&folder), [name.clone(), "other@club.example.eml".to_owned()]);
    assert_eq!(fs::read(folder.join(name)).unwrap(), samples::email().to_mime().unwrap());
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_temporary() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a file");
    fs::write(&file, b"").unwrap();
    let outlet = Outlet::Files(Files::new(file));
    assert!(outlet.check().await.unwrap_err().is_temporary());
    assert!(outlet.send(&samples::email()).await.unwrap_err().is_temporary());
}

#[tokio::test]
async fn memory_keeps_what_was_sent_for_all_its_clones() {
    let memory = Memory::new();
    let outlet = Outlet::Memory(memory.clone());
    outlet.check().await.unwrap();
    outlet.send(&samples::email()).await.unwrap();
    assert_eq!(memory.sent(), [samples::email()]);
    assert_eq!(memory.clone().take(), [samples::email()]);
    assert_eq!(memory.sent(), []);
}

#[tokio::test]
async fn memory_fails_as_often_as_it_was_told() {
    let memory = Memory::new();
    let outlet = Outlet::Memory(memory.clone());
    let later = SendError::Temporary { reason: "450 later".to_owned(), code: Some(450) };
    let never = SendError::Permanent { reason: "550 never".to_owned(), code: Some(550) };
    memory.fail_next(later.clone());
    memory.fail_next(never.clone());

    assert_eq!(outlet.send(&samples::email()).await, Err(later));
    assert_eq!(outlet.send(&samples::email()).await, Err(never));
    assert!(outlet.send(&samples::email()).await.is_ok());
    assert_eq!(memory.sent().len(), 1);
}

#[tokio::test]
async fn an_email_that_cannot_be_built_leaves_by_no_way() {
    let dir = tempfile::tempdir().unwrap();
    let memory = Memory::new();
    let smtp = crate::Smtp::from_url(&"smtp://127.0.0.1:1".into()).unwrap();
    let outlets =
        [Outlet::Memory(memory.clone()), Outlet::Files(Files::new(dir.path().into())), Outlet::Smtp(smtp)];
    let mut email = samples::email();
    email.subject = String::new();

    for outlet in outlets {
        let refused = outlet.send(&email).await.unwrap_err();
        assert_eq!(refused, SendError::Unsendable(BuildError::NoSubject));
        assert_eq!(
            (refused.reason().as_str(), refused.code(), refused.is_temporary()),
            ("the e-mail has no subject", None, false)
        );
    }
    assert_eq!((memory.sent(), names(dir.path())), (vec![], vec![]));
}
