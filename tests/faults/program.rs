//! The built program as a process: started, killed, stopped and let go on.

use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

/// A `webclub worker` that runs; killed when it is dropped.
pub(crate) struct Worker {
    child: Child,
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// What a worker works on.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) folder: PathBuf,
    pub(crate) database: String,
    pub(crate) smtp_port: u16,
}

impl Worker {
    /// Starts a worker; its log goes into the folder.
    pub(crate) fn start(place: &Place) -> anyhow::Result<Worker> {
        let program =
            std::env::var_os("WEBCLUB_TEST_PROGRAM").context("WEBCLUB_TEST_PROGRAM names the program")?;
        let log =
            std::fs::OpenOptions::new().create(true).append(true).open(place.folder.join("worker.log"))?;
        let child = Command::new(program)
            .arg("worker")
            .env("WEBCLUB_DATA_DIR", &place.folder)
            .env("WEBCLUB_DATABASE_URL", &place.database)
            .env("WEBCLUB_BASE_URL", "https://club.example")
            .env("WEBCLUB_MAIL_FROM", "club@school.example")
            .env("WEBCLUB_SMTP_URL", format!("smtp://127.0.0.1:{}", place.smtp_port))
            .current_dir(&place.folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("the program cannot be started")?;
        Ok(Worker { child })
    }

    /// As by a power cut.
    pub(crate) fn kill(mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Sends a signal by its name: `STOP`, `CONT`, `TERM`.
    pub(crate) fn signal(&self, name: &str) -> anyhow::Result<()> {
        let sent = Command::new("kill").arg(format!("-{name}")).arg(self.child.id().to_string()).status()?;
        if !sent.success() {
            bail!("the worker is gone");
        }
        Ok(())
    }

    /// Asks it to end and waits; how it ended and how long that took.
    pub(crate) fn end(mut self) -> anyhow::Result<(ExitStatus, Duration)> {
        self.signal("TERM")?;
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok((status, begun.elapsed()));
            }
            if begun.elapsed() > Duration::from_secs(60) {
                bail!("the worker does not end");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}
