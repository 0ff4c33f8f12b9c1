/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// Answers queries from Pagefind's index. This engine, and the simple one where that cannot
// be used, answer with groups of hits:
//
//   {groups, hits, pages, notice, also, facets, more, lifted}
//   group: {url, title, kind, hits, rest}       one page; `rest` hits are not shown
//   hit:   {url, title, kind, path, excerpts, facets, words}
//   excerpt: {label, pieces}                    the label is that of a cell
//
// where title and pieces are lists of [text, marked]. `also` are lists of what was
// typed and what else was searched for, and `lifted` says what filters that leave nothing hide.

"use strict";

SiteSearch.engines = (() => {
  const { asGroup, asPage, countFacets, hitsOf } = SiteSearch.hits;
  const query = SiteSearch.query;
  const { fold, key, wordsOf } = query;
  // Pages that are loaded together, and then: more are needed only if these have few hits.
  const AT_ONCE = 3;
  const AT_ONCE_MORE = 2;
  // A page that lacks a common word may still be the answer to a question; the fewer
  // pages have all words, the more may be lacking.
  const MOST_WORDS = 0.65;
  const SOME_WORDS = 0.4;
  const FEW_PAGES = 3;
  // What another word for the same counts.
  const ALSO = 0.5;

  const start = async (bundle) => {
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
    site.stopwords = new Set(site.stopwords);
    site.names = site.names.map(([page, url, ...names]) => ({ page, url, names }));
    const sources = new Set(site.sources);

    // What Pagefind finds is asked for once: id -> {score, words, load}.
    const asked = new Map();
    const ask = (name) => {
      if (!asked.has(name)) {
        if (asked.size > 1000) asked.clear();
        asked.set(name, index.search(name).then(asPages));
      }
      return asked.get(name);
    };
    const asPages = ({ results }) =>
      new Map(
        results.map((result) => [
          result.id,
          { score: result.score, words: result.words, runs: [], load: result.data },
        ]),
      );

    // Of words in quotes Pagefind tells the first place on a page only: the others are
    // where the words stand side by side. A short word begins others, and stop words
    // stand everywhere: `runs`, of words from a place on, tell what to look at once the
    // page is there.
    const lookUp = async (form) => {
      const name = key(form);
      const pages = await ask(name);
      if (name === form.text.toLowerCase() || !pages.size) return pages;
      const words = form.text.toLowerCase().split(/\s+/);
      const isSure = (word) => word.length > 2 && !query.isStop(word, site);
      const sure = words.map((word, at) => [word, at]).filter(([word]) => isSure(word));
      const known = sure.length ? sure : [[words[0], 0]];
      const lists = await Promise.all(known.map(([word]) => ask(word)));
      const found = new Map();
      for (const [id, page] of pages) {
        const sets = lists.map((list) => new Set(list.get(id)?.words));
        const starts = [...sets[0]]
          .map((place) => place - known[0][1])
          .filter((start) => sets.every((set, at) => set.has(start + known[at][1])));
        const all = starts.length ? starts : page.words.slice(0, 1);
        const checked = words.map((word) => (isSure(word) ? "" : word));
        found.set(id, {
          ...page,
          words: all.flatMap((start) => words.map((_, at) => start + at)),
          runs: starts.length && checked.some(Boolean) ? all.map((start) => [start, checked]) : [],
        });
      }
      return found;
    };

    // What all forms of a term find together; a term without forms finds nothing.
    const lookUpAll = async ({ forms }) => {
      const lists = await Promise.all(forms.map(lookUp));
      if (lists.length === 1) return lists[0];
      const all = new Map();
      lists.forEach((list, at) => {
        for (const [id, { score, words, runs, load }] of list) {
          const page = all.get(id) ?? { score: 0, words: [], runs: [], load };
          const value = score * (forms[at].also ? ALSO : 1);
          page.score = Math.max(page.score, value);
          page.words = [...page.words, ...words];
          page.runs = [...page.runs, ...runs];
          all.set(id, page);
        }
      });
      return all;
    };

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

    // What a page counts, whether it is for readers, and whether it is surely meant.
    const standing = (text, wanted) => {
      const named = query.nameOf(text, site)?.page;
      return (id) => {
        const [weight, behind, title] = site.weights[id] ?? [1, 0, ""];
        const isTitle = title && isSame(title, text);
        const isSource = wanted.sources && sources.has(id);
        return {
          sure: id === named ? 4 : isTitle ? 2 : 0,
          first: id === named || isTitle || isSource,
          weight: isTitle || isSource ? 1 : weight,
          behind: behind && !isTitle,
        };
      };
    };
    const loadSome = (found, ids, from, to) =>
      Promise.all(ids.slice(from, to).map((id) => loadPage(id, found.load(id))));

    // For a word that is not on the site Pagefind gives pages with a word that begins
    // it, down to a single letter. Returns the terms with what was meant instead, or
    // without results for such words.
    const mend = async (required, found) => {
      const top = await loadSome(found, found.ids, 0, AT_ONCE);
      const strange = required.filter(
        (term, at) => isPlain(term) && !query.isMet(term, top, found.ids, found.lists[at]),
      );
      if (!strange.length) return null;
      const words = await getWords();
      let corrected = false;
      const mended = required.flatMap((term) => {
        if (!strange.includes(term)) return [term];
        // Written in one here and apart there, as "peer-reviewed" is.
        const parts = term.text.split(/\p{Pd}+/u).filter(Boolean);
        if (parts.length > 1) return parts.map((text) => asTerm(text));
        const text = query.isStop(term.text, site) ? null : query.correct(term.text, words);
        corrected ||= Boolean(text);
        return [text ? asTerm(text) : { ...term, forms: [] }];
      });
      return { mended, corrected };
    };
    const asTerm = (text, phrase = false) => ({ text, forms: [{ text, phrase }] });
    const isPlain = ({ forms: [form, ...others] }) => !others.length && key(form) === form.text.toLowerCase();

    // Returns the terms of a text, and what is known of it as a whole.
    const understand = async (text) => {
      const words = wordsOf(text);
      const identifier = query.identifier(text);
      if (identifier) {
        const term = asTerm(identifier, true);
        if ((await lookUpAll(term)).size) {
          return { required: [term], excluded: [], wanted: { identifier, words, sources: true } };
        }
      }
      const citation = query.citation(text);
      const said = citation ? [...citation.names, citation.year].join(" ") : text;
      let { required, excluded } = query.parse(said, site);
      if (query.UNSPACED.test(said)) {
        const known = await getWords();
        [required, excluded] = [required, excluded].map((terms) =>
          terms.map((term) => query.parted(term, known, site)),
        );
      }
      const title = site.titles.includes(query.digest(words));
      const lists = await Promise.all(required.map(lookUpAll));
      return {
        required: required.flatMap((term, at) => (term.parts && !lists[at].size ? term.parts : [term])),
        excluded,
        wanted: { citation, words, title, sources: Boolean(citation) || title },
      };
    };

    // Gives groups for `limit` pages at most, and for no more than hold `enough` hits.
    const search = async (
      text,
      { filters = [], limit = 10, enough = Infinity, counted = false } = {},
    ) => {
      let { required, excluded, wanted } = await understand(text);
      if (!required.length && (text.trim() || !filters.length)) return nothing();
      const rank = () => rankPages(required, excluded, lookUpAll, standing(text, wanted));
      let found = required.length ? await rank() : await everything();
      let notice = null;
      const mending = required.length && (await mend(required, found));
      if (mending) {
        required = mending.mended;
        found = await rank();
        if (found.ids.length && mending.corrected) {
          const meant = required.map(({ text, forms: [form] }) => (form?.phrase ? key(form) : text));
          notice = { kind: "corrected", meant: meant.join(" ") };
        }
      }
      if (!notice && found.ids.length && !found.complete) notice = { kind: "relaxed" };
      if (!isWhole()) throw new Error("a part of the index is missing or broken");
      const tables = filters.length || counted ? await getTables() : null;
      let { ids } = found;
      const hitsWith = (id, chosen) => hitsOf(tables.get(id), found.places(id), chosen).length;
      const facets = tables && countFacets(ids, found, tables, filters);
      let lifted = null;
      if (filters.length) {
        ids = found.ids.filter((id) => hitsWith(id, filters));
        if (!ids.length) lifted = lift(filters, (chosen) => sum(found.ids, (id) => hitsWith(id, chosen)));
      }
      const groups = [];
      const last = Math.min(limit, ids.length);
      let step = wanted.identifier ? last : AT_ONCE;
      let at = 0;
      while (at < last && sum(groups, (group) => group.hits.length) < enough) {
        const end = Math.min(at + step, last);
        const loaded = await loadSome(found, ids, at, end);
        const answers = loaded
          .map((page, nth) => {
            const { sure, behind, value } = found.page(ids[at + nth]);
            const group = asGroup(page, found.places(ids[at + nth]), filters, wanted);
            // Who types a title wants that page; and one place with all words is worth
            // more than the same words far apart.
            const title = isSame(group.title, text) ? 2 : 0;
            return { ...group, behind, sure: Math.max(sure, title, behind ? 0 : group.sure), value: value * group.fit };
          })
          .filter((group) => group.hits.length);
        groups.push(...answers.sort(compare));
        at = end;
        step = enough === Infinity ? last : AT_ONCE_MORE;
      }
      const hits = tables
        ? sum(ids, (id) => hitsWith(id, filters))
        : sum(groups, (group) => group.hits.length + group.rest.length);
      const counts = { hits, pages: tables ? ids.length : groups.length };
      const also = alsoOf(required, found);
      return { groups, ...counts, notice, also, facets, more: at < ids.length, lifted };
    };

    // All units of all pages, to be filtered.
    const everything = async () => {
      const all = asPages(await index.search(null));
      const behind = (id) => site.weights[id]?.[1] ?? 0;
      return {
        ids: [...all.keys()].sort((one, other) => behind(one) - behind(other)),
        complete: true,
        load: (id) => all.get(id).load,
        page: (id) => ({ sure: 0, behind: behind(id), value: 1 }),
        places: () => ({ terms: [], runs: [], excluded: [], all: true }),
      };
    };

    // What is near where nothing was found: words, names and the pages that lead everywhere.
    const suggest = async (text) => {
      const all = await getWords();
      const typed = wordsOf(text).filter((word) => word.length > 2 && !query.isStop(word, site));
      const words = typed.flatMap((word) => {
        const begins = all.filter(({ folded }) => folded.startsWith(word.slice(0, Math.max(4, word.length - 2))));
        return [...query.nearest(word, all, 3), ...begins.map((each) => each.word)].slice(0, 4);
      });
      const near = (name) =>
        wordsOf(name).some((part) =>
          typed.some((word) => part.startsWith(word.slice(0, 4)) || query.nearest(word, [{ word: part, folded: part }], 3).length),
        );
      const names = site.names.filter((each) => each.names.some(near)).slice(0, 4);
      return {
        words: [...new Set(words)].slice(0, 6),
        names: names.map(({ url, names: [title] }) => ({ url: new URL(url, SiteSearch.root), title })),
        lists: site.lists.map(([title, url]) => ({ url: new URL(url, SiteSearch.root), title })),
      };
    };

    return { name: "pagefind", search, suggest };
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

  const isSame = (one, other) => wordsOf(one).join(" ") === wordsOf(other).join(" ");

  const nothing = () => ({
    ...{ groups: [], hits: 0, pages: 0, notice: null, also: [], facets: null, more: false, lifted: null },
  });

  const compare = (one, other) =>
    other.sure - one.sure || one.behind - other.behind || other.value - one.value;

  // What was searched for beside what was typed, if it has been found.
  const alsoOf = (required, found) =>
    (found.ids.length ? required : [])
      .map(({ text, forms }) => [text, ...forms.filter(({ also }) => also).map((form) => form.said ?? form.text)])
      .filter(({ length }) => length > 1);

  // Returns the facets without which filters that leave nothing would leave something:
  // [{facets, hits}], the one that is to blame first; all of them if each of them is.
  const lift = (filters, count) => {
    const facets = [...new Set(filters.map(([name]) => name))];
    const without = facets.map((facet) => ({
      facets: [facet],
      hits: count(filters.filter(([name]) => name !== facet)),
    }));
    const helping = without.filter(({ hits }) => hits).sort((one, other) => other.hits - one.hits);
    return helping.length ? helping : [{ facets, hits: count([]) }].filter(({ hits }) => hits);
  };

  // Returns the pages that answer a query, the best first; `complete` says whether
  // one of them has all its terms. `standing` tells what a page counts.
  const rankPages = async (required, excluded, lookUp, standing) => {
    const [lists, without] = await Promise.all([
      Promise.all(required.map(lookUp)),
      Promise.all(excluded.map(lookUp)),
    ]);
    // A word tells the more, the fewer pages have it.
    const most = Math.max(1, ...lists.map((list) => list.size));
    const telling = lists.map((list) => Math.log(2 + most / (list.size || 1)));
    const total = sum(telling, (value) => value);
    const ranked = new Map();
    lists.forEach((list, at) => {
      for (const [id, { score, load }] of list) {
        const page = ranked.get(id) ?? { id, load, covered: 0, score: 0, ...standing(id) };
        page.covered += telling[at] / total;
        page.score += score;
        ranked.set(id, page);
      }
    });
    const pages = [...ranked.values()];
    for (const page of pages) {
      page.whole = page.covered > 0.999;
      // Who types many words of a source means it, whatever its page counts.
      if (page.whole && lists.length > 2) page.weight = Math.sqrt(page.weight);
      page.value = page.score * page.weight * page.covered ** 2;
      page.first &&= page.whole || page.sure > 0;
    }
    pages.sort((one, other) => other.first - one.first || compare(one, other));
    const complete = pages.filter((page) => page.whole);
    const enough = complete.some((page) => page.weight >= 1 && !page.behind);
    const least = complete.length < FEW_PAGES ? SOME_WORDS : MOST_WORDS;
    const kept = enough ? pages.filter((page) => page.first || page.covered >= least) : pages;
    return {
      ids: kept.map((page) => page.id),
      lists,
      complete: complete.length > 0,
      page: (id) => ranked.get(id),
      load: (id) => ranked.get(id).load,
      // Where the terms stand on a page: lists of places, one for each term.
      places: (id) => ({
        terms: lists.map((list) => list.get(id)?.words ?? []),
        runs: lists.map((list) => list.get(id)?.runs ?? []),
        excluded: without.flatMap((list) => list.get(id)?.words ?? []),
      }),
    };
  };

  // Returns the better engine that works here.
  const startBest = async ({ root, bundle }) => {
    if (bundle && location.protocol !== "file:") {
      try {
        return await start(new URL(bundle, root));
      } catch {
        // The other one is the answer to every reason that this one fails for.
      }
    }
    await SiteSearch.load(SiteSearch.part("simple"));
    return SiteSearch.simple.start(root);
  };

  return { start: startBest };
})();
