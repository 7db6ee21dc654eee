/** Draws how many clients are in each cell of a grid, where there are too many for their positions. */
import { toX, toY } from "./mercator.js";
import { copies } from "./canvas.js";
import { palette } from "./theme.js";

const LEAST_FOR_TEXT = 34;

/** A colour between those of a scale, by a number from 0 to 1. */
function mixed(scale, part) {
  const at = Math.min(scale.length - 1.001, part * (scale.length - 1));
  const [low, high] = [scale[Math.floor(at)], scale[Math.floor(at) + 1]];
  const channel = i => {
    const [from, to] = [low, high].map(color => parseInt(color.slice(1 + 2 * i, 3 + 2 * i), 16));
    return Math.round(from + (to - from) * (at % 1));
  };
  return `rgb(${channel(0)},${channel(1)},${channel(2)})`;
}

const short = count => count >= 1e6 ? `${(count / 1e6).toFixed(1)}M` : count >= 1e4 ? `${Math.round(count / 1e3)}k` : count.toString();

/** The sides of a cell in the projection; a grid may go across the antimeridian. */
function cell(grid, index) {
  const width = (grid.east - grid.west + (grid.east < grid.west ? 360 : 0)) / grid.columns;
  const height = (grid.north - grid.south) / grid.rows;
  const west = grid.west + index % grid.columns * width;
  const south = grid.south + Math.floor(index / grid.columns) * height;
  return { west: toX(west), east: toX(west + width), south: toY(south), north: toY(south + height) };
}

export function drawCells(context, view, grid) {
  const scale = palette().cells;
  const most = Math.log1p(grid.counts.reduce((one, other) => Math.max(one, other), 1));
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = "600 11px system-ui, sans-serif";
  grid.counts.forEach((count, index) => {
    if (count === 0) {
      return;
    }
    const { west, east, south, north } = cell(grid, index);
    const part = Math.log1p(count) / most;
    const [width, height] = [(east - west) * view.world, (south - north) * view.world];
    for (const copy of copies(view)) {
      const [x, y] = [(west + copy) * view.world + view.x, north * view.world + view.y];
      context.globalAlpha = 0.55 + 0.4 * part;
      context.fillStyle = mixed(scale, part);
      context.beginPath();
      context.roundRect(x + 1, y + 1, width - 2, height - 2, Math.min(6, width / 4));
      context.fill();
      context.globalAlpha = 1;
      if (width >= LEAST_FOR_TEXT && height >= 16) {
        context.fillStyle = part > 0.45 ? "#ffffff" : palette().name;
        context.fillText(short(count), x + width / 2, y + height / 2);
      }
    }
  });
}
