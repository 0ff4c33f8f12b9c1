/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// Puts a button to copy beside each reference at the foot of a page, once it is shown.
//
// The labels come translated from the attribute data-labels of the script's tag.

"use strict";

{
  const labels = JSON.parse(document.currentScript.dataset.labels);

  // Where the clipboard is closed, such as on pages that are no https.
  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  const addButton = (reference) => {
    const text = reference.firstElementChild;
    const style = reference.previousElementSibling.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = labels.copy;
    button.setAttribute("aria-label", labels.what.replace("%s", style));
    const status = document.createElement("span");
    status.className = "versus-data-status";
    status.setAttribute("role", "status");
    const say = (label) => {
      button.textContent = label;
      status.textContent = label;
      setTimeout(() => {
        button.textContent = labels.copy;
        status.textContent = "";
      }, 3000);
    };
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        say(labels.copied);
      } catch {
        select(text);
        say(labels.selected);
      }
    });
    reference.append(button, status);
  };

  // A page may have many claims, and few are cited: buttons come when theirs are opened.
  document.querySelectorAll(".versus-data details").forEach((folded) => {
    folded.addEventListener("toggle", () => {
      folded.querySelectorAll(":scope > dl > .versus-reference").forEach(addButton);
    }, { once: true });
  });
}
