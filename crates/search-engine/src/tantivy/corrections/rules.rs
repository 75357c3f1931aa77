//! What lines say, worked out action by action wherever the lines stand: apart, retype, merge, rename, hide.
//! Of lines that say the opposite the stronger wins, of equally strong ones the first.

use std::collections::BTreeMap;

use article::EntityKind;

use super::super::spellings::folded;
use super::names::NameIndex;
use super::things::{KindAs, ThingId, Things};
use crate::{Correction, CorrectionAction};

/// Names that a line keeps apart, each with what has it.
struct Apart<'a> {
    line: &'a Correction,
    /// Number of the line.
    number: usize,
    things: Vec<Vec<ThingId>>,
}

/// Why a line changes nothing, or nothing where it does.
type Idle = Option<String>;

/// Returns what is to become of the entities, and for each line why it changes nothing, where it does not.
pub(super) fn apply<'a>(lines: &[Correction], names: &'a NameIndex) -> (Things<'a>, Vec<Idle>) {
    let mut things = Things::new(names);
    let mut idle: Vec<Idle> = vec![None; lines.len()];
    for line in lines.iter().filter(|line| line.action == CorrectionAction::Apart) {
        split(&mut things, names, line);
    }
    let mut aparts = Vec::new();
    let in_order = |wanted: fn(&CorrectionAction) -> bool| {
        let numbered = lines.iter().enumerate();
        numbered.filter(move |(_, line)| wanted(&line.action))
    };
    for (number, line) in in_order(|action| matches!(action, CorrectionAction::Retype(_))) {
        idle[number] = retype(&mut things, number, line);
    }
    for (number, line) in in_order(|action| *action == CorrectionAction::Apart) {
        let (apart, why) = keep_apart(&mut things, number, line);
        aparts.push(apart);
        idle[number] = why;
    }
    for (number, line) in in_order(|action| *action == CorrectionAction::Merge) {
        let forbidden_by;
        (idle[number], forbidden_by) = merge(&mut things, number, line, &aparts);
        // What keeps a merge from being made has an effect.
        for number in forbidden_by {
            idle[number] = None;
        }
    }
    for (number, line) in in_order(|action| matches!(action, CorrectionAction::Rename(_))) {
        idle[number] = rename(&mut things, number, line);
    }
    for (number, line) in in_order(|action| *action == CorrectionAction::Hide) {
        idle[number] = hide(&mut things, number, line);
    }
    (things, idle)
}

/// Parts the entities that have two of the names.
fn split(things: &mut Things<'_>, names: &NameIndex, line: &Correction) {
    let mut having: BTreeMap<_, Vec<(String, String)>> = BTreeMap::new();
    for name in &line.names {
        let folded = folded(&name.text);
        let places = names.holders(&folded).map(|holders| holders.by_text());
        for place in places.unwrap_or_default() {
            if line.kind.is_none_or(|kind| kind == place.0) {
                let found = having.entry(place).or_default();
                found.push((folded.clone(), name.text.clone()));
            }
        }
    }
    for (place, found) in having {
        if found.iter().any(|(name, _)| *name != found[0].0) {
            let sides = things.sides.entry(place).or_default();
            for (name, text) in found {
                sides.entry(name).or_insert(text);
            }
        }
    }
}

/// Finds what a line keeps apart; the parts of an entity come into being here.
fn keep_apart<'a>(things: &mut Things<'_>, number: usize, line: &'a Correction) -> (Apart<'a>, Idle) {
    let mut found = Vec::new();
    let mut idle = None;
    let mut is_split = false;
    for name in &line.names {
        match things.named(&folded(&name.text), line.kind, KindAs::Stored) {
            Ok(named) => {
                for thing in &named {
                    is_split |= things.all[*thing].side.is_some();
                    things.all[*thing].lines.insert(number);
                }
                found.push(named);
            }
            Err(why) => idle = Some(because(&name.text, why)),
        }
    }
    if !is_split && idle.is_none() {
        idle = Some("the names are apart already".into());
    }
    (
        Apart {
            line,
            number,
            things: found,
        },
        idle.filter(|_| !is_split),
    )
}

fn retype(things: &mut Things<'_>, number: usize, line: &Correction) -> Idle {
    let CorrectionAction::Retype(kind) = line.action else {
        return None;
    };
    for_each_named(things, line, KindAs::Stored, |things, thing| {
        let thing = &mut things.all[thing];
        if thing.kind() == kind {
            return Some("is of this kind already");
        }
        if thing.retyped.is_some() {
            return Some("is given another kind by a line that counts more");
        }
        thing.retyped = Some(kind);
        thing.lines.insert(number);
        None
    })
}

fn rename(things: &mut Things<'_>, number: usize, line: &Correction) -> Idle {
    let CorrectionAction::Rename(name) = &line.action else {
        return None;
    };
    for_each_named(things, line, KindAs::Corrected, |things, thing| {
        let root = things.root(thing);
        if things.all[root].renamed.is_some() {
            return Some("is given another name by a line that counts more");
        }
        things.all[root].renamed = Some(name.clone());
        things.all[thing].lines.insert(number);
        None
    })
}

fn hide(things: &mut Things<'_>, number: usize, line: &Correction) -> Idle {
    for_each_named(things, line, KindAs::Corrected, |things, thing| {
        let root = things.root(thing);
        things.all[root].is_hidden = true;
        things.all[thing].lines.insert(number);
        None
    })
}

/// Does something with all that the names of a line stand for. The line is idle where nothing of it was done.
fn for_each_named(
    things: &mut Things<'_>,
    line: &Correction,
    kind_as: KindAs,
    mut act: impl FnMut(&mut Things<'_>, ThingId) -> Option<&'static str>,
) -> Idle {
    let mut idle = None;
    let mut is_done = false;
    for name in &line.names {
        match things.named(&folded(&name.text), line.kind, kind_as) {
            Ok(named) => {
                for thing in named {
                    match act(things, thing) {
                        None => is_done = true,
                        Some(why) => idle = Some(because(&name.text, why)),
                    }
                }
            }
            Err(why) => idle = Some(because(&name.text, why)),
        }
    }
    idle.filter(|_| !is_done)
}

/// Makes one of what the names of a line stand for, within each kind. Returns as well the lines that forbid it.
fn merge(
    things: &mut Things<'_>,
    number: usize,
    line: &Correction,
    aparts: &[Apart<'_>],
) -> (Idle, Vec<usize>) {
    let mut forbidden_by = Vec::new();
    let mut found: Vec<ThingId> = Vec::new();
    let mut idle = None;
    for name in &line.names {
        match things.named(&folded(&name.text), line.kind, KindAs::Corrected) {
            Ok(named) => found.extend(named),
            Err(why) => idle = Some(because(&name.text, why)),
        }
    }
    let mut is_done = false;
    for kind in EntityKind::ALL {
        let mut of_kind = found.iter().filter(|thing| things.all[**thing].kind() == kind);
        let Some(first) = of_kind.next() else {
            continue;
        };
        for other in of_kind.copied().collect::<Vec<_>>() {
            if things.root(*first) == things.root(other) {
                continue;
            }
            if let Some(apart) = forbids(things, aparts, line.rank, *first, other) {
                forbidden_by.push(apart.number);
                idle = Some(format!("they are kept apart by {}", apart.line.origin));
                continue;
            }
            things.join(*first, other);
            things.all[*first].lines.insert(number);
            things.all[other].lines.insert(number);
            is_done = true;
        }
    }
    if idle.is_none() {
        idle = Some(why_not_merged(things, &found));
    }
    (idle.filter(|_| !is_done), forbidden_by)
}

fn why_not_merged(things: &Things<'_>, found: &[ThingId]) -> String {
    let first = found.first().map(|thing| things.all[*thing].kind());
    let is_other = |thing: &ThingId| Some(things.all[*thing].kind()) != first;
    if found.iter().any(is_other) {
        "the names are of different kinds; a retype line makes them one kind".into()
    } else {
        "the names are one already".into()
    }
}

/// Returns the line that keeps two things apart and counts at least as much as one of this rank.
fn forbids<'a>(
    things: &Things<'_>,
    aparts: &'a [Apart<'_>],
    rank: usize,
    one: ThingId,
    other: ThingId,
) -> Option<&'a Apart<'a>> {
    let (one, other) = (things.root(one), things.root(other));
    let side_of = |apart: &Apart<'_>, root: ThingId| {
        let is_of = |named: &Vec<ThingId>| named.iter().any(|thing| things.root(*thing) == root);
        apart.things.iter().position(is_of)
    };
    let mut stronger = aparts.iter().filter(|apart| apart.line.rank <= rank);
    stronger.find(|apart| match (side_of(apart, one), side_of(apart, other)) {
        (Some(one), Some(other)) => one != other,
        _ => false,
    })
}

fn because(name: &str, why: &str) -> String {
    format!("“{name}” {why}")
}
