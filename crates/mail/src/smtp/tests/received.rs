//! What an SMTP server whose rules were not written here gets from us.

use std::io::{BufRead as _, BufReader};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use mail_parser::MessageParser;
use mailin::{Action, Handler, Response, SessionBuilder, response};
use secrecy::SecretString;

use crate::{Mailbox, Outlet, Smtp, samples};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Envelope {
    sender: String,
    readers: Vec<String>,
    bytes: Vec<u8>,
}

#[derive(Clone, Default)]
struct Sink {
    open: Envelope,
    taken: Arc<Mutex<Vec<Envelope>>>,
}

impl Handler for Sink {
    fn mail(&mut self, _ip: IpAddr, _domain: &str, from: &str) -> Response {
        self.open = Envelope { sender: from.to_owned(), ..Envelope::default() };
        response::OK
    }

    fn rcpt(&mut self, to: &str) -> Response {
        self.open.readers.push(to.to_owned());
        response::OK
    }

    fn data(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.open.bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        self.taken.lock().unwrap().push(std::mem::take(&mut self.open));
        response::OK
    }
}

fn start() -> (Outlet, Arc<Mutex<Vec<Envelope>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let sink = Sink::default();
    let taken = Arc::clone(&sink.taken);
    std::thread::spawn(move || {
        for socket in listener.incoming() {
            let sink = sink.clone();
            std::thread::spawn(move || talk(socket.unwrap(), sink));
        }
    });
    let smtp = Smtp::from_url(&SecretString::from(format!("smtp://127.0.0.1:{port}"))).unwrap();
    (Outlet::Smtp(smtp), taken)
}

fn talk(mut socket: TcpStream, sink: Sink) {
    let mut session = SessionBuilder::new("sink.example").build(IpAddr::V4(Ipv4Addr::LOCALHOST), sink);
    session.greeting().write_to(&mut socket).unwrap();
    let mut lines = BufReader::new(socket.try_clone().unwrap());
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).is_ok_and(|count| count > 0) {
        let answer = session.process(&line);
        line.clear();
        if answer.action != Action::NoReply {
            answer.write_to(&mut socket).unwrap();
        }
        if answer.action == Action::Close {
            return;
        }
    }
}

#[tokio::test]
async fn subject_names_texts_and_calendar_arrive_as_they_were_written() {
    let (outlet, taken) = start();
    outlet.check().await.unwrap();

    outlet.send(&samples::email()).await.unwrap();

    let taken = taken.lock().unwrap();
    let [envelope] = taken.as_slice() else { panic!("{} e-mails", taken.len()) };
    assert_eq!(envelope.sender, "club@club.example");
    assert_eq!(envelope.readers, ["anna@example.org"]);
    let parsed = MessageParser::default().parse(&envelope.bytes).unwrap();
    assert_eq!(parsed.subject(), Some("Ссылка на сегодняшний вебинар"));
    let to = parsed.to().unwrap().first().unwrap();
    assert_eq!((to.name(), to.address()), (Some("Петрова Анна Сергеевна"), Some("anna@example.org")));
    assert_eq!(parsed.body_text(0).unwrap().replace("\r\n", "\n"), samples::TEXT);
    assert_eq!(parsed.attachments().next().unwrap().text_contents().unwrap(), samples::ics("PUBLISH"));
}

#[tokio::test]
async fn line_breaks_anywhere_forge_neither_a_reader_nor_a_second_email() {
    let (outlet, taken) = start();
    let attack = "x\r\n.\r\nMAIL FROM:<v@evil.example>\r\nRCPT TO:<v@evil.example>\r\nDATA\r\nBcc: v@evil.example\r\n\r\nforged\r\n.\r\n";
    let bare = attack.replace("\r\n", "\n");
    let half = attack.replace("\r\n", "\r");
    for text in [attack, &bare, &half, "\n.\n", "\r\n.\n", "\n.\r\n", "\r.\r"] {
        let mut email = samples::email();
        email.subject = format!("Тема {text}");
        email.to = Mailbox { name: Some(format!("Школа\r\nBcc: v@evil.example {text}")), ..email.to };
        email.from.name = Some(text.to_owned() + "\u{2028}\u{85}y");
        email.reply_to =
            Some(Mailbox { name: Some(format!("\"{text}\" <v@evil.example>,")), ..email.from.clone() });
        email.text = text.to_owned();
        email.html = Some(text.to_owned());
        email.attachments[0].file_name = format!("a\"{text}.ics");
        email.attachments[0].bytes = text.as_bytes().to_vec();
        outlet.send(&email).await.unwrap();
    }

    let taken = taken.lock().unwrap();
    assert_eq!(taken.len(), 7);
    for envelope in taken.iter() {
        assert_eq!(
            (envelope.sender.as_str(), envelope.readers.as_slice()),
            ("club@club.example", ["anna@example.org".to_owned()].as_slice())
        );
        let parsed = MessageParser::default().parse(&envelope.bytes).unwrap();
        assert_eq!(parsed.bcc(), None);
        assert_eq!(
            parsed.to().unwrap().iter().map(|to| to.address().unwrap()).collect::<Vec<_>>(),
            ["anna@example.org"]
        );
        let names: Vec<&str> = parsed.headers().iter().map(mail_parser::Header::name).collect();
        let expected = [
            "Date",
            "From",
            "To",
            "Subject",
            "Message-ID",
            "Content-Language",
            "Auto-Submitted",
            "Reply-To",
            "List-Unsubscribe",
            "List-Unsubscribe-Post",
            "MIME-Version",
            "Content-Type",
        ];
        assert_eq!(names, expected);
    }
}
