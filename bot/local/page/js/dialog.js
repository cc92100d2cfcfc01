// Teams' dialogs (task modules): opened by an answer, sent to the bot, gone on with or closed by the next one.

import * as api from "./api.js";
import { Card } from "./card.js";
import { el, icon } from "./dom.js";
import { safeLink } from "./markdown.js";
import { state } from "./school.js";
import { problem } from "./toasts.js";

// The pressed action as the bot wrote it: the renderer keeps no fallback of an action that it can draw.
function written(part, action) {
  if (!part || typeof part !== "object") return null;
  const { type, title, verb } = part;
  if (type === "Action.Execute" && title === action.title && (verb || "") === (action.verb || "")) return part;
  for (const inner of Object.values(part)) {
    const found = written(inner, action);
    if (found) return found;
  }
  return null;
}

// Dialogs submit with Action.Submit alone: of an Action.Execute its fallback is sent, with what was filled in.
function submitted(card, action) {
  if (action.getJsonTypeName() === "Action.Submit") return action.data;
  const fallback = written(JSON.parse(card.shown), action)?.fallback;
  if (!fallback || fallback.type !== "Action.Submit") throw new Error("This button does nothing in a dialog of Teams.");
  const filled = {};
  for (const input of card.applet.card.getAllInputs()) {
    if (input.id && input.isSet()) filled[input.id] = String(input.value);
  }
  return { ...fallback.data, ...filled };
}

// `back` brings whoever leaves the dialog back to where it was opened.
export function openDialog(personId, given, back) {
  const person = state.people.get(personId);
  const note = el("p", { class: "note", role: "status" });
  const body = el("div", { class: "dialog-body" });
  const title = el("h2", { id: `dialog-${personId}` });
  const closer = el("button", { type: "button", class: "plain round", "aria-label": "Close" }, icon("close"));
  const dialog = el(
    "dialog",
    { class: "task", "aria-labelledby": `dialog-${personId}` },
    el("header", {}, el("div", {}, title, el("span", { class: "small" }, person.name)), closer),
    body,
    note,
  );
  let card = null;

  async function send(action) {
    note.textContent = "";
    try {
      const answer = await api.sendDialog(personId, submitted(card, action));
      if (answer.dialog) show(answer.dialog);
      else if (answer.taken && answer.message) end(answer.message);
      else if (answer.taken) dialog.close();
      else note.textContent = answer.message;
    } catch (failure) {
      note.textContent = failure.message;
    }
    return {};
  }

  // The sentence with which a dialog ends stands until it is put away, as in Teams.
  function end(words) {
    card = null;
    const done = el("button", { type: "button", class: "primary", onclick: () => dialog.close() }, "Done");
    body.replaceChildren(el("p", { class: "ended", role: "status" }, words), done);
    if (dialog.open) done.focus();
  }

  function show(next) {
    title.textContent = next.title || state.bot;
    note.textContent = "";
    if (next.words) {
      end(next.words);
    } else if (next.card) {
      card = new Card({ execute: send, submit: send });
      card.show(next.card);
      body.replaceChildren(card.element);
      body.scrollTop = 0;
      if (dialog.open) card.element.focus(); // the next card is read from its top, as when it opens
    } else {
      const link = safeLink(next.url);
      const words = "This dialog is a web page, which Teams on one machine does not frame. ";
      body.replaceChildren(
        el("p", {}, words, link ? el("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, "Open it") : ""),
      );
    }
  }

  // What has been filled in is not thrown away at the first touch of Escape or the cross: it is asked once.
  const asked = "What you filled in has not been sent. Close again to leave it.";
  const keeps = () => {
    if (!card?.touched || note.textContent === asked) return false;
    note.textContent = asked;
    return true;
  };
  const left = () => api.closeDialog(personId).catch((failure) => problem(failure.message));
  dialog.addEventListener("cancel", (event) => {
    if (keeps()) event.preventDefault();
    else left();
  });
  closer.addEventListener("click", () => {
    if (keeps()) return;
    dialog.close();
    left();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    back();
  });
  show(given);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
