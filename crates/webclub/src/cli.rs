//! The command line: names of commands and options stay as they are once released.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Webinars of a network of schools, from the programme to verified documents.
#[derive(Debug, Parser)]
#[command(name = "webclub", version)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) options: CommonOptions,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command. Each one also comes from the configuration file and from a `WEBCLUB_*` variable.
#[derive(Args, Debug, Default)]
pub(crate) struct CommonOptions {
    /// Folder of the database, the files and, without an SMTP server, the e-mails [default: ./data]
    #[arg(long, value_name = "DIR", global = true)]
    pub(crate) data_dir: Option<PathBuf>,
    /// Database: `sqlite://FILE` or `postgres://USER:PASSWORD@HOST/NAME` [default: a file in the data folder]
    #[arg(long, value_name = "URL", global = true)]
    pub(crate) database_url: Option<String>,
    /// Configuration file (TOML) [default: webclub.toml, where there is one]
    #[arg(long, value_name = "FILE", global = true, env = "WEBCLUB_CONFIG")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serves the pages and runs the scheduler in one process
    Serve(ServeOptions),
    /// Runs the scheduler alone; as many as one likes on PostgreSQL
    Worker,
    /// Shows the spring session live in a fresh data folder: its first webinar starts in a few minutes
    Demo(DemoOptions),
    /// Plays a whole session from files on a simulated clock; nothing leaves the machine
    Rehearse {
        /// Folder with session.toml and its CSV files
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Folder for e-mails, documents and tables; made anew
        #[arg(long, value_name = "OUT")]
        out: PathBuf,
    },
    /// Takes the session of a folder into the database; a second run changes nothing
    Import {
        /// Folder with session.toml and its CSV files
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Brings the database to the shape that this program wants
    Migrate,
    /// Writes everything into one file, checked, while the club goes on
    Backup {
        /// The file to write; must not exist
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Takes everything back from a backup; e-mails are held until an operator lets them go
    Restore {
        /// A file that `backup` wrote
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Move what is there aside first
        #[arg(long)]
        replace: bool,
    },
    /// Checks database, files and queues, and says what to mend
    Doctor,
    /// Takes one message from a mail server on standard input, and marks addresses that it reports as no good; exit code 75: try again later
    ReportEmail,
    /// Lets e-mails go that a restore holds back
    ReleaseEmails,
    /// Tells whether a document is genuine, from the file and the public key alone
    Verify {
        /// The document
        #[arg(value_name = "FILE.pdf")]
        file: PathBuf,
        /// A file with public keys (webclub-keys.json), or a public key in base64url
        #[arg(long, value_name = "KEY")]
        key: String,
    },
    /// Prints the description of the JSON API (OpenAPI 3.1)
    Openapi,
}

impl Command {
    /// Whether it goes on until somebody stops it: then it logs what it does.
    pub(crate) fn is_server(&self) -> bool {
        matches!(self, Command::Serve(_) | Command::Worker)
    }
}

#[derive(Args, Debug)]
pub(crate) struct ServeOptions {
    /// Address to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<SocketAddr>,
    /// Serve pages only; workers run elsewhere
    #[arg(long)]
    pub(crate) no_scheduler: bool,
}

#[derive(Args, Debug)]
pub(crate) struct DemoOptions {
    /// Address to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<SocketAddr>,
    /// How many times faster the club's clock runs
    #[arg(long, value_name = "N", default_value_t = 1.0, value_parser = speed)]
    pub(crate) speed: f64,
}

fn speed(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(speed) if (1.0..=10_000.0).contains(&speed) => Ok(speed),
        _ => Err("give a number from 1 to 10000".to_owned()),
    }
}
