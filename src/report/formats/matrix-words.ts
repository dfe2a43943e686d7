/**
 * A number for people.
 * @param number a whole one
 * @returns `12,000`
 */
export function thousands(number: number): string {
  return String(Math.round(number)).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/**
 * A number with its noun, for people.
 * @param number how many
 * @param noun of one
 * @returns `1 cell`, `12,000 cells`
 */
export function counted(number: number, noun: string): string {
  return `${thousands(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/**
 * How long something takes, for people.
 * @param ms milliseconds
 * @returns `0.8 s`, `48 s`, `1 min 48 s`, `2 h 5 min`
 */
export function lasting(ms: number): string {
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${thousands(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

/**
 * How many there are in a second, for people.
 * @param number how many there were
 * @param ms in how many milliseconds
 * @returns `812/s`; `0.4/s` below ten
 */
export function perSecond(number: number, ms: number): string {
  const rate = (number * 1000) / Math.max(1, ms);
  return `${rate < 10 ? rate.toFixed(1) : thousands(rate)}/s`;
}
