/** Makes elements. Texts go in as text, never as markup. */

/** An element with attributes and children: `on...` are listeners, false and null leave an attribute out. */
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** The same of SVG. */
export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function filled(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) {
      node.addEventListener(key.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(key, value);
    }
  }
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}

const MOST_CHARACTERS = 300;

/** What somebody else has named: cut, and on its own, so that its direction does not change what is around it. */
export function foreign(text) {
  return element("bdi", {}, shortened(text, MOST_CHARACTERS));
}

/** At most so many characters of a text. */
export function shortened(text, most) {
  const whole = Array.from(text.slice(0, 2 * most));
  return whole.length > most || text.length > 2 * most ? whole.slice(0, most - 1).join("") + "…" : text;
}

/** Whether a text could be copied to the clipboard: browsers allow it over HTTPS and on the same machine only. */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

let hiding = 0;

/** Says something to the user for a while. */
export function notice(text) {
  const place = document.getElementById("notice");
  place.textContent = text;
  place.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => place.hidden = true, 6000);
}
