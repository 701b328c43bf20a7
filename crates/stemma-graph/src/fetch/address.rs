//! Which addresses are fetched from: those of the public network, and of a version 6 address only what is given out as
//! such. Whatever stands for another address (mapped, translated, tunnelled) is kept out, since it may lead anywhere.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What is kept out of version 4, by the IANA registry of special-purpose addresses: network, length, what it is.
const KEPT_OUT_4: &[(Ipv4Addr, u32, &str)] = &[
    (Ipv4Addr::new(0, 0, 0, 0), 8, "of this machine"),
    (Ipv4Addr::new(10, 0, 0, 0), 8, "private"),
    (Ipv4Addr::new(100, 64, 0, 0), 10, "of a carrier's inner network"),
    (Ipv4Addr::new(127, 0, 0, 0), 8, "of this machine"),
    (Ipv4Addr::new(169, 254, 0, 0), 16, "link-local"),
    (Ipv4Addr::new(172, 16, 0, 0), 12, "private"),
    (Ipv4Addr::new(192, 0, 0, 0), 24, "reserved for protocols"),
    (Ipv4Addr::new(192, 0, 2, 0), 24, "reserved for examples"),
    (Ipv4Addr::new(192, 88, 99, 0), 24, "of a tunnel"),
    (Ipv4Addr::new(192, 168, 0, 0), 16, "private"),
    (Ipv4Addr::new(198, 18, 0, 0), 15, "reserved for measurements"),
    (Ipv4Addr::new(198, 51, 100, 0), 24, "reserved for examples"),
    (Ipv4Addr::new(203, 0, 113, 0), 24, "reserved for examples"),
    (Ipv4Addr::new(224, 0, 0, 0), 4, "multicast"),
    (Ipv4Addr::new(240, 0, 0, 0), 4, "reserved"),
];

/// The one block of version 6 from which addresses of the public network are given out.
const GIVEN_OUT_6: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// What is kept out of version 6, for the reason that is told; some of it lies in the block above.
const KEPT_OUT_6: &[(Ipv6Addr, u32, &str)] = &[
    (Ipv6Addr::LOCALHOST, 128, "of this machine"),
    (Ipv6Addr::UNSPECIFIED, 128, "of this machine"),
    (Ipv6Addr::new(0, 0, 0, 0, 0, 0xFFFF, 0, 0), 96, "another address, mapped"),
    (Ipv6Addr::UNSPECIFIED, 96, "another address, embedded"),
    (Ipv6Addr::new(0x64, 0xFF9B, 0, 0, 0, 0, 0, 0), 32, "another address, translated (NAT64)"),
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, "of a tunnel or reserved for protocols"),
    (Ipv6Addr::new(0x2001, 0xDB8, 0, 0, 0, 0, 0, 0), 32, "reserved for examples"),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, "another address, tunnelled (6to4)"),
    (Ipv6Addr::new(0x3FFF, 0, 0, 0, 0, 0, 0, 0), 20, "reserved for examples"),
    (Ipv6Addr::new(0xFC00, 0, 0, 0, 0, 0, 0, 0), 7, "private"),
    (Ipv6Addr::new(0xFE80, 0, 0, 0, 0, 0, 0, 0), 10, "link-local"),
    (Ipv6Addr::new(0xFEC0, 0, 0, 0, 0, 0, 0, 0), 10, "private"),
    (Ipv6Addr::new(0xFF00, 0, 0, 0, 0, 0, 0, 0), 8, "multicast"),
];

/// Why an address is kept out, in words that follow "is"; nothing, when it is public.
pub(super) fn kept_out(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => {
            let within =
                |network: Ipv4Addr, length: u32| (address.to_bits() ^ network.to_bits()).leading_zeros() >= length;
            KEPT_OUT_4.iter().find(|(network, length, _)| within(*network, *length)).map(|(.., why)| *why)
        }
        IpAddr::V6(address) => {
            let within =
                |network: Ipv6Addr, length: u32| (address.to_bits() ^ network.to_bits()).leading_zeros() >= length;
            let known = KEPT_OUT_6.iter().find(|(network, length, _)| within(*network, *length)).map(|(.., why)| *why);
            known.or_else(|| (!within(GIVEN_OUT_6.0, GIVEN_OUT_6.1)).then_some("reserved"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: Option<&str>, addresses: &[&str]) {
        for address in addresses {
            assert_eq!(kept_out(address.parse().unwrap()), expected, "{address}");
        }
    }

    #[test]
    fn public_addresses_are_fetched_from() {
        check(
            None,
            &["8.8.8.8", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.0", "11.0.0.0", "223.255.255.255"],
        );
        check(None, &["2001:200::1", "2606:4700::1111", "2a00:1450:4001::1", "3ffe::1", "2003::1"]);
    }

    #[test]
    fn addresses_that_are_not_public_are_kept_out_and_the_reason_is_told() {
        check(Some("of this machine"), &["127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "::1", "::"]);
        check(
            Some("private"),
            &["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fdff::1", "fec0::1"],
        );
        check(Some("link-local"), &["169.254.169.254", "fe80::1", "febf::1"]);
        check(Some("of a carrier's inner network"), &["100.64.0.1", "100.127.255.255"]);
        check(Some("multicast"), &["224.0.0.1", "239.255.255.255", "ff02::1"]);
        check(Some("reserved"), &["240.0.0.1", "255.255.255.255", "4000::1", "100::1", "5f00::1"]);
        check(Some("reserved for examples"), &["192.0.2.1", "198.51.100.7", "203.0.113.9", "2001:db8::1", "3fff::1"]);
        check(Some("reserved for measurements"), &["198.18.0.1", "198.19.255.255"]);
        check(Some("another address, mapped"), &["::ffff:127.0.0.1", "::ffff:8.8.8.8"]);
        check(Some("another address, embedded"), &["::127.0.0.1", "::8.8.8.8"]);
        check(Some("another address, translated (NAT64)"), &["64:ff9b::7f00:1", "64:ff9b:1::a00:1"]);
        check(Some("another address, tunnelled (6to4)"), &["2002:7f00:1::1"]);
        check(Some("of a tunnel or reserved for protocols"), &["2001::1", "2001:0:4136:e378::1", "2001:20::1"]);
    }
}
