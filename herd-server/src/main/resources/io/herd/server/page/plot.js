/** A small plot of one figure over time. */
import { svg } from "./dom.js";

const WIDTH = 120;
const HEIGHT = 28;

/**
 * A plot of a series of numbers, the newest last; where there is null it has a gap. It has room for so many, and its height stands for
 * at least so much.
 */
export function plot(series, { room, least, label }) {
  const most = Math.max(least, ...series.filter(each => each !== null));
  const start = WIDTH - (series.length - 1) * WIDTH / (room - 1);
  const x = index => (start + index * WIDTH / (room - 1)).toFixed(1);
  const y = value => (HEIGHT - 1 - value / most * (HEIGHT - 4)).toFixed(1);
  let line = "";
  let area = "";
  series.forEach((value, index) => {
    if (value === null) {
      return;
    }
    const isFirst = index === 0 || series[index - 1] === null;
    const isLast = index === series.length - 1 || series[index + 1] === null;
    line += `${isFirst ? "M" : "L"}${x(index)} ${y(value)}`;
    area += `${isFirst ? `M${x(index)} ${HEIGHT}L` : "L"}${x(index)} ${y(value)}${isLast ? `L${x(index)} ${HEIGHT}Z` : ""}`;
  });
  return svg("svg", { class: "plot", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": label },
    svg("path", { class: "area", d: area }), svg("path", { class: "line", d: line }));
}
