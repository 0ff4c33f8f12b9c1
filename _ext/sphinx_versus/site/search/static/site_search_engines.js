/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// The two searches behind the same box: Pagefind's index, and Sphinx's own where
// that cannot be used. Both answer a query with groups of hits:
//
//   {groups, hits, pages, notice, facets, more}
//   group: {url, title, kind, hits, rest}       one page; `rest` hits are not shown
//   hit:   {url, title, kind, path, excerpt, facets, words}
//
// where title and excerpt are lists of [text, marked].

"use strict";

SiteSearch.engines = (() => {
  const { correct, fold, key, parse, segment } = SiteSearch.query;
  const EXCERPT_WORDS = 28;
  const SHOWN_HITS = 3;
  // Pages that are loaded together, and then: more are needed only if these have few hits.
  const AT_ONCE = 4;
  const AT_ONCE_MORE = 2;
  // A page that lacks a common word may still be the answer to a question; the fewer
  // pages have all words, the more may be lacking.
  const MOST_WORDS = 0.65;
  const SOME_WORDS = 0.4;
  const FEW_PAGES = 3;

  // Pagefind --------------------------------------------------------------

  const makePagefind = async (bundle) => {
    const getJson = async (name) => {
      const response = await fetch(new URL(name, bundle), { cache: "no-cache" });
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      return response.json();
    };
    // Pagefind would complain on the console, where nobody who reads can help it.
    new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
    const site = await getJson("site.json");
    if (!site.pagefind) throw new Error("there is no index");
    const pagefind = await import(new URL("pagefind.js", bundle));
    const index = pagefind.createInstance({
      basePath: bundle.href,
      noWorker: true,
      ranking: { pageLength: 0.1 },
    });
    await index.init();
    const isWhole = watch(bundle, site.parts);
    const stopwords = new Set(site.stopwords);

    // Each term is looked up once: {pages: id -> {score, words, load}}.
    const terms = new Map();
    const lookUp = (term) => {
      const name = key(term);
      if (!terms.has(name)) {
        if (terms.size > 500) terms.clear();
        terms.set(name, index.search(name).then(asPages));
      }
      return terms.get(name);
    };
    const asPages = ({ results }) =>
      new Map(
        results.map((result) => [
          result.id,
          { score: result.score, words: result.words, load: result.data },
        ]),
      );

    const later = (name, prepare) => {
      let promise = null;
      return () => (promise ??= getJson(name).then(prepare));
    };
    const getWords = later("words.json", (words) =>
      words.map((word) => ({ word, folded: fold(word) })),
    );
    const getTables = later("units.json", ({ facets, pages }) => {
      const tables = new Map();
      for (const [id, [spans, units]] of Object.entries(pages)) {
        tables.set(id, {
          spans: Array.from({ length: spans.length / 2 }, (_, at) => ({
            start: spans[2 * at],
            unit: spans[2 * at + 1],
          })),
          units: units.map(([parent, titleWords, ...indexes]) => ({
            parent,
            titleWords,
            facets: indexes.map((at) => facets[at]),
          })),
        });
      }
      return tables;
    });

    const pages = new Map();
    const loadPage = (id, load) => {
      if (!pages.has(id)) pages.set(id, load().then(asPage));
      return pages.get(id);
    };

    const weights = new Map(Object.entries(site.weights));
    // A page counts in full for who types its title.
    const rank = (query, text) =>
      rankPages(query, lookUp, (id) => {
        const [weight, title] = weights.get(id) ?? [1, ""];
        return title && isSame(title, text) ? 1 : weight;
      });
    const loadSome = (found, ids, start, end) =>
      Promise.all(ids.slice(start, end).map((id) => loadPage(id, found.load(id))));

    // For a word that is not on the site Pagefind gives pages with a word that begins
    // it, down to a single letter. Returns the query with what was meant instead, or
    // without results for such words.
    const mend = async (query, found) => {
      const top = await loadSome(found, found.ids, 0, AT_ONCE);
      const strange = query.required.filter(
        (term, at) => !term.phrase && !isMet(term, top, found.ids, found.lists[at]),
      );
      if (!strange.length) return null;
      const words = await getWords();
      let corrected = false;
      const required = query.required.flatMap((term) => {
        if (!strange.includes(term)) return [term];
        // Written in one here and apart there, as "peer-reviewed" is.
        const parts = term.text.split(/\p{Pd}+/u).filter(Boolean);
        if (parts.length > 1) return parts.map((text) => ({ text, phrase: false }));
        const segments = segment(term.text, words);
        if (segments.length > 1) return [{ text: segments.join(" "), phrase: true }];
        const text = correct(term.text, words);
        if (!text) terms.set(key(term), Promise.resolve(new Map()));
        corrected ||= Boolean(text);
        return [text ? { text, phrase: false } : term];
      });
      return { ...query, required, corrected };
    };

    // Gives groups for `limit` pages at most, and for no more than hold `enough` hits.
    const search = async (
      text,
      { filters = [], limit = 10, enough = Infinity, counted = false } = {},
    ) => {
      const query = parse(text, stopwords);
      if (!query.required.length) return nothing();
      let found = await rank(query, text);
      let notice = null;
      const mended = await mend(query, found);
      if (mended) {
        found = await rank(mended, text);
        if (found.ids.length && mended.corrected) {
          const meant = mended.required.map(({ text: word, phrase }) => (phrase ? `"${word}"` : word));
          notice = { kind: "corrected", meant: meant.join(" ") };
        }
      }
      if (!notice && found.ids.length && !found.complete) notice = { kind: "relaxed" };
      if (!isWhole()) throw new Error("a part of the index is missing or broken");
      const tables = filters.length || counted ? await getTables() : null;
      let { ids } = found;
      const facets = tables && countFacets(ids, found, tables, filters);
      if (filters.length) {
        ids = ids.filter((id) => hitsOf(tables.get(id), found.places(id), filters).length);
      }
      const groups = [];
      const last = Math.min(limit, ids.length);
      let step = AT_ONCE;
      let at = 0;
      while (at < last && sum(groups, (group) => group.hits.length) < enough) {
        const end = Math.min(at + step, last);
        const loaded = await loadSome(found, ids, at, end);
        const answers = loaded
          .map((page, nth) => {
            const group = asGroup(page, found.places(ids[at + nth]), filters);
            return { ...group, value: found.value(ids[at + nth]) * group.fit };
          })
          .filter((group) => group.hits.length);
        // Who types a title wants that page; and one place with all words is worth
        // more than the same words far apart.
        answers.forEach((group) => isSame(group.title, text) && (group.value = Infinity));
        groups.push(...answers.sort((one, other) => other.value - one.value));
        at = end;
        step = enough === Infinity ? last : AT_ONCE_MORE;
      }
      const hits = tables
        ? sum(ids, (id) => hitsOf(tables.get(id), found.places(id), filters).length)
        : sum(groups, (group) => group.hits.length + group.rest.length);
      const counts = { hits, pages: tables ? ids.length : groups.length };
      return { groups, ...counts, notice, facets, more: at < ids.length };
    };

    return { name: "pagefind", search };
  };

  // Pagefind says nothing of a part of its index that is missing or broken, and finds nothing
  // there. Returns whether all that has been loaded was whole, as far as the browser tells.
  const watch = (bundle, sizes) => {
    let whole = true;
    const look = (entries) => {
      for (const { name, responseStatus, decodedBodySize } of entries) {
        const size = name.startsWith(bundle.href) && sizes[name.split("/").at(-1)];
        if (size) whole &&= decodedBodySize === size && !(responseStatus >= 400);
      }
    };
    const observer = new PerformanceObserver((list) => look(list.getEntries()));
    if (bundle.origin === location.origin) observer.observe({ type: "resource", buffered: true });
    return () => {
      look(observer.takeRecords());
      return whole;
    };
  };

  const sum = (list, value) => list.reduce((total, item) => total + value(item), 0);

  const isSame = (one, other) =>
    fold(one).replace(/[^\p{L}\p{N}]+/gu, " ").trim() ===
    fold(other).replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  const nothing = () => ({ groups: [], hits: 0, pages: 0, notice: null, facets: null, more: false });

  // Returns the pages that answer a query, the best first; `complete` says whether
  // one of them has all its terms. `weightOf` tells what a page counts.
  const rankPages = async ({ required, excluded }, lookUp, weightOf) => {
    const [lists, without] = await Promise.all([
      Promise.all(required.map(lookUp)),
      Promise.all(excluded.map(lookUp)),
    ]);
    // A word tells the more, the fewer pages have it.
    const most = Math.max(1, ...lists.map((list) => list.size));
    const telling = lists.map((list) => Math.log(2 + most / (list.size || 1)));
    const total = telling.reduce((sum, value) => sum + value, 0);
    const ranked = new Map();
    lists.forEach((list, at) => {
      for (const [id, { score }] of list) {
        const page = ranked.get(id) ?? { id, covered: 0, score: 0, weight: weightOf(id) };
        page.covered += telling[at] / total;
        page.score += score;
        ranked.set(id, page);
      }
    });
    const value = (page) => page.score * page.weight * page.covered ** 2;
    const pages = [...ranked.values()].sort((one, other) => value(other) - value(one));
    const complete = pages.filter((page) => page.covered > 0.999);
    const enough = complete.some((page) => page.weight >= 1);
    const least = complete.length < FEW_PAGES ? SOME_WORDS : MOST_WORDS;
    const kept = enough ? pages.filter((page) => page.covered >= least) : pages;
    return {
      ids: kept.map((page) => page.id),
      lists,
      complete: complete.length > 0,
      value: (id) => value(ranked.get(id)),
      load: (id) => lists.find((list) => list.has(id)).get(id).load,
      // Where the terms stand on a page: lists of places, one for each term.
      places: (id) => ({
        terms: lists.map((list) => list.get(id)?.words ?? []),
        excluded: without.flatMap((list) => list.get(id)?.words ?? []),
      }),
    };
  };

  // Whether a term really stands on one of the pages, or a word of the same stem does.
  const isMet = (term, pages, ids, list) => {
    const wanted = stemmed(fold(term.text).replace(/[^\p{L}\p{N}]/gu, ""));
    return pages.some((page, at) =>
      list.get(ids[at])?.words.some((place) =>
        fold(page.words[place] ?? "")
          .split(/[^\p{L}\p{N}]+/u)
          .concat(fold(page.words[place] ?? "").replace(/[^\p{L}\p{N}]/gu, ""))
          .some((word) => isRelated(wanted, stemmed(word))),
      ),
    );
  };

  const stemmed = (word) => word.replaceAll("y", "i");

  // Inflected forms share their beginning; endings have up to four letters.
  const isRelated = (wanted, word) => {
    let same = 0;
    while (same < word.length && wanted[same] === word[same]) same += 1;
    if (same === wanted.length || same >= 0.5 * wanted.length) return true;
    return same > 1 && same >= word.length - 1 && wanted.length - word.length <= 4;
  };

  // Which unit each place belongs to: the last span that begins at or before it.
  const unitAt = (spans, place) => {
    let low = 0;
    let high = spans.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (spans[middle].start <= place) low = middle;
      else high = middle - 1;
    }
    return spans[low]?.unit ?? 0;
  };

  // A facet that a unit has no value of is that of its page.
  const facetsOf = (page, unit) => {
    const own = new Set(unit.facets.map(([name]) => name));
    return [...unit.facets, ...page.units[0].facets.filter(([name]) => !own.has(name))];
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
  // the best first. The titles above a unit count as a part of it.
  const hitsOf = (page, { terms, excluded }, filters, except = null) => {
    const units = new Map();
    const titles = new Map(); // unit -> terms in its title
    terms.forEach((places, term) => {
      for (const place of places) {
        const unit = unitAt(page.spans, place);
        const hit = units.get(unit) ?? { unit, own: new Set(), places: [], inTitle: 0 };
        hit.own.add(term);
        hit.places.push(place);
        if (isInTitle(page, unit, place)) {
          hit.inTitle += 1;
          titles.set(unit, (titles.get(unit) ?? new Set()).add(term));
        }
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
    const adds = (hit) => [...hit.own].some((term) => !seen.has(term));
    const first = hits.filter((hit) => {
      const added = adds(hit);
      hit.own.forEach((term) => added && seen.add(term));
      return added;
    });
    return [...first, ...hits.filter((hit) => !first.includes(hit))];
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
            if (!wanted(name)) continue;
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

  // Turns what Pagefind keeps of a page into its words, units and spans.
  const asPage = (fragment) => {
    const segmented = fragment.raw_content.includes("\u200b");
    const text = segmented ? fragment.raw_content : fragment.content;
    const words = text
      .split(segmented ? "\u200b" : /\s+/)
      .map((word) => (segmented ? word.replaceAll("&lt;", "<").replaceAll("&gt;", ">") : word));
    const units = [];
    const spans = [];
    for (const { id, location } of fragment.anchors) {
      const fact = JSON.parse(id);
      if (Array.isArray(fact)) {
        const [anchor, kind, title, parent, facets, alias, url] = fact;
        const pairs = Object.entries(facets).flatMap(([name, values]) =>
          values.map((value) => [name, value]),
        );
        spans.push({ start: location, unit: units.length });
        units.push({
          ...{ anchor, kind, title, parent, url },
          titleWords: segmented
            ? segmentsOf(`${title} ${alias}`, words, location).length
            : wordsOf(title) + wordsOf(alias),
          facets: [["kind", kind], ...pairs],
        });
      } else {
        spans.push({ start: location, unit: fact });
      }
    }
    return { words, units, spans, gap: segmented ? "" : " " };
  };

  const wordsOf = (text) => text.split(/\s+/).filter(Boolean).length;

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

  const asGroup = (page, places, filters) => {
    const [top] = page.units;
    const found = hitsOf(page, places, filters);
    const hits = found.map((hit) => asHit(page, hit));
    return {
      // How well the best hit answers by itself: by its words, and by its title.
      fit: Math.max(0, ...found.map((hit) => hit.score)) / places.terms.length,
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
    const parts = page.gap
      ? unit.title.split(/\s+/)
      : segmentsOf(unit.title, page.words, first.start).filter(Boolean);
    const title = parts.map((part, at) => [part, marked.has(first.start + at)]);
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
      excerpt: excerptOf(page, bodies, marked),
      facets: unit.facets.filter(([name]) => name !== "kind"),
      words,
    };
  };

  const clean = (word = "") => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");

  // The stretch of a unit's text with the most marked words in it.
  const excerptOf = (page, bodies, marked) => {
    let best = null;
    for (const [start, end] of bodies) {
      for (let at = start; at < end; at = Math.max(at + 1, best ? at + 4 : at + 1)) {
        const stop = Math.min(end, at + EXCERPT_WORDS);
        let count = 0;
        for (let word = at; word < stop; word++) if (marked.has(word)) count += 1;
        if (!best || count > best.count) best = { start: at, stop, count, from: start, end };
        if (stop === end) break;
      }
    }
    if (!best) return [];
    // A few words before the first mark, and as many as fit after it.
    let start = best.start;
    if (best.count) {
      let first = best.start;
      while (!marked.has(first)) first += 1;
      start = Math.max(best.from, Math.min(first - 5, best.end - EXCERPT_WORDS));
      if (start < best.from + 4) start = best.from;
    }
    const stop = Math.min(best.end, start + EXCERPT_WORDS);
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
      if (last && last[1] === mark) last[0] += gap + text;
      else runs.push([(last && !last[1] ? "" : "") + text, mark]);
    }
    return runs.flatMap((run, at) => (at ? [[gap, false], run] : [run]));
  };

  // Sphinx ----------------------------------------------------------------

  const makeSphinx = async (root) => {
    // Sphinx's script shows the results for ?q= by itself, if it finds their place,
    // and loads each page for a summary, which files may not.
    const place = document.createElement("div");
    place.id = "search-results";
    place.hidden = true;
    document.body.append(place);
    if (typeof DOCUMENTATION_OPTIONS !== "undefined") {
      DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
    }
    const box = document.querySelectorAll('input[name="q"]');
    const typed = [...box].map((input) => input.value);
    for (const name of ["_static/language_data.js", "_static/searchtools.js", "searchindex.js"]) {
      await SiteSearch.load(new URL(name, root));
    }
    box.forEach((input, at) => (input.value = typed[at]));
    place.remove();

    const search = async (text, { limit = 10 } = {}) => {
      const [query, ...terms] = Search._parseQuery(text);
      // Kept for the page that is opened next; ours marks words by its own address.
      localStorage.removeItem("sphinx_highlight_terms");
      const results = Search._performSearch(query, ...terms).reverse();
      const words = [...terms[2]];
      const groups = new Map();
      for (const [docname, title, anchor, description] of results) {
        const group = groups.get(docname) ?? emptyGroup(docname);
        const [page, ...rest] = title.split(" > ");
        const name = rest.length ? rest.join(" > ") : page;
        group.title ||= titles(docname) ?? page;
        group.hits.push({
          url: SiteSearch.url(address(docname), anchor.replace(/^#/, ""), words),
          title: marks(name, words),
          kind: anchor ? "section" : "page",
          path: [],
          excerpt: description ? [[description, false]] : [],
          facets: [],
          words,
        });
        groups.set(docname, group);
      }
      const all = [...groups.values()];
      const hits = results.length;
      return {
        ...{ hits, pages: all.length, facets: null, more: all.length > limit },
        notice: null,
        groups: all.slice(0, limit),
      };
    };

    const titles = (docname) => {
      const at = Search._index.docnames.indexOf(docname);
      return at < 0 ? null : Search._index.titles[at];
    };
    const address = (docname) => {
      if (DOCUMENTATION_OPTIONS.BUILDER !== "dirhtml") {
        return docname + DOCUMENTATION_OPTIONS.LINK_SUFFIX;
      }
      return `${docname}/`.replace(/(^|\/)index\/$/, "$1");
    };
    const emptyGroup = (docname) => ({
      ...{ url: SiteSearch.url(address(docname)), title: "", kind: "page", hits: [], rest: [] },
    });

    return { name: "sphinx", search };
  };

  // Marks whole words that begin like one of those searched for.
  const marks = (text, words) => {
    const folded = words.map(fold);
    return text
      .split(/([^\p{L}\p{N}]+)/u)
      .map((piece) => [piece, folded.some((word) => fold(piece).startsWith(word))]);
  };

  // Returns the better engine that works here.
  const start = async ({ root, bundle }) => {
    if (bundle && location.protocol !== "file:") {
      try {
        return await makePagefind(new URL(bundle, root));
      } catch {
        // The other one is the answer to every reason that this one fails for.
      }
    }
    return makeSphinx(root);
  };

  return { start };
})();
