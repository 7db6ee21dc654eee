/** The map below: land and borders, drawn from outlines that the server has; online tiles instead where they are configured. */
import { onTheme, palette } from "./theme.js";
import { clip, world } from "./topology.js";

const TILE = 512;
/** How far around a tile outlines are drawn, so that the cut itself is out of sight. */
const AROUND = 12;
/** How much of a frame may go to tiles. */
const DRAWING_MILLIS = 6;
const GRATICULE_DEGREES = [30, 30, 30, 15, 10, 5, 5, 2, 1, 0.5];

/** Loads the outlines. */
export async function loadWorld(url) {
  return world(await (await fetch(url)).json());
}

/** The layer of drawn tiles. */
export function outlines(known) {
  const Outlines = L.GridLayer.extend({
    createTile({ x, y, z }, done) {
      const canvas = document.createElement("canvas");
      const ratio = Math.min(2, devicePixelRatio);
      canvas.width = canvas.height = TILE * ratio;
      later(() => {
        // It may have been scrolled out of sight meanwhile.
        if (canvas.isConnected) {
          const context = canvas.getContext("2d", { alpha: false });
          context.scale(ratio, ratio);
          drawTile(context, known, { size: 256 * 2 ** z, left: x * TILE, top: y * TILE, zoom: z });
          done(null, canvas);
        }
      });
      return canvas;
    },
  });
  const layer = new Outlines({ tileSize: TILE, updateWhenZooming: false, keepBuffer: 2 });
  onTheme(() => layer.redraw());
  return layer;
}

const waiting = [];

/** Draws in the next frames, a few milliseconds in each, so that the map goes on moving. */
function later(draw) {
  if (waiting.push(draw) === 1) {
    requestAnimationFrame(drawSome);
  }
}

function drawSome() {
  const until = performance.now() + DRAWING_MILLIS;
  do {
    waiting.shift()();
  } while (waiting.length > 0 && performance.now() < until);
  if (waiting.length > 0) {
    requestAnimationFrame(drawSome);
  }
}

function drawTile(context, known, { size, left, top, zoom }) {
  const colors = palette();
  context.fillStyle = colors.water;
  context.fillRect(0, 0, TILE, TILE);
  const box = [(left - AROUND) / size, (top - AROUND) / size, (left + TILE + AROUND) / size, (top + TILE + AROUND) / size];
  const meets = part => part.west <= box[2] && part.east >= box[0] && part.north <= box[3] && part.south >= box[1];
  const trace = points => {
    for (let i = 0; i < points.length; i += 2) {
      context.lineTo(points[i] * size - left, points[i + 1] * size - top);
    }
  };
  context.beginPath();
  for (const polygon of known.land) {
    if (meets(polygon[0])) {
      for (const ring of polygon) {
        const points = clip(ring.points, box);
        context.moveTo(points[0] * size - left, points[1] * size - top);
        trace(points);
        context.closePath();
      }
    }
  }
  context.fillStyle = colors.land;
  context.fill("evenodd");
  context.strokeStyle = colors.coast;
  context.lineWidth = zoom < 4 ? 0.8 : 1.2;
  context.stroke();
  context.beginPath();
  for (const border of known.borders) {
    if (meets(border)) {
      context.moveTo(border.points[0] * size - left, border.points[1] * size - top);
      trace(border.points);
    }
  }
  context.strokeStyle = colors.border;
  context.lineWidth = zoom < 4 ? 0.8 : 1.4;
  context.stroke();
  drawGraticule(context, size, left, top, zoom);
}

/** Meridians, and parallels at the same distances. */
function drawGraticule(context, size, left, top, zoom) {
  const step = size * (GRATICULE_DEGREES[zoom] || 0.25) / 360;
  context.beginPath();
  for (let at = Math.ceil(left / step) * step; at < left + TILE; at += step) {
    context.moveTo(at - left, 0);
    context.lineTo(at - left, TILE);
  }
  for (let at = Math.ceil(top / step) * step; at < top + TILE; at += step) {
    context.moveTo(0, at - top);
    context.lineTo(TILE, at - top);
  }
  context.strokeStyle = palette().graticule;
  context.lineWidth = 1;
  context.stroke();
}

/** Online tiles, as configured. */
export function onlineTiles(url) {
  return L.tileLayer(url, { maxZoom: 19, referrerPolicy: "no-referrer" });
}
