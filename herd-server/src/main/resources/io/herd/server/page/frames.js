/** Decodes the binary messages of the subprotocol herd.binary.1: bytes to calls, without the DOM. */

const CHANGES = 1;
const DEGREES = 1e7;
const utf8 = new TextDecoder();

const PLAIN = /^[\w.~-]*$/;

/** The path segment that names a client exactly, even where its name, which the bytes are decoded to, is not UTF-8. */
export function segment(bytes, name) {
  if (PLAIN.test(name)) {
    return name;
  }
  let text = "";
  for (const byte of bytes) {
    const isPlain = (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
      || byte === 45 || byte === 46 || byte === 95 || byte === 126;
    text += isPlain ? String.fromCharCode(byte) : "%" + byte.toString(16).toUpperCase().padStart(2, "0");
  }
  return text;
}

/**
 * Reads a message and tells the reader of all that is in it, in the order of the message.
 *
 * The reader has `began()`, which comes first, `named(number, name, segment)`, `reported(number, latitude, longitude, ageSeconds)`, `left(number)`, `gone(number)`
 * and `counted(cells)`; `begin(id, nowMillis)` comes first and returns the reader of that subscription, or nothing to skip it.
 */
export function decode(buffer, begin) {
  const view = new DataView(buffer);
  const idLength = view.getUint8(1);
  const id = utf8.decode(new Uint8Array(buffer, 2, idLength));
  const reader = begin(id, Number(view.getBigInt64(2 + idLength)));
  if (!reader) {
    return;
  }
  reader.began();
  if (view.getUint8(0) === CHANGES) {
    changes(view, 10 + idLength, reader);
  } else {
    cells(view, 10 + idLength, reader);
  }
}

function changes(view, start, reader) {
  let at = start;
  const count = () => {
    at += 2;
    return view.getUint16(at - 2);
  };
  for (let left = count(); left > 0; left--) {
    const length = view.getUint16(at + 4);
    const bytes = new Uint8Array(view.buffer, at + 6, length);
    const name = utf8.decode(bytes);
    reader.named(view.getUint32(at), name, segment(bytes, name));
    at += 6 + length;
  }
  for (let left = count(); left > 0; left--) {
    reader.reported(view.getUint32(at), view.getInt32(at + 4) / DEGREES, view.getInt32(at + 8) / DEGREES,
      view.getInt32(at + 12) / 10);
    at += 16;
  }
  for (let left = count(); left > 0; left--, at += 4) {
    reader.left(view.getUint32(at));
  }
  for (let left = count(); left > 0; left--, at += 4) {
    reader.gone(view.getUint32(at));
  }
}

function cells(view, at, reader) {
  const [west, south, east, north] = [0, 4, 8, 12].map(offset => view.getInt32(at + offset) / DEGREES);
  const columns = view.getUint16(at + 16);
  const rows = view.getUint16(at + 18);
  const counts = new Uint32Array(columns * rows);
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    counts[i] = view.getUint32(at + 20 + 4 * i);
    total += counts[i];
  }
  reader.counted({ west, south, east, north, columns, rows, counts, total });
}
