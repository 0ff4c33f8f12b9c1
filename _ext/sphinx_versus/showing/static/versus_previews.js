/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// Shows what a link leads to beside it: a claim, a row, an entity or a comparison. The texts
// are in a file for each page, which is asked for by the first link to it.

"use strict";

{
  const script = document.currentScript;
  const root = new URL("..", script.src);
  // What a card or a row of a list shows already.
  const LINKS = "a.versus-preview:not(:is(.versus-card, .versus-findings) *)";

  const files = new Map();
  const load = (path) => {
    if (!files.has(path)) {
      const loaded = new Promise((done) => {
        const file = document.createElement("script");
        file.src = new URL(`previews/${path}`, root);
        file.onload = () => done(window.versusPreviews?.[path] ?? {});
        file.onerror = () => done({});
        document.head.append(file);
      });
      files.set(path, loaded);
    }
    return files.get(path);
  };

  const pathOf = (link) => {
    if (link.getAttribute("href").startsWith("#")) return script.dataset.page;
    const path = link.href.slice(root.href.length).replace(/[?#].*/s, "");
    return /(^|\/)$/.test(path) ? `${path}index.js` : `${path}.js`;
  };

  window.showInPlace?.(
    LINKS,
    async (link) => {
      const previews = await load(pathOf(link));
      const id = decodeURIComponent(link.hash.slice(1)) || previews[""];
      const [title, ...lines] = previews[id] ?? [];
      if (!title) return null;
      return [title, ...lines].map((text, at) => {
        const line = document.createElement(at ? "p" : "strong");
        line.textContent = text;
        return line;
      });
    },
    { isPreview: true },
  );
}
