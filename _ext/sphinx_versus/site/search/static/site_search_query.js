/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// What a query asks for, and what was meant by a word that is not on the site.
// Functions of their arguments: no page, no requests.
//
// A term is {text, forms}: what was typed, and what is looked for in its place, each
// {text, phrase, also}; `also` marks what means the same and is another word. Where
// nothing has a term, its `parts` may be looked for one by one.

"use strict";

SiteSearch.query = (() => {
  // Letters without accents and case: how words are compared.
  const SINGLE = { ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe", ı: "i" };
  const fold = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[łøđßæœı]/g, (letter) => SINGLE[letter]);
  const wordsOf = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  // Scripts that set no spaces between words.
  const SIGNS = "\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}ー\\p{sc=Thai}\\p{sc=Khmr}\\p{sc=Laoo}\\p{sc=Mymr}";
  const UNSPACED = new RegExp(`[${SIGNS}]`, "u");
  const RUNS = new RegExp(`[${SIGNS}]+|[^${SIGNS}\\s]+`, "gu");

  // What a reader types: words, "a phrase", -word and -"a phrase" to leave out.
  const PART = /(^|\s)(-?)(?:["“”„«]([^"“”„«»]*)["“”»]?|(\S+))/gu;
  const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}+#]+$/gu;

  // A word without its genitive, and an abbreviation without its dots.
  const bare = (word) =>
    word
      .replace(/(?<=\p{L})['’]s$/iu, "")
      .replace(/^(?:\p{L}\.)+\p{L}?$/u, (letters) => letters.replaceAll(".", ""));

  // Returns {required, excluded}: lists of terms. Stop words are dropped as long as
  // another word is left. `site` is what the index says of the words of the site.
  const parse = (text, site) => {
    const pieces = [];
    const excluded = [];
    for (const [, , minus, phrase, word] of text.matchAll(PART)) {
      const list = minus ? excluded : pieces;
      if (phrase !== undefined) {
        const cleaned = phrase.trim().replace(/\s+/g, " ");
        if (cleaned) list.push({ text: cleaned, phrase: cleaned.includes(" ") });
      } else {
        for (const piece of word.split(/[\s/,;:&]+(?!\d)|[\s/;:&]+/u)) {
          const cleaned = bare(piece.replace(EDGES, ""));
          if (cleaned) list.push({ text: cleaned, phrase: false });
        }
      }
    }
    // In a question, "make" and "mean" tell no more than "does".
    const first = pieces[0]?.text.toLowerCase();
    const asks = /[?？]\s*$/.test(text) || (pieces.length > 2 && isStop(first ?? "", site));
    const isTelling = ({ text: word, phrase }) =>
      phrase || !(isStop(word, site) || (asks && site.asking.includes(word.toLowerCase())));
    const some = pieces.some(isTelling);
    const required = [];
    for (let at = 0; at < pieces.length; ) {
      const [term, end] = quantity(pieces, at, site) ?? named(pieces, at, site) ?? [];
      if (term) required.push(term);
      else if (!some || isTelling(pieces[at])) required.push(asTerm(pieces[at], site));
      at = end ?? at + 1;
    }
    return {
      required: unique(required),
      excluded: unique(excluded.map((piece) => ({ text: piece.text, forms: [piece] }))),
    };
  };

  const isStop = (word, site) => site.stopwords.has(word.toLowerCase().replaceAll("’", "'"));
  const unique = (terms) => [...new Map(terms.map((term) => [term.text.toLowerCase(), term])).values()];

  // What Pagefind is asked for. In quotes it looks for a whole word: two letters begin too many.
  const key = ({ text, phrase }) =>
    (phrase || (text.length < 3 && !UNSPACED.test(text)) ? `"${text}"` : text).toLowerCase();

  const asTerm = (piece, site) => {
    const { text } = piece;
    const forms = piece.phrase ? [text] : formsOf(text, site);
    const others = piece.phrase ? [] : othersOf([text], site);
    return { text, forms: [...forms.map((form) => ({ text: form, phrase: piece.phrase })), ...others] };
  };

  // A word in all its spellings on the site.
  const formsOf = (text, site) => {
    const word = text.toLowerCase();
    const plain = /\d[⁰¹²³⁴-⁹]/u.test(word) ? word : word.normalize("NFKC");
    const parts = plain.split("-");
    const all = parts.length > 1 ? joined(parts.map((part) => spellings(part, site))) : spellings(plain, site);
    if (plain !== word) all.push(word);
    return [...new Set(all)];
  };

  const joined = (lists) =>
    lists.reduce((starts, list) => starts.flatMap((start) => list.map((end) => `${start}-${end}`)).slice(0, 6));

  const spellings = (word, { forms, umlauts }) => {
    if (Object.hasOwn(forms.words, word)) return forms.words[word];
    for (let end = word.length; end > 2; end--) {
      const start = word.slice(0, end);
      if (Object.hasOwn(forms.starts, start)) return forms.starts[start].map((meant) => meant + word.slice(end));
    }
    const umlaut = umlauts && word.replace(/[aou]e/g, ([vowel]) => `${vowel}\u0308`.normalize());
    return umlaut && umlaut !== word ? [word, umlaut] : [word];
  };

  // Names of things ------------------------------------------------------------

  // Whether two words are one, but for an ending such as that of the plural.
  const isForm = (one, other, { endings }) => {
    const [short, long] = [one, other].map((word) => word.replace(/ies$/, "y")).sort((a, b) => a.length - b.length);
    return short === long || (long.startsWith(short) && endings.includes(long.slice(short.length)));
  };
  const isName = (words, name, site) =>
    words.length === name.length && words.every((word, at) => isForm(word, name[at], site));
  // The words of a name or a query that tell something.
  const telling = (text, site) => {
    const words = text.split(/[\s\p{Pd}]+/u).map((word) => bare(word.replace(EDGES, ""))).filter(Boolean);
    const kept = words.filter((word) => !isStop(word, site));
    return (kept.length ? kept : words).flatMap(wordsOf);
  };

  // The same of a name of the site, which is compared with every query.
  const known = new Map();
  const wordsOfName = (name, site) => {
    if (!known.has(name)) known.set(name, telling(name, site));
    return known.get(name);
  };

  // Returns what a text is a name of: {page, url, names}, or undefined.
  const nameOf = (text, site) => {
    const words = telling(text, site);
    return site.names.find(({ names }) => names.some((name) => isName(words, wordsOfName(name, site), site)));
  };

  // What else is looked for: the name as it is written there, and other words for the same,
  // from names and from synonyms, that do not hold what was typed. A word that is looked for
  // beside another may mean more than that; a phrase does not.
  const othersOf = (pieces, site) => {
    const words = pieces.flatMap(wordsOf);
    const others = [];
    const same = [];
    const groups = site.names.map(({ names }) => [names, names]);
    for (const [word, meant] of site.synonyms) {
      groups.push([[word, ...meant.filter((text) => /\s/.test(text))], [word, ...meant]]);
    }
    for (const [typed, meant] of groups) {
      const name = typed.find((each) => isName(words, wordsOfName(each, site), site));
      if (!name) continue;
      if (wordsOf(name).join() !== words.join()) same.push({ text: name, phrase: words.length > 1 });
      others.push(...meant);
    }
    const holds = (text, word) => wordsOf(text).some((part) => isForm(part, word, site));
    const isLonger = (text) =>
      others.some((other) => other.length < text.length && ` ${fold(text)} `.includes(` ${fold(other)} `));
    return [
      ...same,
      ...others
        .filter((text) => !words.some((word) => holds(text, word)) && !isLonger(text))
        .filter((text, at, all) => !all.slice(0, at).some((other) => isName(wordsOf(text), wordsOf(other), site)))
        .map((text) => ({ text, phrase: /[\s-]/.test(text), also: true })),
    ];
  };

  // Several words that are one name, if there is another for it: [term, where it ends].
  const named = (pieces, start, site) => {
    for (let end = Math.min(pieces.length, start + 5); end > start + 1; end--) {
      const some = pieces.slice(start, end);
      if (some.some(({ phrase }) => phrase)) continue;
      const texts = some.map(({ text }) => text);
      const others = isStop(texts[0], site) || isStop(texts.at(-1), site) ? [] : othersOf(texts, site);
      if (others.some(({ also }) => also)) {
        const text = texts.join(" ");
        const parts = some.filter(({ text: word }) => !isStop(word, site)).map((piece) => asTerm(piece, site));
        return [{ text, forms: [{ text, phrase: true }, ...others], parts }, end];
      }
    }
    return null;
  };

  // Numbers ---------------------------------------------------------------------

  // A number and what it counts are one thing: [term, where it ends], or null.
  const quantity = (pieces, start, site) => {
    const [, number, glued] = /^(\d[\d.,]*)(\p{L}*)$/u.exec(pieces[start].text) ?? [];
    if (!number || pieces[start].phrase) return null;
    let end = start + 1;
    let digits = number;
    while (!glued && /^\d{1,3}$/.test(digits.slice(-3)) && /^\d{3}$/.test(pieces[end]?.text)) {
      digits += pieces[end++].text;
    }
    const next = glued || pieces[end]?.text || "";
    const isWord = /^[\p{L}µ°%][\p{L}/²³-]*$/u.test(next) && (glued || !(pieces[end].phrase || isStop(next, site)));
    if (!isWord) return end > start + 1 ? [asTerm({ text: digits }, site), end] : null;
    const isYear = /^(?:1[5-9]|20)\d\d$/.test(digits);
    const known = site.units.filter((names) => names.some((name) => fold(name) === fold(next)));
    if ((isYear || glued) && !known.length) return null;
    // A unit may be two words, such as "megawatt hours".
    const after = glued ? "" : pieces[end + 1]?.text ?? "";
    const pair = site.units.find((names) => names.some((name) => isSame(name, `${next} ${after}`, site)));
    if (!glued) end += pair ? 2 : 1;
    const names = [next, ...(pair ?? []), ...known.flat()];
    const texts = glued ? [digits + glued] : [];
    texts.push(...names.map((name) => `${digits} ${name}`));
    const forms = [...new Set(texts.map((text) => text.toLowerCase()))].map((text) => ({ text, phrase: true }));
    const parts = pieces.slice(start, end).map((piece) => asTerm(piece, site));
    return [{ text: texts[0], forms, parts }, end];
  };
  const isSame = (name, text, site) => isForm(wordsOf(name).join(""), wordsOf(text).join(""), site);

  // Works -------------------------------------------------------------------------

  const letters = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

  // Returns the word by which the index knows a work, of whatever spelling of its DOI,
  // address, arXiv's or PubMed's number or ISBN stands in a query; or null.
  const identifier = (query) => {
    let text = query.trim();
    try {
      text = decodeURIComponent(text);
    } catch {
      // A sign of per cent stands for itself.
    }
    let found = /10\.\d{4,9}\/\S+/.exec(text);
    if (found) {
      // A bracket that closes belongs to it if one has been opened in it.
      const balanced = found[0].includes("(") ? /[.,;\]]+$/ : /[.,;)\]]+$/;
      const doi = letters(found[0].replace(balanced, ""));
      return doi.startsWith("1048550arxiv") ? doi.slice(7) : doi;
    }
    found = /(?:pmid:?|pubmed\/|pubmed\.ncbi\.nlm\.nih\.gov\/)\s*(\d+)/i.exec(text);
    if (found) return `pmid${found[1]}`;
    found = /(?:^|[\s:/.[(])(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?(?=$|[\s\])]|\.(?:\s|$)|\.pdf)/i.exec(text);
    if (found) return `arxiv${letters(found[1])}`;
    found = /^\w+:\/\/(?:www\.)?(\S+)$/.exec(text);
    if (found) return letters(found[1]);
    const digits = text.toUpperCase().replace(/^ISBN(?:-1[03])?|[\s:\p{Pd}]/gu, "");
    if (/^(?:97[89])?\d{9}[\dX]$/.test(digits)) return isbn(digits);
    return null;
  };

  const isbn = (digits) => {
    const first = (digits.length === 13 ? digits : `978${digits}`).slice(0, 12);
    const weighed = [...first].reduce((sum, digit, at) => sum + digit * (at % 2 ? 3 : 1), 0);
    return `isbn${first}${(10 - (weighed % 10)) % 10}`;
  };

  // Returns {year, names} for a query such as "Rasch & Born (2013)", or null.
  const citation = (text) => {
    const words = wordsOf(text).filter((word) => !["et", "al", "and", "und", "u", "a"].includes(word));
    const years = words.filter((word) => /^(?:1[4-9]|20)\d\d[a-z]?$/.test(word));
    const names = words.filter((word) => !/\d/.test(word));
    const fits = years.length === 1 && names.length && names.length + 1 === words.length && words.length < 10;
    return fits && !/["?!]/.test(text) ? { year: years[0].slice(0, 4), names } : null;
  };

  // What tells a title by its words: as many digests as there are works are a small file.
  const digest = (words) => {
    let value = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(words.join(" "))) {
      value = Math.imul(value ^ byte, 0x01000193) >>> 0;
    }
    return value % 0x1000000;
  };

  // Mistakes ------------------------------------------------------------------------

  // How many letters were mistyped: inserted, left out, exchanged or swapped with the next.
  const distance = (one, other, limit) => {
    if (Math.abs(one.length - other.length) > limit) return limit + 1;
    let before = [];
    let last = Array.from({ length: other.length + 1 }, (_, index) => index);
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        const cost = one[i - 1] === other[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      if (Math.min(...row) > limit) return limit + 1;
      before = last;
      last = row;
    }
    return last[other.length];
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

  // Returns the words of the site that resemble a word, the nearest first. `words` is a
  // list of {word, folded}, the most frequent first.
  const nearest = (word, words, least = 4) => {
    const wanted = fold(word);
    const limit = wanted.length < 8 ? 1 : 2;
    const found = [];
    for (const candidate of words) {
      if (candidate.folded.length < least) continue;
      let cost = distance(wanted, candidate.folded, limit);
      if (cost > limit) continue;
      // People rarely get the first letter wrong, and short words that differ in it are others.
      if (candidate.folded[0] !== wanted[0]) cost += 1;
      if (cost > limit) continue;
      found.push({ cost, word: candidate.word });
    }
    return found.sort((one, other) => one.cost - other.cost).map((candidate) => candidate.word);
  };

  // Returns the word of the site that was most likely meant, or null if the word is
  // one of them, begins one, or resembles none.
  const correct = (word, words) => {
    const wanted = fold(word);
    if (wanted.length < 4 || /\d/.test(wanted)) return null;
    if (words.some(({ folded }) => folded.startsWith(wanted))) return null;
    return nearest(word, words)[0] ?? null;
  };

  // What a single sign cannot be asked for.
  const isShort = (text) => text.length < 2 && !UNSPACED.test(text);

  // A term in a script without spaces, as the index has parted it: its words side by side, or
  // else one by one.
  const parted = (term, words, site) => {
    const known = [...words, ...[...site.stopwords].map((word) => ({ word }))];
    const forms = term.forms.map((form) => {
      const text = segment(form.text, known).join(" ");
      return text === form.text ? form : { ...form, text, phrase: true, said: form.text };
    });
    if (forms.length > 1 || !forms[0].said || term.forms[0].phrase) return { ...term, forms };
    const pieces = forms[0].text.split(" ").filter((word) => !isStop(word, site));
    const parts = pieces.map((text) => ({ text, forms: [{ text, phrase: false }] }));
    return { ...term, forms, parts: parts.length ? parts : null };
  };

  // Parts a text at spaces, and at the words of the site, the longest first, where a browser
  // would part it elsewhere.
  const segment = (text, words) => {
    const known = new Set(words.map(({ word }) => word));
    return text.match(RUNS).flatMap((run) => {
      if (!UNSPACED.test(run)) return [run];
      const signs = [...run];
      const parts = [];
      for (let at = 0; at < signs.length; at += [...parts.at(-1)].length) {
        let end = signs.length;
        while (end > at + 1 && !known.has(signs.slice(at, end).join(""))) end -= 1;
        parts.push(signs.slice(at, end).join(""));
      }
      return parts;
    });
  };

  return {
    ...{ UNSPACED, citation, correct, digest, fold, identifier, isMet, isShort, isStop, key, nameOf, nearest },
    ...{ parse, parted, segment, wordsOf },
  };
})();
