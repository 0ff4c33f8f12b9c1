/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// What a query asks for, and what was meant by a word that is not on the site.
// Functions of their arguments: no page, no requests.

"use strict";

SiteSearch.query = (() => {
  // Letters without accents and case: how words are compared.
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // What a reader types: words, "a phrase", -word and -"a phrase" to leave out.
  const PART = /(^|\s)(-?)(?:["“”„«]([^"“”„«»]*)["“”»]?|(\S+))/gu;
  const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}+#]+$/gu;

  // Returns {required, excluded}: lists of terms, each {text, phrase}. Stop words
  // are dropped as long as another word is left.
  const parse = (text, stopwords) => {
    const required = [];
    const excluded = [];
    for (const [, , minus, phrase, word] of text.matchAll(PART)) {
      const list = minus ? excluded : required;
      if (phrase !== undefined) {
        const cleaned = phrase.trim().replace(/\s+/g, " ");
        if (cleaned) list.push({ text: cleaned, phrase: cleaned.includes(" ") });
      } else {
        for (const piece of word.split(/[\s/,;:&]+/u)) {
          const cleaned = piece.replace(EDGES, "");
          if (cleaned) list.push({ text: cleaned, phrase: false });
        }
      }
    }
    const telling = required.filter(
      (term) => term.phrase || !stopwords.has(term.text.toLowerCase().replaceAll("’", "'")),
    );
    return { required: unique(telling.length ? telling : required), excluded: unique(excluded) };
  };

  const unique = (terms) => [...new Map(terms.map((term) => [key(term), term])).values()];

  // The name of a term in caches, and what Pagefind is asked for.
  const key = (term) => (term.phrase ? `"${term.text}"` : term.text).toLowerCase();

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

  // Returns the word of the site that was most likely meant, or null if the word is
  // one of them, begins one, or resembles none. `words` is a list of
  // {word, folded}, the most frequent first.
  const correct = (word, words) => {
    const wanted = fold(word);
    if (wanted.length < 4 || /\d/.test(wanted)) return null;
    if (words.some(({ folded }) => folded.startsWith(wanted))) return null;
    const limit = wanted.length < 6 ? 1 : 2;
    let best = null;
    for (const candidate of words) {
      if (candidate.folded.length < 4) continue;
      let cost = distance(wanted, candidate.folded, limit);
      if (cost > limit) continue;
      // People rarely get the first letter wrong.
      if (candidate.folded[0] !== wanted[0]) cost += 0.5;
      if (best === null || cost < best.cost) best = { cost, word: candidate.word };
    }
    return best && best.word;
  };

  // Scripts that set no spaces between words.
  const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Khmr}\p{sc=Laoo}\p{sc=Mymr}]/u;

  // Parts a text at the words of the site, the longest first, where a browser would
  // part it elsewhere. Returns one part for what needs none.
  const segment = (text, words) => {
    if (!UNSPACED.test(text)) return [text];
    const known = new Set(words.map(({ word }) => word));
    const letters = [...text];
    const parts = [];
    for (let at = 0; at < letters.length; at += [...parts.at(-1)].length) {
      let end = letters.length;
      while (end > at + 1 && !known.has(letters.slice(at, end).join("").toLowerCase())) end -= 1;
      parts.push(letters.slice(at, end).join(""));
    }
    return parts;
  };

  return { correct, fold, key, parse, segment };
})();
