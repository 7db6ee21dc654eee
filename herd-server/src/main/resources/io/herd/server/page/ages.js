/** How old something is: for people, and as one of a few steps that have a colour each. Without the DOM. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** From which age on, in seconds, each step after the first begins. */
export const STEPS = [15, MINUTE, 10 * MINUTE, HOUR];

/** The step of an age: 0 for the newest. */
export function step(seconds) {
  let at = 0;
  while (at < STEPS.length && seconds >= STEPS[at]) {
    at++;
  }
  return at;
}

/** A duration in its largest unit that is not 0: 12 s, 3 min, 5 h, 2 d. */
export function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < MINUTE) {
    return `${whole} s`;
  }
  if (whole < HOUR) {
    return `${Math.floor(whole / MINUTE)} min`;
  }
  return whole < DAY ? `${Math.floor(whole / HOUR)} h` : `${Math.floor(whole / DAY)} d`;
}
