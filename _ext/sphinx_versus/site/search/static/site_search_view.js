/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// What a reader sees of the search: the dialog on every page, and the page of its
// own. All text goes into the page as text.

"use strict";

SiteSearch.view = (() => {
  const { labels, make, pageUrl, settings, root } = SiteSearch;
  const MORE = 10;

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

  const name = (key) => settings.names[key] ?? key;
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
        value === "yes" ? name(facet) : `${name(facet)}: ${name(value)}`,
      ),
    );
  };

  const hitContent = (hit) => {
    const above = make("span", { className: "site-search-above" });
    above.append(make("span", { className: "site-search-kind", "data-kind": hit.kind }, name(hit.kind)));
    if (hit.path.length) {
      above.append(make("span", { className: "site-search-path" }, hit.path.join(" › ")));
    }
    above.append(...badges(hit));
    const content = [above, make("span", { className: "site-search-title" }, ...marked(hit.title))];
    if (hit.excerpt.length) {
      content.push(make("span", { className: "site-search-excerpt" }, ...marked(hit.excerpt)));
    }
    return content;
  };

  const noticeOf = ({ notice }, query, choose) => {
    if (!notice) return [];
    if (notice.kind === "relaxed") return [labels.relaxed];
    const meant = make("a", { href: pageUrl(notice.meant) }, notice.meant);
    meant.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      choose(notice.meant);
    });
    return [`${fill(labels.corrected, query)} `, meant];
  };

  const spoken = (result, query) => {
    if (!result.hits) return fill(labels.nothing, query);
    if (result.more && !result.facets) return fill(labels.first, result.hits);
    const hits = count(labels.hit, labels.hits, result.hits);
    return `${hits} ${count(labels.onPage, labels.onPages, result.pages)}`;
  };

  // The engine takes part in the notice only where it is the simple one.
  const withEngine = (notice, used) =>
    used.name === "sphinx" ? [...notice, notice.length ? " " : "", labels.simple] : notice;

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
    const keys = make("span", { className: "site-search-keys", "aria-hidden": "true" });
    keys.append(
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
    let more = false;

    // At first only what fills the list: further pages are loaded when they are in sight.
    let limit = MORE;
    let last = "";
    const wanted = (query) => {
      if (query !== last) limit = MORE;
      last = query;
      return { limit, enough: limit > MORE ? Infinity : MORE };
    };
    const addMore = () => {
      if (!more) return;
      more = false;
      limit += MORE;
      update();
    };

    const activate = (index) => {
      options[active]?.setAttribute("aria-selected", "false");
      active = index;
      const option = options[active];
      if (!option) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      option.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", option.id);
      // With the name of the page where it is the first of its hits.
      const first = option.previousElementSibling?.classList.contains("site-search-page-title");
      (first ? option.previousElementSibling : option).scrollIntoView({ block: "nearest" });
      option.scrollIntoView({ block: "nearest" });
      if (active === options.length - 1) addMore();
    };

    const asOption = (hit) => {
      const option = make(
        "a",
        {
          href: hit.url,
          className: "site-search-hit",
          role: "option",
          tabIndex: -1,
          id: `site-search-option-${options.length}`,
          "aria-selected": "false",
        },
        ...hitContent(hit),
      );
      const index = options.push(option) - 1;
      option.addEventListener("pointermove", () => active === index || activate(index));
      option.addEventListener("click", (event) => follow(event, hit));
      return option;
    };

    // A place on this page needs no loading.
    const follow = (event, hit) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      element.close();
      if (hit.url.pathname !== location.pathname || hit.url.origin !== location.origin) return;
      event.preventDefault();
      location.hash = hit.url.hash;
      SiteSearch.mark(hit.words, { focused: true });
    };

    const show = (groups) => {
      options = [];
      active = -1;
      input.removeAttribute("aria-activedescendant");
      const shown = groups.map((group, at) => {
        const title = make(
          "div",
          { className: "site-search-page-title", id: `site-search-group-${at}` },
          make("span", {}, group.title),
        );
        return make(
          "div",
          { className: "site-search-group", role: "group", "aria-labelledby": title.id },
          title,
          ...group.hits.map(asOption),
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

    const run = latest(async (isNewest, query) => {
      all.href = pageUrl(query);
      if (query.length < 2) {
        show([]);
        element.dataset.shown = query;
        notice.replaceChildren();
        blank.textContent = labels.hints;
        status.textContent = "";
        return;
      }
      if (!list.childElementCount) blank.textContent = labels.searching;
      const { used, result } = await ask(query, wanted(query));
      if (!isNewest()) return;
      const held = query === element.dataset.shown ? active : -1;
      show(result.groups);
      if (held >= 0) activate(held);
      more = result.more;
      notice.replaceChildren(...withEngine(noticeOf(result, query, choose), used));
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

    list.addEventListener("scroll", () => {
      if (list.scrollTop + list.clientHeight > list.scrollHeight - 200) addMore();
    });
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
      if (input.value.trim()) location.assign(pageUrl(input.value.trim()));
    });
    close.addEventListener("click", () => element.close());
    // A click beside the dialog lands on itself.
    element.addEventListener("click", (event) => event.target === element && element.close());
    element.addEventListener("keydown", (event) => {
      // Its Escape is not meant for the page below.
      if (event.key === "Escape") event.stopPropagation();
    });

    return {
      open: () => {
        if (!element.open) element.showModal();
        input.focus();
        input.select();
        update();
        getEngine();
      },
    };
  };

  const open = () => {
    const field = document.querySelector(".site-search-page .site-search-input");
    if (field) {
      field.focus();
      field.select();
      return;
    }
    (dialog ??= makeDialog()).open();
  };

  // The page of its own -------------------------------------------------------

  const fillPage = (place) => {
    const address = new URL(location.href);
    const filters = [...address.searchParams].filter(
      ([key]) => !["q", "check_keywords", "area", "mark"].includes(key),
    );
    let limit = MORE;
    const opened = new Set(); // facets whose values are all shown
    const input = makeInput({ name: "q" });
    input.value = address.searchParams.get("q") ?? "";
    const form = make(
      "form",
      { className: "site-search-bar", role: "search" },
      ...[SiteSearch.icon(), input],
    );
    const status = make("p", { className: "site-search-count", role: "status" });
    const notice = make("p", { className: "site-search-notice" });
    const list = make("div", { className: "site-search-list" });
    const more = make("button", { type: "button", className: "site-search-more" }, labels.moreResults);
    const values = make("div", { className: "site-search-values" });
    const panel = make(
      "details",
      { className: "site-search-filters", hidden: true },
      make("summary", {}, labels.filters),
      values,
    );
    panel.open = matchMedia("(min-width: 46em)").matches;
    place.classList.add("site-search-page");
    place.replaceChildren(
      form,
      make(
        "div",
        { className: "site-search-columns" },
        panel,
        make("div", { className: "site-search-results" }, status, notice, list, more),
      ),
    );

    const remember = (query) => {
      const here = pageUrl(query);
      filters.forEach(([key, value]) => here.searchParams.append(key, value));
      try {
        history.replaceState(history.state, "", here);
      } catch {
        // A page opened from a file may not change its address.
      }
    };

    const asItem = (hit) =>
      make(
        "li",
        {},
        make("a", { href: hit.url, className: "site-search-hit" }, ...hitContent(hit)),
      );

    const asSection = (group) => {
      const items = make("ul", {}, ...group.hits.map(asItem));
      const section = make(
        "section",
        { className: "site-search-group" },
        make(
          "h2",
          { className: "site-search-page-title" },
          make("a", { href: group.url }, group.title),
        ),
        items,
      );
      if (group.rest.length) {
        const label = fill(labels.moreHits, group.rest.length);
        const rest = make("button", { type: "button", className: "site-search-rest" }, label);
        rest.addEventListener("click", () => {
          const added = group.rest.map(asItem);
          items.append(...added);
          rest.remove();
          added[0].querySelector("a").focus();
        });
        section.append(rest);
      }
      return section;
    };

    const asField = (facet, counts) => {
      const chosen = filters.filter(([key]) => key === facet).map(([, value]) => value);
      chosen.forEach((value) => counts.has(value) || counts.set(value, 0));
      const sorted = [...counts].sort(
        ([one, many], [other, less]) => less - many || name(one).localeCompare(name(other)),
      );
      const shown = opened.has(facet) ? sorted : sorted.slice(0, 8);
      const field = make(
        "fieldset",
        { className: "site-search-facet" },
        make("legend", {}, name(facet)),
        ...shown.map(([value, count]) => {
          const box = make("input", { type: "checkbox", checked: chosen.includes(value) });
          box.name = facet;
          box.value = value;
          box.addEventListener("change", () => {
            const at = filters.findIndex(([key, has]) => key === facet && has === value);
            if (at < 0) filters.push([facet, value]);
            else filters.splice(at, 1);
            limit = MORE;
            update(box);
          });
          return make(
            "label",
            {},
            box,
            make("span", { className: "site-search-value" }, name(value)),
            make("span", { className: "site-search-number" }, String(count)),
          );
        }),
      );
      if (shown.length < sorted.length) {
        const label = fill(labels.showAll, sorted.length);
        const rest = make("button", { type: "button", className: "site-search-rest" }, label);
        rest.addEventListener("click", () => {
          opened.add(facet);
          update();
        });
        field.append(rest);
      }
      return field;
    };

    const showFacets = (facets) => {
      panel.hidden = !facets || (!facets.size && !filters.length);
      if (!facets) return;
      const at = document.activeElement;
      const held = values.contains(at) ? [at.name, at.value] : null;
      filters.forEach(([facet]) => facets.has(facet) || facets.set(facet, new Map()));
      const order = ["kind", ...settings.badges];
      const rank = (facet) => (order.includes(facet) ? order.indexOf(facet) : order.length);
      const fields = [...facets]
        .sort(([one], [other]) => rank(one) - rank(other) || name(one).localeCompare(name(other)))
        .map(([facet, counts]) => asField(facet, counts));
      if (filters.length) {
        const none = make("button", { type: "button", className: "site-search-rest" }, labels.removeFilters);
        none.addEventListener("click", () => {
          filters.length = 0;
          update();
          input.focus();
        });
        fields.unshift(none);
      }
      values.replaceChildren(...fields);
      const boxes = [...values.querySelectorAll("input")];
      if (held) boxes.find((box) => box.name === held[0] && box.value === held[1])?.focus();
    };

    const run = latest(async (isNewest, query) => {
      remember(query);
      document.title = query ? `${query} – ${labels.search}` : document.title;
      if (query.length < 2) {
        list.replaceChildren();
        notice.replaceChildren();
        status.textContent = labels.hints;
        panel.hidden = more.hidden = true;
        return;
      }
      if (!list.childElementCount) status.textContent = labels.searching;
      const { used, result } = await ask(query, { filters, limit, counted: true });
      if (!isNewest()) return;
      showFacets(result.facets);
      list.replaceChildren(...result.groups.map(asSection));
      notice.replaceChildren(...withEngine(noticeOf(result, query, choose), used));
      more.hidden = !result.more;
      status.textContent = result.hits
        ? spoken(result, query)
        : `${spoken(result, query)}. ${labels.advice}`;
    }, () => {
      list.replaceChildren();
      status.textContent = labels.failed;
    });
    const update = () => run(input.value.trim());
    const choose = (query) => {
      input.value = query;
      update();
    };

    input.addEventListener("input", () => {
      limit = MORE;
      update();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    more.addEventListener("click", () => {
      limit += MORE;
      update();
    });
    more.hidden = true;
    update();
    if (!matchMedia("(pointer: coarse)").matches) input.focus();
  };

  return { open, fill: fillPage };
})();
