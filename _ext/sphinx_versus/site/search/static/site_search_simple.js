/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// Sphinx's own search, where Pagefind's index cannot be used.

"use strict";

SiteSearch.simple = (() => {
  const { fold } = SiteSearch.query;

  const start = async (root) => {
    // Sphinx's script shows the results for ?q= by itself, if it finds their place,
    // and loads each page for a summary, which files may not.
    const place = document.createElement("div");
    place.id = "search-results";
    place.hidden = true;
    document.body.append(place);
    if (typeof DOCUMENTATION_OPTIONS !== "undefined") {
      DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
    }
    const box = document.querySelectorAll('input[name="q"]');
    const typed = [...box].map((input) => input.value);
    for (const name of ["_static/language_data.js", "_static/searchtools.js", "searchindex.js"]) {
      await SiteSearch.load(new URL(name, root));
    }
    box.forEach((input, at) => (input.value = typed[at]));
    place.remove();

    const search = async (text, { limit = 10 } = {}) => {
      const [query, ...terms] = Search._parseQuery(text);
      // Kept for the page that is opened next; ours marks words by its own address.
      localStorage.removeItem("sphinx_highlight_terms");
      const results = Search._performSearch(query, ...terms).reverse();
      const words = [...terms[2]];
      const groups = new Map();
      for (const [docname, title, anchor, description] of results) {
        const group = groups.get(docname) ?? emptyGroup(docname);
        const [page, ...rest] = title.split(" > ");
        const name = rest.length ? rest.join(" > ") : page;
        group.title ||= titles(docname) ?? page;
        group.hits.push({
          url: SiteSearch.url(address(docname), anchor.replace(/^#/, ""), words),
          title: marks(name, words),
          kind: anchor ? "section" : "page",
          path: [],
          excerpts: description ? [{ label: "", pieces: [[description, false]] }] : [],
          facets: [],
          words,
        });
        groups.set(docname, group);
      }
      const all = [...groups.values()];
      const hits = results.length;
      return {
        ...{ hits, pages: all.length, facets: null, more: all.length > limit },
        notice: null,
        groups: all.slice(0, limit),
      };
    };

    const titles = (docname) => {
      const at = Search._index.docnames.indexOf(docname);
      return at < 0 ? null : Search._index.titles[at];
    };
    const address = (docname) => {
      if (DOCUMENTATION_OPTIONS.BUILDER !== "dirhtml") {
        return docname + DOCUMENTATION_OPTIONS.LINK_SUFFIX;
      }
      return `${docname}/`.replace(/(^|\/)index\/$/, "$1");
    };
    const emptyGroup = (docname) => ({
      ...{ url: SiteSearch.url(address(docname)), title: "", kind: "page", hits: [], rest: [] },
    });

    return { name: "sphinx", search, suggest: async () => ({ words: [], names: [] }) };
  };

  // Marks whole words that begin like one of those searched for.
  const marks = (text, words) => {
    const folded = words.map(fold);
    return text
      .split(/([^\p{L}\p{N}]+)/u)
      .map((piece) => [piece, folded.some((word) => fold(piece).startsWith(word))]);
  };

  return { start };
})();
