/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// The page of all results: filters, and an address that holds them.

"use strict";

SiteSearch.page = (() => {
  const { labels, make, pageUrl, settings } = SiteSearch;
  const levels = Object.keys(settings.names);
  const { MORE, act, ask, fill, hitContent, latest, makeInput, name, near, noticeOf, remember, spoken } =
    SiteSearch.view;

  const fillPage = (place) => {
    const { title } = document;
    let filters = [];
    let limit = MORE;
    // The pages that lead everywhere stand in the note that this page takes the place of.
    const leading = [...place.querySelectorAll("li a")].map((link) => ({
      ...{ title: link.textContent, url: new URL(link.href) },
    }));
    const opened = new Set(); // facets whose values are all shown
    const input = makeInput({ name: "q" });
    const read = () => {
      const { searchParams } = new URL(location.href);
      const others = ["q", "check_keywords", "area", "mark"];
      filters = [...searchParams].filter(([key]) => !others.includes(key));
      input.value = searchParams.get("q") ?? "";
    };
    read();
    const form = make(
      "form",
      { className: "site-search-bar", role: "search" },
      ...[SiteSearch.icon(), input],
    );
    const status = make("p", { className: "site-search-count", role: "status" });
    const notice = make("p", { className: "site-search-notice" });
    const list = make("div", { className: "site-search-list" });
    const others = make("div", { className: "site-search-others" });
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
        make("div", { className: "site-search-results" }, status, notice, others, list, more),
      ),
    );

    // A filter is a step that leads back, letters that are typed are none.
    const keep = (query) => {
      const here = pageUrl(query);
      filters.forEach(([key, value]) => here.searchParams.append(key, value));
      try {
        history.replaceState(history.state, "", here);
      } catch {
        // A page opened from a file may not change its address.
      }
    };
    const step = (change, focused) => {
      try {
        history.pushState(null, "", location.href);
      } catch {
        // As above.
      }
      change();
      limit = MORE;
      update();
      focused?.focus();
    };

    const asItem = (hit) => {
      const link = make("a", { href: hit.url, className: "site-search-hit" }, ...hitContent(hit));
      link.addEventListener("click", () => remember(input.value.trim()));
      return make("li", {}, link);
    };

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
      const isYears = [...counts.keys()].every((value) => /^\d{4}$/.test(value));
      // Levels keep the order in which the site names them.
      const rank = (value) => (settings.badges.includes(facet) ? levels.indexOf(value) : 0);
      const sorted = [...counts].sort(
        ([one, many], [other, less]) =>
          (isYears ? other - one : rank(one) - rank(other) || less - many) ||
          name(one, facet).localeCompare(name(other, facet)),
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
          box.addEventListener("change", () =>
            step(() => {
              const at = filters.findIndex(([key, has]) => key === facet && has === value);
              if (at < 0) filters.push([facet, value]);
              else filters.splice(at, 1);
            }),
          );
          return make(
            "label",
            {},
            box,
            make("span", { className: "site-search-value" }, name(value, facet)),
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

    // A facet whose values all hits have offers no choice.
    const showFacets = (facets, hits) => {
      const shown = new Map(facets);
      const chosen = new Set(filters.map(([facet]) => facet));
      for (const [facet, counts] of shown) {
        if (!chosen.has(facet) && ![...counts.values()].some((count) => count < hits)) shown.delete(facet);
      }
      panel.hidden = !facets || (!shown.size && !chosen.size);
      if (panel.hidden) return;
      const at = document.activeElement;
      const held = values.contains(at) ? [at.name, at.value] : null;
      chosen.forEach((facet) => shown.has(facet) || shown.set(facet, new Map()));
      const order = ["kind", ...settings.badges, "audience"];
      const rank = (facet) => (order.includes(facet) ? order.indexOf(facet) : order.length);
      const fields = [...shown]
        .sort(([one], [other]) => rank(one) - rank(other) || name(one).localeCompare(name(other)))
        .map(([facet, counts]) => asField(facet, counts));
      if (filters.length) {
        const none = make("button", { type: "button", className: "site-search-rest" }, labels.removeFilters);
        none.addEventListener("click", () => step(() => (filters = []), input));
        fields.unshift(none);
      }
      values.replaceChildren(...fields);
      const boxes = [...values.querySelectorAll("input")];
      if (held) boxes.find((box) => box.name === held[0] && box.value === held[1])?.focus();
    };

    // The filters that leave nothing, each with what would be left without it; or what
    // else to try, where there is nothing to filter.
    const showOthers = async (used, result, query) => {
      if (result.lifted?.length) {
        const items = result.lifted.map(({ facets, hits }) => {
          const chosen = filters.filter(([facet]) => facets.includes(facet));
          const values = chosen.map(([facet, value]) => `${name(facet)}: ${name(value, facet)}`).join(", ");
          const button = make("button", { type: "button", className: "site-search-lift" }, `${fill(labels.lift, values)} (${hits})`);
          button.addEventListener("click", () =>
            step(() => (filters = filters.filter(([facet]) => !facets.includes(facet))), input),
          );
          return make("li", {}, button);
        });
        return [make("ul", { className: "site-search-lifts" }, ...items)];
      }
      const groups = await near(used, query, leading);
      return groups.flatMap(({ title, items }) => [
        make("p", {}, title),
        make("ul", {}, ...items.map(({ text, url, query: word }) =>
          make("li", {}, url ? make("a", { href: url }, text) : act(pageUrl(word), text, () => choose(word))),
        )),
      ]);
    };

    const run = latest(async (isNewest, query) => {
      keep(query);
      document.title = query ? `${query} – ${labels.search}` : title;
      if (SiteSearch.query.isShort(query) && (query || !filters.length)) {
        list.replaceChildren();
        notice.replaceChildren();
        others.replaceChildren();
        status.textContent = labels.hints;
        panel.hidden = more.hidden = true;
        return;
      }
      if (!list.childElementCount) status.textContent = labels.searching;
      const { used, result } = await ask(query, { filters, limit, counted: true });
      if (!isNewest()) return;
      const tried = result.groups.length ? [] : await showOthers(used, result, query);
      if (!isNewest()) return;
      showFacets(result.facets, result.hits);
      others.replaceChildren(...tried);
      list.replaceChildren(...result.groups.map(asSection));
      notice.replaceChildren(...noticeOf(result, used, query, choose));
      more.hidden = !result.more;
      status.textContent = spoken(result, query);
      if (!result.hits && !result.lifted?.length) status.append(`. ${labels.advice}`);
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
    addEventListener("popstate", () => {
      read();
      limit = MORE;
      update();
    });
    more.hidden = true;
    update();
    if (!matchMedia("(pointer: coarse)").matches) input.focus();
  };

  return { fill: fillPage };
})();
