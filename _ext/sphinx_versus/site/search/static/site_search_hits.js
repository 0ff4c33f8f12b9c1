/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// From places in the text of a page to its units, and to what is shown of them.
// Functions of what Pagefind keeps of a page: no requests.

"use strict";

SiteSearch.hits = (() => {
  const { fold, wordsOf } = SiteSearch.query;
  const EXCERPT_WORDS = 28;
  const SHOWN_HITS = 3;
  // As many cells of a row are shown, and of each as many words.
  const SHOWN_PARTS = 2;
  const PART_WORDS = 16;

  // Which unit each place belongs to: the last span that begins at or before it.
  const unitAt = (spans, place) => spans.findLast(({ start }) => start <= place)?.unit ?? 0;

  // A facet that a unit has no value of is that of what it is in. An empty value says
  // that it has none.
  const facetsOf = (page, unit) => {
    if (unit.all) return unit.all;
    const own = new Set(unit.facets.map(([name]) => name));
    const around = unit.parent >= 0 ? facetsOf(page, page.units[unit.parent]) : [];
    unit.all = [...unit.facets, ...around.filter(([name]) => name !== "kind" && !own.has(name))];
    return unit.all;
  };

  // A hit has one of the values of each facet that is filtered by.
  const passes = (page, unit, filters, except = null) => {
    const byName = new Map();
    for (const [name, value] of filters) {
      if (name !== except) byName.set(name, [...(byName.get(name) ?? []), value]);
    }
    if (!byName.size) return true;
    const facets = facetsOf(page, unit);
    return [...byName].every(([name, values]) =>
      facets.some(([has, value]) => has === name && values.includes(value)),
    );
  };

  // Returns the units of a page that have the most terms: [{unit, terms, places}],
  // the best first, or all of them. The titles above a unit count as a part of it.
  const hitsOf = (page, { terms, excluded, all }, filters, except = null) => {
    if (all) {
      const hits = page.units.map((_, unit) => ({ unit, own: new Set(), places: [], terms: 0, score: 0 }));
      return hits.filter((hit) => passes(page, page.units[hit.unit], filters, except));
    }
    const units = new Map();
    const titles = new Map(); // unit -> terms in its title
    terms.forEach((places, term) => {
      for (const place of places) {
        const unit = unitAt(page.spans, place);
        const hit = units.get(unit) ?? { unit, own: new Set(), places: [], at: [] };
        hit.own.add(term);
        hit.places.push(place);
        hit.at.push([place, term]);
        if (isInTitle(page, unit, place)) titles.set(unit, (titles.get(unit) ?? new Set()).add(term));
        units.set(unit, hit);
      }
    });
    for (const place of excluded) units.delete(unitAt(page.spans, place));
    const hits = [...units.values()].filter((hit) =>
      passes(page, page.units[hit.unit], filters, except),
    );
    for (const hit of hits) {
      const all = new Set(hit.own);
      for (let at = page.units[hit.unit].parent; at >= 0; at = page.units[at].parent) {
        titles.get(at)?.forEach((term) => all.add(term));
      }
      const named = titles.get(hit.unit)?.size ?? 0;
      hit.terms = all.size;
      hit.score = hit.own.size + 2 * named + Math.min(hit.places.length, 10) / 20;
      hit.width = hit.own.size === terms.length ? widthOf(hit) : Infinity;
      if (terms.length > 1 && hit.width <= terms.length + 1) hit.score += 1;
    }
    const most = Math.max(0, ...hits.map((hit) => hit.terms));
    const best = hits
      .filter((hit) => hit.terms === most)
      .sort((one, other) => other.score - one.score || one.unit - other.unit);
    return most < terms.length ? mixed(best) : best;
  };

  // Where no hit has all terms, those come first that add one to the hits before.
  const mixed = (hits) => {
    const seen = new Set();
    const first = hits.filter(({ own }) => {
      const { size } = seen;
      own.forEach((term) => seen.add(term));
      return seen.size > size;
    });
    return [...first, ...hits.filter((hit) => !first.includes(hit))];
  };

  // How many words it takes to have all terms of a hit.
  const widthOf = ({ at, own }) => {
    at.sort(([one], [other]) => one - other);
    let least = Infinity;
    let from = 0;
    const inside = new Map();
    for (const [place, term] of at) {
      inside.set(term, (inside.get(term) ?? 0) + 1);
      while (inside.size === own.size) {
        const [first, leaving] = at[from++];
        least = Math.min(least, place - first + 1);
        const left = inside.get(leaving) - 1;
        if (left) inside.set(leaving, left);
        else inside.delete(leaving);
      }
    }
    return least;
  };

  const isInTitle = (page, unit, place) => {
    page.starts ??= new Map([...page.spans].reverse().map((span) => [span.unit, span.start]));
    const start = page.starts.get(unit);
    return place >= start && place < start + page.units[unit].titleWords;
  };

  // Counts hits by facet and value. Each facet is counted as if it had no filter of
  // its own: the numbers say what another choice would give.
  const countFacets = (ids, found, tables, filters) => {
    const counts = new Map();
    const names = new Set(filters.map(([name]) => name));
    const count = (except, wanted) => {
      for (const id of ids) {
        const page = tables.get(id);
        for (const hit of hitsOf(page, found.places(id), filters, except)) {
          for (const [name, value] of facetsOf(page, page.units[hit.unit])) {
            if (!value || !wanted(name)) continue;
            const values = counts.get(name) ?? new Map();
            counts.set(name, values.set(value, (values.get(value) ?? 0) + 1));
          }
        }
      }
    };
    count(null, (name) => !names.has(name));
    names.forEach((own) => count(own, (name) => name === own));
    return counts;
  };

  // Turns what Pagefind keeps of a page into its words, units, spans and parts.
  const asPage = (fragment) => {
    const segmented = fragment.raw_content.includes("\u200b");
    const text = segmented ? fragment.raw_content : fragment.content;
    const words = text
      .split(segmented ? "\u200b" : /\s+/)
      .map((word) => (segmented ? word.replaceAll("&lt;", "<").replaceAll("&gt;", ">") : word));
    const units = [];
    const spans = [];
    const parts = [];
    for (const { id, location } of fragment.anchors) {
      const fact = JSON.parse(id);
      if (Array.isArray(fact)) {
        const [anchor, kind, title, parent, facets, hidden, own, url] = fact;
        const pairs = Object.entries(facets).flatMap(([name, values]) =>
          (values.length ? values : [""]).map((value) => [name, value]),
        );
        spans.push({ start: location, unit: units.length });
        units.push({
          ...{ anchor, kind, title, parent, url, own },
          titleWords: segmented
            ? segmentsOf(`${title} ${hidden}`, words, location).length
            : countWords(title) + countWords(hidden),
          facets: [["kind", kind], ...pairs],
        });
      } else if (typeof fact === "number") {
        spans.push({ start: location, unit: fact });
      } else {
        parts.push({ start: location, label: fact.part });
      }
    }
    return { words, units, spans, parts, gap: segmented ? "" : " " };
  };

  const countWords = (text) => text.split(/\s+/).filter(Boolean).length;

  // Parts a text as the index has parted it, from one of the words of the page on.
  // Pagefind sets marks behind blocks, which are no part of the text: they are empty.
  const segmentsOf = (text, words, start) => {
    const segments = [];
    let at = 0;
    for (const word of words.slice(start)) {
      const wanted = word.trim();
      const found = text.indexOf(wanted, at);
      if (found >= 0 && !text.slice(at, found).trim()) {
        segments.push(text.slice(at, found + wanted.length));
        at = found + wanted.length;
      } else if (/[\p{L}\p{N}]/u.test(wanted)) {
        break;
      } else {
        segments.push("");
      }
    }
    return segments;
  };

  // How sure it is that a unit is what was asked for by its identifier, its authors and
  // year, or word by word: above 0 if it is.
  const sureness = (page, hit, wanted, terms) => {
    const { own, title } = page.units[hit.unit];
    if (wanted.identifier) return own.ids?.includes(wanted.identifier) ? 3 : 0;
    const cited = wanted.citation && hit.terms === terms && own.cited_as?.map(wordsOf);
    for (const words of cited || []) {
      // The first author counts most.
      const at = words.findIndex((word) => wanted.citation.names.includes(word));
      if (at >= 0 && words.at(-1).startsWith(wanted.citation.year)) return 3 - at / 100;
    }
    if (wanted.title && own.cited_as && isRun(page, hit.unit, title, wanted.words)) return 3;
    return terms > 1 && wanted.words.length > 2 && hit.width <= wanted.words.length ? 1 : 0;
  };

  // Whether some words follow each other in a unit.
  const isRun = (page, unit, title, wanted) => {
    const [first] = page.spans.filter((span) => span.unit === unit);
    const end = page.spans.find((span) => span.start > first.start)?.start ?? page.words.length;
    const text = `${title} ${page.words.slice(first.start, end).join(page.gap)}`;
    return ` ${wordsOf(text).join(" ")} `.includes(` ${wanted.join(" ")} `);
  };

  // The places of terms without those where other words turn out to stand.
  const verified = (page, places) => {
    const { terms, runs } = places;
    const stands = (start, words) =>
      words.every((word, at) => !word || pieces(page.words[start + at]).includes(fold(word)));
    const wrong = runs.map((some) => {
      const [good, bad] = [new Set(), new Set()];
      for (const [start, words] of some) {
        const set = stands(start, words) ? good : bad;
        words.forEach((_, at) => set.add(start + at));
      }
      return new Set([...bad].filter((place) => !good.has(place)));
    });
    const right = terms.map((places, at) => places.filter((place) => !wrong[at].has(place)));
    return { ...places, terms: right };
  };
  // A word as it stands, and its parts.
  const pieces = (word = "") => [...wordsOf(word), wordsOf(word).join("")];

  const asGroup = (page, unverified, filters, wanted) => {
    const places = verified(page, unverified);
    const [top] = page.units;
    const found = hitsOf(page, places, filters);
    for (const hit of found) hit.sure = sureness(page, hit, wanted, places.terms.length);
    found.sort((one, other) => other.sure - one.sure);
    const hits = found.map((hit) => asHit(page, hit));
    return {
      // How well the best hit answers by itself: by its words, and by its title.
      fit: Math.max(0, ...found.map((hit) => hit.score)) / (places.terms.length || 1),
      sure: found[0]?.sure ?? 0,
      url: SiteSearch.url(top.url),
      title: top.title,
      kind: top.kind,
      hits: hits.slice(0, SHOWN_HITS),
      rest: hits.slice(SHOWN_HITS),
    };
  };

  const asHit = (page, { unit: number, places }) => {
    const unit = page.units[number];
    const marked = new Set(places);
    const own = page.spans
      .map((span, at) => [span, page.spans[at + 1]?.start ?? page.words.length])
      .filter(([span, end]) => span.unit === number && end > span.start);
    const [first, firstEnd] = own[0] ?? [{ start: 0 }, 0];
    const titleEnd = first.start + unit.titleWords;
    // The title as it was written, marked where the words in the index are.
    const pieces = page.gap
      ? unit.title.split(/\s+/)
      : segmentsOf(unit.title, page.words, first.start).filter(Boolean);
    const title = pieces.map((piece, at) => [piece, marked.has(first.start + at)]);
    const bodies = own
      .map(([{ start }, end]) => [start === first.start ? Math.min(titleEnd, firstEnd) : start, end])
      .filter(([start, end]) => end > start);
    const path = [];
    for (let at = unit.parent; at > 0; at = page.units[at].parent) path.unshift(page.units[at].title);
    const words = [...new Set(places.map((place) => clean(page.words[place])))].filter(Boolean);
    return {
      url: SiteSearch.url(page.units[0].url, unit.anchor, words),
      title: joined(title, page.gap),
      kind: unit.kind,
      path,
      excerpts: excerptsOf(page, bodies, marked),
      facets: unit.facets.filter(([name]) => name !== "kind"),
      words,
    };
  };

  const clean = (word = "") => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");

  // What is shown of a unit: [{label, pieces}]. A row is shown cell by cell, those with
  // marked words first.
  const excerptsOf = (page, bodies, marked) => {
    const parts = bodies.flatMap(([start, end]) => {
      const inside = page.parts.filter((part) => part.start >= start && part.start < end);
      return inside.map((part, at) => ({
        ...{ label: part.label, start: part.start, end: inside[at + 1]?.start ?? end },
      }));
    });
    if (!parts.length) {
      const pieces = excerptOf(page, bodies, marked, EXCERPT_WORDS);
      return pieces.length ? [{ label: "", pieces }] : [];
    }
    for (const part of parts) {
      part.marks = 0;
      for (let at = part.start; at < part.end; at++) part.marks += marked.has(at);
    }
    const shown = [...parts].sort((one, other) => Boolean(other.marks) - Boolean(one.marks)).slice(0, SHOWN_PARTS);
    return parts
      .filter((part) => shown.includes(part))
      .map(({ label, start, end }) => ({ label, pieces: excerptOf(page, [[start, end]], marked, PART_WORDS) }))
      .filter(({ pieces }) => pieces.length);
  };

  // The stretch of a unit's text with the most marked words in it.
  const excerptOf = (page, bodies, marked, length) => {
    let best = null;
    for (const [from, end] of bodies) {
      for (let first = from; first < end; first++) {
        if (best && !marked.has(first)) continue;
        let count = 0;
        for (let word = first; word < Math.min(end, first + length); word++) count += marked.has(word);
        if (!best || count > best.count) best = { first, count, from, end };
      }
    }
    if (!best) return [];
    // A few words before the first mark, and as many as fit after it.
    let start = Math.max(best.from, Math.min(best.first - 5, best.end - length));
    if (start < best.from + 4) start = best.from;
    const stop = Math.min(best.end, start + length);
    const pieces = [];
    for (let at = start; at < stop; at++) pieces.push([page.words[at], marked.has(at)]);
    const list = joined(pieces, page.gap);
    if (start > best.from) list.unshift(["… ", false]);
    if (stop < best.end) list.push([" …", false]);
    return list;
  };

  // Joins words into runs of the same marking.
  const joined = (pieces, gap) => {
    const runs = [];
    for (const [text, mark] of pieces) {
      const last = runs.at(-1);
      if (last?.[1] === mark) last[0] += gap + text;
      else runs.push([text, mark]);
    }
    return runs.flatMap((run, at) => (at ? [[gap, false], run] : [run]));
  };

  return { asGroup, asPage, countFacets, hitsOf };
})();
