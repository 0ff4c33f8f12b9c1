/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// Shows the reference of a citation in place. Without this script a citation leads to
// the list at the page's end.

"use strict";

window.showInPlace?.('a.citation-link[href^="#ref-"]', (link) => {
  const item = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  return item && [...item.childNodes].map((node) => node.cloneNode(true));
});
