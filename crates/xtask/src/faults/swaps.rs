//! Swaps under load: a server answers searches without a pause while its index is updated, rebuilt and rolled back.
//! Every answer must come, come from one state of the index, and follow within two seconds.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use super::archive::Archive;
use super::subject::{Built, Subject};
use super::{Kind, Outcome, Scene, Tally, draw};
use crate::service::Service;

/// Rounds of an update, a rebuild and a rollback.
const ROUNDS: usize = 3;
/// How long the server may take to start.
const START_UP: Duration = Duration::from_secs(30);
/// How long it may take to follow.
const FOLLOWS: Duration = Duration::from_secs(2);

#[derive(Deserialize)]
struct Answer {
    total: usize,
    index: State,
}

#[derive(Deserialize)]
struct State {
    articles: usize,
}

/// Runs the rounds.
pub(super) fn run(scene: &Scene<'_>) -> Result<Outcome> {
    let mut archive = Archive::new(&scene.folder.join("swaps"), 40, draw(scene, Kind::Swaps))?;
    let subject = Subject {
        programs: scene.programs,
        index: scene.folder.join("swaps-index"),
    };
    subject.bring_up_to_date(&archive.folder, &archive.listing())?;
    let mut command = scene.programs.server();
    command
        .args(["--listen", "127.0.0.1:0", "--index"])
        .arg(&subject.index);
    let mut server = Service::start(&mut command)?;
    let address = server.address(START_UP)?;
    let mut tally = Tally::new("swap under load", 3 * ROUNDS, scene);
    let (stop, n_answers) = (AtomicBool::new(false), AtomicUsize::new(0));
    let asked = thread::scope(|scope| {
        let ask = || ask_on(&address, &stop, &n_answers);
        let asking = [scope.spawn(ask), scope.spawn(ask)];
        let counted = (0..tally.wanted).try_for_each(|trial| {
            let outcome = swap(&subject, &mut archive, trial, &address);
            let outcome = outcome.map(|took| tally.slowest = tally.slowest.max(took));
            tally.count(&subject.index, outcome)
        });
        stop.store(true, Ordering::Relaxed);
        let ends = asking.map(|asking| asking.join().expect("asking ends in a value"));
        counted.map(|()| ends.into_iter().collect::<Result<Vec<()>>>())
    });
    if let Err(error) = asked? {
        tally.failures.push(format!("{error:#}"));
    }
    tally.note = format!("{} searches meanwhile", n_answers.into_inner());
    Ok(Outcome::Tried(tally))
}

/// Asks without a pause; an answer that is an error or mixes two states ends it.
fn ask_on(address: &str, stop: &AtomicBool, n_answers: &AtomicUsize) -> Result<()> {
    while !stop.load(Ordering::Relaxed) {
        let answer = ask(address)?;
        ensure!(
            answer.total == answer.index.articles,
            "{} found in an index of {}",
            answer.total,
            answer.index.articles
        );
        n_answers.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

fn ask(address: &str) -> Result<Answer> {
    let mut answer = ureq::get(format!("{address}/api/search")).query("q", "").call()?;
    Ok(answer.body_mut().read_json()?)
}

/// Changes the index, and returns how long the server took to answer from the new state.
fn swap(subject: &Subject<'_>, archive: &mut Archive, trial: usize, address: &str) -> Result<Duration> {
    let before = ask(address)?.total;
    match trial % 3 {
        0 | 1 => {
            // Another number of articles, by which the new state is known.
            archive.edit(3)?;
            while archive.listing().len() == before {
                archive.add_file(1)?;
            }
            let options: &[&str] = if trial % 3 == 1 { &["--fresh"] } else { &[] };
            if let Built::Refused(talk) = subject.build(&archive.folder, options)? {
                bail!("{talk}");
            }
        }
        _ => subject.roll_back()?,
    }
    let swapped = Instant::now();
    let expected = subject.listing()?.context("there is no index")?.len();
    while ask(address)?.total != expected {
        ensure!(
            swapped.elapsed() < FOLLOWS,
            "not followed within {} s",
            FOLLOWS.as_secs()
        );
        thread::sleep(Duration::from_millis(20));
    }
    Ok(swapped.elapsed())
}
