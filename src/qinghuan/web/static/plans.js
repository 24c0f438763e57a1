"use strict";
/* Sliders beside number inputs, and a button that copies a sentence. Without it both still work by hand. */

(() => {
  const slide = (number) => {
    if (number.dataset.slid) return;
    number.dataset.slid = "yes";
    const range = document.createElement("input");
    range.type = "range";
    range.min = number.min;
    range.max = number.max;
    range.step = 1;
    range.value = number.value;
    const label = document.querySelector(`label[for="${number.id}"]`);
    if (label) range.setAttribute("aria-label", label.textContent);
    range.addEventListener("input", () => { number.value = range.value; });
    number.addEventListener("input", () => { range.value = number.value; });
    number.before(range);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("input[data-slider]").forEach(slide);
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    const words = button && document.querySelector(button.dataset.copy);
    if (!words || !navigator.clipboard) return;
    await navigator.clipboard.writeText(words.innerText);
    button.textContent = button.dataset.copied;
  });
})();
