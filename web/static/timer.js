// A calm timer over the list of phases: no sound, no animation, one announcement a
// phase. Without this script the list itself says all times.
"use strict";

const part = (id) => document.getElementById(id);
const box = part("timer");
const say = box.dataset;

// Every repetition or hold is a step of its own; a pause between holds too.
const steps = [...document.querySelectorAll("#plan li")].flatMap(({ dataset }) => {
  const [seconds, times, pause] = ["seconds", "times", "pause"].map((n) => +dataset[n]);
  return Array.from({ length: times }, (_, index) => {
    const count = say.of.replace("{n}", index + 1).replace("{m}", times);
    const detail = [times > 1 && count, dataset.when].filter(Boolean).join(", ");
    const isFirst = index === 0;
    const step = { name: dataset.name, detail, seconds, isSpoken: isFirst || pause > 0 };
    const rest = { name: say.letGo, detail, seconds: pause, isSpoken: true };
    return pause && !isFirst ? [{ ...rest }, step] : [step];
  }).flat();
});
const total = steps.reduce((sum, step) => sum + step.seconds, 0);
const before = (index) => steps.slice(0, index).reduce((sum, one) => sum + one.seconds, 0);

let at = 0; // the step
let spent = 0; // seconds of it that are over
let since = null; // when it was started or resumed, by the monotonic clock; null: paused

const gone = () => spent + (since === null ? 0 : (performance.now() - since) / 1000);

function show(isNew) {
  const step = steps[at];
  part("phase").textContent = step ? step.name : say.over;
  part("detail").textContent = step ? step.detail : "";
  part("count").textContent = step ? Math.max(1, Math.ceil(step.seconds - gone())) : "";
  part("whole").max = total;
  part("whole").value = step ? before(at) + gone() : total;
  part("back").disabled = at === 0 && gone() < 1;
  part("on").disabled = part("go").disabled = !step;
  if (isNew && (!step || step.isSpoken)) part("said").textContent = part("phase").textContent;
}

function move(to) {
  at = Math.min(Math.max(to, 0), steps.length);
  spent = 0;
  if (since !== null) since = performance.now();
  show(true);
  if (at === steps.length) end();
}

function end() {
  since = null;
  part("go").textContent = say.resume;
  part("how").focus();
}

function tick() {
  if (since === null) return;
  // A tab in the background ticks seldom: several steps may be over at once.
  let over = gone() - steps[at].seconds;
  if (over < 0) return show(false);
  while (over >= 0 && at < steps.length) {
    move(at + 1);
    if (at === steps.length) return;
    spent = over;
    over -= steps[at].seconds;
  }
  show(false);
}

part("go").addEventListener("click", () => {
  if (since === null) since = performance.now();
  else [spent, since] = [gone(), null];
  part("go").textContent = since === null ? say.resume : say.pause;
  if (since !== null && at === 0 && spent === 0) show(true);
});
part("back").addEventListener("click", () => move(gone() > 2 ? at : at - 1));
part("on").addEventListener("click", () => move(at + 1));

part("plan").open = false;
box.hidden = false;
show(false);
setInterval(tick, 200);
