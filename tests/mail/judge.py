"""A mail server and its judgement, none of it written here: aiosmtpd receives, dkimpy verifies, email and icalendar parse.

    judge.py KEY SELECTOR DOMAIN [plain]

KEY is the private key in PEM whose public half stands in the DNS of DOMAIN, or a file in JSON with the name and the value of the record, read when
everything has come; `plain` takes SMTPUTF8 and 8BITMIME away. Prints its port, then, when standard input ends, what it found out about each e-mail, as
one list in JSON.
"""

import base64
import email
import email.policy
import json
import socket
import sys
from email.header import decode_header, make_header
from pathlib import Path

import dkim
import icalendar
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key


class Keeper:
    """Keeps every e-mail with its envelope."""

    def __init__(self):
        self.kept = []

    async def handle_DATA(self, _server, _session, envelope):
        self.kept.append((envelope.mail_from, list(envelope.rcpt_tos), bytes(envelope.original_content)))
        return "250 kept"


class Receiver(Controller):
    def __init__(self, keeper, is_plain):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        super().__init__(keeper, hostname="127.0.0.1", port=port, enable_SMTPUTF8=not is_plain)
        self.is_plain = is_plain

    def factory(self):
        if not self.is_plain:
            return SMTP(self.handler, enable_SMTPUTF8=True, decode_data=False)
        self.handler.handle_EHLO = without_extensions
        return SMTP(self.handler, enable_SMTPUTF8=False, decode_data=False)


async def without_extensions(_server, session, _envelope, hostname, responses):
    session.host_name = hostname
    return [line for line in responses if "8BITMIME" not in line and "SMTPUTF8" not in line]


def published(key_file, selector, domain):
    """Value and name of the TXT record that publishes the key."""
    if key_file.endswith(".json"):
        shown = json.loads(Path(key_file).read_text())
        return shown["value"].encode(), shown["name"].encode()
    return record(key_file), f"{selector}._domainkey.{domain}".encode()


def record(key_file):
    """What the record of a private key says."""
    key = load_pem_private_key(Path(key_file).read_bytes(), None).public_key()
    if isinstance(load_pem_private_key(Path(key_file).read_bytes(), None), Ed25519PrivateKey):
        raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return b"v=DKIM1; k=ed25519; p=" + base64.b64encode(raw)
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(der)


def judged(kept, txt, name):
    sender, readers, content = kept
    parsed = email.message_from_bytes(content, policy=email.policy.default)

    def dns(asked, timeout=5):
        return txt if asked.rstrip(b".") == name else None

    altered = content.replace(b"Subject: ", b"Subject: x", 1)
    body = parsed.get_body(("plain",))
    html = parsed.get_body(("html",))
    return {
        "sender": sender,
        "readers": readers,
        "message_id": parsed["message-id"],
        "subject": parsed["subject"],
        "from": str(parsed["from"]),
        # The newer parser leaves a space between two encoded words of a name (python/cpython#79727); RFC 2047 does not.
        "to": str(make_header(decode_header(str(email.message_from_bytes(content)["to"])))),
        "text": body.get_content() if body else None,
        "html": html.get_content() if html else None,
        "defects": [repr(defect) for part in parsed.walk() for defect in part.defects],
        "is_ascii": content.isascii(),
        "longest_line": max(len(line) for line in content.split(b"\r\n")),
        "has_bare_breaks": b"\n" in content.replace(b"\r\n", b"") or b"\r" in content.replace(b"\r\n", b""),
        "is_signed": bool(dkim.verify(content, dnsfunc=dns)),
        "is_signed_when_altered": bool(dkim.verify(altered, dnsfunc=dns)),
        "calendars": [calendar(part) for part in parsed.walk() if part.get_content_type() == "text/calendar"],
        "unsubscribe": parsed["list-unsubscribe"],
        "unsubscribe_post": parsed["list-unsubscribe-post"],
    }


def calendar(part):
    read = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    return {
        "method": str(read.get("method")),
        "content_type": part["content-type"],
        "events": [
            {
                "uid": str(event["uid"]),
                "sequence": int(event.get("sequence", 0)),
                "status": str(event.get("status")),
                "starts_at": event["dtstart"].dt.isoformat(),
                "ends_at": event["dtend"].dt.isoformat(),
                "summary": str(event["summary"]),
                "errors": [str(error) for error in event.errors],
            }
            for event in read.walk("VEVENT")
        ],
    }


def main(key_file, selector, domain, is_plain):
    keeper = Keeper()
    receiver = Receiver(keeper, is_plain)
    receiver.start()
    print(receiver.port, flush=True)
    sys.stdin.read()
    receiver.stop()
    txt, name = published(key_file, selector, domain)
    json.dump([judged(kept, txt, name) for kept in keeper.kept], sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:4], "plain" in sys.argv[4:])
