/** Pictures of clients, drawn once for each colour and heading, so that thousands can be copied in a frame. */
import { palette } from "./theme.js";

const HEADINGS = 32;

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
  canvas.width = Math.ceil(size * ratio) * (1 + HEADINGS);
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
  return { canvas, step, size, width, pixels: new Uint32Array(context.getImageData(0, 0, width, height).data.buffer) };
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
