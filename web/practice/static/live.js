// Shows what is new, the newest first. Pages work without it.
"use strict";
(() => {
  const doc = document, body = doc.body.dataset;
  const every = (what, from = doc) => [...from.querySelectorAll(what)];
  const newest = (from) => every("article", from).pop();
  const id = (name, from = doc) => from.getElementById(name);
  let { stamp } = body, wait = 300, typed = false;

  async function renew() {
    const text = await (await fetch(location)).text();
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const had = newest()?.id, now = newest(fresh), at = doc.activeElement.id;
    const folds = every("details[id]").map((it) => [it.id, it.open]);
    for (const old of every(".live")) {
      const next = id(old.id, fresh);
      if (next && next.innerHTML !== old.innerHTML) old.innerHTML = next.innerHTML;
    }
    for (const [name, open] of folds) if (id(name)) id(name).open = open;
    if (at) id(at)?.focus({ preventScroll: true });
    if (now && now.id !== had) id("said").textContent = `New message, ${now.querySelector("time").textContent}`;
    stamp = fresh.body.dataset.stamp;
  }

  async function look() {
    const now = await (await fetch(body.state)).json();
    if (now.view !== body.view) {
      // A form came, went or changed. One that is being filled in stays.
      if (!typed) location.replace(location.href.split("#")[0]);
    } else if (now.stamp !== stamp && !id("close")
        && !doc.activeElement.matches("input, select, textarea")) await renew();
  }

  async function watch() {
    // Away: the page stays as it is.
    if (!doc.hidden) await look().catch(() => {});
    wait = Math.min(wait * 2, 2500);
    setTimeout(watch, wait);
  }

  doc.documentElement.classList.add("has-live");
  if (!(location.hash || id("close"))) newest()?.scrollIntoView();
  addEventListener("input", () => { typed = true; });
  addEventListener("keydown", (e) => { if (e.key === "Escape") id("close")?.click(); });
  setTimeout(watch, wait);
})();
