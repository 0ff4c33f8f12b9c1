/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// Tools for side-by-side tables: hide a side, sort, copy the link of a row, full
// screen. Nothing of it is needed to read; the state stands in the address.
//
// The labels come translated from the attribute data-labels of the script's tag.

"use strict";

{
  const labels = JSON.parse(document.currentScript.dataset.labels);
  const collator = new Intl.Collator(document.documentElement.lang || undefined, {
    numeric: true,
  });

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    element.className = className;
    if (text) element.textContent = text;
    if (tag === "button") element.type = "button";
    return element;
  };

  // The address holds ?hide=TABLE.COLUMN for each hidden column, and one
  // ?sort=TABLE.COLUMN.DIRECTION for each sorted table.
  const readState = (table) => {
    const parameters = new URLSearchParams(location.search);
    const mine = (name) =>
      parameters
        .getAll(name)
        .filter((value) => value.startsWith(`${table.id}.`))
        .map((value) => value.slice(table.id.length + 1));
    const [column, direction] = (mine("sort")[0] ?? "").split(".");
    return {
      hidden: new Set(mine("hide").map(Number)),
      column: column === "" ? null : Number(column),
      direction,
    };
  };

  const writeState = (table, state) => {
    const url = new URL(location.href);
    for (const name of ["hide", "sort"]) {
      const others = url.searchParams
        .getAll(name)
        .filter((value) => !value.startsWith(`${table.id}.`));
      url.searchParams.delete(name);
      others.forEach((value) => url.searchParams.append(name, value));
    }
    state.hidden.forEach((column) => url.searchParams.append("hide", `${table.id}.${column}`));
    if (state.column !== null) {
      url.searchParams.append("sort", `${table.id}.${state.column}.${state.direction}`);
    }
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // A page opened from a file may not change its address: the tools work all the same.
    }
  };

  const addTools = (frame) => {
    const table = frame.querySelector("table.versus-table");
    const headers = [...table.tHead.rows[0].cells];
    const names = headers.map((cell) =>
      [...cell.childNodes]
        .filter((node) => !node.classList?.contains("headerlink"))
        .map((node) => node.textContent)
        .join("")
        .trim(),
    );
    const body = table.tBodies[0];
    const asWritten = [...body.rows];
    // A group stays above its rows, and what goes on with a row below it.
    const sections = [{ head: [], entries: [] }];
    asWritten.forEach((row) => {
      const { entries } = sections.at(-1);
      if (row.classList.contains("versus-group")) sections.push({ head: [row], entries: [] });
      else if (row.classList.contains("versus-continued") && entries.length) entries.at(-1).push(row);
      else entries.push([row]);
    });
    const state = readState(table);
    const valid = (column) => Number.isInteger(column) && column >= 0 && column < names.length;
    state.hidden = new Set([...state.hidden].filter((column) => column > 0 && valid(column)));
    if (state.hidden.size >= names.length - 1) state.hidden.clear();
    if (!valid(state.column) || !["asc", "desc"].includes(state.direction)) state.column = null;

    const tools = make("div", "versus-tools");
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", labels.tools);

    const toggles = new Map();
    names.slice(1).forEach((name, index) => {
      const toggle = make("button", "versus-toggle", name);
      toggle.title = labels.toggle.replace("%s", name);
      toggle.addEventListener("click", () => {
        const column = index + 1;
        if (!state.hidden.delete(column)) state.hidden.add(column);
        update();
      });
      toggles.set(index + 1, toggle);
      tools.append(toggle);
    });

    // On a phone there is no header to press.
    const select = make("select", "versus-sort-select");
    select.setAttribute("aria-label", labels.sort);
    select.append(new Option(labels.asWritten, ""));
    names.forEach((name, column) => {
      select.append(new Option(`${labels.sort}: ${name} \u2191`, `${column}.asc`));
      select.append(new Option(`${labels.sort}: ${name} \u2193`, `${column}.desc`));
    });
    select.addEventListener("change", () => {
      const [column, direction] = select.value.split(".");
      sortBy(column === "" ? null : Number(column), direction);
    });
    tools.append(select);

    if (document.fullscreenEnabled && names.length > 3) {
      const wide = make("button", "versus-fullscreen", labels.fullscreen);
      wide.addEventListener("click", () =>
        document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen(),
      );
      frame.addEventListener("fullscreenchange", () => {
        wide.textContent = document.fullscreenElement ? labels.leave : labels.fullscreen;
      });
      tools.append(wide);
    }

    const status = make("span", "versus-status");
    status.setAttribute("role", "status");
    tools.append(status);

    headers.forEach((cell, column) => {
      const button = make("button", "versus-sort");
      button.title = labels.sort;
      if (cell.querySelector("a")) {
        // A link cannot stand in a button: the two stand side by side.
        button.classList.add("versus-sort-beside");
        button.setAttribute("aria-label", `${labels.sort}: ${names[column]}`);
      } else {
        button.append(...cell.childNodes);
      }
      cell.append(button);
      button.addEventListener("click", () => {
        if (state.column !== column) sortBy(column, "asc");
        else if (state.direction === "asc") sortBy(column, "desc");
        else sortBy(null);
      });
    });

    const sortBy = (column, direction) => {
      state.column = column;
      state.direction = direction;
      update();
    };

    const show = () => {
      for (const row of table.rows) {
        [...row.cells].forEach((cell, column) => {
          cell.hidden = cell.colSpan === 1 && state.hidden.has(column);
        });
      }
      toggles.forEach((toggle, column) => {
        const shown = !state.hidden.has(column);
        toggle.setAttribute("aria-pressed", String(shown));
        // The last side stays: an empty table helps nobody.
        toggle.disabled = shown && state.hidden.size === names.length - 2;
      });
      const text = ([row]) => row.cells[state.column].textContent.trim();
      const sign = state.direction === "desc" ? -1 : 1;
      const compare = (one, other) => sign * collator.compare(text(one), text(other));
      const sorted = (entries) =>
        state.column === null ? entries : [...entries].sort(compare);
      const rows = sections.flatMap(({ head, entries }) => [...head, ...sorted(entries).flat()]);
      if (rows.some((row, index) => row !== body.rows[index])) body.append(...rows);
      headers.forEach((cell, column) => {
        if (state.column !== column) cell.removeAttribute("aria-sort");
        else cell.setAttribute("aria-sort", state.direction === "asc" ? "ascending" : "descending");
      });
      select.value = state.column === null ? "" : `${state.column}.${state.direction}`;
    };

    const update = () => {
      show();
      writeState(table, state);
    };

    body.addEventListener("click", (event) => {
      const link = event.target.closest("a.headerlink");
      if (!link || !navigator.clipboard) return;
      navigator.clipboard.writeText(link.href).then(
        () => {
          status.textContent = labels.copied;
          setTimeout(() => (status.textContent = ""), 3000);
        },
        () => {}, // Not allowed: the link still leads to the row, and so can be copied.
      );
    });

    frame.prepend(tools);
    show();
  };

  document.querySelectorAll(".versus-frame").forEach(addTools);

  // A browser that cannot let a table scroll sideways and clip it below hides what is below:
  // there, a table that is too wide scrolls both ways, and the header of others sticks as ever.
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const fits = target.scrollWidth <= target.clientWidth;
      target.classList.toggle("versus-fits", fits);
      target.classList.toggle("versus-scrolls", !fits);
    }
  });
  for (const wrapper of document.querySelectorAll(".versus-frame > .table-wrapper")) {
    if (getComputedStyle(wrapper).overflowY !== "clip") sizes.observe(wrapper);
  }
}
