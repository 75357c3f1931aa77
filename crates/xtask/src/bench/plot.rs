//! A plot as SVG: lines over two logarithmic axes, drawn without a library. It looks right on light and dark pages.

use std::fmt::Write;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 400.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 150.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 52.0;
/// Labels at the ends of lines stand at least so far from one another.
const LABEL_GAP: f64 = 15.0;

/// Colours that people with colour-blindness can tell apart (Okabe and Ito), on white and on black.
const COLOURS: [&str; 7] = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f",
];

/// A line and what it shows.
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) points: Vec<(f64, f64)>,
}

/// What a plot shows.
pub(crate) struct Plot<'a> {
    pub(crate) title: &'a str,
    pub(crate) across: &'a str,
    pub(crate) up: &'a str,
    pub(crate) lines: &'a [Line],
}

/// The powers of ten between which an axis lies, and where it lies on the drawing.
struct Axis {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Axis {
    fn new(values: impl Iterator<Item = f64>, start: f64, end: f64) -> Self {
        let logs: Vec<f64> = values.map(|value| value.max(1e-3).log10()).collect();
        let from = logs.iter().copied().fold(f64::INFINITY, f64::min).floor();
        let to = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max).ceil();
        let to = to.max(from + 1.0);
        Self { from, to, start, end }
    }

    fn place(&self, value: f64) -> f64 {
        let share = (value.max(1e-3).log10() - self.from) / (self.to - self.from);
        self.start + share * (self.end - self.start)
    }

    /// Returns the powers of ten on the axis.
    fn ticks(&self) -> impl Iterator<Item = f64> {
        (self.from as i32..=self.to as i32).map(|power| 10_f64.powi(power))
    }
}

/// Draws a plot; without any point it is empty.
pub(crate) fn draw(plot: &Plot<'_>) -> String {
    let points = || plot.lines.iter().flat_map(|line| &line.points);
    if points().next().is_none() {
        return String::new();
    }
    let across = Axis::new(points().map(|point| point.0), LEFT, WIDTH - RIGHT);
    let up = Axis::new(points().map(|point| point.1), HEIGHT - BOTTOM, TOP);
    let mut svg = String::new();
    write_svg(&mut svg, plot, &across, &up).expect("a string takes every write");
    svg
}

fn write_svg(svg: &mut String, plot: &Plot<'_>, across: &Axis, up: &Axis) -> std::fmt::Result {
    let Plot { title, up: unit, .. } = plot;
    writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{title}\" \
         font-family=\"system-ui, sans-serif\" font-size=\"13\">"
    )?;
    writeln!(
        svg,
        "<style>text {{ fill: #333 }} .grid {{ stroke: #8885 }} \
         @media (prefers-color-scheme: dark) {{ text {{ fill: #ddd }} }}</style>"
    )?;
    writeln!(
        svg,
        "<text x=\"{LEFT}\" y=\"20\" font-weight=\"600\">{title}</text>"
    )?;
    for tick in up.ticks() {
        let (y, end) = (up.place(tick), across.end);
        writeln!(
            svg,
            "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{end}\"/><text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{tick}</text>",
            LEFT - 8.0,
            y + 4.0
        )?;
    }
    for tick in across.ticks() {
        let (x, bottom) = (across.place(tick), HEIGHT - BOTTOM);
        writeln!(
            svg,
            "<path class=\"grid\" d=\"M{x:.1} {TOP}V{bottom}\"/><text x=\"{x:.1}\" y=\"{:.0}\" text-anchor=\"middle\">{}</text>",
            bottom + 18.0,
            with_commas(tick)
        )?;
    }
    let middle = (across.start + across.end) / 2.0;
    writeln!(
        svg,
        "<text x=\"{middle:.0}\" y=\"{:.0}\" text-anchor=\"middle\">{}</text>",
        HEIGHT - 10.0,
        plot.across
    )?;
    writeln!(
        svg,
        "<text transform=\"translate(16 {:.0}) rotate(-90)\" text-anchor=\"middle\">{unit}</text>",
        (up.start + up.end) / 2.0
    )?;
    write_lines(svg, plot, across, up)?;
    writeln!(svg, "</svg>")
}

fn write_lines(svg: &mut String, plot: &Plot<'_>, across: &Axis, up: &Axis) -> std::fmt::Result {
    let mut labels = Vec::new();
    for (number, line) in plot.lines.iter().enumerate() {
        let colour = COLOURS[number % COLOURS.len()];
        let places: Vec<(f64, f64)> = line
            .points
            .iter()
            .map(|(x, y)| (across.place(*x), up.place(*y)))
            .collect();
        let path: Vec<String> = places.iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
        writeln!(
            svg,
            "<path d=\"M{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            path.join("L")
        )?;
        for (x, y) in &places {
            writeln!(
                svg,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"/>"
            )?;
        }
        labels.extend(places.last().map(|(x, y)| (*x, *y, &line.name, colour)));
    }
    labels.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut lowest = f64::NEG_INFINITY;
    for (x, y, name, colour) in labels {
        lowest = (lowest + LABEL_GAP).max(y + 4.0);
        writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{lowest:.1}\" style=\"fill: {colour}\">{name}</text>",
            x + 8.0
        )?;
    }
    Ok(())
}

fn with_commas(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_lines_within_the_axes() {
        let line = |name: &str, points: &[(f64, f64)]| Line {
            name: name.into(),
            points: points.to_vec(),
        };
        let lines = [
            line("p50", &[(1e4, 2.0), (1e5, 9.0)]),
            line("p99", &[(1e4, 20.0), (1e5, 90.0)]),
        ];
        let svg = draw(&Plot {
            title: "Latency",
            across: "articles",
            up: "ms",
            lines: &lines,
        });
        assert!(
            svg.contains(">10,000</text>") && svg.contains(">p99</text>"),
            "{svg}"
        );
        assert!(svg.contains("<path d=\"M64.0 "), "{svg}");
        assert_eq!(svg.matches("<circle").count(), 4);
    }

    #[test]
    fn nothing_gives_nothing() {
        let lines = [Line {
            name: "p50".into(),
            points: Vec::new(),
        }];
        let plot = Plot {
            title: "",
            across: "",
            up: "",
            lines: &lines,
        };
        assert_eq!(draw(&plot), "");
    }
}
