//! From transport errors to causes: by the types of the errors, never by their words.

use std::error::Error;
use std::io;

use rustls::{AlertDescription, CertificateError, PeerIncompatible};

use crate::site::Cause;

use super::guard::NoAddress;

/// Why a request brought no answer.
pub(super) fn cause_of(error: &reqwest::Error) -> Cause {
    let is_connecting = error.is_connect();
    let mut cause: Option<Cause> = None;
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    // The innermost error that we know is the nearest to what happened.
    while let Some(error) = next {
        cause = known(error, is_connecting).or(cause);
        next = match error.downcast_ref::<io::Error>() {
            // An io::Error that wraps another does not give it as its source.
            Some(wrapper) if wrapper.get_ref().is_some() => wrapper
                .get_ref()
                .map(|inner| inner as &(dyn Error + 'static)),
            _ => error.source(),
        };
    }
    cause.unwrap_or_else(|| match (error.is_timeout(), is_connecting) {
        (true, true) => Cause::NetConnectTimeout,
        (true, false) => Cause::NetTimeout,
        (false, true) => Cause::NetRefused,
        (false, false) => Cause::HttpMalformed,
    })
}

/// The cause that one error of the chain tells, if it is of a type that tells one.
fn known(error: &(dyn Error + 'static), is_connecting: bool) -> Option<Cause> {
    if let Some(error) = error.downcast_ref::<NoAddress>() {
        return Some(match error {
            NoAddress::Unknown => Cause::NetDns,
            NoAddress::Private => Cause::SsrfBlocked,
        });
    }
    if let Some(error) = error.downcast_ref::<rustls::Error>() {
        return Some(tls(error));
    }
    if let Some(error) = error.downcast_ref::<hyper::Error>() {
        return http(error);
    }
    error
        .downcast_ref::<io::Error>()
        .and_then(|error| io(error.kind(), is_connecting))
}

/// What the HTTP machine tells.
fn http(error: &hyper::Error) -> Option<Cause> {
    if error.is_parse_too_large() {
        Some(Cause::LimitHeaders)
    } else if error.is_parse() {
        Some(Cause::HttpMalformed)
    } else if error.is_incomplete_message() || error.is_closed() || error.is_canceled() {
        Some(Cause::NetClosed)
    } else if error.is_timeout() {
        Some(Cause::NetTimeout)
    } else {
        None
    }
}

/// What the system tells.
fn io(kind: io::ErrorKind, is_connecting: bool) -> Option<Cause> {
    use io::ErrorKind as Kind;
    Some(match kind {
        Kind::ConnectionRefused
        | Kind::HostUnreachable
        | Kind::NetworkUnreachable
        | Kind::AddrNotAvailable
        | Kind::NetworkDown => Cause::NetRefused,
        Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe => Cause::NetReset,
        Kind::UnexpectedEof => Cause::NetClosed,
        Kind::TimedOut if is_connecting => Cause::NetConnectTimeout,
        Kind::TimedOut => Cause::NetTimeout,
        _ => return None,
    })
}

/// What TLS tells.
fn tls(error: &rustls::Error) -> Cause {
    match error {
        rustls::Error::InvalidCertificate(fault) => match fault {
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. } => Cause::TlsExpired,
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                Cause::TlsName
            }
            CertificateError::UnknownIssuer => Cause::TlsUntrusted,
            _ => Cause::TlsChain,
        },
        rustls::Error::NoCertificatesPresented => Cause::TlsChain,
        rustls::Error::AlertReceived(AlertDescription::ProtocolVersion)
        | rustls::Error::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13
            | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        ) => Cause::TlsVersion,
        _ => Cause::TlsHandshake,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_faults_are_told_by_type() {
        use rustls::Error::InvalidCertificate;
        for (error, cause) in [
            (
                InvalidCertificate(CertificateError::Expired),
                Cause::TlsExpired,
            ),
            (
                InvalidCertificate(CertificateError::NotValidForName),
                Cause::TlsName,
            ),
            (
                InvalidCertificate(CertificateError::UnknownIssuer),
                Cause::TlsUntrusted,
            ),
            (
                rustls::Error::AlertReceived(AlertDescription::ProtocolVersion),
                Cause::TlsVersion,
            ),
            (
                rustls::Error::AlertReceived(AlertDescription::HandshakeFailure),
                Cause::TlsHandshake,
            ),
        ] {
            assert_eq!(tls(&error), cause);
        }
    }
}
