/** Pictures of clients, drawn once for each colour and heading, so that thousands can be copied in a frame. */
import { palette } from "./theme.js";

const HEADINGS = 32;
/** How many pictures a row of a sheet has. */
export const COLUMNS = 1 + HEADINGS;

/** The column of a heading in degrees; 0 is the one without any. */
export function column(heading) {
  return heading === null ? 0 : 1 + Math.round(heading * HEADINGS / 360) % HEADINGS;
}

/**
 * A sheet with a row for each step of age, and a column for each heading: as a canvas and as pixels. `size` is the width of a picture in
 * CSS pixels, `step` in those of the canvas.
 */
export function sprites(radius, ratio) {
  const { ages, edge, glow } = palette();
  const size = Math.ceil(2 * (radius * 1.35 + Math.min(glow, radius)) + 2);
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(size * ratio) * COLUMNS;
  canvas.height = Math.ceil(size * ratio) * ages.length;
  const step = Math.ceil(size * ratio);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  ages.forEach((color, row) => {
    for (let at = 0; at <= HEADINGS; at++) {
      context.setTransform(ratio, 0, 0, ratio, (at + 0.5) * step, (row + 0.5) * step);
      context.shadowColor = color;
      context.shadowBlur = row < 3 ? Math.min(glow, radius) * ratio : 0;
      draw(context, radius, at === 0 ? null : (at - 1) * 2 * Math.PI / HEADINGS);
      context.fillStyle = color;
      context.fill();
      context.shadowBlur = 0;
      if (radius >= 4) {
        context.strokeStyle = edge;
        context.lineWidth = radius / 6;
        context.stroke();
      }
    }
  });
  const { width, height } = canvas;
  const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
  return { canvas, step, size, width, pixels, spans: spans(pixels, width, height, step) };
}

/** Where each line of each picture begins and ends: most of a picture's corners are empty. By the picture, then by the line. */
function spans(pixels, width, height, step) {
  const found = new Uint8Array(2 * width * height / step);
  let at = 0;
  for (let top = 0; top < height; top += step) {
    for (let left = 0; left < width; left += step) {
      for (let line = 0; line < step; line++, at += 2) {
        const row = pixels.subarray((top + line) * width + left, (top + line) * width + left + step);
        const first = row.findIndex(pixel => pixel >>> 24 > 0);
        found[at] = first < 0 ? 0 : first;
        found[at + 1] = first < 0 ? 0 : row.findLastIndex(pixel => pixel >>> 24 > 0) + 1;
      }
    }
  }
  return found;
}

/** An arrow into the heading, or a dot without one. */
function draw(context, radius, heading) {
  context.beginPath();
  if (heading === null) {
    context.arc(0, 0, radius * 0.8, 0, 2 * Math.PI);
    return;
  }
  context.rotate(heading);
  context.moveTo(0, -radius * 1.3);
  context.lineTo(radius * 0.85, radius);
  context.lineTo(0, radius * 0.5);
  context.lineTo(-radius * 0.85, radius);
  context.closePath();
}
