// A calm timer over the list of phases: no sound, no motion, one announcement a phase.
// Without this script the list itself says all times.
"use strict";

const part = (id) => document.getElementById(id);
const { pause, resume, over, letGo, of } = part("timer").dataset;

// Each repetition or hold is a step of its own, and each pause between two holds.
const steps = [...document.querySelectorAll("#plan li")].flatMap(({ dataset }) => {
  const [seconds, times, between] = ["seconds", "times", "pause"].map((one) => +dataset[one]);
  return Array.from({ length: times }, (_, index) => {
    const count = times > 1 && of.replace("{n}", index + 1).replace("{m}", times);
    const detail = [count, dataset.when].filter(Boolean).join(", ");
    const rest = { name: letGo, detail, seconds: between, isSpoken: true };
    const step = { name: dataset.name, detail, seconds, isSpoken: !index || between > 0 };
    return index && between ? [rest, step] : [step];
  }).flat();
});
const length = (some) => some.reduce((sum, step) => sum + step.seconds, 0);

let at = 0; // the step
let spent = 0; // seconds of it that were over when it was last started or paused
let since = null; // that moment, by the monotonic clock; null while it is paused

const gone = () => spent + (since === null ? 0 : (performance.now() - since) / 1000);

function show() {
  const step = steps[at];
  part("phase").textContent = step ? step.name : over;
  part("detail").textContent = step ? step.detail : "";
  part("count").textContent = step ? Math.max(1, Math.ceil(step.seconds - gone())) : "";
  part("whole").max = length(steps);
  part("whole").value = length(steps.slice(0, at)) + (step ? gone() : 0);
  part("back").disabled = at === 0 && gone() < 1;
  for (const name of ["go", "on", "count", "detail"]) part(name).hidden = !step;
  part("go").classList.toggle("primary", Boolean(step));
  part("done").classList.toggle("primary", !step);
}

function say() {
  const step = steps[at];
  if (!step || step.isSpoken) part("said").textContent = step ? step.name : over;
}

function move(to, already = 0) {
  at = Math.min(Math.max(to, 0), steps.length);
  spent = already;
  if (since !== null) since = performance.now();
  if (at === steps.length) {
    since = null;
    part("go").textContent = resume;
    part("how").focus();
  }
  say();
  show();
}

function tick() {
  if (since === null) return;
  // A tab in the background ticks seldom: several steps may be over at once.
  let left = gone();
  let next = at;
  while (next < steps.length && left >= steps[next].seconds) left -= steps[next++].seconds;
  if (next === at) show();
  else move(next, left);
}

part("go").addEventListener("click", () => {
  [spent, since] = [gone(), since === null ? performance.now() : null];
  part("go").textContent = since === null ? resume : pause;
  if (since !== null) say();
});
part("back").addEventListener("click", () => move(gone() > 2 ? at : at - 1));
part("on").addEventListener("click", () => move(at + 1));

part("plan").open = false;
part("timer").hidden = false;
show();
setInterval(tick, 200);
