/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// Reloads the page when there is something new to show, and tells what is wrong with it.
(() => {
  "use strict";

  const token = document.currentScript.dataset.token;
  const scrollKey = `live-scroll ${location.pathname}`;
  const hiddenKey = "live-hidden";
  const leadKey = "live-lead"; // the problem that a link has led to
  const RETRY = 1000; // milliseconds

  // --- The place on the page ----------------------------------------------

  const storage = {
    get(key) {
      try {
        return sessionStorage.getItem(key);
      } catch {
        return null; // storage is turned off; the page then begins at its top
      }
    },
    set(key, value) {
      try {
        sessionStorage.setItem(key, value);
      } catch {
        // see above
      }
    },
  };

  // What stands beside the text stays where it is when the page is scrolled.
  const main = document.querySelector("[role=main], main, article") ?? document.body;
  const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, tr, dt, dd, pre, figure, summary";
  const textOf = (node) => node.textContent.replace(/\s+/g, " ").trim();

  // Each block by its id, or by its text and which of several alike it is.
  function blocks() {
    const alike = new Map();
    return [...main.querySelectorAll(BLOCKS)].map((node) => {
      const key = node.id ? `#${node.id}` : `${node.tagName} ${textOf(node).slice(0, 200)}`;
      const same = alike.get(key) ?? [];
      alike.set(key, same);
      return { node, key, same, at: same.push(node) - 1 };
    });
  }

  // Where blocks in view are: one that is alone with its text is known best.
  function placeNow() {
    const seen = [];
    for (const { node, key, same, at } of blocks()) {
      const { top, bottom, height } = node.getBoundingClientRect();
      if (height && bottom > 0 && top < innerHeight) seen.push({ key, at, top, of: same });
    }
    seen.sort((one, other) => (one.of.length > 1) - (other.of.length > 1) || (one.top < 0) - (other.top < 0));
    return { left: scrollX, top: scrollY, seen: seen.map(({ of, ...each }) => ({ ...each, of: of.length })) };
  }

  function scrollTo({ left, top, seen }) {
    const known = new Map(blocks().map(({ key, same }) => [key, same]));
    const kept = seen.find(({ key, of }) => known.get(key)?.length === of);
    const node = kept && known.get(kept.key)[kept.at];
    const down = node ? scrollY + node.getBoundingClientRect().top - kept.top : top;
    window.scrollTo({ left, top: down, behavior: "instant" });
  }

  // Details by what has an id around them, their title, and which of them it is.
  function folds() {
    return [...main.querySelectorAll("details")].map((node) => {
      const owner = node.closest("[id]");
      return {
        node,
        id: owner?.id,
        title: textOf(node.querySelector("summary") ?? node),
        at: [...(owner ?? main).querySelectorAll("details")].indexOf(node),
        open: node.open,
      };
    });
  }

  function fold(before) {
    for (const { node, id, title, at } of folds()) {
      const near = before.filter((each) => each.id === id);
      const kept = near.find((each) => each.title === title) ?? near.find((each) => each.at === at);
      if (kept) node.open = kept.open;
    }
  }

  function reload() {
    const open = folds().map(({ node, ...each }) => each);
    storage.set(scrollKey, JSON.stringify({ ...placeNow(), open }));
    location.reload();
  }

  function restorePlace() {
    const kept = storage.get(scrollKey);
    if (!kept) return;
    storage.set(scrollKey, "");
    const place = JSON.parse(kept);
    history.scrollRestoration = "manual";
    const restore = () => {
      fold(place.open);
      scrollTo(place);
    };
    restore();
    // Pictures and fonts may still move the text, unless the reader has moved on.
    const events = ["wheel", "touchstart", "keydown", "pointerdown"];
    const stop = () => removeEventListener("load", restore);
    addEventListener("load", restore, { once: true });
    for (const event of events) addEventListener(event, stop, { once: true, passive: true });
  }

  // --- Warnings at their places ----------------------------------------------

  const NOTE = `
    :host { all: initial; display: block; }
    p { background: #fff8e5; border-left: 4px solid #9a6700; box-sizing: border-box;
      color: #1b1b1b; font: 13px/1.45 system-ui, sans-serif; margin: 4px 0; max-width: 60em;
      overflow-wrap: anywhere; padding: 4px 8px; white-space: normal; }
    :focus { outline: 3px solid #0969da; outline-offset: 2px; }
    @media (prefers-color-scheme: dark) { p { background: #2b2414; color: #f3ecdd; } }
    @media print { :host { display: none; } }
  `;

  // The innermost element around the nearest id that begins with the text, or has it.
  function elementOf({ id, near }) {
    const around = (id && document.getElementById(id)) || main;
    const places = [around, ...around.querySelectorAll(`${BLOCKS}, td, th, div`)];
    const innermost = (fits) => {
      const fitting = places.filter((node) => near && fits(textOf(node)));
      return fitting.findLast((node) => fitting[0].contains(node));
    };
    return (
      innermost((text) => text.startsWith(near)) ??
      innermost((text) => text.includes(near)) ??
      around.querySelector(BLOCKS) ??
      around
    );
  }

  // Puts a note with what is wrong below each place; a problem is led to by its note.
  function showNotes(problems) {
    const place = problems.length > 0 && placeNow();
    for (const note of document.querySelectorAll("live-note")) note.remove();
    const notes = new Map();
    for (const problem of problems) {
      const note = element("live-note");
      const text = element("p", { textContent: `⚠ ${problem.said}`, tabIndex: -1 });
      note.attachShadow({ mode: "open" }).append(element("style", { textContent: NOTE }), text);
      const node = elementOf(problem);
      const row = node.closest("tr");
      // A line of a table is a row; the widest of its cells has the most room.
      const cells = [...(row?.cells ?? [])].sort((one, other) => other.offsetWidth - one.offsetWidth);
      if (cells.length) cells[0].append(note);
      else if (node.matches("pre, figure, summary") || node === main) node.after(note);
      else node.append(note);
      notes.set(problem.text, text);
    }
    if (place) scrollTo(place);
    return notes;
  }

  function leadTo(text) {
    const note = text.getRootNode().host;
    for (let at = note.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    note.scrollIntoView({ block: "center", behavior: "instant" });
    text.focus({ preventScroll: true });
  }

  // --- The panel ------------------------------------------------------------

  const STYLE = `
    :host { all: initial; color-scheme: light dark; }
    section, .reopen {
      box-sizing: border-box; color: #1b1b1b; background: #fff8e5;
      font: 14px/1.45 system-ui, sans-serif; position: fixed; z-index: 2147483000;
    }
    section { border-top: 3px solid #9a6700; bottom: 0; left: 0; max-height: 33vh;
      overflow: auto; padding: 8px 16px 12px; right: 0; }
    section.error { background: #ffebe9; border-color: #b3261e; }
    header { align-items: center; display: flex; gap: 12px; justify-content: space-between; }
    .title { font: inherit; font-weight: 700; margin: 0; }
    ul { list-style: none; margin: 6px 0 0; padding: 0; }
    li a { color: inherit; }
    li, pre { font: 13px/1.45 ui-monospace, monospace; margin: 0 0 4px; overflow-wrap: anywhere;
      white-space: pre-wrap; }
    pre { margin-top: 6px; }
    button, summary { cursor: pointer; font: inherit; min-height: 28px; }
    button { background: transparent; border: 1px solid currentColor; border-radius: 4px;
      color: inherit; padding: 2px 10px; }
    .reopen { border: 2px solid #9a6700; border-radius: 999px; bottom: 12px; padding: 4px 14px;
      right: 12px; }
    :focus-visible { outline: 3px solid #0969da; outline-offset: 2px; }
    [hidden] { display: none; }
    @media (prefers-color-scheme: dark) {
      section, .reopen { background: #2b2414; color: #f3ecdd; }
      section.error { background: #3a1715; }
      :focus-visible { outline-color: #79b8ff; }
    }
    @media print { section, .reopen { display: none; } }
  `;

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  // A click leads to the place, here or on another page, and opens the file where an editor is set.
  function list(problems, notes) {
    const items = problems.map((problem) => {
      const { text, page, edit } = problem;
      if (!page && !edit) return element("li", { textContent: text });
      const link = element("a", { textContent: text, href: (notes && edit) || page || edit });
      link.addEventListener("click", (event) => {
        if (notes) {
          if (!edit) event.preventDefault();
          leadTo(notes.get(text));
        } else if (page) storage.set(leadKey, text);
      });
      return element("li", {}, link);
    });
    return element("ul", {}, ...items);
  }

  const count = (lines, what) => `${lines.length} ${what}${lines.length === 1 ? "" : "s"}`;

  function makePanel() {
    const host = element("live-preview");
    const root = host.attachShadow({ mode: "open" });
    const title = element("p", { className: "title" });
    // Read out when it changes, without taking the focus from where the reader is.
    title.setAttribute("role", "status");
    const hide = element("button", { type: "button", textContent: "Hide" });
    const body = element("div");
    const section = element(
      "section",
      { hidden: true, tabIndex: 0 }, // what scrolls can be reached by keyboard
      element("header", {}, title, hide),
      body,
    );
    section.setAttribute("aria-label", "Preview");
    const reopen = element("button", { type: "button", className: "reopen", hidden: true });
    root.append(element("style", { textContent: STYLE }), section, reopen);
    document.body.append(host);
    const margin = document.body.style.marginBottom;

    // Nothing of the page is out of reach behind the panel.
    const makeRoom = () => {
      document.body.style.marginBottom = section.hidden ? margin : `${section.offsetHeight}px`;
    };
    new ResizeObserver(makeRoom).observe(section);

    let shown = "";
    const show = (open) => {
      section.hidden = !open || !shown;
      reopen.hidden = open || !shown;
      makeRoom();
    };
    hide.addEventListener("click", () => {
      storage.set(hiddenKey, shown);
      show(false);
      reopen.focus();
    });
    reopen.addEventListener("click", () => {
      storage.set(hiddenKey, "");
      show(true);
      hide.focus();
    });
    section.addEventListener("keydown", (event) => {
      if (event.key === "Escape") hide.click();
    });

    return function update(heading, content, { error = false } = {}) {
      const text = content.map((part) => part.textContent).join("\n");
      const now = heading && `${heading}\n${text}`;
      if (now === shown) return;
      shown = now;
      title.textContent = reopen.textContent = heading;
      section.classList.toggle("error", error);
      body.replaceChildren(...content);
      show(storage.get(hiddenKey) !== shown);
    };
  }

  function render(update, { error, here, elsewhere }) {
    const content = [];
    if (error) content.push(element("pre", { textContent: error }));
    const notes = showNotes(here);
    if (here.length) content.push(list(here, notes));
    if (elsewhere.length) {
      const summary = element("summary", { textContent: count(elsewhere, "warning") + " elsewhere" });
      content.push(element("details", {}, summary, list(elsewhere)));
    }
    if (error) update("This page cannot be brought up to date", content, { error: true });
    else if (here.length) update(`${count(here, "warning")} on this page`, content);
    else update("", []);
    const lead = notes.get(storage.get(leadKey));
    if (lead) {
      storage.set(leadKey, "");
      leadTo(lead);
    }
  }

  // --- The connection -------------------------------------------------------

  function connect(update) {
    const address = new URL("/_live/socket", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    socket.addEventListener("open", () => {
      socket.send(JSON.stringify({ path: decodeURIComponent(location.pathname) }));
    });
    let told;
    socket.addEventListener("message", (event) => {
      const state = JSON.parse(event.data);
      if (state.token !== token) reload();
      else if (event.data !== told) render(update, state);
      told = event.data;
    });
    socket.addEventListener("close", () => {
      update("The preview has stopped", [
        element("p", { textContent: "This page is shown as it was; it goes on by itself when the preview is started again." }),
      ]);
      setTimeout(connect, RETRY, update);
    });
    // A page that is kept for the back button must not hold on to its socket.
    addEventListener("pagehide", () => socket.close(), { once: true });
  }

  restorePlace();
  connect(makePanel());
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
})();
