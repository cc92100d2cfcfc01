// One person's chat with the bot: their messages, and what they write.

import * as api from "./api.js";
import { avatar, el, icon } from "./dom.js";
import { menuButton } from "./menu.js";
import { MessageView } from "./message.js";
import { day, roleWords, state } from "./school.js";
import { problem } from "./toasts.js";

// What somebody is writing outlives a reload.
const DRAFT = "online-safety-draft-";
const draftOf = (person) => sessionStorage.getItem(DRAFT + person) || "";
const keepDraft = (person, text) => (text ? sessionStorage.setItem(DRAFT + person, text) : sessionStorage.removeItem(DRAFT + person));

const JUST_MOVED = 300; // milliseconds in which a press may still be meant for what stood there before

export class Column {
  constructor(personId, onClose) {
    this.id = personId;
    this.views = new Map();
    this.files = [];
    this.installed = true;
    const person = state.people.get(personId);
    this.older = el("button", { type: "button", class: "older", hidden: true, onclick: () => this.readOlder() }, "Earlier messages");
    this.list = el("ol", { class: "messages", "aria-label": `Messages of ${person.name}` });
    this.typing = el("p", { class: "typing small", role: "status" });
    this.scroll = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Chat of ${person.name}` }, this.older, this.list, this.typing);
    this.chips = el("div", { class: "chips" });
    this.input = el("textarea", { rows: "1", "aria-label": `Message from ${person.name}`, placeholder: "Type a message" });
    this.picker = el("input", { type: "file", multiple: true, hidden: true });
    const attach = el("button", { type: "button", class: "plain round", "aria-label": "Attach a file" }, icon("attach"));
    const send = el("button", { type: "submit", class: "plain round send", "aria-label": "Send message" }, icon("send"));
    this.form = el("form", { class: "compose" }, this.chips, el("div", { class: "compose-row" }, attach, this.picker, this.input, send));
    const items = () => [
      { title: this.installed ? "Uninstall the app" : "Install the app", act: () => this.setApp(!this.installed) },
      { title: "Close this chat", act: onClose },
    ];
    this.element = el(
      "section",
      { class: "column", "aria-label": person.name, data: { person: personId } },
      el(
        "header",
        { class: "column-head" },
        avatar(person.name, personId),
        el("div", { class: "person-words" }, el("h2", {}, person.name), el("span", { class: "small" }, roleWords(person))),
        menuButton(`Chat of ${person.name}`, items),
      ),
      this.scroll,
      this.form,
    );
    attach.addEventListener("click", () => this.picker.click());
    this.picker.addEventListener("change", () => this.attach([...this.picker.files]));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.say();
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.say();
      }
    });
    this.input.addEventListener("input", () => {
      this.grow();
      keepDraft(personId, this.input.value);
    });
    this.input.value = draftOf(personId);
    this.scroll.addEventListener("scroll", () => {
      if (this.scroll.clientHeight && Math.abs(this.scroll.scrollTop - this.led) > 2) this.atEnd = this.nearEnd();
    });
    this.atEnd = true;
    this.led = 0;
    this.sizes = new ResizeObserver(() => {
      this.movedAt = performance.now();
      this.follow();
    });
    this.holdStill();
    this.sizes.observe(this.list);
    this.sizes.observe(this.scroll);
  }

  async start() {
    await this.read();
    await api.open(this.id);
  }

  async read() {
    const { messages, more, installed } = await api.messages(this.id);
    this.setInstalled(installed);
    if (!this.views.size) this.setMore(more);
    for (const message of messages) this.put(message);
  }

  async readOlder() {
    const first = this.list.querySelector(".message");
    const from = this.scroll.scrollHeight - this.scroll.scrollTop;
    try {
      const { messages, more } = await api.messages(this.id, first ? first.dataset.message : "");
      this.setMore(more);
      for (const message of messages) this.put(message);
      this.scroll.scrollTop = this.scroll.scrollHeight - from;
    } catch (failure) {
      problem(failure.message);
    }
  }

  setMore(more) {
    this.older.hidden = !more;
  }

  put(message) {
    const known = this.views.get(message.id);
    if (known) {
      known.update(message);
      return;
    }
    if (message.from_bot) this.typing.textContent = "";
    const view = new MessageView(this.id, message, () => this.follow());
    this.views.set(message.id, view);
    const later = [...this.list.querySelectorAll(".message")].find((one) => Number(one.dataset.message) > Number(message.id));
    this.list.insertBefore(view.element, later || null);
    this.drawDays();
    if (!message.from_bot) this.atEnd = true;
    this.follow();
  }

  // A line with the date before the first message of each day.
  drawDays() {
    for (const line of this.list.querySelectorAll(".day")) line.remove();
    let last = "";
    for (const element of [...this.list.children]) {
      const words = day(new Date(element.view.message.at));
      if (words !== last) element.before(el("li", { class: "day" }, el("span", {}, words)));
      last = words;
    }
  }

  redraw() {
    for (const view of this.views.values()) if (view.card) view.card.redraw();
  }

  nearEnd() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < 80;
  }

  toEnd() {
    this.atEnd = true;
    this.follow();
  }

  // Nothing moves under a finger that is down, and a press is not taken by what has only just come under it.
  holdStill() {
    this.movedAt = this.pointedAt = 0;
    this.pressed = false;
    const release = () => {
      this.pressed = false;
      setTimeout(() => this.follow(), JUST_MOVED);
    };
    this.scroll.addEventListener("pointerdown", () => (this.pressed = true));
    this.scroll.addEventListener("pointermove", () => (this.pointedAt = performance.now()));
    for (const ends of ["pointerup", "pointercancel"]) addEventListener(ends, () => this.pressed && release());
    this.scroll.addEventListener(
      "click",
      (event) => {
        const late = performance.now() - this.movedAt < JUST_MOVED && (event.pointerType === "touch" || this.pointedAt < this.movedAt);
        if (!event.detail || !late) return; // a key presses what has the focus, wherever that is
        event.preventDefault();
        event.stopPropagation();
      },
      true,
    );
  }

  // Stay at the end while people are there; of a message that is taller than the chat, show its beginning.
  follow() {
    if (!this.atEnd || this.pressed) return;
    const end = this.scroll.scrollHeight - this.scroll.clientHeight;
    const last = [...this.list.children].filter((one) => !one.hidden).pop();
    const top = last ? last.offsetTop - this.scroll.offsetTop - 8 : end;
    this.scroll.scrollTop = last && last.classList.contains("from-bot") ? Math.min(end, top) : end;
    this.led = this.scroll.scrollTop;
  }

  setInstalled(installed) {
    this.installed = installed;
    this.element.classList.toggle("uninstalled", !installed);
    if (!installed) this.typing.textContent = "The app is not installed in this chat: the bot cannot write here.";
    else if (this.typing.textContent.startsWith("The app")) this.typing.textContent = "";
  }

  async setApp(installed) {
    this.setInstalled(installed);
    await this.tell(() => api.app(this.id, installed));
  }

  showTyping() {
    this.typing.textContent = `${state.bot} is typing…`;
    clearTimeout(this.typingEnds);
    this.typingEnds = setTimeout(() => {
      this.typing.textContent = "";
      this.setInstalled(this.installed);
    }, 4000);
    this.follow();
  }

  // A chat that is not shown has no size to measure: it grows when it comes to the front.
  grow() {
    if (!this.input.offsetParent) return;
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
  }

  async attach(files) {
    for (const file of files) {
      await this.tell(async () => {
        const kept = await api.file(this.id, file);
        this.files.push(kept);
        const chip = el("span", { class: "file" }, icon("file"), el("span", {}, kept.name));
        const remove = () => {
          this.files = this.files.filter((one) => one !== kept);
          chip.remove();
        };
        chip.append(el("button", { type: "button", class: "plain round", "aria-label": `Remove ${kept.name}`, onclick: remove }, icon("close")));
        this.chips.append(chip);
      });
    }
    this.picker.value = "";
  }

  async say() {
    const text = this.input.value.trim();
    if (!text && !this.files.length) return;
    const files = this.files.map((file) => file.id);
    this.write("");
    this.files = [];
    this.chips.replaceChildren();
    const arrived = await this.tell(() => api.say(this.id, text, files));
    if (!arrived && !this.input.value) this.write(text);
  }

  write(text) {
    this.input.value = text;
    this.grow();
    keepDraft(this.id, text);
  }

  // Whether it arrived at all; that the bot did not take it is said.
  async tell(ask) {
    try {
      const answer = await ask();
      if (answer && answer.taken === false) problem(answer.message);
      return true;
    } catch (failure) {
      problem(failure.message);
      return false;
    }
  }
}
