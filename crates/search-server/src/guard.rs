//! Turns away requests that are too large or meant for another host, and adds the headers that keep browsers safe.

use std::net::IpAddr;
use std::sync::LazyLock;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, HOST, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use sha2::{Digest, Sha256};

use crate::error::ApiError;
use crate::page;
use crate::settings::{MAX_BODY_BYTES, MAX_HEADER_BYTES, MAX_URL_BYTES, Readers, Settings};

/// Nothing runs, loads or is sent anywhere but from and to this server, and no site may frame the page. The only
/// style in a document itself is the one that the page was built with, told by its digest (CSP Level 3, 6.7.3.3).
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let own_style = page::style().map(|style| format!(" 'sha256-{}'", BASE64.encode(Sha256::digest(style))));
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'{}; img-src 'self' data:; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        own_style.unwrap_or_default()
    );
    HeaderValue::try_from(policy).expect("a policy is plain letters and marks")
});

/// What is checked before a request is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Guard {
    readers: Readers,
    listen: IpAddr,
}

impl Guard {
    /// Returns the guard for these settings.
    pub(crate) fn new(settings: &Settings) -> Self {
        Self {
            readers: settings.readers,
            listen: settings.listen.ip(),
        }
    }

    fn check(self, request: &Request) -> Result<(), ApiError> {
        let n_url = request
            .uri()
            .path_and_query()
            .map_or(0, |target| target.as_str().len());
        if n_url > MAX_URL_BYTES {
            return Err(ApiError::long_url(MAX_URL_BYTES));
        }
        let headers = request.headers();
        let n_headers: usize = headers
            .iter()
            .map(|(name, value)| name.as_str().len() + value.len())
            .sum();
        if n_headers > MAX_HEADER_BYTES {
            return Err(ApiError::long_headers(MAX_HEADER_BYTES));
        }
        let n_body = headers
            .get(CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        if n_body.is_some_and(|n_body| n_body > MAX_BODY_BYTES) {
            return Err(ApiError::large_body(MAX_BODY_BYTES));
        }
        let hosts = headers
            .get_all(HOST)
            .iter()
            .map(|host| host.to_str().unwrap_or_default());
        let mut hosts = hosts
            .chain(request.uri().authority().map(|authority| authority.as_str()))
            .peekable();
        if self.readers == Readers::Anyone {
            return Ok(());
        }
        // A browser always names a host, so a request without one is not needed either.
        if hosts.peek().is_none() || !hosts.all(|host| self.answers_to(host)) {
            return Err(ApiError::foreign_host());
        }
        Ok(())
    }

    /// Returns whether a host, with or without a port, is this machine. Any port will do: it may be forwarded.
    fn answers_to(self, host: &str) -> bool {
        let name = without_port(host).trim_end_matches('.').to_ascii_lowercase();
        if name == "localhost" || name.ends_with(".localhost") {
            return true;
        }
        let address = name
            .trim_start_matches('[')
            .trim_end_matches(']')
            .parse::<IpAddr>();
        address.is_ok_and(|address| address.is_loopback() || address == self.listen)
    }
}

/// Checks a request before anything else sees it.
pub(crate) async fn guard(
    State(guard): State<Guard>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    guard.check(&request)?;
    Ok(next.run(request).await)
}

/// Adds the headers that every answer carries.
pub(crate) async fn add_headers(request: Request, next: Next) -> Response {
    const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, POLICY.clone());
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // A source that is clicked on must not learn what was searched for.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-cache"));
    response
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port))
            if port.bytes().all(|byte| byte.is_ascii_digit()) && !ends_in_bracket(name, host) =>
        {
            name
        }
        _ => host,
    }
}

/// Returns whether the colon is one inside the brackets of an IPv6 address, and so starts no port.
fn ends_in_bracket(name: &str, host: &str) -> bool {
    host.starts_with('[') && !name.ends_with(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(host: &str, expected: bool) {
        let guard = Guard {
            readers: Readers::ThisMachine,
            listen: "192.0.2.7".parse().unwrap(),
        };
        assert_eq!(guard.answers_to(host), expected, "{host}");
    }

    #[test]
    fn hosts_of_this_machine() {
        for host in [
            "localhost",
            "LOCALHOST:8311",
            "localhost.",
            "news.localhost:80",
            "127.0.0.1:8311",
            "127.8.8.8",
            "[::1]:8311",
            "[::1]",
            "192.0.2.7:80",
        ] {
            check(host, true);
        }
    }

    #[test]
    fn foreign_hosts() {
        for host in [
            "",
            ":",
            "evil.example",
            "evil.example:8311",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "192.0.2.8",
            "[::2]:1",
        ] {
            check(host, false);
        }
    }
}
