"use strict";
/* Files dropped or chosen go one by one, each with its own progress; without this the form sends them all. */

(() => {
  const form = document.querySelector("[data-bring]");
  if (!form) return;
  const area = form.querySelector(".drop"), input = form.querySelector("input[type=file]");
  const list = document.querySelector("#sending"), told = document.querySelector("#told"), after = document.querySelector(".after");
  const words = (id) => document.querySelector(`#${id}`).innerHTML;
  const largest = 50 * 1024 * 1024;
  const waiting = [];
  let busy = false;
  area.querySelector(".drop-here").hidden = false;
  form.querySelector(".actions").hidden = true;

  for (const name of ["dragover", "dragenter"]) {
    area.addEventListener(name, (event) => { event.preventDefault(); area.classList.add("over"); });
  }
  area.addEventListener("dragleave", () => area.classList.remove("over"));
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    area.classList.remove("over");
    bring(event.dataTransfer.files);
  });
  input.addEventListener("change", () => { bring(input.files); input.value = ""; });
  window.addEventListener("beforeunload", (event) => { if (busy) event.preventDefault(); });

  function bring(files) {
    for (const file of files) {
      const item = document.querySelector("#bringing").content.firstElementChild.cloneNode(true);
      item.querySelector(".file-name").textContent = file.name;
      list.append(item);
      if (file.size > largest) stop(item, "too-large");
      else waiting.push([file, item]);
    }
    next();
  }

  function stop(item, id) {
    const state = item.querySelector(".file-state");
    state.innerHTML = words(id);
    state.classList.add("fault");
    item.querySelector("progress").remove();
  }

  function next() {
    if (busy || !waiting.length) return;
    busy = true;
    const [file, item] = waiting.shift();
    const sent = new XMLHttpRequest(), data = new FormData();
    data.append("files", file);
    sent.open("POST", form.action);
    sent.setRequestHeader("HX-Request", "true");
    sent.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      const bar = item.querySelector("progress");
      bar.value = 100 * event.loaded / event.total;
      if (event.loaded === event.total) {
        bar.removeAttribute("value");
        item.querySelector(".file-state").innerHTML = words("reading");
      }
    });
    const finished = () => {
      busy = false;
      told.textContent = item.innerText.split("\n").slice(0, 3).join(" ");
      after.hidden = waiting.length > 0 || !list.querySelector(".taken");
      next();
    };
    sent.addEventListener("load", () => {
      if (sent.status === 200 || sent.status === 413 || sent.status === 503) {
        item.className = "";
        item.innerHTML = sent.responseText;
        htmx.process(item);
      } else stop(item, "not-sent");
      finished();
    });
    sent.addEventListener("error", () => { stop(item, "not-sent"); finished(); });
    sent.send(data);
  }
})();
