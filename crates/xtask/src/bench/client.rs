//! A server on an index, and clients that ask it.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::queries::Parameters;
use crate::programs::Programs;
use crate::service::Service;

/// How long the server may take to open a large index.
pub(crate) const START_UP: Duration = Duration::from_secs(120);

/// Starts a server on a free port.
pub(crate) fn serve(programs: &Programs, index: &Path) -> Result<Service> {
    let mut command = programs.server();
    command
        .arg("--index")
        .arg(index)
        .args(["--listen", "127.0.0.1:0"]);
    Service::start(&mut command)
}

/// A client that keeps its connection.
pub(crate) struct Client {
    agent: ureq::Agent,
    address: String,
}

impl Client {
    /// Returns a client of the server at an address such as `http://127.0.0.1:8311`.
    pub(crate) fn new(address: &str) -> Self {
        // The server closes connections that are idle for ten seconds.
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_idle_age(Duration::from_secs(5));
        Self {
            agent: config.build().new_agent(),
            address: address.to_owned(),
        }
    }

    /// Searches and reads the whole answer.
    pub(crate) fn search(&mut self, parameters: &Parameters) -> Result<String> {
        let (status, body) = self.search_for_status(parameters)?;
        ensure!(
            status == 200,
            "the server answered {parameters:?} with {status}: {body}"
        );
        Ok(body)
    }

    /// Searches and reads the whole answer, whatever its status is.
    pub(crate) fn search_for_status(&mut self, parameters: &Parameters) -> Result<(u16, String)> {
        let pairs = parameters.iter().map(|(name, value)| (*name, value.as_str()));
        let call = self.agent.get(format!("{}/api/search", self.address));
        let mut answer = call
            .query_pairs(pairs)
            .call()
            .with_context(|| format!("the server did not answer {parameters:?}"))?;
        let body = answer.body_mut().read_to_string()?;
        Ok((answer.status().as_u16(), body))
    }

    /// Asks for completions.
    pub(crate) fn suggest(&mut self, typed: &str) -> Result<String> {
        let call = self.agent.get(format!("{}/api/suggest", self.address));
        let mut answer = call
            .query("q", typed)
            .call()
            .with_context(|| format!("no completions of {typed}"))?;
        Ok(answer.body_mut().read_to_string()?)
    }
}
