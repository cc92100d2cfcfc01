// Making elements. Text is always set as text, never as HTML.

export function el(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") element.className = value;
    else if (key === "data") Object.assign(element.dataset, value);
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const SHAPES = {
  attach: "M14.5 8.5l-5.6 5.6a2 2 0 0 1-2.8-2.8l6-6a3.4 3.4 0 0 1 4.8 4.8l-6.3 6.3a4.8 4.8 0 0 1-6.8-6.8l5.6-5.6",
  send: "M3.5 10L3 3.5 17.5 10 3 16.5 3.5 10zm0 0h7",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  close: "M5 5l10 10M15 5L5 15",
  file: "M6 2.8h5.2L15 6.6v10.6H6zM11 3v4h4",
};

// A line drawing, hidden from screen readers: the button round it has the name.
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

export function initials(name) {
  const words = name.replace(/\(.*?\)/g, "").split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return ends.map((word) => [...word][0].toUpperCase()).join("");
}

// The same person has the same one of eight colours everywhere.
export function avatar(name, id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return el("span", { class: `avatar hue-${sum % 8}`, "aria-hidden": "true" }, initials(name));
}
