"use strict";
/* A pad to sign on with a finger, a pen or a mouse; without this a picture can be chosen instead. */

(() => {
  const form = document.querySelector("[data-signing]");
  if (!form) return;
  const box = form.querySelector("[data-draw]"), pad = box.querySelector("[data-pad]");
  const kept = form.querySelector("input[name=drawn]"), state = box.querySelector("[data-state]");
  const pen = pad.getContext("2d");
  let last = null, drawn = false;
  box.hidden = false;
  pen.lineWidth = 6;
  pen.lineCap = "round";
  pen.lineJoin = "round";
  pen.strokeStyle = "#10202c";
  if (kept.value) {
    const before = new Image();
    before.addEventListener("load", () => { pen.drawImage(before, 0, 0); told(true); });
    before.src = kept.value;
  }

  function told(there) {
    drawn = there;
    state.textContent = there ? state.dataset.there : state.dataset.empty;
  }

  function place(event) {
    const edge = pad.getBoundingClientRect();
    return [(event.clientX - edge.left) * pad.width / edge.width, (event.clientY - edge.top) * pad.height / edge.height];
  }

  function line(to) {
    pen.beginPath();
    pen.moveTo(...last);
    pen.lineTo(...to);
    pen.stroke();
    last = to;
  }

  pad.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    last = place(event);
    line([last[0] + 0.1, last[1]]);
  });
  pad.addEventListener("pointermove", (event) => { if (last) line(place(event)); });
  for (const name of ["pointerup", "pointercancel"]) {
    pad.addEventListener(name, () => {
      if (!last) return;
      last = null;
      kept.value = pad.toDataURL("image/png");
      told(true);
    });
  }
  box.querySelector("[data-clear]").addEventListener("click", () => {
    pen.clearRect(0, 0, pad.width, pad.height);
    kept.value = "";
    told(false);
  });
})();
