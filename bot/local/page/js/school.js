// Who there is, what time it is for the bot, and which messages have been seen. One place, read by all.

const SEEN = "online-safety-seen";

export const state = { people: new Map(), actions: [], bot: "", zone: "Europe/London", ahead: 0, heard: new Map() };

export function learn(school) {
  state.bot = school.bot;
  state.zone = school.zone;
  state.actions = school.actions;
  state.people = new Map(school.people.map((person) => [person.id, person]));
  state.heard = new Map(school.people.map((person) => [person.id, new Set(person.heard)]));
  setNow(school.now);
}

export function setNow(iso) {
  state.ahead = new Date(iso).getTime() - Date.now();
}

export function now() {
  return new Date(Date.now() + state.ahead);
}

const clean = (role) => role.replaceAll("_", " ");

// "Champion, deputy DSL": everybody is staff, so it is said only of those who are nothing else.
export function roleWords(person) {
  const others = person.roles.filter((role) => role !== "staff");
  const words = (others.length ? others : person.roles).map((role) =>
    clean(role).replace(/\bdsl\b/g, "DSL").replace(/\bit\b/g, "IT"),
  );
  const text = words.join(", ");
  return text ? text[0].toUpperCase() + text.slice(1) : "";
}

const seen = (() => {
  try {
    return JSON.parse(localStorage.getItem(SEEN)) || {};
  } catch {
    return {};
  }
})();

export function hear(person, message) {
  state.heard.get(person)?.add(message);
}

export function see(person) {
  const heard = [...(state.heard.get(person) || [])];
  const newest = heard.reduce((latest, id) => (Number(id) > Number(latest) ? id : latest), "0");
  if (Number(newest) > Number(seen[person] || 0)) {
    seen[person] = newest;
    localStorage.setItem(SEEN, JSON.stringify(seen));
  }
}

export function unread(person) {
  const last = Number(seen[person] || 0);
  return [...(state.heard.get(person) || [])].filter((id) => Number(id) > last).length;
}

const formats = new Map();

function format(name, options) {
  const key = `${name} ${state.zone}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: state.zone, ...options }));
  return formats.get(key);
}

export const time = (moment) => format("time", { hour: "2-digit", minute: "2-digit" }).format(moment);
export const day = (moment) => format("day", { weekday: "long", day: "numeric", month: "long" }).format(moment);
export const clock = (moment) =>
  format("clock", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(moment);
