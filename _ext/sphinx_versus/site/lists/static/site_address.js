/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// What the tools of a page are set to stands in its address, so that it can be sent and kept.

"use strict";

window.siteAddress = {
  all: (name) => new URLSearchParams(location.search).getAll(name),
  get: (name) => new URLSearchParams(location.search).get(name) ?? "",
  // The values of each name: a text, a list of texts, or nothing.
  put: (state) => {
    const url = new URL(location.href);
    for (const [name, values] of Object.entries(state)) {
      const [first, ...more] = [values].flat().filter(Boolean);
      // What is there keeps its place.
      if (first) url.searchParams.set(name, first);
      else url.searchParams.delete(name);
      more.forEach((value) => url.searchParams.append(name, value));
    }
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // A page opened from a file may not change its address: the tools work all the same.
    }
  },
};
