// The Markdown that Teams draws in cards and messages: bold, italic, lists, links (`code` in messages). No HTML, headings, tables or images.

import MarkdownIt from "../vendor/markdown-it.esm.min.mjs";

const SAFE = /^(https?:|mailto:|tel:)/i;

const RULES = ["emphasis", "link", "list", "escape", "entity", "newline", "strikethrough"];

function processor(...more) {
  const markdown = new MarkdownIt("zero", { html: false, linkify: false, breaks: true });
  markdown.enable([...RULES, ...more]);
  markdown.validateLink = (url) => SAFE.test(url.trim());
  markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
    tokens[index].attrSet("target", "_blank");
    tokens[index].attrSet("rel", "noopener noreferrer");
    return self.renderToken(tokens, index, options);
  };
  return markdown;
}

const inCards = processor();
const inMessages = processor("backticks");

export const render = (text) => inCards.render(text);
export const renderMessage = (text) => inMessages.render(text);

export const safeLink = (url) => (SAFE.test((url || "").trim()) ? url.trim() : "");

// A link in a card opens elsewhere and can never reach back into this page.
export function openLink(url) {
  const safe = safeLink(url);
  if (safe) window.open(safe, "_blank", "noopener,noreferrer");
}
