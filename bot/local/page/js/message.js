// One message of a chat: who, when, its words, its card and what hangs on it. Redrawn in place when it changes.

import * as api from "./api.js";
import * as attachments from "./attachments.js";
import { Card } from "./card.js";
import { el } from "./dom.js";
import { openDialog } from "./dialog.js";
import { renderMessage } from "./markdown.js";
import { menuButton } from "./menu.js";
import { state, time } from "./school.js";

// How often it is looked after a dialog where the focus is, each time a tenth of a second later.
const LOOKS = 20;

const inView = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) entry.target.view?.refresh();
});

export class MessageView {
  constructor(person, message, onDrawn) {
    this.person = person;
    this.onDrawn = onDrawn;
    this.card = null;
    this.refreshed = "";
    this.body = el("div", { class: "message-body" });
    this.note = el("p", { class: "note", role: "status" });
    this.about = el("div", { class: "message-about" });
    this.element = el("li", { class: "message", tabindex: "-1" }, this.about, this.body, this.note);
    this.element.view = this;
    this.update(message);
    inView.observe(this.element);
  }

  update(message) {
    this.message = message;
    const { from_bot: fromBot, deleted, activity } = message;
    this.element.className = `message ${fromBot ? "from-bot" : "from-person"}${deleted ? " deleted" : ""}`;
    this.element.dataset.message = message.id;
    this.element.hidden = deleted; // of a bot's message that was deleted Teams leaves nothing to be read
    this.drawAbout();
    this.note.textContent = message.note;
    const parts = [];
    if (!deleted) parts.push(...this.words(activity), ...this.cards(), ...this.suggested(activity));
    if (!deleted && this.card && this.body.contains(this.card.element)) {
      for (const child of [...this.body.children]) if (child !== this.card.element) child.remove();
      const at = parts.indexOf(this.card.element);
      this.card.element.before(...parts.slice(0, at));
      this.card.element.after(...parts.slice(at + 1));
    } else {
      this.body.replaceChildren(...parts);
    }
    this.onDrawn();
  }

  drawAbout() {
    const { from_bot: fromBot, at, edits, deleted } = this.message;
    const moment = new Date(at);
    const items = () =>
      state.actions.map((action) => ({ title: action.title, act: () => this.chooseAction(action.id) }));
    this.about.replaceChildren(
      el("span", { class: "author" }, fromBot ? state.bot : "You"),
      el("time", { datetime: at, title: moment.toLocaleString("en-GB", { timeZone: state.zone }) }, time(moment)),
      edits ? el("span", { class: "edited" }, "Edited") : "",
      deleted || !state.actions.length ? "" : menuButton("Message actions", items, "message-menu"),
    );
  }

  words(activity) {
    if (!activity.text) return [];
    const words = el("div", { class: "bubble" });
    if (this.message.from_bot && activity.textFormat !== "plain") words.innerHTML = renderMessage(activity.text);
    else words.textContent = activity.text;
    return [words];
  }

  cards() {
    const { activity, answered } = this.message;
    const all = activity.attachments || [];
    const first = all.find(attachments.isCard);
    const parts = [];
    if (first || answered) {
      this.card ||= new Card({
        execute: (action) => this.execute(action),
        submit: (action) => this.send((id) => api.submit(this.person, id, action.data), action),
        onDrawn: () => this.onDrawn(),
        onReplaced: () => this.showBeginning(),
      });
      this.card.show(answered || first.content);
      parts.push(this.card.element);
    } else {
      this.card = null;
    }
    for (const attachment of all) {
      if (!attachments.isCard(attachment)) parts.push(attachments.draw(this.person, this.message, attachment));
    }
    return parts;
  }

  // A card that comes in place of a pressed one is read from its top.
  showBeginning() {
    const room = this.element.closest(".scroll");
    const above = room && this.element.getBoundingClientRect().top < room.getBoundingClientRect().top;
    if (above) this.element.scrollIntoView({ block: "start" });
  }

  suggested(activity) {
    const actions = (activity.suggestedActions && activity.suggestedActions.actions) || [];
    if (!actions.length) return [];
    const say = (value) => this.send(() => api.say(this.person, value, []));
    return [
      el(
        "div",
        { class: "buttons suggested" },
        actions.map((action) => el("button", { type: "button", onclick: () => say(String(action.value)) }, action.title)),
      ),
    ];
  }

  async execute(action) {
    const { id, title, verb } = action;
    const pressed = { ...(id && { id }), ...(title && { title }), ...(verb && { verb }) };
    return this.send((message) => api.execute(this.person, message, pressed, action.data || {}), action);
  }

  async send(ask, action) {
    this.note.textContent = "";
    try {
      const answer = await ask(this.message.id);
      if (answer.dialog) openDialog(this.person, answer.dialog, () => this.comeBack(action));
      else if (answer.message && answer.ends) openDialog(this.person, { words: answer.message }, () => this.comeBack(action));
      else if (answer.message) this.note.textContent = answer.message;
      return answer;
    } catch (failure) {
      this.note.textContent = failure.message;
      return {};
    }
  }

  // Whoever leaves a dialog is where they opened it: on this card, or where it was taken away on the newest that has it.
  // For two seconds after it is looked whether a card that was drawn anew, or gave way to a newer one, took the focus along.
  comeBack(action, looks = LOOKS) {
    if (!action) return;
    if (looks === LOOKS || document.activeElement === document.body) {
      const newest = [...document.querySelectorAll(`.column[data-person="${CSS.escape(this.person)}"] .message`)].reverse();
      [this.element, ...newest].some((one) => one.isConnected && one.view?.card?.focus(action));
    }
    if (looks) setTimeout(() => this.comeBack(action, looks - 1), 100);
  }

  chooseAction(command) {
    return this.send((message) => api.messageAction(this.person, message, command));
  }

  // Once for each state of the card, and never under somebody's hands.
  async refresh() {
    const person = state.people.get(this.person);
    const action = this.card && !this.message.deleted && this.card.refresh(person.user);
    const version = `${this.message.edits} ${action ? JSON.stringify(action) : ""}`;
    if (!action || this.card.touched || this.refreshed === version) return;
    this.refreshed = version;
    const { id, title, verb } = action;
    await this.send((message) => api.execute(this.person, message, { id, title, verb }, action.data || {}, true));
  }
}
