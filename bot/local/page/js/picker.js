// The people picker. Teams sends the ids of those chosen; Microsoft's renderer knows one name, and sends that.
// Here several names stand with commas between them, and their ids are what is sent.

import { state } from "./school.js";

const BETWEEN = ", ";

// What is offered for what has been typed: the roster, by any part of the last name, after those that stand there.
export function suggestions(typed) {
  const names = typed.split(BETWEEN);
  const wanted = names.pop().trim().toLowerCase();
  const before = names.map((name) => name + BETWEEN).join("");
  return [...state.people.values()]
    .filter((person) => person.name.toLowerCase().includes(wanted))
    .slice(0, 15)
    .map((person) => ({ title: before + person.name, value: person.id }));
}

export function pickPeople(ChoiceSetInput) {
  const own = Object.getOwnPropertyDescriptor(ChoiceSetInput.prototype, "value").get;
  const draw = ChoiceSetInput.prototype.internalRender;
  Object.defineProperty(ChoiceSetInput.prototype, "value", {
    configurable: true,
    get() {
      return this.isDynamicTypeahead() && this._textInput ? ids(this) : own.call(this);
    },
  });
  // The renderer takes only what was offered last, and would send nothing and say nothing.
  const valid = ChoiceSetInput.prototype.isValid;
  ChoiceSetInput.prototype.isValid = function () {
    return this.isDynamicTypeahead() || valid.call(this);
  };
  ChoiceSetInput.prototype.internalRender = function () {
    const drawn = draw.call(this);
    if (this.isDynamicTypeahead() && this._textInput && this.defaultValue) {
      const named = this.defaultValue.split(",").map((id) => nameOf(this, id));
      this._textInput.value = named.join(BETWEEN);
    }
    if (this.isDynamicTypeahead() && this._textInput) {
      this._textInput.addEventListener("blur", () => {
        this._textInput.value = namesIn(this).map((name) => nameOf(this, idOf(this, name))).join(BETWEEN);
      });
    }
    return drawn;
  };
}

function nameOf(input, id) {
  const choice = input.choices.find((one) => one.value === id);
  return (choice && choice.title) || (state.people.get(id) || { name: id }).name;
}

// A name that nobody has, or several may have, is sent as it was typed: the bot says so.
function ids(input) {
  const found = namesIn(input).map((name) => idOf(input, name));
  return (input.isMultiSelect ? found : found.slice(0, 1)).join(",");
}

const namesIn = (input) => input._textInput.value.split(BETWEEN.trim()).map((name) => name.trim()).filter((name) => name);
const plain = (name) => name.toLowerCase().replace(/\s+/g, " ");

// By the whole name, in any letters; else by a part of it that only one person's name has.
function idOf(input, name) {
  const known = [...input.choices, ...[...state.people.values()].map((one) => ({ title: one.name, value: one.id }))];
  const whole = known.find((one) => plain(one.title) === plain(name));
  if (whole) return whole.value;
  const alike = new Set(known.filter((one) => plain(one.title).includes(plain(name))).map((one) => one.value));
  return alike.size === 1 ? [...alike][0] : name;
}
