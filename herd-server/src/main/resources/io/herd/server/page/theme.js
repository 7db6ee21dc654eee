/** Light or dark: as the system has it, until the user chooses. Colours that canvases need are here, all others in page.css. */

const KEY = "herd.theme";
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

/** Ages can be told apart by those who cannot tell all colours, and from land and water. */
export const PALETTES = {
  light: {
    water: "#d3e0ea", land: "#f6f4ef", coast: "#b3c3d0", border: "#d9d4c9", graticule: "#00000010",
    country: "#8b93a3", town: "#5b6475", townDot: "#8b93a3", halo: "#f6f4efcc", name: "#1b2333",
    ages: ["#e64100", "#a00d3a", "#4b1173", "#1976e6", "#727782"], edge: "#ffffff", glow: 0,
    selected: "#1b2333", cells: ["#ffe0b8", "#ff9d4d", "#e0316f", "#7a1fa0"],
  },
  dark: {
    water: "#0b1322", land: "#1a253b", coast: "#3a5076", border: "#2c3d5c", graticule: "#ffffff0a",
    country: "#6d7e9f", town: "#94a2bc", townDot: "#6d7e9f", halo: "#131c2fcc", name: "#eef2fa",
    ages: ["#ffc52e", "#f4493f", "#b44fee", "#80bcfa", "#737d8c"], edge: "#0a101d", glow: 7,
    selected: "#ffffff", cells: ["#3a2a55", "#8c2f7d", "#ee5a5a", "#ffc04d"],
  },
};

const listeners = [];

export function isDark() {
  const chosen = localStorage.getItem(KEY);
  return chosen ? chosen === "dark" : systemIsDark.matches;
}

export const palette = () => PALETTES[isDark() ? "dark" : "light"];

/** Has a listener called whenever the colours have changed. */
export function onTheme(listener) {
  listeners.push(listener);
}

export function toggleTheme() {
  const next = isDark() ? "light" : "dark";
  localStorage.setItem(KEY, next);
  apply();
}

function apply() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  listeners.forEach(listener => listener());
}

systemIsDark.addEventListener("change", apply);
document.documentElement.dataset.theme = isDark() ? "dark" : "light";
