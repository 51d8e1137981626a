//! Where connections may go: anywhere for whoever runs the machine, only outwards for everybody else.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// Networks of IPv4 that no mail server on the internet has: of one's own, of this machine, of tests, of many receivers, reserved.
const NOT_PUBLIC: [(Ipv4Addr, u8); 15] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// Of IPv6 only this is the internet.
const PUBLIC_V6: (Ipv6Addr, u8) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// Parts of it that are not: protocols with an address of IPv4 inside, documentation.
const NOT_PUBLIC_V6: [(Ipv6Addr, u8); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// Translates IPv4 for networks that have only IPv6 (RFC 6052); the last four bytes are the address.
const NAT64: Ipv6Addr = Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0);

/// Whether an address is not on the internet: of this machine, of a private network, or of none.
pub fn is_inside(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_inside_v4(address),
        IpAddr::V6(address) => {
            if let Some(mapped) = address.to_ipv4_mapped() {
                return is_inside_v4(mapped);
            }
            if within_v6((NAT64, 96), address) {
                return is_inside_v4(Ipv4Addr::from_bits(last_four_bytes(address)));
            }
            !within_v6(PUBLIC_V6, address) || NOT_PUBLIC_V6.iter().any(|network| within_v6(*network, address))
        }
    }
}

fn is_inside_v4(address: Ipv4Addr) -> bool {
    let holds = |(start, length): &(Ipv4Addr, u8)| {
        Ipv4Net::new(*start, *length).is_ok_and(|network| network.contains(&address))
    };
    NOT_PUBLIC.iter().any(holds)
}

fn within_v6((start, length): (Ipv6Addr, u8), address: Ipv6Addr) -> bool {
    Ipv6Net::new(start, length).is_ok_and(|network| network.contains(&address))
}

fn last_four_bytes(address: Ipv6Addr) -> u32 {
    u32::try_from(address.to_bits() & u128::from(u32::MAX)).unwrap_or(0)
}

/// Where connections may go.
#[derive(Clone, Debug, Default)]
pub enum Reach {
    /// To any address: the operator said so.
    #[default]
    Anywhere,
    /// To the internet, and to what the operator allows inside.
    Outside(Allowed),
}

/// Hosts and networks inside that the operator allows, and how names become addresses. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Allowed {
    hosts: Arc<[String]>,
    networks: Arc<[IpNet]>,
    names: Names,
}

/// How names become addresses.
#[derive(Clone, Debug, Default)]
pub enum Names {
    /// As this machine does it.
    #[default]
    System,
    /// By a fixed list; other names do not exist. For tests.
    Fixed(Arc<BTreeMap<String, Vec<IpAddr>>>),
}

/// Why no connection was tried.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReachError {
    #[error("there is no such host")]
    NoSuchHost,
    #[error("the host is inside the network of the club's server")]
    Inside,
}

/// Why an entry is neither a host nor a network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» is neither a host name, nor an address, nor a network such as 10.1.0.0/16")]
pub struct NoHost(String);

impl Allowed {
    /// Reads host names (`mail.lan`), addresses (`10.1.2.3`) and networks (`10.1.0.0/16`).
    ///
    /// # Errors
    /// The first entry that is none of these.
    pub fn parse<T: AsRef<str>>(entries: &[T]) -> Result<Allowed, NoHost> {
        let (mut hosts, mut networks) = (vec![], vec![]);
        for entry in entries {
            let entry = entry.as_ref().trim();
            if let Ok(network) = entry.parse::<IpNet>() {
                networks.push(network);
            } else if let Ok(address) = entry.parse::<IpAddr>() {
                networks.push(IpNet::from(address));
            } else {
                let host = plain_host(entry).filter(|host| host.parse::<IpAddr>().is_err());
                hosts.push(host.ok_or_else(|| NoHost(entry.to_owned()))?);
            }
        }
        Ok(Allowed { hosts: hosts.into(), networks: networks.into(), names: Names::System })
    }

    /// The same, with another way from names to addresses.
    #[must_use]
    pub fn resolving(mut self, names: Names) -> Allowed {
        self.names = names;
        self
    }

    /// Whether a host, by its name or as an address, is one that the operator named.
    pub fn names_host(&self, host: &str) -> bool {
        let is_named = self.hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(host));
        is_named || host.parse().is_ok_and(|address| self.holds(address))
    }

    fn holds(&self, address: IpAddr) -> bool {
        let plain = address.to_canonical();
        self.networks.iter().any(|network| network.contains(&address) || network.contains(&plain))
    }

    /// Whether a connection to this address of this host may be tried.
    fn lets(&self, host: &str, address: IpAddr) -> bool {
        !is_inside(address) || self.names_host(host) || self.holds(address)
    }
}

/// A host as it is kept: an address, or a name in ASCII without a dot at its end.
pub fn plain_host(typed: &str) -> Option<String> {
    let typed = typed.trim().trim_end_matches('.');
    let unbracketed = typed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if let Ok(address) = unbracketed.unwrap_or(typed).parse::<IpAddr>() {
        return Some(address.to_string());
    }
    // The rules of browsers: `0x7f.1` and `2130706433` are addresses, whatever they look like.
    match url::Host::parse(typed).ok()? {
        url::Host::Domain(name) if is_name(&name) => Some(name),
        url::Host::Ipv4(address) => Some(address.to_string()),
        url::Host::Ipv6(address) => Some(address.to_string()),
        url::Host::Domain(_) => None,
    }
}

fn is_name(name: &str) -> bool {
    let is_label = |label: &str| {
        let is_plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        (1..=63).contains(&label.len()) && is_plain && !label.starts_with('-') && !label.ends_with('-')
    };
    name.len() <= 253 && name.split('.').all(is_label)
}

impl Reach {
    /// The addresses of a host that may be tried. Whoever connects takes these and asks no resolver again, which might answer otherwise.
    ///
    /// # Errors
    /// When there is no such host, or it is inside the network of the server.
    pub async fn addresses(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, ReachError> {
        let names = match self {
            Reach::Anywhere => &Names::System,
            Reach::Outside(allowed) => &allowed.names,
        };
        let mut found = names.resolve(host, port).await.ok_or(ReachError::NoSuchHost)?;
        if let Reach::Outside(allowed) = self {
            found.retain(|address| allowed.lets(host, address.ip()));
            if found.is_empty() {
                return Err(ReachError::Inside);
            }
        }
        Ok(found)
    }
}

impl Names {
    async fn resolve(&self, host: &str, port: u16) -> Option<Vec<SocketAddr>> {
        let found: Vec<SocketAddr> = match (self, host.parse::<IpAddr>()) {
            (_, Ok(address)) => vec![SocketAddr::new(address, port)],
            (Names::System, Err(_name)) => tokio::net::lookup_host((host, port)).await.ok()?.collect(),
            (Names::Fixed(known), Err(_name)) => {
                known.get(host)?.iter().map(|address| SocketAddr::new(*address, port)).collect()
            }
        };
        (!found.is_empty()).then_some(found)
    }
}
