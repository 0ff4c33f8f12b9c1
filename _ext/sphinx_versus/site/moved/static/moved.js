/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// Goes to where the part of a page, or the whole of it, is now that an address of the past names.
// Without it the page says so, with a link to each.
const leadOn = () => {
  const id = decodeURIComponent(location.hash.slice(1));
  const entry = id && document.getElementById(id);
  const part = entry && entry.matches(".site-moved [id]") && entry.querySelector("a");
  const link = part || document.querySelector("a.site-moved-page");
  if (!link) return;
  const target = new URL(link.href);
  target.search = location.search;
  // What has moved with its page has the id that it had.
  if (!part && location.hash) target.hash = location.hash;
  location.replace(target);
};
leadOn();
addEventListener("hashchange", leadOn);
