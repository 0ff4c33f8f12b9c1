/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// Where the contents are longer than the window, they open at the entry of the page.

"use strict";

{
  const entry = document.querySelector('.sidebar-scroll [aria-current="page"]');
  const scroller = entry?.closest(".sidebar-scroll");
  if (scroller) {
    const { top, height } = scroller.getBoundingClientRect();
    const place = entry.getBoundingClientRect();
    // The page itself must not move.
    if (place.bottom > top + height) scroller.scrollTop += place.top - top - height / 2;
  }
}
