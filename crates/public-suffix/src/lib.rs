//! Which part of a host was registered, by the Public Suffix List (publicsuffix.org).
//!
//! A crate of its own because the list is code of a megabyte that is compiled wherever it is called: here once, and
//! not with each change of its user.

/// Returns the domain that was registered, such as `example.co.uk` of `news.example.co.uk`; nothing for a host that is
/// a suffix itself.
#[inline(never)]
pub fn domain(host: &str) -> Option<&str> {
    psl::domain_str(host)
}

/// Returns what domains are registered under, such as `co.uk` of `news.example.co.uk`.
#[inline(never)]
pub fn suffix(host: &str) -> Option<&str> {
    psl::suffix_str(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_parted() {
        for (host, expected) in [
            ("news.example.co.uk", (Some("example.co.uk"), Some("co.uk"))),
            ("example.de", (Some("example.de"), Some("de"))),
            ("co.uk", (None, Some("co.uk"))),
            ("", (None, None)),
        ] {
            assert_eq!((domain(host), suffix(host)), expected, "{host}");
        }
    }
}
