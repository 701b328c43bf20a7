// In the reader: whoever selects words gets a link to add an assertion of them. Everything can be done without it.
(() => {
  "use strict";
  const text = document.querySelector(".reader .text");
  const link = document.getElementById("selected");
  if (!text || !link) return;
  const base = link.getAttribute("href");
  // The words without the marks that the page puts between them.
  const words = (range) => {
    const part = range.cloneContents();
    part.querySelectorAll(".status").forEach((mark) => mark.remove());
    return part.textContent;
  };
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const inside = range && text.contains(range.commonAncestorContainer);
    const chosen = inside ? words(range).trim() : "";
    link.hidden = !chosen || chosen.length > 4000;
    if (link.hidden) return;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const near = [...words(before)].length;
    link.href = `${base}?words=${encodeURIComponent(chosen)}&near=${near}`;
    link.textContent = `Add an assertion of “${chosen.length > 60 ? `${chosen.slice(0, 60)}…` : chosen}”`;
  });
})();
