/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// What a reader sees of the search: the dialog, and what it shares with the page of its
// own. All text goes into the page as text.

"use strict";

SiteSearch.view = (() => {
  const { labels, make, pageUrl, settings, root } = SiteSearch;
  const MORE = 10;
  const RECENT = "site-search-recent";
  const KEPT = 5;

  let engine = null;
  const getEngine = () => (engine ??= SiteSearch.engines.start({ root, bundle: settings.bundle }));

  // Asks the engine, and the simple one if it fails on the way.
  const ask = async (query, options) => {
    const used = await getEngine();
    try {
      return { used, result: await used.search(query, options) };
    } catch (error) {
      if (used.name === "sphinx") throw error;
      engine = SiteSearch.engines.start({ root, bundle: "" });
      return ask(query, options);
    }
  };

  // What a facet, or one of its values, is called.
  const name = (key, facet = "") => settings.names[`${facet}=${key}`] ?? settings.names[key] ?? key;
  const fill = (text, value) => text.replace(/%[sd]/, () => value);
  const rules = new Intl.PluralRules(document.documentElement.lang || undefined);
  const count = (one, many, number) =>
    fill(rules.select(number) === "one" ? one : many, number);

  const marked = (pieces) =>
    pieces.map(([text, mark]) => (mark ? make("mark", {}, text) : document.createTextNode(text)));

  // Runs one search at a time, and then the newest that was asked for meanwhile.
  const latest = (run, fail) => {
    let running = false;
    let waiting = null;
    return async (...values) => {
      waiting = values;
      if (running) return;
      running = true;
      while (waiting) {
        const next = waiting;
        waiting = null;
        try {
          await run(() => waiting === null, ...next);
        } catch {
          fail();
        }
      }
      running = false;
    };
  };

  // Results -----------------------------------------------------------------

  const badges = (hit) => {
    const shown = hit.facets.filter(([facet, value]) => settings.badges.includes(facet) && value !== "no");
    return shown.map(([facet, value]) =>
      make(
        "span",
        { className: `site-search-badge`, "data-facet": facet, "data-value": value },
        value === "yes" ? name(facet) : `${name(facet)}: ${name(value, facet)}`,
      ),
    );
  };

  const hitContent = (hit) => {
    const above = make("span", { className: "site-search-above" });
    above.append(make("span", { className: "site-search-kind", "data-kind": hit.kind }, name(hit.kind)));
    above.append(...badges(hit));
    if (hit.path.length) {
      above.append(make("span", { className: "site-search-path" }, hit.path.join(" › ")));
    }
    const content = [above, make("span", { className: "site-search-title" }, ...marked(hit.title))];
    for (const { label, pieces } of hit.excerpts) {
      const name = label ? [make("b", { className: "site-search-part" }, `${label}:`), " "] : [];
      content.push(make("span", { className: "site-search-excerpt" }, ...name, ...marked(pieces)));
    }
    return content;
  };

  // A link that a script follows, unless it is to be opened elsewhere.
  const act = (url, text, run) => {
    const link = make("a", { href: url }, text);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      run();
    });
    return link;
  };

  // What is said above the hits: how they were found, and that this is the simple search.
  const noticeOf = ({ notice, also }, used, query, choose) => {
    const said = [];
    if (notice?.kind === "relaxed") said.push(labels.relaxed);
    if (notice?.kind === "corrected") {
      const meant = act(pageUrl(notice.meant), notice.meant, () => choose(notice.meant));
      said.push(`${fill(labels.corrected, query)} `, meant);
    }
    const others = also?.map(([typed, ...meant]) => `${typed} → ${meant.join(", ")}`);
    if (others?.length) said.push(said.length ? " " : "", fill(labels.also, others.join("; ")));
    if (used.name === "sphinx") said.push(said.length ? " " : "", labels.simple);
    return said;
  };

  // What else to try where nothing was found: [{title, items: [{text, url, query}]}].
  const near = async (used, query, leading = []) => {
    const { words, names, lists = leading } = await used.suggest(query);
    const groups = [
      { title: labels.nearWords, items: words.map((word) => ({ text: word, query: word })) },
      { title: labels.nearNames, items: names.map(({ title, url }) => ({ text: title, url })) },
      { title: labels.lists, items: lists.map(({ title, url }) => ({ text: title, url })) },
    ];
    return groups.filter(({ items }) => items.length);
  };

  // What was searched for on this device, the newest first. Storage may be forbidden.
  const recent = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(RECENT) ?? "[]");
      return kept.filter((query) => typeof query === "string").slice(0, KEPT);
    } catch {
      return [];
    }
  };
  const remember = (query) => {
    try {
      const kept = [query, ...recent().filter((other) => other !== query)].slice(0, KEPT);
      if (query) localStorage.setItem(RECENT, JSON.stringify(kept));
      else localStorage.removeItem(RECENT);
    } catch {
      // Then nothing is remembered.
    }
  };

  const spoken = (result, query) => {
    if (result.lifted?.length) return fill(labels.blamed, query);
    if (!result.hits) return fill(labels.nothing, query);
    if (result.more && !result.facets) return fill(labels.first, result.hits);
    const hits = count(labels.hit, labels.hits, result.hits);
    return `${hits} ${count(labels.onPage, labels.onPages, result.pages)}`;
  };

  const makeInput = (attributes) =>
    make("input", {
      type: "text",
      className: "site-search-input",
      placeholder: labels.placeholder,
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: false,
      enterKeyHint: "search",
      "aria-label": labels.placeholder,
      ...attributes,
    });

  // The dialog ----------------------------------------------------------------

  let dialog = null;

  const makeDialog = () => {
    const input = makeInput({
      id: "site-search-input",
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": "site-search-list",
    });
    const list = make("div", {
      id: "site-search-list",
      className: "site-search-list",
      role: "listbox",
      "aria-label": labels.results,
    });
    const notice = make("p", { className: "site-search-notice" });
    const blank = make("p", { className: "site-search-blank" });
    const status = make("p", { className: "site-search-status", role: "status" });
    const all = make("a", { className: "site-search-all", href: pageUrl("") }, labels.allResults);
    const close = make(
      "button",
      { type: "button", className: "site-search-close", "aria-label": labels.close },
      make("kbd", { "aria-hidden": "true" }, "Esc"),
    );
    const keys = make(
      "span",
      { className: "site-search-keys", "aria-hidden": "true" },
      ...[make("kbd", {}, "↑"), make("kbd", {}, "↓"), ` ${labels.choose} `],
      ...[make("kbd", {}, "↵"), ` ${labels.open}`],
    );
    const form = make(
      "form",
      { className: "site-search-bar", role: "search", action: pageUrl("") },
      ...[SiteSearch.icon(), input, close],
    );
    const element = make(
      "dialog",
      { className: "site-search-dialog", "aria-label": labels.search },
      form,
      ...[notice, blank, list],
      make("div", { className: "site-search-foot" }, keys, all),
      status,
    );
    document.body.append(element);

    let options = [];
    let active = -1;

    const activate = (index) => {
      options[active]?.setAttribute("aria-selected", "false");
      active = index;
      const option = options[active];
      option.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", option.id);
      // With the name of the page where it is the first of its hits.
      const first = option.previousElementSibling?.classList.contains("site-search-page-title");
      (first ? option.previousElementSibling : option).scrollIntoView({ block: "nearest" });
      option.scrollIntoView({ block: "nearest" });
    };

    const asOption = (url, content, run) => {
      const option = make(
        "a",
        {
          href: url,
          className: "site-search-hit",
          role: "option",
          tabIndex: -1,
          id: `site-search-option-${options.length}`,
          "aria-selected": "false",
        },
        ...content,
      );
      const index = options.push(option) - 1;
      option.addEventListener("pointermove", () => active === index || activate(index));
      option.addEventListener("click", (event) => {
        if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.button)) run(event);
      });
      return option;
    };
    const asHit = (hit) => asOption(hit.url, hitContent(hit), (event) => follow(event, hit));
    const asItem = ({ text, url, query, run }) => {
      const chosen = run ?? (query && (() => choose(query)));
      const content = [make("span", { className: run ? "site-search-forget" : "site-search-item" }, text)];
      return asOption(url ?? pageUrl(query ?? ""), content, (event) => {
        if (!chosen) return element.close();
        event.preventDefault();
        chosen();
      });
    };

    // Coming back leads to the same hits again. A place on this page needs no loading.
    let following = false;
    const follow = (event, hit) => {
      const query = input.value.trim();
      remember(query);
      keep(query);
      following = true;
      element.close();
      if (hit.url.pathname !== location.pathname || hit.url.origin !== location.origin) return;
      event.preventDefault();
      location.hash = hit.url.hash;
      SiteSearch.mark(hit.words, { focused: true });
    };
    const keep = (query) => {
      try {
        history.replaceState({ ...history.state, siteSearch: query }, "");
      } catch {
        // A page opened from a file may not change its history.
      }
    };

    const show = (groups) => {
      options = [];
      active = -1;
      input.removeAttribute("aria-activedescendant");
      const shown = groups.map(({ title: text, hits, items }, at) => {
        const title = make("div", { className: "site-search-page-title", id: `site-search-group-${at}` }, text);
        return make(
          "div",
          { className: "site-search-group", role: "group", "aria-labelledby": title.id },
          title,
          ...(hits ? hits.map(asHit) : items.map(asItem)),
        );
      });
      list.replaceChildren(...shown);
      input.setAttribute("aria-expanded", String(options.length > 0));
      list.hidden = !options.length;
    };

    const choose = (query) => {
      input.value = query;
      input.focus();
      update();
    };

    const showRecent = (query) => {
      const items = query ? [] : recent().map((text) => ({ text, query: text }));
      const forget = { text: labels.forget, run: () => { remember(""); choose(""); } };
      show(items.length ? [{ title: labels.recent, items: [...items, forget] }] : []);
    };

    const run = latest(async (isNewest, query) => {
      all.href = pageUrl(query);
      if (SiteSearch.query.isShort(query)) {
        showRecent(query);
        element.dataset.shown = query;
        notice.replaceChildren();
        blank.textContent = labels.hints;
        status.textContent = "";
        return;
      }
      if (!list.childElementCount) blank.textContent = labels.searching;
      const { used, result } = await ask(query, { limit: MORE, enough: MORE });
      if (!isNewest()) return;
      const others = result.groups.length ? [] : await near(used, query);
      if (!isNewest()) return;
      show(result.groups.length ? result.groups : others);
      notice.replaceChildren(...noticeOf(result, used, query, choose));
      blank.textContent = result.groups.length
        ? ""
        : `${fill(labels.nothing, query)}. ${labels.advice}`;
      status.textContent = spoken(result, query);
      // For those who wait for it: the query whose hits are shown.
      element.dataset.shown = query;
    }, () => {
      show([]);
      blank.textContent = status.textContent = labels.failed;
    });
    const update = () => run(input.value.trim());

    input.addEventListener("input", update);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const count = options.length;
      if (event.key === "ArrowDown" && count) activate((active + 1) % count);
      else if (event.key === "ArrowUp" && count) activate(active < 1 ? count - 1 : active - 1);
      else if (event.key === "Enter" && options[active]) {
        const { ctrlKey, metaKey, shiftKey } = event;
        options[active].dispatchEvent(
          new MouseEvent("click", { ctrlKey, metaKey, shiftKey, bubbles: true, cancelable: true }),
        );
      } else return;
      event.preventDefault();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const query = input.value.trim();
      if (!query) return;
      remember(query);
      location.assign(pageUrl(query));
    });
    close.addEventListener("click", () => element.close());
    // Who closes it without a hit does not want it again.
    element.addEventListener("close", () => {
      if (!following) keep(undefined);
      following = false;
    });
    // A click beside the dialog lands on itself.
    element.addEventListener("click", (event) => event.target === element && element.close());
    element.addEventListener("keydown", (event) => {
      // Its Escape is not meant for the page below.
      if (event.key === "Escape") event.stopPropagation();
    });

    return {
      open: (query) => {
        if (query) input.value = query;
        if (!element.open) element.showModal();
        input.focus();
        input.select();
        update();
        getEngine();
      },
    };
  };

  const open = (query) => {
    const field = document.querySelector(".site-search-page .site-search-input");
    if (field) {
      field.focus();
      field.select();
      return;
    }
    (dialog ??= makeDialog()).open(query);
  };

  return {
    ...{ MORE, act, ask, fill, hitContent, latest, makeInput, name, near, noticeOf, open },
    ...{ remember, spoken },
  };
})();
