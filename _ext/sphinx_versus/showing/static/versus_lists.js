/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// A filter for long lists. Nothing of it is needed to read: the list is complete
// without it, and letters or tags lead to its parts.
//
// The labels come translated from the attribute data-labels of the script's tag.

"use strict";

{
  const labels = JSON.parse(document.currentScript.dataset.labels);
  const fold = (text) =>
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLocaleLowerCase(document.documentElement.lang || undefined);

  document.querySelectorAll(".versus-divided").forEach((list) => {
    const parts = [...list.querySelectorAll(".versus-part")].map((part) => ({
      part,
      entries: [...part.querySelectorAll(":is(li, tbody tr)")].map((entry) => ({
        entry,
        text: fold(entry.textContent),
      })),
    }));
    const total = parts.reduce((sum, { entries }) => sum + entries.length, 0);

    const input = document.createElement("input");
    input.type = "search";
    input.autocomplete = "off";
    const caption = document.createElement("span");
    caption.textContent = labels.filter;
    const label = document.createElement("label");
    label.append(caption, input);
    const count = document.createElement("output");
    const tools = document.createElement("div");
    tools.className = "versus-filter";
    tools.append(label, count);
    list.prepend(tools);

    const filter = () => {
      const words = fold(input.value).split(/\s+/u).filter(Boolean);
      let shown = 0;
      parts.forEach(({ part, entries }) => {
        let left = 0;
        entries.forEach(({ entry, text }) => {
          const fits = words.every((word) => text.includes(word));
          entry.hidden = !fits;
          left += fits;
        });
        part.hidden = !left;
        shown += left;
      });
      list.classList.toggle("versus-filtered", words.length > 0);
      count.textContent = words.length
        ? [shown, total].reduce((text, number) => text.replace("%d", number), labels.shown)
        : "";
    };
    input.addEventListener("input", filter);
    // A browser that comes back to the page may have kept what was typed.
    if (input.value) filter();
  });
}
