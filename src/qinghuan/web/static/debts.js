"use strict";
/* Copies the words to send; without it they can still be read and marked. */
(() => {
  const offer = (root) => {
    if (!navigator.clipboard) return;
    for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
  };
  document.addEventListener("DOMContentLoaded", () => offer(document));
  document.addEventListener("htmx:afterSettle", () => offer(document));
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    const words = button && document.querySelector(button.dataset.copy);
    if (!words) return;
    try {
      await navigator.clipboard.writeText(words.innerText.trim());
      button.textContent = button.dataset.copied;
    } catch {
      getSelection().selectAllChildren(words);
    }
  });
})();
