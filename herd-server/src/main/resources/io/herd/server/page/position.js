/** Reports where this browser is, for as long as the user wants. */
import { api } from "./api.js";
import { notice } from "./dom.js";
import { texts } from "./texts.js";

const KEY = "herd.name";
const LEAST_PAUSE = 2000;

/** Makes a button share the position, or say why it cannot. */
export function sharePosition(button, onName) {
  let watch = null;
  let last = 0;

  const stop = () => {
    navigator.geolocation.clearWatch(watch);
    watch = null;
    button.textContent = texts.sharePosition;
    button.setAttribute("aria-pressed", "false");
  };

  const start = name => {
    watch = navigator.geolocation.watchPosition(async ({ coords, timestamp }) => {
      if (performance.now() - last < LEAST_PAUSE && last > 0) {
        return;
      }
      last = performance.now();
      try {
        await api("POST", "/api/v1/reports", report(name, coords, timestamp));
        onName(name);
      } catch (problem) {
        notice(problem.message);
        stop();
      }
    }, () => {
      notice(texts.denied);
      stop();
    }, { enableHighAccuracy: true });
    button.textContent = texts.sharing;
    button.setAttribute("aria-pressed", "true");
  };

  button.addEventListener("click", () => {
    if (watch !== null) {
      stop();
    } else if (!window.isSecureContext || !navigator.geolocation) {
      notice(texts.insecure);
    } else {
      const name = prompt(texts.sharingName, localStorage.getItem(KEY) || "me/browser")?.trim();
      if (name) {
        localStorage.setItem(KEY, name);
        start(name);
      }
    }
  });
}

/** What a browser tells of a position, as the API has it; what it does not know is left out. */
export function report(client, coords, timestamp) {
  const { latitude, longitude, accuracy, altitude, speed, heading } = coords;
  const known = Object.entries({ accuracy, altitude, speed, course: heading }).filter(([, value]) => Number.isFinite(value));
  return { client, latitude, longitude, time: timestamp / 1000, ...Object.fromEntries(known) };
}
