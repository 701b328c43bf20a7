// The keys of the desk and of the review queue. Everything can be done without them; they can be turned off, for those whose speech types letters.
(() => {
  "use strict";
  const help = document.getElementById("keys");
  const button = document.getElementById("keys-off");
  const claims = [...document.querySelectorAll(".worklist a.claim")];
  let on = localStorage.getItem("keys") !== "off";

  const show = () => {
    button.textContent = on ? "Turn keys off" : "Turn keys on";
  };
  const move = (step) => {
    const here = claims.indexOf(document.activeElement);
    const next = here < 0 ? (step > 0 ? 0 : claims.length - 1) : here + step;
    const claim = claims[Math.min(Math.max(next, 0), claims.length - 1)];
    claim?.focus();
    claim?.closest("li").scrollIntoView({ block: "nearest" });
  };
  const follow = (rel) => document.querySelector(`a[rel="${rel}"]`)?.click();
  // Only the question that has the focus: nobody answers one that they do not look at.
  const row = () => document.activeElement.closest(".worklist > li");
  const act = (...words) => words.map((word) => row()?.querySelector(`button[name="act"][value="${word}"]`)).find(Boolean)?.click();
  // A reason is asked for: nothing is put aside by one key.
  const aside = () => {
    const form = row()?.querySelector("details.aside");
    if (!form) return;
    form.open = true;
    form.querySelector('input[name="reason"]').focus();
  };
  const answer = (word) => document.activeElement.closest(".worklist > li")?.querySelector(`button[value="${word}"]`)?.click();
  const actions = {
    j: () => move(1),
    k: () => move(-1),
    "/": () => document.getElementById("q")?.focus(),
    a: () => act("take"),
    w: () => act("watch", "unwatch"),
    d: aside,
    c: () => answer("confirm"),
    r: () => answer("reject"),
    n: () => follow("next"),
    p: () => follow("prev"),
  };

  button.addEventListener("click", () => {
    on = !on;
    localStorage.setItem("keys", on ? "on" : "off");
    show();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (typing && event.key === "Escape") typing.blur();
    if (!on || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  // Whoever did something about a claim is at it again afterwards.
  const again = () => document.getElementById(location.hash.slice(1))?.querySelector("a.claim")?.focus();
  // The browser looks for the place of the address first, and takes the focus away.
  if (location.hash.startsWith("#c-")) addEventListener("load", () => setTimeout(again));
  help.hidden = false;
  show();
})();
