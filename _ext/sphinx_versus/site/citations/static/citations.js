/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// Shows the reference of a citation on the spot: on hover, on focus, and on the
// first tap. The Tab key leads to its links, and Escape closes it. Without this
// script a citation leads to the list at the page's end.

(() => {
  "use strict";
  const LINKS = 'a.citation-link[href^="#ref-"]';
  if (!document.querySelector(LINKS) || !HTMLElement.prototype.showPopover) return;

  const box = document.createElement("div");
  box.id = "citation-popover";
  box.className = "citation-popover";
  box.setAttribute("popover", "manual");

  let shown = null;
  let dismissed = null;
  let timer = 0;

  const place = (link) => {
    // The first line of a citation that is broken over two.
    const anchor = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const { width, height } = box.getBoundingClientRect();
    const left = Math.min(Math.max(8, anchor.left), window.innerWidth - width - 8);
    const below = anchor.bottom + 6;
    const fits = below + height < window.innerHeight - 8;
    box.style.left = `${Math.max(8, left)}px`;
    box.style.top = `${fits ? below : Math.max(8, anchor.top - height - 6)}px`;
  };

  const show = (link) => {
    clearTimeout(timer);
    if (shown === link) return;
    hide();
    const item = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!item) return;
    box.replaceChildren(...[...item.childNodes].map((node) => node.cloneNode(true)));
    // Right behind the citation, so that the Tab key leads from there to the links in the box.
    link.after(box);
    box.showPopover();
    link.setAttribute("aria-describedby", box.id);
    place(link);
    shown = link;
  };

  const hide = () => {
    clearTimeout(timer);
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    shown = null;
    // What is left in the page would be a part of its text.
    box.remove();
  };

  const isHeld = () =>
    [shown, box].some((each) => each?.matches(":hover") || each?.contains(document.activeElement));

  // Time to move the pointer into the box, whose links one may want to follow.
  const leave = () => {
    clearTimeout(timer);
    timer = setTimeout(() => isHeld() || hide(), 250);
  };

  const linkOf = (event) => event.target.closest?.(LINKS);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkOf(event);
    if (link) show(link);
    else if (shown) leave();
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link && link !== dismissed) show(link);
    else if (!isHeld()) hide();
  });
  document.addEventListener("focusout", leave);

  let touched = false;
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch" && shown !== linkOf(event);
    if (shown && !linkOf(event) && !box.contains(event.target)) hide();
  });
  document.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link) return;
    if (touched) {
      event.preventDefault();
      show(link);
    } else hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    // The focus goes back to where the box was opened from, and does not open it again.
    const from = box.contains(document.activeElement) ? shown : null;
    hide();
    dismissed = from;
    from?.focus();
    dismissed = null;
  });
  for (const moved of ["scroll", "resize"]) {
    window.addEventListener(moved, () => shown && place(shown), { passive: true });
  }
})();
