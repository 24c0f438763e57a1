"use strict";
/* The call one card at a time on a phone; without this all cards stand on the page. */
for (const box of document.querySelectorAll("[data-cards]")) {
  const cards = [...box.querySelectorAll("[data-card]")];
  const steps = box.querySelector("[data-steps]");
  const all = box.querySelector("[data-all]");
  const back = box.querySelector("[data-back]");
  const next = box.querySelector("[data-next]");
  let at = 0;
  const show = (place, focus) => {
    at = Math.min(Math.max(place, 0), cards.length - 1);
    cards.forEach((card, number) => card.classList.toggle("here", number === at));
    box.querySelector("[data-count]").textContent = `${at + 1} / ${cards.length}`;
    back.disabled = at === 0;
    next.disabled = at === cards.length - 1;
    if (focus) cards[at].focus({ preventScroll: true });
    if (focus) box.scrollIntoView({ block: "start" });
  };
  back.addEventListener("click", () => show(at - 1, true));
  next.addEventListener("click", () => show(at + 1, true));
  box.querySelector("[data-toggle]").addEventListener("click", () => {
    box.classList.toggle("one-by-one");
    steps.hidden = !box.classList.contains("one-by-one");
  });
  box.classList.add("one-by-one");
  steps.hidden = false;
  all.hidden = false;
  show(0, false);
}
