/* The search of the book: it finds sections, while somebody types, from a server as from a file. Its index, which
   `book/_ext/finding.py` writes, is loaded with the first letter. */
"use strict";

const nnSearch = (() => {
  const MOST = 30, EXCERPT = 200;
  const WHOLE = 1, BEGINNING = 0.6, INSIDE = 0.3; // how much a word counts that is the typed one, or holds it
  const IN_TITLE = 8, IN_CODE = 2;
  const TERM = 1000, BEGUN_TERM = 300, TERM_AMONG_OTHERS = 40, SIGN = 60; // what the glossary and formulas add
  const root = document.documentElement.dataset.content_root.replace(/^\.\/$/, "");
  const waiting = new Map(); // what to do once the index is there
  let index, stem;

  // --- the index ---

  const wordsOf = (text) => text.normalize("NFKC").toLowerCase().match(/[\p{Letter}\p{Number}_]+/gu) ?? [];
  const signOf = (text) =>
    text.normalize("NFKC").replace(/['’]/g, "′").replace(/Σ/g, "∑").replace(/\bd(?=\p{Letter}(\/|$))/gu, "∂").replace(/[\s_^{}()$\\]/g, "");
  const memo = (f, known = new Map()) => (word) => known.get(word) ?? known.set(word, f(word)).get(word);
  const keyOf = (words) => words.map(stem).join(" ");

  function read(told, stemmer) {
    stem = memo((word) => stemmer.stemWord(word));
    index = { ...told, vocabulary: new Map() }; // each word with how many sections have it
    for (const section of index.sections) {
      section.inText = new Map();
      for (const word of wordsOf(section.text)) section.inText.set(word, (section.inText.get(word) ?? 0) + 1);
      section.inTitle = new Set(wordsOf(section.title));
      section.inCode = new Set(wordsOf(section.code));
      const all = new Set([...section.inText.keys(), ...section.inTitle, ...section.inCode]);
      for (const word of all) index.vocabulary.set(word, (index.vocabulary.get(word) ?? 0) + 1);
    }
    for (const term of index.terms) term.names = term.names.map(wordsOf);
    for (const show of waiting.values()) show();
  }

  function load() {
    if (document.getElementById("nn-index")) return;
    document.head.append(Object.assign(document.createElement("script"), { id: "nn-index", src: `${root}searchindex.js` }));
  }

  // --- what is meant ---

  // The words of the book that a typed word finds, each with how much it counts
  function matches(word) {
    const found = new Map(), wanted = stem(word);
    for (const other of index.vocabulary.keys()) {
      if (other === word || stem(other) === wanted) found.set(other, WHOLE);
      else if (other.startsWith(word) && word.length > 1) found.set(other, BEGINNING);
      else if (word.length > 3 && other.includes(word)) found.set(other, INSIDE);
    }
    return found;
  }

  // "uebung" is "übung", and what is found nowhere is the nearest word of the book, at most two letters away
  function meant(word) {
    if (matches(word).size) return word;
    const umlauts = word.replace(/ae|oe|(?<!q)ue/g, (two) => ({ ae: "ä", oe: "ö", ue: "ü" })[two]);
    if (matches(umlauts).size) return umlauts;
    const most = word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
    const near = [...index.vocabulary].map(([other, n]) => ({ other, n, away: distance(word, other, most) }));
    const [best] = near.filter(({ away }) => away <= most).sort((a, b) => a.away - b.away || b.n - a.n);
    return best?.other ?? word;
  }

  // How many letters are wrong, missing, too many or swapped
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return Infinity;
    let before = [], last = [], row = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      [before, last, row] = [last, row, [i]];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return Infinity;
    }
    return row[b.length];
  }

  // --- finding ---

  function find(query) {
    const sign = index.signs[query.trim().toLowerCase()] ?? signOf(query);
    const signs = index.sections.filter(({ signs }) => signs.includes(sign));
    const typed = wordsOf(query), words = signs.length ? typed : typed.map(meant);
    const wanted = words.map(matches), scores = new Map(), told = new Map();
    const add = (section, points) => scores.set(section, (scores.get(section) ?? 0) + points);

    for (const section of index.sections) {
      const points = wanted.map((found) => worth(section, found)), hits = points.filter(Boolean).length;
      if (hits) add(section, points.reduce((a, b) => a + b) * (hits / words.length) ** 2 * section.weight);
    }
    for (const section of signs) add(section, SIGN * section.weight);
    for (const term of index.terms) {
      const named = pointsOf(term, words), points = term.signs.includes(sign) ? TERM - term.signs.indexOf(sign) : named;
      const section = points && index.sections.find(({ anchor }) => anchor === term.to);
      if (!section) continue;
      add(section, points);
      if (points >= BEGUN_TERM / 2 && !told.has(section)) told.set(section, term.text);
    }
    const order = [...scores].sort((a, b) => b[1] - a[1]).map(([section]) => section);
    return { words, typed, wanted, told, sections: order };
  }

  // What a section is worth for one typed word: rare words count more
  function worth({ inTitle, inText, inCode }, found) {
    let title = 0, text = 0, code = 0;
    for (const [word, strength] of found) {
      const rare = Math.log2(1 + index.sections.length / index.vocabulary.get(word));
      if (inTitle.has(word)) title = Math.max(title, (IN_TITLE * strength * rare) / Math.sqrt(inTitle.size));
      if (inCode.has(word)) code = Math.max(code, IN_CODE * strength * rare);
      if (inText.has(word)) text = Math.max(text, strength * rare * (1 + Math.log2(inText.get(word))));
    }
    return title + text + code;
  }

  function pointsOf({ names }, words) {
    const key = keyOf(words), typed = words.join(" ");
    if (!typed) return 0;
    return Math.max(0, ...names.map((name) => {
      const whole = name.join(" ");
      if (keyOf(name) === key) return TERM;
      if (whole.startsWith(typed)) return (BEGUN_TERM * typed.length) / whole.length;
      return ` ${key} `.includes(` ${keyOf(name)} `) ? TERM_AMONG_OTHERS : 0;
    }));
  }

  // --- showing ---

  const { element, say } = nnMake;

  function show(place, query) {
    if (!query.trim()) return place.replaceChildren();
    const { words } = index, found = find(query), shown = found.sections.slice(0, MOST), n = shown.length;
    const many = n === 0 ? "none" : n === 1 ? "one" : found.sections.length > MOST ? "most" : "several";
    const [typed, taken] = [found.typed.join(" "), found.words.join(" ")];
    const meant = typed !== taken && n ? `${say(words.meant, { typed, taken })} ` : "";
    const said = element("p", { className: "nn-said" }, meant + say(words[many], { n }));
    said.setAttribute("role", "status");
    const list = element("ol", { className: "nn-hits" }, ...shown.map((section) => item(section, found)));
    place.replaceChildren(element("h2", {}, words.results), said, list);
  }

  function item(section, { wanted, told }) {
    const { page, anchor, title, text } = section, { chapter, title: name } = index.pages[page];
    const all = new Map(wanted.flatMap((found) => [...found]));
    const pieces = (told.get(section) || text).match(/[\p{Letter}\p{Number}_]+|[^\p{Letter}\p{Number}_]+/gu) ?? [];
    const counts = pieces.map((piece) => all.get(piece.normalize("NFKC").toLowerCase()) ?? 0);
    const first = counts.indexOf(Math.max(...counts)), at = counts[first] ? first : 0;
    const to = counts[first] && !told.get(section) ? `:~:text=${encodeURIComponent(pieces[first])}` : "";
    const where = chapter ? say(index.words.chapter, { n: chapter, title: name }) : name;
    const link = element("a", { href: `${root}${page}.html#${anchor}${to}` }, title);
    const parts = title === name ? [] : [element("span", { className: "nn-where" }, where)];
    return element("li", {}, link, ...parts, element("p", {}, ...excerpt(pieces, counts, at)));
  }

  // The words around the first that was found, and all that were found marked
  function excerpt(pieces, counts, at) {
    let from = at, length = 0;
    while (from > 0 && length < EXCERPT / 3) length += pieces[--from].length;
    const parts = from > 0 ? ["… "] : [];
    for (length = 0; from < pieces.length && length < EXCERPT; from++) {
      length += pieces[from].length;
      parts.push(counts[from] ? element("mark", {}, pieces[from]) : pieces[from]);
    }
    return from < pieces.length ? [...parts, " …"] : parts;
  }

  // --- the fields ---

  function attend(input) {
    const dialog = input.closest("dialog"), form = input.form;
    const place = dialog ? element("div", { className: "nn-found" }) : document.getElementById("search-results");
    if (dialog) dialog.append(place);
    const search = () => {
      load();
      waiting.set(input, () => show(place, input.value));
      if (index) show(place, input.value);
    };
    input.addEventListener("input", search);
    (dialog ?? form.parentElement).addEventListener("keydown", (event) => walk(event, input, place));
    place.addEventListener("click", ({ target }) => target.closest("a") && dialog?.close());
    if (!dialog) input.value = new URLSearchParams(location.search).get("q") ?? "";
    if (input.value) search();
  }

  // The arrows go from the field through the results and back
  function walk(event, input, place) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], stops = [input, ...place.querySelectorAll("a")];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  document.querySelectorAll(".bd-search input[name=q]").forEach(attend);
  return { read, find };
})();
