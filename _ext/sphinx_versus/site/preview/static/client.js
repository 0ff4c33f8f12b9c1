/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// Reloads the page when there is something new to show, and tells what is wrong with it.
(() => {
  "use strict";

  const token = document.currentScript.dataset.token;
  const scrollKey = `live-scroll ${location.pathname}`;
  const hiddenKey = "live-hidden";
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

  function reload() {
    storage.set(scrollKey, JSON.stringify([scrollX, scrollY]));
    location.reload();
  }

  function restorePlace() {
    const kept = storage.get(scrollKey);
    if (!kept) return;
    storage.set(scrollKey, "");
    const [left, top] = JSON.parse(kept);
    const scroll = () => window.scrollTo({ left, top, behavior: "instant" });
    scroll();
    // Pictures and fonts may still move the text, unless the reader has moved on.
    const events = ["wheel", "touchstart", "keydown", "pointerdown"];
    const stop = () => removeEventListener("load", scroll);
    addEventListener("load", scroll, { once: true });
    for (const event of events) addEventListener(event, stop, { once: true, passive: true });
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

  function list(lines) {
    return element("ul", {}, ...lines.map((line) => element("li", { textContent: line })));
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
    if (here.length) content.push(list(here));
    if (elsewhere.length) {
      const summary = element("summary", { textContent: count(elsewhere, "warning") + " elsewhere" });
      content.push(element("details", {}, summary, list(elsewhere)));
    }
    if (error) update("This page cannot be brought up to date", content, { error: true });
    else if (here.length) update(`${count(here, "warning")} on this page`, content);
    else update("", []);
  }

  // --- The connection -------------------------------------------------------

  function connect(update) {
    const address = new URL("/_live/socket", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    socket.addEventListener("open", () => {
      socket.send(JSON.stringify({ path: decodeURIComponent(location.pathname) }));
    });
    socket.addEventListener("message", (event) => {
      const state = JSON.parse(event.data);
      if (state.token !== token) reload();
      else render(update, state);
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
