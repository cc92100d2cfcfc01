// Asking the server. A failure is an Error whose message can be shown to a person.

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("The bot is not answering.");
  }
  const text = await response.text();
  let answer = {};
  try {
    answer = text ? JSON.parse(text) : {};
  } catch {
    answer = { problem: text };
  }
  if (!response.ok) throw new Error(answer.problem || `${response.status} ${response.statusText}`);
  return answer;
}

const chat = (person) => `/local/chats/${encodeURIComponent(person)}`;

const post = (path, body) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const school = () => ask("/local/school");
export const moveClock = (body) => post("/local/clock", body);
export const messages = (person, before = "") =>
  ask(`${chat(person)}${before ? `?before=${encodeURIComponent(before)}` : ""}`);
export const open = (person) => post(`${chat(person)}/open`, {});
export const say = (person, text, files) => post(`${chat(person)}/say`, { text, files });
export const execute = (person, message, action, data, automatic = false) =>
  post(`${chat(person)}/execute`, { message, action, data, automatic });
export const submit = (person, message, data) => post(`${chat(person)}/submit`, { message, data });
export const sendDialog = (person, data) => post(`${chat(person)}/dialog`, { data });
export const closeDialog = (person) => post(`${chat(person)}/dialog`, { close: true });
export const messageAction = (person, message, command) => post(`${chat(person)}/message-action`, { message, command });
export const consent = (person, message, accept) => post(`${chat(person)}/consent`, { message, accept });
export const app = (person, installed) => post(`${chat(person)}/app`, { installed });
export const file = (person, given) =>
  ask(`${chat(person)}/files?name=${encodeURIComponent(given.name)}`, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: given,
  });
