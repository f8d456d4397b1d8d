//! Networks written as `10.0.0.0/8`: those that somebody who crawls inside their own network lets the guard pass.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// A network of IPv4 or IPv6 addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cidr {
    network: IpAddr,
    prefix: u8,
}

/// Why a text is no network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CidrError {
    /// The address cannot be read.
    #[error(
        "`{0}` is not an IPv4 or IPv6 address; write a network as `10.20.0.0/16` or `fd00::/8`"
    )]
    Address(String),
    /// The length cannot be read, or is longer than the address.
    #[error("`/{0}` is not a length of a network: 0 to {1} bits")]
    Prefix(String, u8),
    /// The address has bits beyond the length.
    #[error("`{0}` has bits set beyond its length; `{1}` is the network it lies in")]
    Bits(String, Cidr),
}

impl Cidr {
    /// Whether an address lies in the network; one that carries an IPv4 address in its IPv6 form counts as that.
    pub fn holds(&self, address: IpAddr) -> bool {
        match (self.network, address.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(address)) => self.cut_v4(address) == network.to_bits(),
            (IpAddr::V6(network), IpAddr::V6(address)) => self.cut_v6(address) == network.to_bits(),
            _ => false,
        }
    }

    /// The bits of an address within the length.
    fn cut_v4(&self, address: Ipv4Addr) -> u32 {
        let beyond = 32 - u32::from(self.prefix.min(32));
        address.to_bits() & u32::MAX.checked_shl(beyond).unwrap_or(0)
    }

    /// The same for IPv6.
    fn cut_v6(&self, address: Ipv6Addr) -> u128 {
        let beyond = 128 - u32::from(self.prefix.min(128));
        address.to_bits() & u128::MAX.checked_shl(beyond).unwrap_or(0)
    }
}

impl FromStr for Cidr {
    type Err = CidrError;

    fn from_str(text: &str) -> Result<Self, CidrError> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address
            .parse()
            .map_err(|_| CidrError::Address(address.to_owned()))?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            None => longest,
            Some(written) => written
                .parse()
                .ok()
                .filter(|prefix| *prefix <= longest)
                .ok_or_else(|| CidrError::Prefix(written.to_owned(), longest))?,
        };
        let cidr = Self {
            network: address,
            prefix,
        };
        let network: IpAddr = match address {
            IpAddr::V4(address) => Ipv4Addr::from(cidr.cut_v4(address)).into(),
            IpAddr::V6(address) => Ipv6Addr::from(cidr.cut_v6(address)).into(),
        };
        if network == address {
            Ok(cidr)
        } else {
            Err(CidrError::Bits(text.to_owned(), Self { network, prefix }))
        }
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.network, self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_holds_its_addresses_and_no_others() {
        let holds = |network: &str, address: &str| {
            let network: Cidr = network.parse().unwrap();
            network.holds(address.parse().unwrap())
        };
        assert!(holds("127.10.0.0/16", "127.10.255.1"));
        assert!(holds("127.10.0.0/16", "::ffff:127.10.0.1"));
        assert!(!holds("127.10.0.0/16", "127.11.0.1"));
        assert!(!holds("127.10.0.0/16", "::1"));
        assert!(holds("10.1.2.3", "10.1.2.3"));
        assert!(!holds("10.1.2.3", "10.1.2.4"));
        assert!(holds("0.0.0.0/0", "192.168.1.1"));
        assert!(!holds("0.0.0.0/0", "fd00::1"));
        assert!(holds("fd00::/8", "fdff::1"));
        assert!(!holds("fd00::/8", "fe80::1"));
        assert!(holds("::/0", "fe80::1"));
    }

    #[test]
    fn what_is_no_network_is_said() {
        let says = |text: &str| text.parse::<Cidr>().unwrap_err().to_string();
        assert!(says("10.0.0/8").contains("is not an IPv4 or IPv6 address"));
        assert!(says("intranet").contains("is not an IPv4 or IPv6 address"));
        assert!(says("10.0.0.0/33").contains("0 to 32 bits"));
        assert!(says("fd00::/x").contains("0 to 128 bits"));
        assert!(says("10.1.2.3/8").contains("`10.0.0.0/8` is the network"));
    }
}
