//! Encrypted lines: a TLS stream of our own for `smtps`, and the parameters for STARTTLS.
//!
//! The SMTP library opens an encrypted line only over a socket of its own, which leaves Nagle's algorithm on and waits 44 ms an e-mail.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use lettre::transport::smtp::client::{AsyncTokioStream, Certificate, TlsParameters, TlsParametersBuilder};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::failure::{Failure, Step};
use super::settings::SmtpUrlError;

/// The authorities whose certificates are believed.
#[derive(Clone)]
pub(super) struct Trust {
    roots: RootCertStore,
    added: Vec<Certificate>,
}

impl Trust {
    /// Those that every browser trusts.
    pub(super) fn public() -> Trust {
        let roots = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
        Trust { roots, added: Vec::new() }
    }

    /// Trusts the certificates of a PEM text too.
    pub(super) fn add(&mut self, pem: &str) -> Result<(), SmtpUrlError> {
        let mut count = 0;
        for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
            let certificate = certificate.map_err(|_invalid| SmtpUrlError::Authorities)?;
            let added =
                Certificate::from_der(certificate.to_vec()).map_err(|_invalid| SmtpUrlError::Authorities)?;
            self.roots.add(certificate).map_err(|_invalid| SmtpUrlError::Authorities)?;
            self.added.push(added);
            count += 1;
        }
        if count == 0 { Err(SmtpUrlError::Authorities) } else { Ok(()) }
    }

    /// What STARTTLS with this server needs.
    pub(super) fn parameters(&self, host: &str, accepts_any: bool) -> Result<TlsParameters, Failure> {
        let builder = TlsParameters::builder(host.to_owned()).dangerous_accept_invalid_certs(accepts_any);
        let builder = self.added.iter().cloned().fold(builder, TlsParametersBuilder::add_root_certificate);
        builder.build().map_err(|error| Failure::of_session(Step::Encryption, &error))
    }

    /// The socket, encrypted from the first byte.
    pub(super) async fn encrypted(&self, socket: TcpStream, host: &str) -> io::Result<TlsLine> {
        let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_root_certificates(self.roots.clone())
            .with_no_client_auth();
        Ok(TlsLine(TlsConnector::from(Arc::new(config)).connect(name, socket).await?))
    }
}

/// An encrypted line that the SMTP library takes for its own.
#[derive(Debug)]
pub(super) struct TlsLine(TlsStream<TcpStream>);

impl AsyncTokioStream for TlsLine {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.get_ref().0.peer_addr()
    }
}

impl AsyncRead for TlsLine {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

impl AsyncWrite for TlsLine {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}
