/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// Shows the reference of a citation in place, and copies a reference. Without this script a
// citation leads to the list at the page's end.
//
// The labels come translated from the attribute data-labels of the script's tag.

"use strict";

{
  const labels = JSON.parse(document.currentScript.dataset.labels);
  const said = document.createElement("span");
  said.className = "reference-said";
  said.setAttribute("role", "status");

  window.showInPlace?.('a.citation-link[href^="#ref-"]', (link) => {
    const item = document.getElementById(decodeURIComponent(link.hash.slice(1)))?.cloneNode(true);
    item?.querySelector(".reference-copy")?.remove();
    return item && [...item.childNodes];
  });

  // The source alone, without what this site says of it.
  const copy = async (button) => {
    const source = button.parentElement.querySelector("p") ?? button.parentElement;
    const alone = source.cloneNode(true);
    alone
      .querySelectorAll(".reference-copy, .reference-remark, .reference-all-uses")
      .forEach((part) => part.remove());
    try {
      await navigator.clipboard.writeText(alone.textContent.replace(/\s+/gu, " ").trim());
      said.textContent = labels.copied;
    } catch {
      // Where the clipboard is closed, such as on pages that are no https.
      getSelection().selectAllChildren(source);
      said.textContent = labels.selected;
    }
    button.classList.add("reference-copied");
    button.title = said.textContent;
    setTimeout(() => {
      button.classList.remove("reference-copied");
      button.title = labels.copy;
      said.textContent = "";
    }, 3000);
  };

  const addButtons = () =>
    document.querySelectorAll("ul.references > li:not(:has(> .reference-copy))").forEach((item) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "reference-copy";
      button.title = labels.copy;
      // A list reads the same words on each: what is copied tells them apart.
      button.setAttribute("aria-label", labels.what.replace("%s", () => item.textContent.trim().slice(0, 60)));
      button.addEventListener("click", () => copy(button));
      item.append(button);
    });
  addButtons();
  document.body.append(said);
  // Other parts of a long list come while it is filtered.
  document.querySelectorAll(".site-list:has(ul.references)").forEach((list) => {
    new MutationObserver(addButtons).observe(list, { childList: true, subtree: true });
  });
}
