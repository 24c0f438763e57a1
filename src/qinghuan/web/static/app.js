"use strict";
/* What a page does beyond plain forms and links. Everything works without it but charts. */

document.addEventListener("click", (event) => {
  const amount = event.target.closest(".hide-amounts .money");
  if (amount) amount.classList.toggle("shown");
  const aloud = event.target.closest("[data-read-aloud]");
  if (aloud) readAloud(aloud);
});

/* The browser's own voice; nothing is sent anywhere. */
function readAloud(button) {
  const voice = window.speechSynthesis;
  if (!voice) return;
  if (voice.speaking) { voice.cancel(); return; }
  const target = document.querySelector(button.dataset.readAloud);
  if (!target) return;
  const words = new SpeechSynthesisUtterance(target.innerText);
  words.lang = document.documentElement.lang;
  words.rate = 0.9;
  voice.speak(words);
}

document.addEventListener("alpine:init", () => {
  Alpine.data("unfold", () => ({
    open: false,
    toggle() { this.open = !this.open; },
  }));
});

/* A form that was sent is not sent again by a second press. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.method === "post" && !form.hasAttribute("hx-post")) form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
