/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// Findings: certainty and stance are explained in place, and a page with many claims can
// show some of them. Nothing of it is needed to read: marks lead to the legend.
//
// The state stands in the address: ?certainty=low, ?contested=yes and ?about=NAME. The labels
// come translated from the attribute data-labels of the script's tag.

"use strict";

{
  const labels = JSON.parse(document.currentScript.dataset.labels);
  const MANY = 6;
  // In full, or as a row of a table.
  const FINDINGS = ":is(li.versus-claim, .versus-findings > tbody > tr)";

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // Explanations by class; where the site has no legend, what is explained is no link yet.
  const explained = (element) =>
    [...element.classList].map((name) => labels.explained[name]).find(Boolean);
  for (const mark of document.querySelectorAll(
    `${FINDINGS} :is(.versus-certainty, .versus-label):not(:has(a))`,
  )) {
    if (!explained(mark)) continue;
    mark.append(make("button", { type: "button", className: "versus-explained" }, ...mark.childNodes));
  }
  window.showInPlace?.(
    `${FINDINGS} :is(.versus-certainty, .versus-label) > :is(a, button)`,
    (link) => {
      const text = explained(link.parentElement);
      return text && [make("p", {}, text)];
    },
  );

  const levelOf = (item) =>
    /versus-certainty-([\w-]+)/.exec(item.querySelector(".versus-certainty")?.className)?.[1];
  const textsOf = (item) =>
    [...item.querySelectorAll(".versus-about")].map((about) => about.textContent.trim());
  // A list that is one to work in has tools of its own.
  const ours = [...document.querySelectorAll(FINDINGS)].filter((item) => !item.closest("[data-list]"));
  const claims = ours.map((item) => ({
    item,
    list: item.closest(".table-wrapper") ?? item.closest("ul, table"),
    details: item.querySelector("details"),
    certainty: levelOf(item),
    contested: item.matches(".versus-contested, :has(.versus-contested)") ? "yes" : "",
    about: textsOf(item),
  }));

  const state = {};
  const fits = (claim) =>
    Object.entries(state).every(([name, value]) => !value || [claim[name]].flat().includes(value));

  const bars = [];
  const show = () => {
    claims.forEach((claim) => (claim.item.hidden = !fits(claim)));
    new Set(claims.map(({ list }) => list)).forEach(
      (list) => (list.hidden = !list.querySelector(`${FINDINGS}:not([hidden])`)),
    );
    bars.forEach((update) => update());
  };
  const choose = (changes) => {
    Object.assign(state, changes);
    show();
    window.siteAddress.put(state);
  };

  const addBar = (ours) => {
    const updates = [];
    const addChoice = (name, label, options) => {
      const select = make("select", {}, new Option(labels.all, ""));
      select.append(...options.map(([value, text]) => new Option(text, value)));
      select.onchange = () => choose({ [name]: select.value });
      updates.push(() => (select.value = state[name] ?? ""));
      return make("label", {}, label, select);
    };
    const levels = Object.entries(labels.levels).filter(([level]) =>
      ours.some(({ certainty }) => certainty === level),
    );
    const names = [...new Set(ours.flatMap(({ about }) => about))].map((name) => [name, name]);
    const contested = ours.filter((claim) => claim.contested).length;
    const box = make("input", {
      type: "checkbox",
      onchange: () => choose({ contested: box.checked ? "yes" : "" }),
    });
    updates.push(() => (box.checked = Boolean(state.contested)));
    const folds = ours.map(({ details }) => details).filter(Boolean);
    const isOpen = () => folds.every((details) => details.open);
    const all = make("button", { type: "button", className: "versus-open-all" });
    all.onclick = () => {
      const open = !isOpen();
      folds.forEach((details) => (details.open = open));
    };
    const name = () => (all.textContent = isOpen() ? labels.foldAll : labels.openAll);
    folds.forEach((details) => details.addEventListener("toggle", name));
    updates.push(name);
    const count = make("output");
    updates.push(() => {
      const shown = ours.filter(({ item }) => !item.hidden).length;
      const numbers = [shown, ours.length];
      count.value = Object.values(state).some(Boolean)
        ? numbers.reduce((text, number) => text.replace("%d", number), labels.shown)
        : "";
    });
    const controls = [
      levels.length > 1 && addChoice("certainty", labels.certainty, levels),
      names.length > 1 && addChoice("about", labels.about, names),
      contested > 0 && contested < ours.length && make("label", {}, box, labels.contested),
      count,
      folds.length > 0 && all,
    ];
    const bar = make(
      "div",
      { className: "versus-tools versus-finding-tools", role: "group", ariaLabel: labels.tools },
      ...controls.filter(Boolean),
    );
    ours[0].list.before(bar);
    bars.push(() => updates.forEach((update) => update()));
  };

  // A row above the claims of each section that has many.
  const sections = new Set(claims.map(({ item }) => item.closest("section")));
  for (const section of sections) {
    const ours = claims.filter(({ item }) => item.closest("section") === section);
    if (ours.length >= MANY) addBar(ours);
  }
  if (bars.length) {
    for (const name of ["certainty", "contested", "about"]) {
      const value = window.siteAddress.get(name);
      state[name] = claims.some((claim) => [claim[name]].flat().includes(value)) ? value : "";
    }
    show();
  }

  const idOf = (hash) => {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch {
      return hash.slice(1);
    }
  };

  // A link leads to its claim, whatever is hidden.
  const reveal = () => {
    // While the page is read, the browser has not gone there yet.
    const target = document.getElementById(idOf(location.hash));
    if (!target?.closest("li.versus-claim[hidden]")) return;
    choose({ certainty: "", contested: "", about: "" });
    target.closest("details").open = true;
    target.scrollIntoView();
  };
  reveal();
  addEventListener("hashchange", reveal);
}
