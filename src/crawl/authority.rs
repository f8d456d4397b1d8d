//! Authorities of one's own: whoever measures inside their own network trusts what signs the certificates there.

use std::path::Path;

use reqwest::Certificate;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

/// Certificates of authorities that are trusted beside those of this machine.
#[derive(Debug, Clone, Default)]
pub struct Authorities(Vec<Certificate>);

/// Why a file gives no authorities.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
    /// It cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(#[from] std::io::Error),
    /// It is not PEM, or has no certificate in it.
    #[error("has no certificate in PEM form (`-----BEGIN CERTIFICATE-----`)")]
    NoCertificate,
    /// A certificate in it, counted from 1, cannot sign others.
    #[error("its certificate {0} is not one of an authority")]
    Unusable(usize),
}

impl Authorities {
    /// Reads a PEM file with one certificate or more. Errors: what is wrong with the file.
    pub fn read(file: &Path) -> Result<Self, AuthorityError> {
        let pem = std::fs::read(file)?;
        let found: Result<Vec<CertificateDer<'_>>, _> =
            CertificateDer::pem_slice_iter(&pem).collect();
        let found = found.map_err(|_| AuthorityError::NoCertificate)?;
        if found.is_empty() {
            return Err(AuthorityError::NoCertificate);
        }
        let mut certificates = Vec::new();
        for (place, der) in found.into_iter().enumerate() {
            let unusable = || AuthorityError::Unusable(place + 1);
            // One that cannot be trusted would make every connection fail, not only those that need it.
            RootCertStore::empty()
                .add(der.clone())
                .map_err(|_| unusable())?;
            certificates.push(Certificate::from_der(&der).map_err(|_| unusable())?);
        }
        Ok(Self(certificates))
    }

    /// The certificates.
    pub(super) fn certificates(&self) -> Vec<Certificate> {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pem: &[u8]) -> Result<usize, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("authority.pem");
        std::fs::write(&file, pem).unwrap();
        let read = Authorities::read(&file);
        read.map(|authorities| authorities.0.len())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_file_holds_one_certificate_or_more() {
        let one = include_bytes!("../../tests/fixtures/tls/authority.pem");
        assert_eq!(read(one), Ok(1));
        assert_eq!(read(&[&one[..], one].concat()), Ok(2));
    }

    #[test]
    fn what_is_no_certificate_is_said() {
        for (pem, message) in [
            (&b""[..], "has no certificate"),
            (b"\xff\x00", "has no certificate"),
            (
                include_bytes!("../../tests/fixtures/tls/server.key"),
                "has no certificate",
            ),
            (
                b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "its certificate 1 is not",
            ),
        ] {
            let said = read(pem).unwrap_err();
            assert!(said.starts_with(message), "{said}");
        }
    }
}
