/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// Long lists to work in: filtered while one types and by what is told of their entries, and
// sorted. Nothing of it is needed to read: each part of a list is complete by itself, and
// links lead to the others. Those are asked for when somebody begins to filter.
//
// The state stands in the address. What is known of the entries stands in data-list of each
// list, the words in data-labels of the script's tag.

"use strict";

{
  const script = document.currentScript;
  const labels = JSON.parse(script.dataset.labels);
  const root = new URL("..", script.src);
  // So many entries are shown at once: more would take longer than a key.
  const SHOWN = 50;

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const fill = (text, ...values) =>
    values.reduce((filled, value) => filled.replace("%d", () => value), text);
  const order = new Intl.Collator(document.documentElement.lang || undefined).compare;
  const fold = (text) =>
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLocaleLowerCase(document.documentElement.lang || undefined);

  const load = (path) =>
    new Promise((done) => {
      const file = make("script", { src: new URL(`parts/${path}`, root) });
      file.onload = () => done(window.siteParts?.[path] ?? "");
      file.onerror = () => done("");
      document.head.append(file);
    });

  const wordsAt = (at) => ({ values, of }) => of[at].map((each) => values[each][1]);

  // The entries of a part of a list, with what is told of them.
  const entriesOf = (list) => {
    const told = JSON.parse(list.dataset.list);
    const found = [...list.querySelectorAll("li, tbody > tr")].filter(
      (entry) =>
        !entry.closest(".site-list-parts, .versus-letters") &&
        !list.contains(entry.parentElement.closest("li, tbody > tr")),
    );
    return found.map((element, at) => ({
      element,
      holder: element.parentElement,
      group: element.closest(".versus-part"),
      // What is told of an entry is found as well as what it says.
      text: fold([element.textContent, ...told.facets.flatMap(wordsAt(at))].join(" ")),
      facets: Object.fromEntries(
        told.facets.map(({ name, values, of }) => [name, of[at].map((each) => values[each][0])]),
      ),
      numbers: Object.fromEntries(told.numbers.map(({ name, of }) => [name, of[at]])),
    }));
  };

  const setUp = (list, alone) => {
    const told = JSON.parse(list.dataset.list);
    const key = (name) => (alone ? name : `${told.name}.${name}`);
    const own = entriesOf(list);
    let entries = own;
    let limit = SHOWN;
    let putting = 0;
    const names = ["filter", "sort", ...told.facets.map(({ name }) => name)];
    names.push(...told.numbers.filter(({ since }) => since).map(({ name }) => name));
    const state = Object.fromEntries(names.map((name) => [name, window.siteAddress.get(key(name))]));
    const controls = {};

    const fits = (entry) => (name) => {
      const wanted = state[name];
      if (!wanted || name === "sort") return true;
      if (name === "filter") return words.every((word) => entry.text.includes(word));
      if (name in entry.facets) return entry.facets[name].includes(wanted);
      return entry.numbers[name] >= Number(wanted);
    };
    let words = [];
    const compare = (one, other) => {
      const { sort } = state;
      if (sort === "text") return order(one.text, other.text);
      if (sort in one.numbers) return (other.numbers[sort] ?? -1) - (one.numbers[sort] ?? -1);
      return order(one.facets[sort][0] ?? "\uffff", other.facets[sort][0] ?? "\uffff");
    };

    const show = () => {
      const active = names.some((name) => state[name]);
      words = fold(state.filter).split(/\s+/u).filter(Boolean);
      let shown = active ? entries.filter((entry) => names.every(fits(entry))) : own;
      const total = shown.length;
      if (active && state.sort) shown = [...shown].sort(compare);
      if (active) shown = shown.slice(0, limit);
      const byHolder = new Map(entries.map(({ holder }) => [holder, []]));
      shown.forEach(({ element, holder }) => byHolder.get(holder).push(element));
      byHolder.forEach((elements, holder) => holder.replaceChildren(...elements));
      new Set(entries.map(({ group }) => group)).forEach((group) => {
        if (group) group.hidden = !shown.some((entry) => entry.group === group);
      });
      list.classList.toggle("site-list-filtered", active);
      count.value = active ? fill(labels.shown, total, told.total) : "";
      more.hidden = !active || total <= limit;
    };
    const choose = (name, value) => {
      state[name] = value;
      limit = SHOWN;
      show();
      // Later than the answer to a key: browsers count how often an address changes.
      clearTimeout(putting);
      const put = Object.fromEntries(names.map((each) => [key(each), state[each]]));
      putting = setTimeout(() => window.siteAddress.put(put), 300);
    };

    // The other parts, once somebody wants them.
    let asked = false;
    const complete = async () => {
      if (asked) return;
      asked = true;
      const parts = await Promise.all(told.parts.map(load));
      if (!parts.length) return;
      const holder = own[0].holder;
      const divided = Boolean(own[0].group);
      entries = parts.flatMap((html, at) => {
        if (at === told.part) return own;
        const copy = make("template", { innerHTML: html }).content.querySelector("[data-list]");
        const found = copy ? entriesOf(copy) : [];
        if (divided) list.append(...new Set(found.map(({ group }) => group)));
        else found.forEach((entry) => (entry.holder = holder));
        return found;
      });
      show();
    };

    const input = make("input", { type: "search", autocomplete: "off" });
    input.oninput = () => choose("filter", input.value);
    controls.filter = input;
    const addChoice = (name, label, first, options) => {
      const select = make("select", {}, new Option(first, ""));
      select.append(...options.map(([value, text]) => new Option(text, value)));
      select.onchange = () => choose(name, select.value);
      controls[name] = select;
      return make("label", {}, label, select);
    };
    const bars = [];
    for (const { name, label, choices } of told.facets) {
      if (choices.length) bars.push(addChoice(name, label, labels.all, choices));
    }
    for (const { name, label, since, choices } of told.numbers) {
      if (since && choices.length > 1) {
        const options = choices.map((year) => [String(year), fill(labels.since, year)]);
        bars.push(addChoice(name, label, labels.all, options));
      }
    }
    const sorts = [["text", labels.byText]];
    sorts.push(...told.facets.filter(({ sorts }) => sorts).map(({ name, label }) => [name, label]));
    sorts.push(...told.numbers.map(({ name, label }) => [name, label]));
    if (!own[0].group) bars.push(addChoice("sort", labels.sort, labels.asWritten, sorts));
    const count = make("output");
    const summary = make("summary", {}, labels.choices);
    const choices = make("details", {}, summary, make("div", {}, ...bars));
    choices.open = !matchMedia("(max-width: 639.98px)").matches;
    const more = make("button", { type: "button", className: "site-list-more" }, labels.more);
    more.onclick = () => {
      limit += SHOWN;
      show();
    };
    const tools = make(
      "div",
      { className: "site-list-tools", role: "group", ariaLabel: labels.tools },
      make("label", {}, labels.filter, input),
      count,
      choices,
    );
    tools.addEventListener("focusin", complete, { once: true });
    list.prepend(tools);
    list.append(more);
    more.hidden = true;
    for (const [name, control] of Object.entries(controls)) {
      control.value = state[name];
      // What the address says may be known no more.
      state[name] = control.value;
    }
    names.filter((name) => !(name in controls)).forEach((name) => (state[name] = ""));
    if (names.some((name) => state[name])) {
      choices.open = true;
      show();
      complete();
    }
  };

  // An address from elsewhere may name an entry that is in another part.
  const follow = async (list) => {
    const wanted = decodeURIComponent(location.hash.slice(1));
    const links = [...list.querySelectorAll(".site-list-parts > li")];
    if (!wanted || !links.length || document.getElementById(wanted)) return;
    const parts = await Promise.all(JSON.parse(list.dataset.list).parts.map(load));
    const at = parts.findIndex((html) =>
      make("template", { innerHTML: html }).content.getElementById(wanted),
    );
    const link = links[at]?.querySelector("a");
    if (link) location.replace(link.href + location.hash);
  };

  const lists = [...document.querySelectorAll(".site-list[data-list]")];
  lists.forEach(follow);
  lists.filter((list) => entriesOf(list).length).forEach((list) => setUp(list, lists.length === 1));
}
