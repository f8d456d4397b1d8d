//! The address guard: nothing is sent to private networks, whatever a link, redirect or name server says.
//!
//! The decision falls on the address that is connected to: names are resolved here and filtered, addresses written into a
//! link are checked before each request, and the peer of every answer is checked again.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::cidr::Cidr;

/// Why a name was given no address to connect to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum NoAddress {
    /// The name server knows none.
    #[error("the name has no address")]
    Unknown,
    /// Every address it knows is in a private network.
    #[error("the name leads into a private network")]
    Private,
}

/// What may be connected to.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    names: Arc<BTreeMap<String, SocketAddr>>,
    allowed: Arc<Vec<SocketAddr>>,
    private: Arc<Vec<Cidr>>,
    lookup: Lookup,
}

/// Who knows the addresses of names.
#[derive(Debug, Clone, Default)]
enum Lookup {
    /// The system's name server.
    #[default]
    System,
    /// A test, which says for each question what is answered; the last answer stands.
    #[cfg(test)]
    Said(Arc<std::sync::Mutex<Vec<Vec<IpAddr>>>>),
}

impl Lookup {
    /// The addresses of a name. Errors: it has none, or nobody could be asked.
    async fn ask(&self, name: &str) -> Result<Vec<SocketAddr>, NoAddress> {
        let found: Vec<SocketAddr> = match self {
            Self::System => tokio::net::lookup_host((name, 0))
                .await
                .map_err(|_| NoAddress::Unknown)?
                .collect(),
            #[cfg(test)]
            Self::Said(answers) => {
                let mut answers = answers.lock().expect("no test panics with it");
                let answer = answers[0].clone();
                if answers.len() > 1 {
                    answers.remove(0);
                }
                answer
                    .into_iter()
                    .map(|ip| SocketAddr::new(ip, 0))
                    .collect()
            }
        };
        (!found.is_empty())
            .then_some(found)
            .ok_or(NoAddress::Unknown)
    }
}

impl Guard {
    /// Lets pass public addresses, the exact `allowed` ones, those in the `private` networks, and `names` at exactly the
    /// address given for them.
    pub(super) fn new(
        names: BTreeMap<String, SocketAddr>,
        allowed: Vec<SocketAddr>,
        private: Vec<Cidr>,
    ) -> Self {
        Self {
            names: Arc::new(names),
            allowed: Arc::new(allowed),
            private: Arc::new(private),
            lookup: Lookup::default(),
        }
    }

    /// The same, where each question for a name has the next of these answers.
    #[cfg(test)]
    pub(super) fn with_answers(mut self, answers: &[&[&str]]) -> Self {
        let answers = answers.iter().map(|answer| {
            let read = |ip: &&str| ip.parse().expect("an address");
            answer.iter().map(read).collect()
        });
        self.lookup = Lookup::Said(Arc::new(std::sync::Mutex::new(answers.collect())));
        self
    }

    /// Whether a request to this address may be tried; names that are not ours are judged when they are resolved.
    pub(super) fn lets_try(&self, url: &Url) -> bool {
        let port = url.port_or_known_default().unwrap_or(0);
        match url.host() {
            Some(Host::Ipv4(ip)) => self.lets_pass(SocketAddr::new(ip.into(), port)),
            Some(Host::Ipv6(ip)) => self.lets_pass(SocketAddr::new(ip.into(), port)),
            Some(Host::Domain(name)) => match self.names.get(name) {
                // A port in the address would override ours.
                Some(own) => url.port().is_none_or(|port| port == own.port()),
                None => true,
            },
            None => false,
        }
    }

    /// Whether the peer of an answer to this address is one that may be connected to.
    pub(super) fn lets_pass_peer(&self, url: &Url, peer: SocketAddr) -> bool {
        let own = url.host_str().and_then(|host| self.names.get(host));
        own == Some(&peer) || self.lets_pass(peer)
    }

    /// Whether an address is public or one of ours.
    fn lets_pass(&self, address: SocketAddr) -> bool {
        self.lets_pass_ip(address.ip()) || self.allowed.contains(&address)
    }

    /// Whether an address is public or in a network that was let in.
    fn lets_pass_ip(&self, address: IpAddr) -> bool {
        is_public(address) || self.private.iter().any(|network| network.holds(address))
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let name = name.as_str().to_ascii_lowercase();
            if let Some(own) = guard.names.get(&name) {
                return Ok(Box::new(std::iter::once(*own)) as Addrs);
            }
            // RFC 6761: these names are nobody's; asking for them would only tell a name server about them.
            if name == "invalid" || name.ends_with(".invalid") {
                return Err(NoAddress::Unknown.into());
            }
            let found = guard.lookup.ask(&name).await?;
            let open: Vec<SocketAddr> = found
                .into_iter()
                .filter(|address| guard.lets_pass_ip(address.ip()))
                .collect();
            if open.is_empty() {
                return Err(NoAddress::Private.into());
            }
            Ok(Box::new(open.into_iter()) as Addrs)
        })
    }
}

/// Whether an address belongs to the public internet (IANA special-purpose registries).
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

/// The same for IPv4.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    )
}

/// The same for IPv6: global unicast, and translated addresses by what they stand for.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let v4 =
        |high: u16, low: u16| is_public_v4(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)));
    match address.segments() {
        // Teredo and other protocol assignments; documentation.
        [0x2001, 0..=0x01ff | 0x0db8, ..] | [0x3fff, 0..=0x0fff, ..] => false,
        // Addresses that carry an IPv4 address: mapped, NAT64's well-known prefix, 6to4, an ISATAP tunnel.
        [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..]
        | [_, _, _, _, 0 | 0x0200, 0x5efe, high, low] => v4(high, low),
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_not_public() {
        for address in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::8.8.8.8",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "2a00::5efe:10.0.0.1",
            "100::1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn public_addresses_are_public() {
        for address in [
            "1.1.1.1",
            "9.9.9.9",
            "100.63.0.1",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "223.255.255.255",
            "2400:3200::1",
            "2606:4700::1111",
            "2001:4860:4860::8888",
            "::ffff:1.1.1.1",
            "64:ff9b::1.1.1.1",
            "2002:101:101::1",
        ] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn a_network_that_was_let_in_opens_nothing_else() {
        let private = vec!["127.10.0.0/16".parse().unwrap()];
        let guard = Guard::new(BTreeMap::new(), Vec::new(), private);
        let lets_try = |address: &str| guard.lets_try(&Url::parse(address).unwrap());
        assert!(lets_try("http://127.10.1.1:8080/"));
        assert!(lets_try("http://[::ffff:127.10.1.1]:8080/"));
        for address in [
            "http://127.66.6.6:8080/",
            "http://[::ffff:127.66.6.6]/",
            "http://[::1]/",
            "http://10.0.0.1/",
        ] {
            assert!(!lets_try(address), "{address}");
        }
    }

    #[test]
    fn only_the_exact_address_and_port_is_excepted() {
        let own: SocketAddr = "127.0.0.1:5001".parse().unwrap();
        let names = BTreeMap::from([("a.invalid".to_owned(), own)]);
        let guard = Guard::new(names, vec!["127.0.0.1:5002".parse().unwrap()], Vec::new());
        let lets_try = |address: &str| guard.lets_try(&Url::parse(address).unwrap());
        assert!(lets_try("http://a.invalid/"));
        assert!(lets_try("http://127.0.0.1:5002/"));
        assert!(lets_try("http://somewhere.invalid/"));
        for address in [
            "http://a.invalid:22/",
            "http://127.0.0.1:5001/",
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://017700000001/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]:5002/",
            "http://169.254.169.254/latest",
        ] {
            assert!(!lets_try(address), "{address}");
        }
    }
}
