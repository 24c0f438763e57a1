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

/* A form that was sent is not sent again by a second press. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.method === "post" && !form.hasAttribute("hx-post")) form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

/* One tap puts an empty page over everything, another takes it away. It keeps out a glance, no more. */
document.documentElement.classList.add("scripted");
let titleBefore = "";
function cover(covered) {
  const sheet = document.querySelector("[data-cover]");
  if (!sheet || sheet.hidden !== covered) return;
  sheet.hidden = !covered;
  document.documentElement.classList.toggle("covered", covered);
  for (const one of document.body.children) if (one !== sheet) one.inert = covered;
  if (covered) { titleBefore = document.title; document.title = sheet.dataset.title; sheet.querySelector("button").focus(); }
  else document.title = titleBefore;
  if (window.speechSynthesis) window.speechSynthesis.cancel();
}
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-hide]")) { event.preventDefault(); cover(true); return; }
  if (event.target.closest("[data-cover]")) uncover();
});

/* After the minutes until it locks nothing stays on the screen; what is being typed is not lost. */
const minutes = Number(document.documentElement.dataset.lockMinutes || 0);
let seen = Date.now();
let typing = false;
for (const kind of ["pointerdown", "keydown", "scroll"]) {
  document.addEventListener(kind, () => { if (!expired()) seen = Date.now(); }, { passive: true });
}
document.addEventListener("input", () => { typing = true; });
function expired() { return minutes > 0 && Date.now() - seen > minutes * 60000; }
function uncover() {
  if (expired() && !typing) { window.location.replace(window.location.pathname + window.location.search); return; }
  seen = Date.now();
  cover(false);
}
if (minutes > 0) setInterval(() => { if (expired()) cover(true); }, 5000);
