// Shows the reference of a citation on the spot: on hover, on focus, and on the
// first tap. Without this script a citation leads to the list at the page's end.

(() => {
  "use strict";
  const LINKS = 'a.citation-link[href^="#ref-"]';
  if (!document.querySelector(LINKS) || !HTMLElement.prototype.showPopover) return;

  const box = document.createElement("div");
  box.id = "citation-popover";
  box.className = "citation-popover";
  box.setAttribute("popover", "manual");
  document.body.append(box);

  let shown = null;
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
    box.hidePopover();
  };

  // Time to move the pointer into the box, whose links one may want to follow.
  const leave = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, 250);
  };

  const linkOf = (event) => event.target.closest?.(LINKS);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkOf(event);
    if (link) show(link);
    else if (box.contains(event.target)) clearTimeout(timer);
    else if (shown && shown !== document.activeElement) leave();
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link) show(link);
    else if (!box.contains(event.target)) hide();
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
    if (event.key === "Escape") hide();
  });
  window.addEventListener("scroll", () => shown && place(shown), { passive: true });
  window.addEventListener("resize", hide);
})();
