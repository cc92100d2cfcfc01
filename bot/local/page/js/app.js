// The page: who is open beside whom, and where each change goes.

import * as api from "./api.js";
import { prepare } from "./card.js";
import * as clock from "./clock.js";
import { Column } from "./column.js";
import { keepTheme, load, setTheme, theme } from "./hosts.js";
import { listen } from "./live.js";
import { drawPeople, drawer, mark, startDrawer } from "./people.js";
import { hear, learn, see, setNow, state, unread } from "./school.js";
import { forget, notify, problem } from "./toasts.js";

const OPEN = "online-safety-open";

// The second tap of a double tap presses nothing that has come under the finger meanwhile.
let tapped = null;
document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest?.("button");
    if (event.detail > 1 && button && button !== tapped) {
      event.preventDefault();
      event.stopPropagation();
    } else tapped = button;
  },
  true,
);
const columns = new Map();
const chats = document.getElementById("chats");
const narrow = matchMedia("(max-width: 719px)");
let front = null;

const isOpen = (id) => (narrow.matches ? front === id : columns.has(id));

function remember() {
  localStorage.setItem(OPEN, JSON.stringify([...columns.keys()]));
}

// A chat that comes to the front with something unread in it is at its end.
function show(id) {
  const waiting = id !== null && !isOpen(id) && unread(id) > 0;
  front = id;
  for (const [person, column] of columns) column.element.classList.toggle("front", person === front);
  if (waiting) columns.get(id)?.toEnd();
  columns.get(id)?.grow();
  seeAll();
}

function seeAll() {
  if (document.visibilityState === "visible") for (const id of columns.keys()) if (isOpen(id)) see(id);
  mark(isOpen);
}

async function open(id, inFront = true) {
  if (inFront) forget(id);
  if (!columns.has(id)) {
    const column = new Column(id, () => close(id));
    columns.set(id, column);
    chats.append(column.element);
    remember();
    show(inFront ? id : front);
    try {
      await column.start();
    } catch (failure) {
      problem(failure.message);
    }
  }
  show(inFront ? id : front);
}

function close(id) {
  columns.get(id)?.element.remove();
  columns.delete(id);
  remember();
  show(front === id ? ([...columns.keys()].pop() ?? null) : front);
  document.querySelector(`.person[data-person="${CSS.escape(id)}"]`)?.focus();
}

// What was pressed is gone then: on a phone the chat itself has the focus, so that no keyboard comes up over it.
function bring(id) {
  drawer(false);
  open(id).then(() => columns.get(id)?.element.scrollIntoView({ inline: "nearest", block: "nearest" }));
  const column = columns.get(id);
  (narrow.matches ? column?.scroll : column?.input)?.focus();
}

function choose(id) {
  if (columns.has(id) && !narrow.matches) close(id);
  else bring(id);
}

function onEvent(event) {
  const column = columns.get(event.person);
  if (event.kind === "clock") {
    setNow(event.now);
    clock.tick();
  } else if (event.kind === "typing") column?.showTyping();
  else if (event.kind === "message") {
    if (event.change === "new" && event.message.from_bot) {
      hear(event.person, event.message.id);
      const inHand = narrow.matches && front === event.person;
      if (!inHand) notify(state.people.get(event.person), event.message, () => bring(event.person));
    }
    column?.put(event.message);
    seeAll();
  }
}

// After a break: read everything again, and keep what people were writing.
async function readAgain() {
  const school = await api.school();
  learn(school);
  drawPeople(isOpen, choose);
  for (const column of columns.values()) await column.read();
  document.getElementById("away").hidden = true;
  clock.tick();
  seeAll();
}

function firstOpen(school) {
  const asked = new URLSearchParams(location.search).get("open");
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(OPEN));
  } catch {
    kept = null;
  }
  const wanted = asked ? asked.split(",") : Array.isArray(kept) && kept.length ? kept : school.opened;
  const known = wanted.filter((id) => state.people.has(id));
  return known.length ? known : [...state.people.keys()].slice(0, 1);
}

async function start() {
  const chooser = document.getElementById("theme");
  chooser.value = theme();
  setTheme(chooser.value);
  chooser.addEventListener("change", () => {
    keepTheme(chooser.value);
    for (const column of columns.values()) column.redraw();
  });
  await load();
  prepare();
  const school = await api.school();
  learn(school);
  clock.start(school.morning);
  startDrawer();
  drawPeople(isOpen, choose);
  await listen(
    onEvent,
    () => readAgain().catch((failure) => problem(failure.message)),
    () => (document.getElementById("away").hidden = false),
  );
  document.getElementById("away").hidden = true;
  const first = firstOpen(school);
  front = first[0];
  await Promise.all(first.map((id) => open(id, false)));
  document.addEventListener("visibilitychange", seeAll);
  narrow.addEventListener("change", seeAll);
  document.documentElement.dataset.ready = "";
}

start().catch((failure) => problem(failure.message));
