// Python in the page: exercises are typed, checked and kept here, cells are run and changed.
// Nothing is loaded before the first click. Python itself runs in a frame of its own (frame.js), which is not trusted:
// what comes back is shown as text, or as HTML of which only harmless elements are kept.
{
  const { page, language, place, words } = JSON.parse(document.getElementById("nn-python").textContent);
  const root = document.documentElement.dataset.content_root;
  const PARTS = { script: 0.4, wasm: 3.6, library: 2.1, numpy: 3.3, nncourse: 1.1 }; // megabytes
  const TYPED = 10, BOOK = 120; // seconds that code may run: what a reader has typed, and the book's own

  const say = (text, values = {}) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const element = (name, fields = {}, ...inside) => {
    const made = Object.assign(document.createElement(name), fields);
    made.append(...inside);
    return made;
  };

  // --- loading ---------------------------------------------------------------------------------------------------

  const loading = {};
  const load = name => loading[name] ??= new Promise((done, failed) => {
    document.head.append(element("script", { src: name, onload: done, onerror: () => failed(new Error(name)) }));
  });

  let frame, code, started, heard = () => {};

  window.nnPython = {
    part(name, part) { frame.contentWindow.postMessage({ name, part }, "*"); },
    code(given) { code = given; },
  };

  addEventListener("message", ({ source, data }) => {
    if (frame && source === frame.contentWindow && data) heard(data);
  });

  // Waits until the frame says something that `wanted` accepts.
  const hear = wanted => new Promise((done, failed) => {
    heard = data => {
      if (data.broken) failed(new Error(data.broken));
      else if (wanted(data)) done(data);
    };
  });

  // Loads Python, once; `progress` is told how much of it is there, from 0 to 1.
  const start = progress => started ??= (async () => {
    if (!window.WebAssembly || !window.DecompressionStream) throw new Error("WebAssembly");
    frame = element("iframe", { src: `${root}_static/python.html`, title: "Python", tabIndex: -1, className: "nn-frame" });
    frame.setAttribute("sandbox", "allow-scripts");
    frame.setAttribute("aria-hidden", "true");
    document.body.append(frame);
    await hear(data => data.here);
    const missing = new Set(Object.keys(PARTS));
    const whole = Object.values(PARTS).reduce((sum, part) => sum + part);
    let there = 0;
    const all = hear(({ has }) => {
      if (missing.delete(has)) progress((there += PARTS[has]) / whole);
      return !missing.size;
    });
    await Promise.all([load(`${root}python/pages/${page}.js`), all, ...Object.keys(PARTS).map(name => load(`${root}${place}${name}.js`))]);
    await begin();
  })().catch(error => {
    started = undefined;
    frame?.remove();
    for (const name in loading) delete loading[name];
    throw error;
  });

  // Starts Python anew, with the files that the frame has, and tells it the page's cells.
  async function begin() {
    const ready = hear(data => data.ready);
    frame.contentWindow.postMessage({ start: true }, "*");
    await ready;
    await question({ ask: "open", language, cells: code.cells }, BOOK);
  }

  // Asks Python one thing; what runs longer than so many seconds is ended, and so is what `stop` is called for.
  let stop = () => {};
  function question(asked, seconds) {
    let clock;
    return new Promise((done, failed) => {
      const wind = () => {
        clearTimeout(clock);
        clock = setTimeout(() => failed({ late: seconds }), 1000 * seconds);
      };
      stop = () => failed({ stopped: true });
      heard = ({ said, answer, broken }) => {
        if (broken !== undefined) failed({ ended: true });
        else if (answer !== undefined) done(JSON.parse(answer));
        else if (said === "began") wind();
      };
      frame.contentWindow.postMessage({ question: JSON.stringify(asked) }, "*");
      wind();
    }).finally(() => clearTimeout(clock));
  }

  // Loads a part that most readers never need.
  async function fetchMore(name, status) {
    status.fetching();
    const there = hear(({ has }) => has === name);
    await Promise.all([load(`${root}${place}${name}.js`), there]);
    status.running();
  }

  // One question after the other. `status` is where its progress is said.
  let turn = Promise.resolve();
  function ask(asked, seconds, status) {
    const mine = turn.then(async () => {
      await start(share => status.loading(share));
      status.running();
      try {
        const answer = await question(asked, seconds);
        if (!answer.needs) return answer;
        await fetchMore(answer.needs, status);
        return await question(asked, seconds);
      } catch (reason) {
        if (reason instanceof Error) throw reason;
        turn = turn.then(begin); // what comes next waits until Python is there again
        throw reason;
      }
    });
    turn = mine.catch(() => {});
    return mine;
  }

  // --- what is shown ---------------------------------------------------------------------------------------------

  const KEPT = new Set("TABLE THEAD TBODY TR TH TD CAPTION DIV P SPAN B I EM STRONG CODE PRE UL OL LI SUP SUB BR".split(" "));
  const harmless = node => {
    if (node.nodeType === Node.TEXT_NODE) return [node.data];
    if (["SCRIPT", "STYLE"].includes(node.tagName)) return [];
    const inside = [...node.childNodes].flatMap(harmless);
    return KEPT.has(node.tagName) ? [element(node.tagName, {}, ...inside)] : inside;
  };

  const SYMBOL = { open: "○", failed: "✗", passed: "✓" };

  function verdict({ status, name, lines: [first, ...rest] }) {
    const known = Object.hasOwn(SYMBOL, status) ? status : "failed";
    const head = name ? [element("b", {}, `${SYMBOL[known]} ${name}`), `: ${first}`] : [element("b", {}, `${SYMBOL[known]} ${first}`)];
    const shown = element("div", { className: "nn-verdict" }, element("div", {}, ...head), ...rest.map(line => element("div", {}, String(line))));
    shown.dataset.status = known;
    return shown;
  }

  function shown({ text, html, said, error }) {
    if (error) return verdict({ status: "failed", lines: error });
    if (said) return verdict(said);
    if (html !== undefined)
      return element("div", { className: "output text_html" }, ...harmless(new DOMParser().parseFromString(String(html), "text/html").body));
    return element("div", { className: "output stream" }, element("div", { className: "highlight" }, element("pre", {}, String(text))));
  }

  // What to say where no answer came.
  function excuse(reason, late) {
    if (reason.late) return say(late, { seconds: reason.late });
    if (reason.stopped) return words.stopped;
    if (reason.ended) return words.ended;
    return say(words.broken, { error: reason.message });
  }

  // The line beside the buttons of one place: what is happening there, said to screen readers too.
  function statusOf(said, stopper) {
    return {
      loading(share) {
        if (share > 0.999) said.replaceChildren(words.starting);
        else said.replaceChildren(say(words.loading, { percent: Math.round(100 * share) }), " ", element("progress", { value: share, ariaLabel: "Python" }));
      },
      fetching() { said.replaceChildren(words.digits); },
      running() { said.replaceChildren(words.running); stopper.hidden = false; },
      done(text = "") { said.replaceChildren(text); stopper.hidden = true; },
    };
  }

  // --- typing ----------------------------------------------------------------------------------------------------

  let fields = 0;

  // A field for code in `place`: a plain one, until CodeMirror is there, which the first visit of a field loads.
  function field({ parent, text, label, run, changed }) {
    const hint = element("span", { className: "visually-hidden", id: `nn-keys-${++fields}` }, words.keys);
    const plain = element("textarea", { value: text, ariaLabel: label, spellcheck: false, autocapitalize: "off", autocomplete: "off" });
    plain.setAttribute("aria-describedby", hint.id);
    plain.rows = text.split("\n").length;
    parent.append(plain, hint);
    let editor;
    const upgrade = async () => {
      await load(`${root}${place}editor.js`);
      if (editor) return;
      const active = document.activeElement === plain;
      const value = plain.value;
      const holder = element("div", { className: "nn-code" });
      editor = window.nnEditor({ parent: holder, text: value, label, description: hint.id, run, changed });
      plain.replaceWith(holder);
      if (active) editor.focus();
    };
    plain.addEventListener("focus", () => upgrade().catch(() => {})); // the plain one does, too
    plain.addEventListener("input", () => {
      plain.rows = plain.value.split("\n").length;
      changed();
    });
    plain.addEventListener("keydown", event => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
    });
    return {
      get text() { return editor ? editor.text : plain.value; },
      set text(value) {
        if (editor) editor.text = value;
        else plain.value = value;
      },
      focus() { editor ? editor.focus() : plain.focus(); },
    };
  }

  const textOf = cell => cell.querySelector("pre").textContent.trimEnd();

  function buttons(...listed) {
    return listed.map(([text, act]) => {
      const button = element("button", { type: "button" }, text);
      button.addEventListener("click", act);
      return button;
    });
  }

  // --- exercises -------------------------------------------------------------------------------------------------

  // What is kept on this computer: {code, state}, by the exercise's id.
  const memory = {
    get(id) {
      try {
        return JSON.parse(localStorage.getItem(`nn:${id}`)) ?? {};
      } catch {
        return {};
      }
    },
    set(id, value) {
      try {
        if (value.code === undefined && !value.state) localStorage.removeItem(`nn:${id}`);
        else localStorage.setItem(`nn:${id}`, JSON.stringify(value));
        return true;
      } catch {
        return false;
      }
    },
  };

  function exercise(box) {
    const id = box.id.replace(/^exercise-/, "");
    const whole = element("div", { className: "nn-try" });
    whole.dataset.exercise = id;
    box.before(whole);
    for (let next = box; next && !(next !== box && next.matches(".nn-exercise, section"));) {
      const after = next.nextElementSibling;
      whole.append(next);
      next = after;
    }
    const stub = whole.querySelector("[data-stub]"), checked = whole.querySelector("[data-check]");
    if (!stub || !checked) return;
    const empty = textOf(stub);
    const kept = memory.get(id);
    const title = box.querySelector(".admonition-title");
    const mark = element("span", { className: "nn-solved" });
    title.append(mark);
    const said = element("span", { className: "nn-said" });
    const report = element("div", { className: "nn-report" });
    const live = element("div", { role: "status" }, said, report);
    const place = element("div", { className: "nn-field" });

    const show = state => {
      whole.dataset.state = state ?? "open";
      mark.textContent = state === "passed" ? ` ✓ ${words.solved}` : "";
    };
    const keep = state => {
      const before = memory.get(id).state;
      const next = before === "passed" ? before : state ?? before;
      const code = editor.text === empty ? undefined : editor.text;
      const fits = memory.set(id, { code, state: next });
      if (!fits) status.done(words.forgets);
      show(next);
    };
    let waiting;
    const changed = () => {
      clearTimeout(waiting);
      waiting = setTimeout(keep, 300);
    };

    async function check() {
      report.replaceChildren();
      const others = Object.keys(code?.exercises ?? {}).filter(other => other !== id)
        .map(other => [other, memory.get(other)]).filter(([, { state, code }]) => state === "passed" && code)
        .map(([other, { code }]) => [other, code]);
      try {
        const answer = await ask({ ask: "check", id, source: editor.text, others }, limit(), status);
        status.done();
        if (answer.status === "open") answer.lines = [words.open];
        report.replaceChildren(...answer.output.map(shown), verdict(answer));
        if (answer.status !== "open") keep(answer.status === "passed" ? "passed" : "tried");
      } catch (reason) {
        status.done();
        report.replaceChildren(verdict({ status: "failed", name: reason instanceof Error ? "" : id, lines: [excuse(reason, words.timeUp)] }));
        if (!(reason instanceof Error)) keep("tried");
      }
    }
    const limit = () => (code?.exercises[id]?.seconds ?? 5) + 3;

    const reset = () => {
      editor.text = empty;
      report.replaceChildren();
      status.done();
      keep();
      editor.focus();
    };
    const [checker, resetter, stopper] = buttons([words.check, check], [words.reset, reset], [words.stop, () => stop()]);
    stopper.hidden = true;
    const status = statusOf(said, stopper);
    stub.after(place, element("div", { className: "nn-run" }, checker, resetter, stopper), live);
    stub.hidden = checked.hidden = true;
    const label = say(words.code, { title: title.textContent.replace(mark.textContent, "").trim() });
    const editor = field({ parent: place, text: kept.code ?? empty, label, run: check, changed });
    show(kept.state);

    // The next hint comes once the one before was opened.
    const folded = [...whole.querySelectorAll("details")].slice(0, -1);
    folded.forEach((hint, k) => {
      if (k) hint.hidden = !folded[k - 1].open;
      hint.addEventListener("toggle", () => folded[k + 1]?.removeAttribute("hidden"));
    });
  }

  // --- cells -----------------------------------------------------------------------------------------------------

  function cell(whole) {
    const id = whole.dataset.run;
    const input = whole.querySelector(".cell_input");
    if (!input) return;
    let output = whole.querySelector(".cell_output");
    if (!output) whole.append(output = element("div", { className: "cell_output" }));
    output.dataset.output = "";
    const before = [...output.childNodes];
    const original = textOf(input);
    const said = element("span", { className: "nn-said", role: "status" });
    let editor;

    async function run() {
      const source = editor ? editor.text : original;
      try {
        const answer = await ask({ ask: "run", id, source }, source === original ? BOOK : TYPED, status);
        status.done(words.done);
        output.replaceChildren(...answer.output.map(shown));
      } catch (reason) {
        status.done();
        output.replaceChildren(shown({ error: [excuse(reason, source === original ? words.heavy : words.late)] }));
      }
    }
    const change = () => {
      if (editor) {
        editor.text = original;
        output.replaceChildren(...before);
        status.done();
      } else {
        const place = element("div", { className: "nn-field" });
        input.after(place);
        input.hidden = true;
        editor = field({ parent: place, text: original, label: words.cell, run, changed() {} });
        changer.textContent = words.reset;
      }
      editor.focus();
    };
    const [runner, changer, stopper] = buttons([words.run, run], [words.change, change], [words.stop, () => stop()]);
    stopper.hidden = true;
    const status = statusOf(said, stopper);
    input.after(element("div", { className: "nn-run" }, runner, changer, stopper, said));
  }

  // ---------------------------------------------------------------------------------------------------------------

  const first = document.querySelector(".nn-exercise");
  if (first) { // what stands there speaks of a notebook
    const section = first.closest("section");
    section.querySelector(":scope > p").replaceChildren(words.exercises);
    section.querySelector("[data-setup]").hidden = true;
    first.before(element("p", { className: "nn-about" }, words.about));
  }
  document.querySelectorAll(".nn-exercise").forEach(exercise);
  document.querySelectorAll("[data-run]").forEach(cell);
  document.querySelectorAll("[data-draws] .cell_input").forEach(input => {
    input.append(element("p", { className: "nn-draws" }, words.draws));
  });
}
