/*! sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License */
// What a page shows in place. Without this script, links lead to what they are about, and
// browsers open what is folded where a link leads into it.
//
// showInPlace(selector, contentOf) shows what `contentOf` returns for a link or a button, a
// list of nodes or nothing or a promise of either, beside it: on hover, on focus, and on the
// first tap. The Tab key leads to its links, and Escape closes it. What `isPreview` shows only
// where the pointer rests, and lets a tap lead where the link does.

"use strict";

{
  const kinds = [];
  const box = document.createElement("div");
  box.id = "in-place";
  box.className = "in-place";
  box.setAttribute("popover", "manual");

  let shown = null;
  let wanted = null;
  let dismissed = null;
  let timer = 0;

  const place = (link) => {
    // The first line of a link that is broken over two.
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
    wanted = link;
    const content = kindOf(link).contentOf(link);
    if (content instanceof Promise) content.then((found) => wanted === link && open(link, found));
    else open(link, content);
  };

  const open = (link, content) => {
    if (!content) return;
    box.replaceChildren(...content);
    // Right behind the link, so that the Tab key leads from there to the links in the box.
    link.after(box);
    box.showPopover();
    link.setAttribute("aria-describedby", box.id);
    place(link);
    shown = link;
  };

  const hide = () => {
    clearTimeout(timer);
    wanted = null;
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

  const kindOf = (link) => kinds.find(({ selector }) => link.matches(selector));
  const linkOf = (event) =>
    event.target.closest?.(kinds.map(({ selector }) => selector).join(", "));

  const watch = () => {
    document.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      const link = linkOf(event);
      clearTimeout(timer);
      if (link && kindOf(link).isPreview) timer = setTimeout(() => show(link), 200);
      else if (link) show(link);
      else if (shown || wanted) leave();
    });
    let byTouch = false;
    document.addEventListener("focusin", (event) => {
      const link = linkOf(event);
      if (link && link !== dismissed && !(byTouch && kindOf(link).isPreview)) show(link);
      else if (!isHeld()) hide();
    });
    document.addEventListener("focusout", leave);

    let touched = false;
    document.addEventListener("pointerdown", (event) => {
      byTouch = event.pointerType === "touch";
      const link = linkOf(event);
      touched = byTouch && shown !== link && !(link && kindOf(link).isPreview);
      if (shown && !link && !box.contains(event.target)) hide();
    });
    document.addEventListener("click", (event) => {
      const link = linkOf(event);
      // In a line that opens something, the text of the box is no part of it.
      if (box.contains(event.target) && !event.target.closest("a")) event.preventDefault();
      if (!link) return;
      if (touched || !link.matches("a")) {
        event.preventDefault();
        show(link);
      } else hide();
    });
    document.addEventListener("keydown", (event) => {
      byTouch = false;
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
  };

  window.showInPlace = (selector, contentOf, { isPreview = false } = {}) => {
    if (!HTMLElement.prototype.showPopover || !document.querySelector(selector)) return;
    if (!kinds.length) watch();
    kinds.push({ selector, contentOf, isPreview });
  };

  // Not every browser opens what a link leads into, or prints what is folded.
  const unfold = () => {
    const details = document.querySelector(":target")?.closest("details:not([open])");
    if (!details) return;
    details.open = true;
    document.querySelector(":target").scrollIntoView();
  };
  let closed = [];
  unfold();
  addEventListener("hashchange", unfold);
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open]):has(> .site-folded)")];
    closed.forEach((details) => (details.open = true));
  });
  addEventListener("afterprint", () => closed.forEach((details) => (details.open = false)));
}
