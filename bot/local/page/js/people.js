// The people of the school, down the side: who they are, what waits for them, whose chat is open.

import { avatar, el } from "./dom.js";
import { roleWords, state, unread } from "./school.js";

const nav = () => document.getElementById("people");
const toggle = () => document.getElementById("people-button");
const scrim = () => document.getElementById("scrim");
const narrow = matchMedia("(max-width: 719px)");

export function drawPeople(isOpen, choose) {
  const rows = [...state.people.values()].map((person) => {
    const badge = el("span", { class: "badge", hidden: true });
    const row = el(
      "button",
      { type: "button", class: "person", data: { person: person.id }, onclick: () => choose(person.id) },
      avatar(person.name, person.id),
      el("span", { class: "person-words" }, el("span", { class: "person-name" }, person.name), el("span", { class: "small" }, roleWords(person))),
      badge,
      el("span", { class: "hidden unread", hidden: true }, "unread"),
    );
    return el("li", {}, row);
  });
  nav().replaceChildren(el("h2", { class: "small" }, "People"), el("ul", {}, rows));
  mark(isOpen);
}

export function mark(isOpen) {
  let waiting = 0;
  for (const row of nav().querySelectorAll(".person")) {
    const id = row.dataset.person;
    const count = unread(id);
    waiting += count;
    const badge = row.querySelector(".badge");
    badge.hidden = count === 0;
    badge.textContent = count > 98 ? "99+" : String(count);
    row.setAttribute("aria-pressed", String(isOpen(id)));
    row.querySelector(".unread").hidden = count === 0;
  }
  const badge = document.getElementById("people-badge");
  badge.hidden = waiting === 0;
  badge.textContent = waiting > 98 ? "99+" : String(waiting);
  toggle().setAttribute("aria-label", waiting ? `People, ${waiting} unread` : "People");
  document.title = waiting ? `(${waiting}) Teams on one machine` : "Teams on one machine";
}

export function drawer(open) {
  nav().classList.toggle("open", open);
  scrim().hidden = !open;
  toggle().setAttribute("aria-expanded", String(open));
  document.getElementById("chats").inert = open && narrow.matches;
  if (open) nav().querySelector(".person")?.focus();
}

export function startDrawer() {
  toggle().addEventListener("click", () => drawer(!nav().classList.contains("open")));
  scrim().addEventListener("click", () => drawer(false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && nav().classList.contains("open")) {
      drawer(false);
      toggle().focus();
    }
  });
  narrow.addEventListener("change", () => drawer(false));
}
