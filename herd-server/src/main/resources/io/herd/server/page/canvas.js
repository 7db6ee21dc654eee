/** A layer of Leaflet that is one canvas over what is in view, and somewhat around it. */

/**
 * Options: `draw(context, view)`, the pane, `margin` around what is in view as a part of its size, and whether the layer `follows`
 * the map while it is dragged; otherwise it is drawn again once the map rests.
 */
export const CanvasLayer = L.Layer.extend({
  initialize(options) {
    L.setOptions(this, { margin: 0, follows: false, ...options });
    this.request = this.request.bind(this);
    this._frame = 0;
  },

  onAdd() {
    this._canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated", this.getPane());
    this._canvas.setAttribute("aria-hidden", "true");
    this.request();
  },

  onRemove() {
    this._canvas.remove();
  },

  getEvents() {
    const events = { viewreset: this.request, moveend: this.request, zoomend: this.request, resize: this.request, zoomanim: this._zoom };
    return this.options.follows ? { ...events, move: this.request } : events;
  },

  /** Has it drawn again in the next frame, once. */
  request() {
    this._frame ||= requestAnimationFrame(() => {
      this._frame = 0;
      this._redraw();
    });
  },

  /** Moves and scales what is drawn as the map zooms. */
  _zoom({ center, zoom }) {
    const scale = this._map.getZoomScale(zoom, this._drawnAt);
    const corner = this._map._latLngToNewLayerPoint(this._corner, zoom, center);
    L.DomUtil.setTransform(this._canvas, corner, scale);
  },

  _redraw() {
    const map = this._map;
    if (!map || map._animatingZoom) {
      return;
    }
    const size = map.getSize();
    const margin = size.multiplyBy(this.options.margin).round();
    const corner = map.containerPointToLayerPoint(margin.multiplyBy(-1));
    const [width, height] = [size.x + 2 * margin.x, size.y + 2 * margin.y];
    const ratio = Math.min(2, devicePixelRatio);
    if (this._canvas.width !== Math.round(width * ratio) || this._canvas.height !== Math.round(height * ratio)) {
      this._canvas.width = Math.round(width * ratio);
      this._canvas.height = Math.round(height * ratio);
      this._canvas.style.width = `${width}px`;
      this._canvas.style.height = `${height}px`;
    }
    L.DomUtil.setPosition(this._canvas, corner);
    this._corner = map.layerPointToLatLng(corner);
    this._drawnAt = map.getZoom();
    const context = this._canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const origin = map.getPixelOrigin().add(corner);
    this.options.draw(context, {
      width, height, ratio, zoom: this._drawnAt,
      /** The width of the world, and where its north-western corner is, in the canvas's pixels. */
      world: 256 * 2 ** this._drawnAt, x: -origin.x, y: -origin.y,
    });
  },
});

/** The whole numbers of worlds to the east at which a view shows the world again. */
export function copies(view) {
  const all = [];
  for (let copy = Math.floor(-view.x / view.world); copy * view.world + view.x < view.width; copy++) {
    all.push(copy);
  }
  return all;
}
