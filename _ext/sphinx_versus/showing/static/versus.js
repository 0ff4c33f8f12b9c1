/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// Tools for side-by-side tables: choose sides, only rows that differ, sort, copy, full
// screen; and links to rows and claims that are copied. Nothing of it is needed to read.
//
// The state stands in the address: ?hide=TABLE.SIDE.SIDE, ?sort=TABLE.COLUMN.asc and
// ?differ=TABLE. The labels come translated from the attribute data-labels of the
// script's tag.

"use strict";

{
  const labels = JSON.parse(document.currentScript.dataset.labels);
  // From so many on, sides are chosen in a menu, and the style sheet has one width for all.
  const MANY = 7;
  // What is no part of the words of a cell.
  const BESIDE = ".headerlink, .footnote-reference, .versus-sort-beside";
  // Where a spreadsheet may look for a formula, as in our CSV; a number or a lone sign is none.
  const FORMULA = /(^|[;\t\r\n])(?=["']*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])/g;
  const NO_FORMULA = /^[-+]?(\d[\d.,\s]*%?)?$/;

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const makeButton = (className, text, onclick) =>
    make("button", { type: "button", className, onclick }, text);
  const makeBox = (onchange) => make("input", { type: "checkbox", onchange });
  const makeGroup = (className, ariaLabel, ...children) =>
    make("div", { className, role: "group", ariaLabel }, ...children);
  const fill = (text, ...values) =>
    values.reduce((filled, value) => filled.replace(/%[ds]/, () => value), text);

  // What is told stands in and, as a popover, above a table that fills the screen.
  const said = make("div", { className: "versus-said", role: "status", popover: "manual" });
  const placeSaid = () => {
    (document.fullscreenElement ?? document.body).append(said);
    said.togglePopover?.(true);
  };
  let silence;
  const say = (text, seen) => {
    said.textContent = text;
    said.classList.toggle("versus-seen", seen);
    clearTimeout(silence);
    silence = setTimeout(() => said.replaceChildren(), 4000);
  };
  const tellCopied = (copying, text) =>
    copying.then(
      () => say(text, true),
      () => say(labels.notCopied, true),
    );

  // The words of a cell, a line for each of its paragraphs.
  const textOf = (cell, without = BESIDE) => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(without).forEach((each) => each.remove());
    copy
      .querySelectorAll("[aria-label], img")
      .forEach((each) => each.replaceWith(each.getAttribute("aria-label") ?? each.alt));
    copy.querySelectorAll("p, li, br").forEach((each) => each.before("\0"));
    return copy.textContent.replace(/\s+/g, " ").replace(/ ?\0[ \0]*/g, "\n").trim();
  };

  // What a cell says, to tell whether another one says the same. What stands beside a
  // value counts as well: "yes, with a plug-in" is not "yes", and "< 5" is not "5".
  const meanings = new WeakMap();
  const meaningOf = (cell) => {
    if (!meanings.has(cell)) {
      const { value } = cell.dataset;
      const said = textOf(cell, `${BESIDE}, .bibtex-citation${value ? ", .versus-mark" : ""}`);
      const meaning = value ? `${value} ${said.replace(/\d[\d.,\s]*/, "")}` : said;
      meanings.set(cell, cell.matches(".versus-not-stated") ? "" : meaning);
    }
    return meanings.get(cell);
  };

  const sideOf = (cell) => Number(/versus-side-(\d+)/.exec(cell?.className)?.[1] ?? 0);

  // The state of a table, as it stands in the address, among that of others.
  const isOf = (table) => (value) => value === table.id || value.startsWith(`${table.id}.`);
  const readState = (table, name) =>
    new URLSearchParams(location.search)
      .getAll(name)
      .filter(isOf(table))
      .map((value) => value.slice(table.id.length + 1));

  const writeState = (table, state) => {
    const url = new URL(location.href);
    for (const [name, parts] of Object.entries(state)) {
      const values = url.searchParams.getAll(name).filter((value) => !isOf(table)(value));
      if (parts) values.push([table.id, ...parts].join("."));
      url.searchParams.delete(name);
      values.forEach((value) => url.searchParams.append(name, value));
    }
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // A page opened from a file may not change its address: the tools work all the same.
    }
  };

  // Lines of cells, the first with the names of the columns, for a spreadsheet.
  const quote = (text) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const guard = (text) => (NO_FORMULA.test(text) ? text : text.replace(FORMULA, "$1'"));
  const copyLines = (lines) => {
    const plain = lines.map((line) => line.map(quote).join("\t")).join("\r\n");
    if (!window.ClipboardItem) return navigator.clipboard.writeText(plain);
    const rows = lines.map((line, at) =>
      make("tr", {}, ...line.map((text) => make(at ? "td" : "th", {}, text))),
    );
    const blob = (type, text) => ({ [type]: new Blob([text], { type }) });
    const { outerHTML } = make("table", {}, ...rows);
    const item = { ...blob("text/plain", plain), ...blob("text/html", outerHTML) };
    return navigator.clipboard.write([new ClipboardItem(item)]);
  };

  const addTools = (frame) => {
    const table = frame.querySelector("table.versus-table");
    const headers = [...table.tHead.rows[0].cells];
    const names = headers.map((cell) => textOf(cell));
    const body = table.tBodies[0];
    // The cell of each column, row by row; one that spans columns stands in each of them.
    const spread = (row) => [...row.cells].flatMap((cell) => Array(cell.colSpan).fill(cell));
    const cellsOf = new Map([...table.rows].map((row) => [row, spread(row)]));
    // A group stays above its rows, and what belongs to a row below it.
    const groups = [{ head: [], entries: [] }];
    for (const row of body.rows) {
      const { entries } = groups.at(-1);
      if (row.matches(".versus-group")) groups.push({ head: [row], entries: [] });
      else if (row.matches(".versus-continued, .versus-notes") && entries.length) {
        entries.at(-1).rows.push(row);
      } else entries.push({ rows: [row], side: sideOf(row.querySelector("th")) });
    }
    const entries = groups.flatMap((group) => group.entries);
    // Sides are columns or, in a turned table, rows; the number of all others is 0.
    const columns = headers.map(sideOf);
    const named = [...headers, ...body.querySelectorAll("th")].filter(sideOf);
    const sides = new Map(named.map((cell) => [sideOf(cell), textOf(cell)]));
    const width = Number(/versus-sides-(\d+)/.exec(frame.className)?.[1]);
    const wanted = readState(table, "hide").flatMap((value) => value.split(".").map(Number));
    const state = {
      hidden: new Set(wanted.filter((side) => sides.has(side))),
      differ: readState(table, "differ").length > 0,
    };
    if (sides.size < 3 || state.hidden.size === sides.size) state.hidden.clear();
    const isShown = (column) => !state.hidden.has(columns[column]);

    // Choose sides.
    const boxes = new Map();
    const choose = (hidden) => {
      update({ hidden: new Set(hidden) });
      say(menu.textContent, false);
    };
    const boxFor = (side) => {
      const unchecked = () => [...boxes.keys()].filter((each) => !boxes.get(each).checked);
      boxes.set(side, makeBox(() => choose(unchecked())));
      return make("label", {}, boxes.get(side), sides.get(side));
    };
    const choice = makeGroup("versus-choice", labels.sides, ...[...sides.keys()].map(boxFor));
    const menu = makeButton("versus-menu", "");
    if (sides.size >= MANY) {
      choice.prepend(
        makeButton("versus-all", labels.all, () => choose([])),
        makeButton("versus-none", labels.none, () => choose([...sides.keys()].slice(1))),
      );
      choice.popover = "auto";
      menu.popoverTargetElement = choice;
    }

    // Only rows that differ.
    const differ = makeBox(() => update({ differ: differ.checked }));
    const differing = make("label", {}, differ, labels.differ);
    const counted = make("output");

    // Sort, by a header or, where a phone has none, by a list.
    const select = make("select", {}, new Option(labels.asWritten, ""));
    const sortBy = (sort) => {
      update({ sort });
      say(`${labels.sort}: ${select.selectedOptions[0].text}`, false);
    };
    select.onchange = () => sortBy(select.value);
    const addSorter = (cell, at) => {
      const ways = [`${at}.asc`, `${at}.desc`, ""];
      const sorter = makeButton("versus-sort", "", () =>
        sortBy(ways[(ways.indexOf(state.sort) + 1) % ways.length]),
      );
      sorter.title = fill(labels.sortBy, names[at]);
      const options = [labels.ascending, labels.descending].map((label) => fill(label, names[at]));
      select.append(...options.map((text, way) => new Option(text, ways[way])));
      const words = [...cell.childNodes].filter((node) => !node.matches?.(".headerlink"));
      cell.insertBefore(sorter, words.at(-1).nextSibling);
      // A link cannot stand in a button: the two stand side by side.
      const hasLink = words.some((node) => node.matches?.("a, :has(a)"));
      if (hasLink) sorter.classList.add("versus-sort-beside");
      else sorter.append(...words);
      return sorter;
    };
    const sorters = headers.flatMap((cell, at) => (cell.dataset.sort ? addSorter(cell, at) : []));
    [select.value] = readState(table, "sort");
    state.sort = select.value;

    // What is shown, as lines of texts, with notes in a column of their own.
    const shownLines = () => {
      const lines = [];
      let owner;
      for (const row of [...table.rows].filter((row) => !row.hidden)) {
        const cells = cellsOf.get(row).filter((_, column) => isShown(column));
        const textAt = (cell, at) => (cells.indexOf(cell) === at ? guard(textOf(cell)) : "");
        const line = cells.map(textAt);
        if (row.matches(".versus-notes") && owner) owner.push(line.join(""));
        else lines.push(line);
        if (!row.matches(".versus-notes, .versus-continued")) owner = line;
      }
      if (lines.some((line) => line.length > lines[0].length)) lines[0].push(labels.notes);
      return lines;
    };
    const copy = makeButton("versus-copy", labels.copy, () =>
      tellCopied(copyLines(shownLines()), labels.tableCopied),
    );
    const full = makeButton("versus-fullscreen", labels.fullscreen, () =>
      document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen(),
    );

    const show = () => {
      const compared = [...columns.keys()].filter((column) => columns[column] && isShown(column));
      const says = (row, at) => meaningOf(cellsOf.get(row)[at]);
      const isSame = (row) => compared.every((at) => says(row, at) === says(row, compared[0]));
      const few = compared.length < 2 || entries.length < 3;
      const same = few ? [] : entries.filter(({ rows }) => rows.every(isSame));
      const [sorted, way] = state.sort.split(".");
      const value = ({ rows }) => Number.parseFloat(cellsOf.get(rows[0])[sorted].dataset.value);
      // What is not stated comes last, whichever way.
      const compare = (one, other) =>
        Number.isNaN(one) - Number.isNaN(other) || (way === "asc" ? one - other : other - one);
      const hides = (entry) =>
        state.hidden.has(entry.side) || (state.differ && same.includes(entry));
      const rows = groups.flatMap(({ head, entries }) => {
        entries.forEach((entry) => entry.rows.forEach((row) => (row.hidden = hides(entry))));
        head.forEach((row) => (row.hidden = entries.length > 0 && entries.every(hides)));
        const order = [...entries];
        if (way) order.sort((one, other) => compare(value(one), value(other)));
        return [...head, ...order.flatMap((entry) => entry.rows)];
      });
      if (rows.some((row, at) => row !== body.rows[at])) body.append(...rows);

      for (const cells of cellsOf.values()) {
        for (const cell of new Set(cells)) {
          const span = cells.filter((each, column) => each === cell && isShown(column)).length;
          cell.hidden = !span;
          if (span && span !== cell.colSpan) cell.colSpan = span;
        }
      }
      const narrower = width - columns.filter((_, column) => !isShown(column)).length;
      frame.className = frame.className.replace(/versus-sides-\d+/, `versus-sides-${narrower}`);
      frame.classList.toggle("versus-sides-many", narrower >= MANY);
      const ariaSort = way ? `${way}ending` : null;
      headers.forEach((cell, at) => (cell.ariaSort = at === +sorted ? ariaSort : null));
      select.value = state.sort;
      boxes.forEach((box, side) => {
        box.checked = !state.hidden.has(side);
        // The last side stays: an empty table helps nobody.
        box.disabled = box.checked && state.hidden.size === sides.size - 1;
      });
      const left = sides.size - state.hidden.size;
      menu.textContent = `${labels.sides}: ${fill(labels.of, left, sides.size)}`;
      differ.checked = state.differ;
      differing.hidden = counted.hidden = !same.length;
      counted.value = state.differ ? fill(labels.hiddenRows, same.length, entries.length) : "";
    };

    const update = (changes) => {
      Object.assign(state, changes);
      show();
      writeState(table, {
        hide: state.hidden.size > 0 && state.hidden,
        sort: state.sort && [state.sort],
        differ: state.differ && [],
      });
    };

    // A link leads to its row, whatever is hidden.
    const reveal = () => {
      const target = table.querySelector(":target");
      if (!target?.closest("[hidden]")) return;
      update({ hidden: new Set(), differ: false });
      target.scrollIntoView();
    };

    const controls = [
      sides.size >= MANY && menu,
      sides.size > 2 && choice,
      differing,
      counted,
      sorters.length && make("label", { className: "versus-sort-choice" }, labels.sort, select),
      navigator.clipboard && copy,
      document.fullscreenEnabled && full,
    ];
    frame.prepend(makeGroup("versus-tools", labels.tools, ...controls.filter(Boolean)));
    show();
    reveal();
    addEventListener("hashchange", reveal);
    new ResizeObserver(() => {
      full.textContent = document.fullscreenElement ? labels.leave : labels.fullscreen;
      full.hidden = sides.size < 4 && table.offsetWidth <= frame.clientWidth;
      // Where the list is seen the header is not, and nobody would see a focus there.
      sorters.forEach((sorter) => (sorter.tabIndex = select.offsetParent ? -1 : 0));
    }).observe(frame);
  };

  document.querySelectorAll(".versus-frame").forEach(addTools);
  placeSaid();
  document.addEventListener("fullscreenchange", placeSaid);
  document.addEventListener("click", (event) => {
    const link = event.target.closest(":is(.versus-table, .versus-claim) a.headerlink");
    if (link && navigator.clipboard) {
      tellCopied(navigator.clipboard.writeText(link.href), labels.copied);
    }
  });

  // What scrolls is in reach of the keyboard, and has the name of its table.
  // A browser that cannot let a table scroll sideways and clip it below hides what is below:
  // there, a table that is too wide scrolls both ways, and the header of others sticks as ever.
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const fits = target.scrollWidth <= target.clientWidth;
      target.toggleAttribute("tabindex", !fits);
      if (!fits) {
        target.tabIndex = 0;
        target.role = "group";
        target.ariaLabel = target.querySelector("caption")?.innerText ?? "";
      }
      if (getComputedStyle(target).overflowY !== "clip") {
        target.classList.toggle("versus-fits", fits);
        target.classList.toggle("versus-scrolls", !fits);
      }
    }
  });
  for (const wrapper of document.querySelectorAll(".versus-frame > .table-wrapper")) {
    sizes.observe(wrapper);
  }
}
