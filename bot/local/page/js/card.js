// One Adaptive Card, drawn by Microsoft's AdaptiveApplet. Knows the card and its viewer; its owner does the sending.

import { registerCharts } from "./charts.js";
import { hostConfig } from "./hosts.js";
import { openLink, render } from "./markdown.js";
import { pickPeople, suggestions } from "./picker.js";
import { registerProgress } from "./progress.js";

const AC = () => globalThis.AdaptiveCards;

export function prepare() {
  AC().AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = render(text);
    result.didProcess = true;
  };
  pickPeople(AC().ChoiceSetInput);
  registerCharts(AC());
  registerProgress(AC());
  AC().GlobalSettings.applets.logEnabled = false;
  AC().GlobalSettings.applets.refresh.mode = AC().RefreshMode.Disabled; // done when the card comes into view
  AC().GlobalSettings.setTabIndexAtCardRoot = false;
  AC().GlobalSettings.allowMoreThanMaxActionsInOverflowMenu = true; // what is one too many stands behind "…", as in Teams
}

class Adapter {
  constructor(execute) {
    this.execute = execute;
  }

  async sendRequestAsync(request) {
    const { SuccessResponse, ErrorResponse, ActivityRequestError, DataQuery } = AC();
    if (request.action instanceof DataQuery) {
      return new SuccessResponse(request, JSON.stringify(suggestions(request.action.filter || "")));
    }
    try {
      const answer = await this.execute(request.action);
      return new SuccessResponse(request, JSON.stringify(answer && answer.card ? answer.card : ""));
    } catch (problem) {
      return new ErrorResponse(request, new ActivityRequestError("failed", problem.message));
    }
  }
}

// `execute(action)` and `submit(action)` send what was pressed; both may answer with `{card}`.
export class Card {
  constructor({ execute, submit, onDrawn = () => {}, onReplaced = () => {} }) {
    this.submit = submit;
    this.onDrawn = onDrawn;
    this.onReplaced = onReplaced;
    this.busy = false;
    this.element = document.createElement("div");
    this.element.className = "card";
    this.element.tabIndex = -1;
    this.adapter = new Adapter(execute);
    this.shown = "";
    this.touched = false;
    this.element.addEventListener("input", () => (this.touched = true));
  }

  show(content) {
    const text = JSON.stringify(content);
    if (text === this.shown) return;
    this.shown = text;
    this.touched = false;
    const applet = new (AC().AdaptiveApplet)();
    applet.hostConfig = hostConfig();
    applet.channelAdapter = this.adapter;
    applet.onShowManualRefreshButton = () => false;
    applet.onActivityRequestFailed = () => -1; // a person decides whether to press again
    applet.onAction = (_, action) => this.act(action);
    applet.onCardChanged = () => {
      if (applet === this.applet) {
        this.shown = JSON.stringify(applet._cardPayload);
        this.element.focus({ preventScroll: true });
        this.drawn();
        this.onReplaced();
      }
    };
    applet.setCard(content);
    this.applet = applet;
    const held = this.element.contains(document.activeElement);
    this.element.replaceChildren(applet.renderedElement);
    this.drawn();
    if (held) {
      this.element.focus({ preventScroll: true }); // who pressed a button that is gone stays where they were
      this.onReplaced();
    }
  }

  // Bring back to a button that asks for the same of the same record: the card may have been drawn anew since.
  focus(action) {
    const asks = ({ data, verb }) => JSON.stringify([verb, { ...data, v: undefined }]);
    const same = this.applet?.card?.getAllActions().filter((one) => asks(one) === asks(action)) || [];
    const button = same.map((one) => one.renderedElement).find((one) => one?.checkVisibility());
    button?.focus();
    return Boolean(button);
  }

  redraw() {
    const content = JSON.parse(this.shown || "null");
    this.shown = "";
    if (content) this.show(content);
  }

  drawn() {
    const speak = this.applet.card && this.applet.card.speak;
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", speak || "Card");
    for (const label of this.element.querySelectorAll(".ac-pushButton")) label.title ||= label.textContent;
    // The renderer puts the label of a list that is filtered on the box round the field that people type in.
    for (const field of this.element.querySelectorAll(".ac-choiceSetInput-filtered-textbox")) {
      const box = field.closest("[aria-labelledby]");
      if (box) field.setAttribute("aria-labelledby", box.getAttribute("aria-labelledby"));
    }
    // A row that is pressed as a whole is called by all that it says, not by its action's title alone.
    for (const row of this.element.querySelectorAll(".ac-selectable[aria-label]:not(.ac-pushButton)")) {
      if (row.textContent.trim() && row.textContent.trim() !== row.getAttribute("aria-label")) row.removeAttribute("aria-label");
    }
    this.onDrawn();
  }

  async act(action) {
    const kind = action.getJsonTypeName();
    if (kind === "Action.OpenUrl") openLink(action.url);
    if (kind !== "Action.Submit" || this.busy) return;
    this.busy = true;
    this.element.setAttribute("aria-busy", "true");
    try {
      await this.submit(action);
    } finally {
      this.busy = false;
      this.element.removeAttribute("aria-busy");
    }
  }

  // The card's own refresh action, if this viewer is meant by it.
  refresh(userId) {
    const refresh = JSON.parse(this.shown || "{}").refresh;
    if (!refresh || !refresh.action) return null;
    return !refresh.userIds || !refresh.userIds.length || refresh.userIds.includes(userId) ? refresh.action : null;
  }
}
