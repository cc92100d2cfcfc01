// A small menu under a button, with the keys that menus have.

import { el, icon } from "./dom.js";

let open = null;

function close(back) {
  if (!open) return;
  const { menu, button } = open;
  open = null;
  menu.remove();
  button.setAttribute("aria-expanded", "false");
  if (back) button.focus();
}

function place(menu, button) {
  const from = button.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(from.right - size.width, innerWidth - size.width - 8));
  const below = from.bottom + 4 + size.height < innerHeight;
  menu.style.left = `${left}px`;
  menu.style.top = `${below ? from.bottom + 4 : Math.max(8, from.top - size.height - 4)}px`;
}

function show(button, items) {
  close(false);
  const menu = el("div", { class: "menu", role: "menu", "aria-label": button.getAttribute("aria-label") });
  for (const item of items()) {
    const choose = () => {
      close(true);
      item.act();
    };
    menu.append(el("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: choose }, item.title));
  }
  menu.addEventListener("keydown", (event) => {
    const all = [...menu.children];
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[to % all.length].focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      close(true);
    }
  });
  document.body.append(menu);
  open = { menu, button };
  button.setAttribute("aria-expanded", "true");
  place(menu, button);
  menu.firstChild?.focus();
}

addEventListener("pointerdown", (event) => {
  if (open && !open.menu.contains(event.target) && !open.button.contains(event.target)) close(false);
});
addEventListener("resize", () => close(false));
addEventListener("scroll", () => close(false), true);

export function menuButton(label, items, className = "") {
  const button = el(
    "button",
    { type: "button", class: `plain round ${className}`, "aria-label": label, "aria-haspopup": "menu", "aria-expanded": "false" },
    icon("more"),
  );
  button.addEventListener("click", () => (open && open.button === button ? close(true) : show(button, items)));
  return button;
}
