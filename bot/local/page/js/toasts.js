// What a locked phone would show: the summary of each new message, for a few seconds.

import { avatar, el, icon } from "./dom.js";
import { state } from "./school.js";

const SECONDS = 7;
const atOnce = () => (matchMedia("(max-width: 719px)").matches ? 1 : 3);

const strip = () => document.getElementById("toasts");

// The list of people ends above them.
const sized = new ResizeObserver(() => {
  const room = strip().children.length ? strip().offsetHeight + 16 : 0;
  document.documentElement.style.setProperty("--toasts", `${room}px`);
});

function add(toast) {
  sized.observe(strip());
  strip().append(toast);
  while (strip().children.length > atOnce()) strip().firstChild.remove();
  let left = setTimeout(() => toast.remove(), SECONDS * 1000);
  toast.addEventListener("pointerenter", () => clearTimeout(left));
  toast.addEventListener("focusin", () => clearTimeout(left));
  toast.addEventListener("pointerleave", () => (left = setTimeout(() => toast.remove(), 2000)));
}

function framed(toast, label) {
  const dismiss = el("button", { type: "button", class: "plain round", "aria-label": label }, icon("close"));
  dismiss.addEventListener("click", () => toast.remove());
  toast.append(dismiss);
  return toast;
}

// `summary` if the bot set one, else the text, else what Teams says of a bare card.
export function notify(person, message, onOpen) {
  const { activity } = message;
  const words = activity.summary || activity.text || "Sent a card";
  const open = el(
    "button",
    { type: "button", class: "plain toast-open" },
    avatar(person.name, person.id),
    el("span", {}, el("strong", {}, person.name), el("span", { class: "small" }, state.bot), el("span", { class: "toast-words" }, words)),
  );
  const toast = framed(el("div", { class: "toast", data: { person: person.id } }, open), `Dismiss: ${words}`);
  open.addEventListener("click", () => {
    toast.remove();
    onOpen();
  });
  add(toast);
}

// Whoever looks into the chat needs no more to be told of it.
export function forget(person) {
  for (const toast of [...strip().children]) if (toast.dataset.person === person) toast.remove();
}

export function tell(words) {
  add(framed(el("div", { class: "toast plain-toast" }, el("span", { class: "toast-words" }, words)), "Dismiss"));
}

export function problem(words) {
  add(framed(el("div", { class: "toast problem" }, el("span", { class: "toast-words" }, words)), "Dismiss"));
}
