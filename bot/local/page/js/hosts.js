// How Teams draws cards: Microsoft's host configurations, light and dark, and a high-contrast one made of the dark one.

const THEME = "online-safety-theme";
const FONT = "'Segoe UI', 'Segoe UI Web', -apple-system, Roboto, 'Liberation Sans', system-ui, sans-serif";

// The designer's configurations are older than Teams' present colours, some of which were darkened to be legible.
const TODAY = {
  light: { accent: "#4f52b2", good: "#237b4b", warning: "#835c00", attention: "#b4283f", subtle: "#5b5a58" },
  dark: { accent: "#a6a7f5", good: "#92c353", warning: "#f8d22a", attention: "#f07a86", subtle: "#c8c6c4" },
  contrast: { accent: "#1aebff", good: "#3ff23f", warning: "#ffff01", attention: "#ff9e9e", subtle: "#ffffff" },
};

// The designer's dark configuration leaves these containers as light as the light one's, and writes on them in light grey.
// Each is told from the card by its fill, and by the bar that cards.css draws at its left: both know these colours.
const BANDS = {
  dark: { accent: "#333366", good: "#1a4d29", warning: "#54420f", attention: "#6b2329" },
  contrast: { accent: "#003b5c", good: "#004d12", warning: "#5c4700", attention: "#7a0000" },
};

const configs = new Map();

async function config(name) {
  const file = name === "light" ? "light" : "dark";
  const response = await fetch(`/page/vendor/microsoft-teams-${file}.json`);
  const json = await response.json();
  const colours = TODAY[name];
  for (const [kind, style] of Object.entries(json.containerStyles)) {
    if (!style || !style.foregroundColors) continue;
    for (const [role, colour] of Object.entries(colours)) {
      if (role === "subtle") style.foregroundColors.default.subtle = colour;
      else style.foregroundColors[role] = { default: colour, subtle: colour };
    }
    const band = BANDS[name]?.[kind];
    if (band) {
      style.backgroundColor = band;
      style.foregroundColors.default = { default: "#ffffff", subtle: name === "dark" ? "#e0dedc" : "#ffffff" };
    }
    if (name === "contrast") {
      style.backgroundColor = band || "#000000";
      style.borderColor = "#ffffff";
      style.foregroundColors.default = { default: "#ffffff", subtle: "#ffffff" };
    }
  }
  Object.assign(json.containerStyles.emphasis, { backgroundColor: { light: "#f5f5f5", dark: "#383838", contrast: "#000000" }[name] });
  json.containerStyles.default.backgroundColor = "#00000000";
  json.separator.lineColor = { light: "#e0e0e0", dark: "#525252", contrast: "#ffffff" }[name];
  json.fontTypes.default.fontFamily = FONT;
  json.inputs = { ...json.inputs, allowDynamicallyFilteredChoiceSet: true, errorMessage: { color: "attention" } };
  return json;
}

export async function load() {
  for (const name of Object.keys(TODAY)) configs.set(name, await config(name));
}

export const hostConfig = () => new AdaptiveCards.HostConfig(configs.get(document.documentElement.dataset.theme));

export function theme() {
  const asked = new URLSearchParams(location.search).get("theme");
  const kept = asked || localStorage.getItem(THEME);
  if (kept in TODAY) return kept;
  if (matchMedia("(prefers-contrast: more)").matches) return "contrast";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function setTheme(name) {
  document.documentElement.dataset.theme = name;
}

export function keepTheme(name) {
  localStorage.setItem(THEME, name);
  setTheme(name);
}
