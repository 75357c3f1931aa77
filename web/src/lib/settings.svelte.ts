// What the page keeps in the browser: settings, and nothing else.

/** How close results stand. */
export type Density = 'comfortable' | 'compact';

const DENSITY_KEY = 'dateline.density';

class Settings {
  density = $state<Density>(read(DENSITY_KEY) === 'compact' ? 'compact' : 'comfortable');
}

/** The settings. Changed only by the functions of this file. */
export const settings = new Settings();

/** Sets how close results stand, for this visit and the next. */
export function setDensity(density: Density): void {
  settings.density = density;
  write(DENSITY_KEY, density);
}

// A browser may forbid a page to keep anything; the setting then lasts as long as the visit.
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // See above.
  }
}
