// The editor of the query page: it colours, completes, indents and shows where a query is wrong. The textarea stays what is
// sent, typed into and read aloud; without this script the page works all the same.
(() => {
  "use strict";
  const area = document.getElementById("query");
  const form = document.getElementById("ask");
  const KEYWORDS = new Set("base prefix select distinct reduced construct describe ask from named where order by asc desc limit offset group having values undef optional graph union minus filter exists not in bind as service silent a true false count sum min max avg sample group_concat separator str lang langmatches datatype bound iri uri bnode rand abs ceil floor round concat strlen ucase lcase encode_for_uri contains strstarts strends strbefore strafter year month day hours minutes seconds timezone tz now uuid struuid md5 sha1 sha256 sha384 sha512 coalesce if strlang strdt sameterm isiri isuri isblank isliteral isnumeric regex substr replace".split(" "));
  const TOKEN = /(?<string>"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)|(?<iri><[^\s<>"{}|^`\\]*>)|(?<comment>#[^\n]*)|(?<variable>[?$]\w+)|(?<name>[A-Za-z][\w.-]*:[\w.-]*|:[\w-]+)|(?<number>\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b)|(?<word>[A-Za-z_]\w*)|(?<brace>[{}()[\]])/giu;

  // What lies under the textarea: the same text in colours.
  const box = document.createElement("div");
  const under = document.createElement("pre");
  box.className = "editor";
  under.setAttribute("aria-hidden", "true");
  area.replaceWith(box);
  box.append(under, area);

  const partner = (text, at) => {
    const pairs = { "{": "}", "(": ")", "[": "]" };
    const back = { "}": "{", ")": "(", "]": "[" };
    const [from, step, open, close] = pairs[text[at]] ? [at, 1, text[at], pairs[text[at]]] : [at, -1, text[at], back[text[at]]];
    if (!close) return -1;
    let depth = 0;
    for (let place = from; place >= 0 && place < text.length; place += step) {
      if (text[place] === open) depth += 1;
      if (text[place] === close) depth -= 1;
      if (depth === 0) return place;
    }
    return -1;
  };

  let wrongLine = Number(area.dataset.line) || 0;
  const paint = () => {
    const text = area.value;
    const at = area.selectionStart;
    const near = [at - 1, at].find((place) => "{}()[]".includes(text[place] || " "));
    const pair = near === undefined ? [] : [near, partner(text, near)];
    const pieces = [];
    const put = (words, kind) => {
      if (!kind) return pieces.push(document.createTextNode(words));
      const piece = document.createElement("span");
      piece.className = kind;
      piece.textContent = words;
      pieces.push(piece);
    };
    let from = 0;
    for (const match of text.matchAll(TOKEN)) {
      const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
      put(text.slice(from, match.index), "");
      const isKeyword = kind === "word" && KEYWORDS.has(match[0].toLowerCase());
      const isPair = kind === "brace" && pair[1] >= 0 && pair.includes(match.index);
      put(match[0], isPair ? "pair" : kind === "word" ? (isKeyword ? "keyword" : "") : kind === "brace" ? "" : kind);
      from = match.index + match[0].length;
    }
    put(`${text.slice(from)}\n`, "");
    under.replaceChildren(...pieces);
    if (wrongLine > 0) {
      const mark = document.createElement("span");
      mark.className = "wrong-line";
      mark.style.top = `calc(${wrongLine - 1} * var(--row) + var(--pad))`;
      under.append(mark);
    }
    follow();
  };
  const follow = () => {
    under.scrollTop = area.scrollTop;
    under.scrollLeft = area.scrollLeft;
  };

  // Replaces text so that it can be undone.
  const replace = (from, to, words) => {
    area.setSelectionRange(from, to);
    if (!document.execCommand("insertText", false, words)) area.setRangeText(words, from, to, "end");
    paint();
  };

  // Completion.
  const terms = [...document.getElementById("terms").options].map((option) => ({ term: option.value, meaning: option.label }));
  const list = document.createElement("ul");
  const said = document.createElement("p");
  list.id = "completions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Completions");
  list.hidden = true;
  said.className = "unseen";
  said.setAttribute("role", "status");
  box.append(list);
  box.after(said);
  area.setAttribute("aria-autocomplete", "list");
  let found = [];
  let chosen = 0;

  const close = () => {
    list.hidden = true;
    found = [];
    area.removeAttribute("aria-activedescendant");
    area.removeAttribute("aria-controls");
  };
  const typed = () => /[\w?$:<.-]*$/u.exec(area.value.slice(0, area.selectionStart))[0];
  const candidates = (word) => {
    if (/^[?$]/u.test(word)) {
      const variables = new Set((area.value.match(/[?$]\w+/gu) || []).filter((name) => name !== word));
      return [...variables].filter((name) => name.startsWith(word)).map((term) => ({ term, meaning: "variable" }));
    }
    const small = word.toLowerCase().replace(/^</u, "");
    const keywords = word.includes(":") ? [] : [...KEYWORDS].filter((one) => one.length > 1 && one.startsWith(small)).map((one) => ({ term: one.toUpperCase(), meaning: "keyword" }));
    const near = ({ term }) => (term.startsWith(word) ? 0 : 1000) + term.length;
    const begins = terms.filter(({ term }) => term.toLowerCase().startsWith(small)).sort((a, b) => near(a) - near(b));
    const within = terms.filter(({ term }) => !begins.some((one) => one.term === term) && (term.split(/[:/#]/u).pop() || "").toLowerCase().includes(small));
    return [...begins, ...keywords, ...(small.includes(":") ? [] : within)];
  };
  const show = (isForced) => {
    const word = typed();
    if (!isForced && !/^[?$]\w|:|^\w{2}/u.test(word)) return close();
    found = candidates(word).filter(({ term }) => term !== word).slice(0, 40);
    if (found.length === 0) return close();
    chosen = 0;
    list.replaceChildren(
      ...found.map(({ term, meaning }, number) => {
        const option = document.createElement("li");
        const name = document.createElement("code");
        const more = document.createElement("span");
        option.id = `completion-${number}`;
        option.setAttribute("role", "option");
        name.textContent = term;
        more.textContent = meaning;
        option.append(name, " ", more);
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          chosen = number;
          accept();
        });
        return option;
      }),
    );
    const before = area.value.slice(0, area.selectionStart).split("\n");
    list.style.top = `calc(${before.length} * var(--row) + var(--pad) - ${area.scrollTop}px)`;
    list.hidden = false;
    area.setAttribute("aria-controls", list.id);
    said.textContent = `${found.length} completions; arrows choose, Enter takes, Escape leaves`;
    choose(0);
  };
  const choose = (number) => {
    chosen = (number + found.length) % found.length;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
    area.setAttribute("aria-activedescendant", `completion-${chosen}`);
    list.children[chosen].scrollIntoView({ block: "nearest" });
  };
  const accept = () => {
    const end = area.selectionStart;
    const { term } = found[chosen];
    const start = end - typed().length;
    close();
    replace(start, end, term);
    if (term.endsWith(":")) show(false);
  };

  area.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!list.hidden && plain) {
      const actions = { ArrowDown: () => choose(chosen + 1), ArrowUp: () => choose(chosen - 1), Enter: accept, Tab: accept, Escape: close };
      if (actions[event.key] && !event.shiftKey) {
        event.preventDefault();
        return actions[event.key]();
      }
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      show(true);
    } else if (event.key === "Enter" && plain && !event.shiftKey) {
      const line = area.value.slice(0, area.selectionStart).split("\n").pop();
      const indent = /^\s*/u.exec(line)[0] + (/[{(]\s*$/u.test(line) ? "  " : "");
      if (!indent) return;
      event.preventDefault();
      replace(area.selectionStart, area.selectionEnd, `\n${indent}`);
    }
  });
  area.addEventListener("input", () => {
    wrongLine = 0;
    paint();
    show(false);
  });
  area.addEventListener("scroll", follow);
  area.addEventListener("blur", close);
  area.addEventListener("click", close);
  document.addEventListener("selectionchange", () => document.activeElement === area && paint());
  new ResizeObserver(follow).observe(area);

  // To the place that the service names.
  if (wrongLine > 0) {
    const lines = area.value.split("\n");
    const start = lines.slice(0, wrongLine - 1).reduce((sum, line) => sum + line.length + 1, 0);
    const before = [...(lines[wrongLine - 1] || "")].slice(0, Number(area.dataset.column) - 1).join("").length;
    area.focus();
    area.setSelectionRange(start + before, start + before);
  }

  // The link to give away.
  const share = document.getElementById("share");
  if (share && navigator.clipboard) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy the link";
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(share.href);
        button.textContent = "Copied";
      } catch {
        button.textContent = "Not copied; use the link";
      }
    });
    share.after(" ", button);
  }
  const help = document.createElement("p");
  help.className = "small";
  help.append("Keys: Ctrl+Enter asks, Ctrl+Space completes.");
  form.append(help);
  paint();
})();
