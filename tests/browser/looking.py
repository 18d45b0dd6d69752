"""What a page must never do to the eyes and hands of a person, as lists of faults."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
SMALLEST_TEXT_PX = 12
SMALLEST_TARGET_PX = 24

_AXE_RUN = "axe.run(document, {resultTypes: ['violations']})"

# Every text that is painted: neither hidden nor cut down to a pixel for screen readers.
_SMALL_TEXTS = """smallest => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim();
    const element = walk.currentNode.parentElement;
    if (!text || !element.checkVisibility()) continue;
    const box = element.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (box.width > 1 && size < smallest) found.push(`${size}px: ${text}`);
  }
  return found;
}"""

# A box or radio counts with its label, which can be pressed as well. A link within a
# sentence is as high as the line; WCAG 2.5.8 excepts it.
_SMALL_TARGETS = """smallest => {
  const targets = "a[href], button, summary, input, select, textarea";
  return [...document.querySelectorAll(targets)].flatMap(element => {
    if (!element.checkVisibility() || element.closest("[inert], [aria-hidden=true]"))
      return [];
    const inline = getComputedStyle(element).display === "inline";
    if (element.type === "hidden" || (inline && element.closest("p, li"))) return [];
    const boxes = [element, ...(element.labels ?? [])]
      .map(one => one.getBoundingClientRect());
    const fits = boxes.some(box => box.width >= smallest && box.height >= smallest);
    return fits ? [] : [element.outerHTML.slice(0, 120)];
  });
}"""

_SIDEWAYS = """() => [document.scrollingElement, ...document.querySelectorAll("body *")]
  .some(one => {
    const style = getComputedStyle(one);
    const cut = one.clientWidth <= 1 || style.clipPath !== "none";
    const scrolls = one === document.scrollingElement
      || ["auto", "scroll"].includes(style.overflowX);
    return !cut && scrolls && one.scrollWidth > one.clientWidth;
  })"""


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong with the page, its best practices too.

    The page's context needs JavaScript. A page's own policy does not stop this.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found: dict[str, Any] = page.evaluate(_AXE_RUN)
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def small_texts(page: Page) -> list[str]:
    """Return the visible texts in letters smaller than 12 px."""
    texts: list[str] = page.evaluate(_SMALL_TEXTS, SMALLEST_TEXT_PX)
    return texts


def small_targets(page: Page) -> list[str]:
    """Return what can be pressed on less than 24 by 24 px."""
    targets: list[str] = page.evaluate(_SMALL_TARGETS, SMALLEST_TARGET_PX)
    return targets


def sideways(page: Page) -> bool:
    """Tell whether the page, or a part of it, has to be scrolled sideways."""
    return bool(page.evaluate(_SIDEWAYS))


def faults(page: Page) -> list[str]:
    """Return all of the above together, each with its kind."""
    return [
        *violations(page),
        *(f"small text: {one}" for one in small_texts(page)),
        *(f"small target: {one}" for one in small_targets(page)),
        *(["scrolls sideways"] if sideways(page) else []),
    ]
