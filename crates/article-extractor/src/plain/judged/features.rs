//! Lines -> numbers: what each line's words, form, place and neighbours say of it, as the model of plain text reads
//! it. The order of the numbers is part of the model: a change asks for training anew.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::bare;
use super::super::kind::{Kind, weight};
use super::super::line::{Line, Mark};
use super::super::outline::Outline;
use crate::numbers::{Looks, N_PHRASES, flag, ln, phrases_of, signed_ln};
use crate::title::same_headline;
use crate::wording::word_starts;

/// Lines on either side whose own numbers are among those of a line.
const NEAR: isize = 3;
/// Numbers of a line, about.
const N_NUMBERS: usize = 128;

/// Returns the numbers of every line of a page.
pub(super) fn features(
    lines: &[Line],
    kinds: &[Kind],
    outline: &Outline,
    starts: &[Starts],
) -> Vec<Vec<f32>> {
    let page = Page::of(lines, kinds, outline, starts);
    let own: Vec<Own> = lines
        .iter()
        .zip(kinds)
        .map(|(line, kind)| Own::of(line, *kind))
        .collect();
    let windows = Windows::of(&own);
    let mut rows = Vec::with_capacity(lines.len());
    for place in 0..lines.len() {
        let mut row = Vec::with_capacity(N_NUMBERS);
        words_of(&lines[place], &mut row);
        row.extend(own[place].phrases.map(flag));
        row.extend([own[place].is_name, own[place].is_label, own[place].is_loud].map(flag));
        form_of(&lines[place], kinds[place], &mut row);
        page.features(place, outline, &mut row);
        neighbours(place, &own, &mut row);
        windows.features(place, &mut row);
        rows.push(row);
    }
    rows
}

/// What one line says whatever stands around it.
struct Own {
    ln_words: f32,
    n_words: f32,
    weight: f32,
    is_sentence: bool,
    is_long: bool,
    is_bullet: bool,
    after_gap: bool,
    is_name: bool,
    is_label: bool,
    is_loud: bool,
    phrases: [bool; N_PHRASES],
    kind: Kind,
}

impl Own {
    fn of(line: &Line, kind: Kind) -> Self {
        Self {
            ln_words: ln(line.n_words),
            n_words: line.n_words as f32,
            weight: weight(line, kind),
            is_sentence: line.is_sentence,
            is_long: is_long(line),
            is_bullet: line.mark == Mark::Bullet,
            after_gap: line.after_gap,
            is_name: bare::is_name(line),
            is_label: bare::is_label(line),
            is_loud: bare::is_loud(line),
            phrases: phrases_of(&line.key),
            kind,
        }
    }
}

fn is_long(line: &Line) -> bool {
    line.n_words >= 15 || line.n_words >= 8 && line.is_sentence
}

fn words_of(line: &Line, row: &mut Vec<f32>) {
    let text = line.text.as_str();
    let Looks { sizes, signs } = Looks::of(text, line.n_words, line.is_sentence);
    row.extend(sizes);
    row.extend(signs);
    row.extend([
        flag(text.ends_with("...") || text.ends_with('…')),
        flag(text.contains(['"', '“', '”', '„', '«', '「'])),
        flag(text.ends_with('?')),
    ]);
}

fn form_of(line: &Line, kind: Kind, row: &mut Vec<f32>) {
    let level = match line.mark {
        Mark::Heading(level) => f32::from(level),
        _ => 9.0,
    };
    row.extend([
        flag(line.mark == Mark::Bullet),
        level,
        flag(line.after_gap),
        weight(line, kind),
    ]);
    let kinds = [
        Kind::Prose,
        Kind::Sentence,
        Kind::Short,
        Kind::Item,
        Kind::Widget,
        Kind::RelatedMarker,
        Kind::Related,
        Kind::Tail,
        Kind::Footer,
        Kind::Caption,
        Kind::Credit,
        Kind::Closing,
    ];
    row.extend(kinds.map(|other| flag(kind == other)));
}

/// What the page as a whole says of its lines.
struct Page {
    n_lines: f32,
    n_long: f32,
    gaps: f32,
    bullets: f32,
    first_long: usize,
    last_long: usize,
    words_before: Vec<usize>,
    times: Vec<usize>,
    is_first: Vec<bool>,
    is_picked: Vec<bool>,
    is_title: Vec<bool>,
    /// The share of a line's longer words that the rules' story has elsewhere.
    shared: Vec<f32>,
    /// The same of the headline's words that the line has.
    titled: Vec<f32>,
}

impl Page {
    fn of(lines: &[Line], kinds: &[Kind], outline: &Outline, starts: &[Starts]) -> Self {
        let mut first_of: FxHashMap<&str, usize> = FxHashMap::default();
        let mut n_times: FxHashMap<&str, usize> = FxHashMap::default();
        let mut words_before = Vec::with_capacity(lines.len());
        let mut n_words = 0;
        for (place, line) in lines.iter().enumerate() {
            first_of.entry(&line.text).or_insert(place);
            *n_times.entry(&line.text).or_default() += 1;
            words_before.push(n_words);
            n_words += line.n_words;
        }
        let share = |n: usize| n as f32 / lines.len().max(1) as f32;
        let mut is_picked = vec![false; lines.len()];
        outline.picked.iter().for_each(|place| is_picked[*place] = true);
        let title = outline.title.map(|(place, _)| lines[place].text.as_str());
        Self {
            n_lines: ln(lines.len()),
            n_long: ln(lines.iter().filter(|line| is_long(line)).count()),
            gaps: share(lines.iter().filter(|line| line.after_gap).count()),
            bullets: share(lines.iter().filter(|line| line.mark == Mark::Bullet).count()),
            first_long: lines.iter().position(is_long).unwrap_or(0),
            last_long: lines.iter().rposition(is_long).unwrap_or(0),
            words_before,
            times: lines.iter().map(|line| n_times[line.text.as_str()]).collect(),
            is_first: lines
                .iter()
                .enumerate()
                .map(|(place, line)| first_of[line.text.as_str()] == place)
                .collect(),
            is_title: lines
                .iter()
                .map(|line| line.n_words <= 40 && title.is_some_and(|title| same_headline(&line.text, title)))
                .collect(),
            shared: Shared::of(starts, lines.len(), |place| {
                is_picked[place] && kinds[place] == Kind::Prose
            })
            .shares,
            titled: titled(starts, title),
            is_picked,
        }
    }

    fn features(&self, place: usize, outline: &Outline, row: &mut Vec<f32>) {
        let n = self.is_picked.len().max(1) as f32;
        let total = self.words_before.last().copied().unwrap_or(0).max(1) as f32;
        let from = |other: usize| signed_ln(place as f32 - other as f32);
        let region = &outline.region;
        row.extend([
            place as f32 / n,
            self.n_lines,
            self.words_before[place] as f32 / total,
            outline.title.map_or(-50.0, |(title, _)| from(title)),
            from(self.first_long),
            from(self.last_long),
            self.n_long,
            self.gaps,
            self.bullets,
            ln(self.times[place]),
            flag(self.is_first[place]),
            flag(self.is_picked[place]),
            flag(self.is_title[place]),
            from(region.start),
            from(region.end),
            ln(region.len()),
            region.len() as f32 / n,
            flag(outline.is_bare),
            self.shared[place],
            self.titled[place],
        ]);
    }
}

/// Returns the starts of each line's longer words, by which lines are compared.
pub(super) fn starts(lines: &[Line]) -> Vec<Starts> {
    let starts_of = |line: &Line| word_starts(&line.text).collect();
    lines.iter().map(starts_of).collect()
}

/// The starts of a line's longer words.
pub(super) type Starts = FxHashSet<String>;

/// How many of each line's longer words the paragraphs of the story have elsewhere, and which share that is.
pub(super) struct Shared {
    pub(super) counts: Vec<usize>,
    pub(super) shares: Vec<f32>,
}

impl Shared {
    /// Compares the first `n` lines with those that are paragraphs.
    pub(super) fn of(starts: &[Starts], n: usize, is_paragraph: impl Fn(usize) -> bool) -> Self {
        let mut n_paragraphs: FxHashMap<&str, usize> = FxHashMap::default();
        for place in (0..starts.len()).filter(|place| is_paragraph(*place)) {
            for start in &starts[place] {
                *n_paragraphs.entry(start).or_default() += 1;
            }
        }
        let mut shared = Self {
            counts: Vec::with_capacity(n),
            shares: Vec::with_capacity(n),
        };
        for (place, starts) in starts.iter().take(n).enumerate() {
            let own = usize::from(is_paragraph(place));
            let is_elsewhere = |start: &&String| n_paragraphs.get(start.as_str()).is_some_and(|n| *n > own);
            let count = starts.iter().filter(is_elsewhere).count();
            shared.counts.push(count);
            shared.shares.push(count as f32 / starts.len().max(1) as f32);
        }
        shared
    }
}

/// Returns which share of the headline's longer words each line has.
fn titled(starts: &[Starts], title: Option<&str>) -> Vec<f32> {
    let Some(title) = title else {
        return vec![-1.0; starts.len()];
    };
    let title: Vec<String> = word_starts(title).collect();
    let share = |line: &Starts| {
        let n_known = title.iter().filter(|start| line.contains(*start)).count();
        n_known as f32 / title.len().max(1) as f32
    };
    starts.iter().map(share).collect()
}

fn neighbours(place: usize, own: &[Own], row: &mut Vec<f32>) {
    for step in (-NEAR..=NEAR).filter(|step| *step != 0) {
        match place.checked_add_signed(step).and_then(|other| own.get(other)) {
            Some(other) => row.extend([
                other.ln_words,
                other.weight,
                flag(other.is_sentence),
                flag(other.is_bullet),
                flag(other.after_gap),
                flag(other.is_name),
                flag(other.phrases[2] || other.phrases[4]),
                flag(other.kind == Kind::Credit),
            ]),
            None => row.extend([-1.0; 8]),
        }
    }
}

/// How far from each line the nearest ones of some kind stand, and how many words stand around it.
struct Windows {
    /// For each kind of neighbour, the logarithm of the lines between, above and below.
    gaps: Vec<[Vec<f32>; 2]>,
    /// Words of the lines before each place, of long ones and of all.
    words: [Vec<f32>; 2],
}

impl Windows {
    fn of(own: &[Own]) -> Self {
        let is_end = |own: &Own| matches!(own.kind, Kind::Tail | Kind::Footer | Kind::RelatedMarker);
        let tests: [&dyn Fn(&Own) -> bool; 5] = [
            &|own| own.is_long,
            &|own| !own.is_long,
            &|own| !own.is_bullet,
            &is_end,
            &|own| own.kind == Kind::Credit,
        ];
        Self {
            gaps: tests.iter().map(|test| gaps(own, test)).collect(),
            words: [
                sums(own.iter().map(|own| if own.is_long { own.n_words } else { 0.0 })),
                sums(own.iter().map(|own| own.n_words)),
            ],
        }
    }

    fn features(&self, place: usize, row: &mut Vec<f32>) {
        for [above, below] in &self.gaps {
            row.extend([above[place], below[place]]);
        }
        let last = self.words[0].len() - 1;
        for width in [5, 15] {
            let above = (place.saturating_sub(width), place);
            let below = (place + 1, (place + 1 + width).min(last));
            for (from, to) in [above, below] {
                let [long, all] = self.words.each_ref().map(|sums| sums[to] - sums[from]);
                row.extend([long.ln_1p(), long / all.max(1.0)]);
            }
        }
    }
}

/// Returns for each line how many lines above and below it stand before the first that passes.
fn gaps(own: &[Own], test: &dyn Fn(&Own) -> bool) -> [Vec<f32>; 2] {
    /// Stands for no such line.
    const NONE: usize = 199;
    let passing = |lines: &mut dyn Iterator<Item = &Own>| {
        let mut gap = NONE;
        let gaps = lines.map(|own| {
            let before = gap;
            gap = if test(own) { 0 } else { (gap + 1).min(NONE) };
            ln(before)
        });
        gaps.collect::<Vec<f32>>()
    };
    let above = passing(&mut own.iter());
    let mut below = passing(&mut own.iter().rev());
    below.reverse();
    [above, below]
}

/// Returns the sums of the numbers before each place, and of all.
fn sums(numbers: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut sum = 0.0;
    let mut sums = vec![0.0];
    sums.extend(numbers.map(|number| {
        sum += number;
        sum
    }));
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::{Known, classify_among, split};

    #[test]
    fn every_line_has_as_many_numbers() {
        let paragraph =
            "The council closed the old bridge to lorries on Monday, because its piers had cracks.";
        for text in [
            paragraph.to_owned(),
            format!("Home\n\nBridge closes\n\n{paragraph}\n\n{paragraph} Nobody was hurt.\n\n* Most read\n"),
            format!("市議会は橋を閉鎖した。\n{paragraph}\n"),
        ] {
            let lines = split(&text);
            let kinds = classify_among(&lines, None);
            let outline = Outline::of(&lines, &kinds, Known::default()).unwrap();
            let rows = features(&lines, &kinds, &outline, &starts(&lines));
            assert_eq!(rows.len(), lines.len());
            assert!(rows.iter().all(|row| row.len() == rows[0].len()));
            assert!(rows.iter().flatten().all(|number| number.is_finite()));
        }
    }

    #[test]
    fn gaps_count_the_lines_between() {
        let line = |words: &str| Own::of(&Line::new(words, Mark::None, true).unwrap(), Kind::Short);
        let long = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";
        let own: Vec<Own> = ["a b", long, "c d", "e f", long].into_iter().map(line).collect();
        let [above, below] = gaps(&own, &|own| own.is_long);
        let lines = |gaps: Vec<f32>| gaps.iter().map(|gap| gap.exp_m1().round()).collect::<Vec<f32>>();
        assert_eq!(lines(above), [199.0, 199.0, 0.0, 1.0, 2.0]);
        assert_eq!(lines(below), [0.0, 2.0, 1.0, 0.0, 199.0]);
    }
}
