/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// The small part of the search that every page has: the button, the keys, and the
// marks at the place that a hit has led to. The rest is loaded when it is needed.
//
// Settings and labels come from the attribute data-settings of the script's tag.

"use strict";

const SiteSearch = (() => {
  const script = document.currentScript;
  const settings = JSON.parse(script.dataset.settings);
  const root = new URL("..", script.src);
  const { labels } = settings;
  // Where themes have their search box; the first that is there becomes the button.
  const BOXES = ".sidebar-search-container, #searchbox, .search-form, [role='search'], form.search, form.searchbox";
  // Buttons that themes have instead, those of PyData and of Book: they open this search.
  const BUTTONS = ".search-button__button";
  // Where the text of a page is: the first that there is.
  const CONTENT = ["[role='main']", "main", "div.body", "article", "body"];

  const make = (tag, properties = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name in element && !name.startsWith("aria")) element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  };

  const load = (url) =>
    new Promise((resolve, reject) => {
      const element = make("script", { src: url, async: false });
      element.addEventListener("load", resolve);
      element.addEventListener("error", () => reject(new Error(`${url}`)));
      document.head.append(element);
    });

  // The address of a place on a page that has been found by some words.
  const url = (path, anchor = "", words = []) => {
    const address = new URL(path, root);
    if (words.length) address.searchParams.set("mark", words.slice(0, 12).join(" "));
    address.hash = anchor.replaceAll("%", "%25");
    return address;
  };

  // Where all results of a query are shown.
  const pageUrl = (query) => {
    const address = new URL(settings.page, root);
    if (query) address.searchParams.set("q", query);
    return address;
  };

  const part = (name) => new URL(`_static/site_search_${name}.js?v=${settings.version}`, root);
  let parts = null;
  const loadParts = () =>
    (parts ??= Promise.all(
      ["query", "hits", "engine", "view"].map((name) => load(part(name))),
    ));

  const open = (query) =>
    loadParts().then(
      () => SiteSearch.view.open(query),
      // Something has kept a part from loading: there is a note on that page.
      () => location.assign(pageUrl("")),
    );

  // At the place ------------------------------------------------------------

  const RUNS_TOGETHER = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

  const rangesOf = (words, content) => {
    const pieces = words.map((word) => {
      const text = word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
      return RUNS_TOGETHER.test(word) ? text : `(?<![\\p{L}\\p{N}])${text}(?![\\p{L}\\p{N}])`;
    });
    const pattern = new RegExp(pieces.join("|"), "giu");
    const ranges = [];
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const { index, 0: found } of node.data.matchAll(pattern)) {
        const range = new Range();
        range.setStart(node, index);
        range.setEnd(node, index + found.length);
        ranges.push(range);
      }
    }
    return ranges;
  };

  const unmark = () => {
    globalThis.CSS?.highlights?.delete("site-search");
    document.querySelector(".site-search-target")?.classList.remove("site-search-target");
  };

  const mark = (words, { focused = false } = {}) => {
    unmark();
    const content = CONTENT.map((each) => document.querySelector(each)).find(Boolean);
    if (words.length && globalThis.CSS?.highlights) {
      CSS.highlights.set("site-search", new Highlight(...rangesOf(words, content)));
    }
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") at.open = true;
    }
    const heading = target.matches("section")
      ? target.querySelector("h1, h2, h3, h4, h5, h6")
      : target;
    (heading ?? target).classList.add("site-search-target");
    // In the middle nothing that sticks to the edges can cover it.
    const fits = (heading ?? target).getBoundingClientRect().height < innerHeight * 0.7;
    (heading ?? target).scrollIntoView({ block: fits ? "center" : "start", behavior: "instant" });
    if (focused) {
      target.tabIndex = -1;
      target.focus({ preventScroll: true });
    }
  };

  const arrive = () => {
    const here = new URL(location.href);
    const words = here.searchParams.get("mark")?.split(/\s+/).filter(Boolean);
    if (!words) return;
    here.searchParams.delete("mark");
    try {
      history.replaceState(history.state, "", here);
    } catch {
      // A page opened from a file may not change its address.
    }
    mark(words);
    // Pictures and fonts that come late move the place.
    if (document.readyState !== "complete") addEventListener("load", () => mark(words));
  };

  // The button and the keys ---------------------------------------------------

  const icon = () => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS(svg.namespaceURI, "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    svg.classList.add("site-search-icon");
    path.setAttribute("d", "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.3 15.3 20.5 20.5");
    svg.append(path);
    return svg;
  };

  const button = (className, ...children) => {
    const element = make(
      "button",
      { type: "button", className, "aria-haspopup": "dialog", "aria-keyshortcuts": "/ Control+K" },
      icon(),
      ...children,
    );
    element.addEventListener("click", () => open());
    // The first look at the button is when the rest begins to load.
    element.addEventListener("pointerenter", loadParts, { once: true });
    element.addEventListener("focus", loadParts, { once: true });
    return element;
  };

  const addButtons = () => {
    const box = document.querySelector(BOXES);
    const wideButton = (className) =>
      button(
        className,
        make("span", {}, labels.search),
        make("kbd", { "aria-hidden": "true" }, "/"),
      );
    // A box that the writer has put into a page; without scripts it is a form.
    for (const here of document.querySelectorAll("form.site-search-here")) {
      here.hidden = true;
      here.before(wideButton("site-search-button site-search-large"));
    }
    const wide = wideButton("site-search-button");
    const owned = document.querySelectorAll(BUTTONS);
    const take = (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      open();
    };
    owned.forEach((its) => its.addEventListener("click", take, true));
    // Their scripts listen for the keys, too, and begin later.
    if (owned.length) addEventListener("keydown", (event) => isControlK(event) && take(event), true);
    if (box && !owned.length) {
      box.hidden = true;
      box.classList.add("site-search-replaced");
      box.before(wide);
    } else if (!owned.length && !document.getElementById("site-search-page")) {
      wide.classList.add("site-search-floating");
      document.body.append(wide);
    }
    // Furo hides its sidebar on small screens, and keeps a header there.
    const header = document.querySelector(".mobile-header .header-right");
    const narrow = button("site-search-header-button");
    narrow.setAttribute("aria-label", labels.search);
    header?.prepend(narrow);
  };

  const isTyping = ({ target }) =>
    target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

  const isControlK = ({ key, ctrlKey, metaKey, altKey, shiftKey }) =>
    key.toLowerCase() === "k" && ctrlKey !== metaKey && !altKey && !shiftKey;

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const slash = event.key === "/" && plain && !isTyping(event);
    if (slash || isControlK(event)) {
      event.preventDefault();
      open();
    } else if (event.key === "Escape" && plain) {
      unmark();
    }
  });

  // Who comes back from a hit finds the hits again.
  const comeBack = (state) => state?.siteSearch && open(state.siteSearch);
  addEventListener("popstate", ({ state }) => comeBack(state));
  addEventListener("pageshow", () => comeBack(history.state));

  addButtons();
  arrive();
  const place = document.getElementById("site-search-page");
  if (place) {
    loadParts()
      .then(() => load(part("page")))
      .then(() => SiteSearch.page.fill(place), () => {});
  }

  return { icon, labels, load, loadParts, make, mark, pageUrl, part, root, settings, url };
})();
