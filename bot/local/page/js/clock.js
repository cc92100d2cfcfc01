// The bot's local time, and the control that moves it on.

import * as api from "./api.js";
import { clock, now, setNow } from "./school.js";
import { problem } from "./toasts.js";

const shown = () => document.getElementById("clock");

export function tick() {
  const moment = now();
  shown().textContent = clock(moment);
  shown().dateTime = moment.toISOString();
}

async function move(body) {
  try {
    setNow((await api.moveClock(body)).now);
    tick();
  } catch (failure) {
    problem(failure.message);
  }
}

export function start(hasMorning) {
  const morning = document.getElementById("clock-morning");
  morning.hidden = !hasMorning;
  morning.onclick = () => move({ to: "morning" });
  document.getElementById("clock-quarter").onclick = () => move({ minutes: 15 });
  tick();
  setInterval(tick, 1000);
}
