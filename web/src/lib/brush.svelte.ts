// The brush of the time line: from presses and keys to a run of bars. Timeline.svelte shows it.
import { barsOf, type BarSpan, type Days, daysOf, type DaySpan } from './histogram';

/** How far each key moves along the bars. */
const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -12,
  PageDown: 12,
  Home: -Infinity,
  End: Infinity,
};

/** What the brush needs of the page. */
interface Surroundings {
  buckets: () => readonly Days[];
  chosen: () => DaySpan;
  choose: (days: DaySpan) => void;
}

export class Brush {
  /** The bars between where a brush began and where it is; null while none is being drawn. */
  drawn = $state.raw<BarSpan | null>(null);
  /** The bar that the arrow keys are on; -1 for none. */
  active = $state(-1);
  /** The bar under the pointer; -1 for none. */
  hovered = $state(-1);
  /** The bars to tell of: those that are being drawn, else the one that is pointed at. */
  readonly told: BarSpan | null = $derived.by(() => {
    const at = this.hovered === -1 ? this.active : this.hovered;
    return this.drawn ?? (at === -1 ? null : { first: at, last: at });
  });

  constructor(private readonly page: Surroundings) {}

  /** Begins at a bar. */
  begin(bar: number): void {
    this.drawn = { first: bar, last: bar };
  }

  /** Goes on to a bar. */
  extend(bar: number): void {
    this.hovered = bar;
    if (this.drawn !== null) this.drawn = { first: this.drawn.first, last: bar };
  }

  /** Chooses what was drawn. */
  end(): void {
    if (this.drawn !== null) this.page.choose(daysOf(this.page.buckets(), this.drawn));
    this.drawn = null;
  }

  /** Forgets what was drawn, and where the pointer and the arrow keys were. */
  leave(): void {
    [this.active, this.hovered, this.drawn] = [-1, -1, null];
  }

  /** Does what a key asks for; returns whether it asked for anything. */
  press(key: string, isShifted: boolean): boolean {
    const buckets = this.page.buckets();
    if (buckets.length === 0) return false;
    const step = STEPS[key];
    if (step !== undefined) this.move(step, isShifted, buckets.length - 1);
    else if (key === 'Enter' || key === ' ') this.take();
    else if (key === 'Escape') return this.escape();
    else return false;
    return true;
  }

  private move(step: number, isShifted: boolean, last: number): void {
    const within = (bar: number) => Math.min(last, Math.max(0, bar));
    const start = barsOf(this.page.buckets(), this.page.chosen())?.first ?? (step > 0 ? -1 : last + 1);
    const from = this.active === -1 ? start : this.active;
    this.active = within(from + step);
    this.drawn = isShifted ? { first: this.drawn?.first ?? within(from), last: this.active } : null;
  }

  private take(): void {
    if (this.drawn === null && this.active !== -1) this.begin(this.active);
    this.end();
  }

  private escape(): boolean {
    const { after, before } = this.page.chosen();
    const isChosen = after !== null || before !== null;
    if (this.drawn !== null) this.drawn = null;
    else if (isChosen) this.page.choose({ after: null, before: null });
    else return false;
    return true;
  }
}
