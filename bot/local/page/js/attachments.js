// What a message carries beside a card: files that were shared, files that are offered, and what this page cannot draw.

import * as api from "./api.js";
import { el, icon } from "./dom.js";
import { safeLink } from "./markdown.js";
import { problem } from "./toasts.js";

const CARD = "application/vnd.microsoft.card.adaptive";
const CONSENT = "application/vnd.microsoft.teams.card.file.consent";
const INFO = "application/vnd.microsoft.teams.card.file.info";
const SHARED = "application/vnd.microsoft.teams.file.download.info";

export const isCard = (attachment) => attachment.contentType === CARD;

function size(bytes) {
  if (typeof bytes !== "number") return "";
  return bytes < 1024 ? `${bytes} bytes` : bytes < 1048576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function chip(name, url) {
  const link = safeLink(url);
  const words = [icon("file"), el("span", {}, name || "File")];
  return link ? el("a", { class: "file", href: link, download: name || "file" }, words) : el("span", { class: "file" }, words);
}

function offer(person, message, attachment) {
  const content = attachment.content || {};
  const answer = async (accept) => {
    for (const button of box.querySelectorAll("button")) button.disabled = true;
    try {
      const told = await api.consent(person, message.id, accept);
      if (!told.taken) problem(told.message);
    } catch (failure) {
      problem(failure.message);
    } finally {
      for (const button of box.querySelectorAll("button")) button.disabled = false;
    }
  };
  const box = el(
    "div",
    { class: "offer" },
    el("div", { class: "offer-name" }, icon("file"), el("strong", {}, attachment.name || "File"), el("span", { class: "small" }, size(content.sizeInBytes))),
    content.description ? el("p", {}, content.description) : null,
    el(
      "div",
      { class: "buttons" },
      el("button", { type: "button", class: "primary", onclick: () => answer(true) }, "Accept"),
      el("button", { type: "button", onclick: () => answer(false) }, "Decline"),
    ),
  );
  return box;
}

export function draw(person, message, attachment) {
  const { contentType, name, contentUrl, content } = attachment;
  if (contentType === CONSENT) return offer(person, message, attachment);
  if (contentType === INFO) return chip(name, contentUrl);
  if (contentType === SHARED) return chip(name, content && content.downloadUrl);
  return el("p", { class: "small" }, `An attachment that this page does not draw: ${contentType}`);
}
