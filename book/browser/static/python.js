// Python in the page: exercises are typed, checked and kept here, cells are run and changed.
// Nothing is loaded before the first click of a visit. Python itself runs in a frame of its own (frame.js), which is not trusted:
// what comes back is shown as text, or as HTML of which only harmless elements are kept.
{
  const { page, language, place, pieces, progress, words } = JSON.parse(document.getElementById("nn-python").textContent);
  const root = document.documentElement.dataset.content_root;
  const PARTS = ["script", "wasm", "library", "numpy", "nncourse"]; // in the order in which Python needs them
  const TYPED = 10, BOOK = 120; // seconds that code may run: what a reader has typed, and the book's own

  const { element, say } = nnMake;

  // --- loading ---------------------------------------------------------------------------------------------------

  const loading = {};
  const load = (name, more) => loading[name] ??= new Promise((done, failed) => {
    document.head.append(element("script", { src: name, ...more, onload: done, onerror: () => failed(new Error(name)) }));
  });

  let frame, code, started, heard = () => {};

  window.nnPython = {
    part(name, number, all, piece) { frame.contentWindow?.postMessage({ name, number, all, piece }, "*"); },
    code(given) { code = given; },
  };

  // Loads parts in their pieces, two at a time, so that progress can be seen; `told` hears how much of them is there.
  function loadParts(names, told) {
    const scripts = names.flatMap(name => Array.from({ length: pieces[name] }, (_, k) => `${root}${place}${name}-${k + 1}.js`));
    let there = 0, next = 0;
    const lane = async () => {
      while (next < scripts.length) {
        await load(scripts[next++], { async: false });
        told(++there / scripts.length);
      }
    };
    return Promise.all([lane(), lane()]).catch(error => {
      next = scripts.length; // nor does the other go on
      throw error;
    });
  }

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

  // Whether Python has run on this visit: then the next pages start it by themselves, as soon as they have nothing else to do.
  const VISIT = "nn:python";
  const visited = (() => {
    try {
      return sessionStorage.getItem(VISIT);
    } catch {} // nothing may be kept here
  })();

  // Starts Python, once; `status` is where it is said how far it is, here and now.
  let share = 0, running = false, waiting;
  function start(status) {
    if (running) return started;
    if (waiting !== status) waiting?.done();
    waiting = status;
    waiting.loading(share);
    return started ??= loaded().then(() => { running = true; }, error => {
      started = undefined;
      share = 0;
      frame?.remove();
      for (const name in loading) delete loading[name];
      throw error;
    });
  }

  async function loaded() {
    if (!window.WebAssembly || !window.DecompressionStream) throw new Error("WebAssembly");
    frame = element("iframe", { src: `${root}_static/python.html`, title: "Python", tabIndex: -1, className: "nn-frame" });
    frame.setAttribute("sandbox", "allow-scripts");
    frame.setAttribute("aria-hidden", "true");
    document.body.append(frame);
    await hear(data => data.here);
    const ready = hear(data => data.ready);
    const parts = loadParts(PARTS, now => waiting.loading(share = now));
    await Promise.all([load(`${root}python/pages/${page}.js`), ready, parts]);
    await open();
    try {
      sessionStorage.setItem(VISIT, "1");
    } catch {}
  }

  // Python begins to start while somebody still types.
  const startEarly = status => {
    if (!started) start(status).then(() => status.done(), () => status.done());
  };

  // Tells Python the page's cells.
  const open = () => question({ ask: "open", language, cells: code.cells, files: code.files }, BOOK);

  // Starts Python anew, with the parts that the frame has.
  async function begin() {
    const ready = hear(data => data.ready);
    frame.contentWindow.postMessage({ start: true }, "*");
    await ready;
    await open();
  }

  // Asks Python one thing; what runs longer than so many seconds is ended, and so is what `stop` is called for.
  let stop = () => {};
  function question(asked, seconds) {
    let clock, waits = false;
    return new Promise((done, failed) => {
      const wind = most => {
        clearTimeout(clock);
        clock = setTimeout(() => failed({ late: most, waits }), 1000 * most);
      };
      stop = () => failed({ stopped: true });
      heard = ({ said, answer, broken }) => {
        if (broken !== undefined) failed({ ended: true });
        else if (answer !== undefined) done(JSON.parse(answer));
        else if (said === "began") wind(seconds);
        else if (said === "began the book's") wind(BOOK);
        else waits = said === "waits";
      };
      frame.contentWindow.postMessage({ question: JSON.stringify(asked) }, "*");
      wind(seconds);
    }).finally(() => clearTimeout(clock));
  }

  // Loads a part that most readers never need.
  async function fetchMore(name, status) {
    status.fetching(0);
    const there = hear(({ has }) => has === name);
    await Promise.all([loadParts([name], status.fetching), there]);
    status.running();
  }

  // One question after the other; how many seconds it has, the page's code may say, which comes with Python.
  // `status` is where its progress is said.
  let turn = Promise.resolve();
  function ask(asked, seconds, status) {
    const mine = turn.then(async () => {
      await start({ ...status, loading: share => status.loading(share, words.then) });
      status.running();
      try {
        const answer = await question(asked, seconds());
        if (!answer.needs) return answer;
        await fetchMore(answer.needs, status);
        return await question(asked, seconds());
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
    if (reason.late) return say(reason.waits ? words.waits : late, { seconds: reason.late });
    if (reason.stopped) return words.stopped;
    if (reason.ended) return words.ended;
    return say(words.broken, { error: reason.message });
  }

  // The line beside the buttons of one place: what is happening there, said to screen readers too.
  function statusOf(said, stopper) {
    let noted = "";
    const percent = share => Math.round(100 * share);
    const show = (text, share) => said.replaceChildren(text, " ", element("progress", { value: share, ariaLabel: "Python" }));
    return {
      loading(share, then = "") {
        const what = visited || share === 1 ? words.starting : say(words.loading, { percent: percent(share) });
        show(`${what} ${then}`.trim(), share);
      },
      fetching(share) { show(say(words.digits, { percent: percent(share) }), share); },
      running() { said.replaceChildren(words.running); stopper.hidden = false; },
      done(text = noted) { said.replaceChildren(text); stopper.hidden = true; },
      note(text) { said.replaceChildren(noted = text); }, // stays when something else was said in between
    };
  }

  // --- typing ----------------------------------------------------------------------------------------------------

  let fields = 0;

  // A field for code in `place`: a plain one, until CodeMirror is there, which the first visit of a field loads.
  function field({ parent, text, label, run, changed, status }) {
    const hint = element("span", { className: "visually-hidden", id: `nn-keys-${++fields}` }, words.keys);
    const plain = element("textarea", { value: text, ariaLabel: label, spellcheck: false, autocapitalize: "off", autocomplete: "off" });
    plain.setAttribute("aria-describedby", hint.id);
    plain.rows = text.split("\n").length;
    parent.append(plain, hint);
    let editor, pointed = false; // whoever comes by keyboard finds nothing selected: Escape would only undo that
    plain.addEventListener("pointerdown", () => { pointed = true; });
    const upgrade = async () => {
      await load(`${root}${place}editor.js`);
      if (editor) return;
      const active = document.activeElement === plain;
      const value = plain.value, dots = pointed && value === text ? value.indexOf("...") : -1;
      const selection = dots < 0 ? undefined : { anchor: dots, head: dots + 3 }; // typing replaces them
      const holder = element("div", { className: "nn-code" });
      editor = window.nnEditor({ parent: holder, text: value, selection, label, description: hint.id, run, changed });
      plain.replaceWith(holder);
      if (active) editor.focus();
    };
    plain.addEventListener("focus", () => upgrade().catch(() => {})); // the plain one does, too
    for (const kind of ["click", "input"]) parent.addEventListener(kind, () => startEarly(status));
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

  // A field whose text this computer keeps; what another tab types there, or has solved, stands here, too.
  function keptField({ id, empty, forgets, heard = () => {}, ...look }) {
    let waiting, typed = false; // what was typed here is not kept yet
    const keep = state => {
      clearTimeout(waiting);
      const kept = nnMemory.get(id);
      const next = kept.state === "passed" ? "passed" : state ?? kept.state;
      const code = !typed ? kept.code : editor.text === empty ? undefined : editor.text;
      typed = false;
      if (!nnMemory.set(id, { code, state: next })) forgets();
    };
    const changed = () => {
      typed = true;
      clearTimeout(waiting);
      waiting = setTimeout(keep, 300);
    };
    const editor = field({ ...look, text: nnMemory.get(id).code ?? empty, changed });
    addEventListener("pagehide", () => typed && keep());
    nnMemory.listen((other = id) => {
      if (other !== id) return;
      const { code = empty, state } = nnMemory.get(id);
      heard(state);
      if (typed || code === editor.text) return;
      editor.text = code;
      clearTimeout(waiting);
      typed = false;
    });
    heard(nnMemory.get(id).state);
    return {
      keep,
      get text() { return editor.text; },
      reset() {
        editor.text = empty;
        typed = true;
        keep();
        editor.focus();
      },
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

  // A row of buttons, with one that stops what they began, and the status of their place.
  function controls(said, ...listed) {
    const row = element("div", { className: "nn-run" }, ...buttons(...listed, [words.stop, () => stop()]));
    row.lastChild.hidden = true;
    return { row, status: statusOf(said, row.lastChild) };
  }

  // --- exercises -------------------------------------------------------------------------------------------------

  // The page's solved exercises, as [id, code], but for one: what runs may use them.
  const solved = but => [...document.querySelectorAll("[data-exercise]")].map(place => place.dataset.exercise).filter(id => id !== but)
    .map(id => [id, nnMemory.get(id)]).filter(([, { state, code }]) => state === "passed" && code)
    .map(([id, { code }]) => [id, code]);

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

    async function check() {
      report.replaceChildren();
      try {
        const answer = await ask({ ask: "check", id, source: editor.text, others: solved(id) }, () => code.exercises[id].seconds + 3, status);
        status.done();
        if (answer.status === "open") answer.lines = [words.open];
        report.replaceChildren(...answer.output.map(shown), verdict(answer));
        if (answer.status !== "open") editor.keep(answer.status === "passed" ? "passed" : "tried");
      } catch (reason) {
        status.done();
        report.replaceChildren(verdict({ status: "failed", name: reason instanceof Error ? "" : id, lines: [excuse(reason, words.timeUp)] }));
        if (!(reason instanceof Error)) editor.keep("tried");
      }
    }

    const reset = () => {
      report.replaceChildren();
      status.done();
      editor.reset();
    };
    const { row, status } = controls(said, [words.check, check], [words.reset, reset]);
    stub.after(place, row, live);
    stub.hidden = checked.hidden = true;
    const label = say(words.code, { title: title.textContent.replace(mark.textContent, "").trim() });
    const editor = keptField({ id, empty, parent: place, label, run: check, status, heard: show, forgets: () => status.note(words.forgets) });

    // The next hint comes once the one before was opened.
    const folded = [...whole.querySelectorAll("details")].slice(0, -1);
    folded.forEach((hint, k) => {
      if (k) hint.hidden = !folded[k - 1].open;
      hint.addEventListener("toggle", () => folded[k + 1]?.removeAttribute("hidden"));
    });
    lineByLine([...whole.querySelectorAll("details")].at(-1));
  }

  // A solution shows its first line, then one more each time, or all.
  function lineByLine(solution) {
    const code = solution.querySelector("pre");
    const lines = [element("span")];
    for (const node of [...code.childNodes]) {
      lines.at(-1).append(node);
      if (node.textContent.includes("\n") && lines.at(-1).textContent.trim()) lines.push(element("span"));
    }
    const all = lines.filter(line => line.textContent);
    code.append(...all);
    const show = count => {
      all.forEach((line, k) => { line.hidden = k >= count; });
      shown = Math.min(count, all.length);
      more.textContent = shown < all.length ? words.line : words.fold;
      whole.hidden = shown === all.length;
    };
    let shown = 1;
    const [more, whole] = buttons([words.line, () => show(shown < all.length ? shown + 1 : 1)], [words.whole, () => {
      show(all.length);
      more.focus();
    }]);
    solution.querySelector(".sd-card-body").append(element("div", { className: "nn-run" }, more, whole));
    show(1);
  }

  // Runs code, and shows what comes of it.
  async function runInto(output, asked, seconds, late, status) {
    try {
      const answer = await ask(asked, () => seconds, status);
      status.done(words.done);
      output.replaceChildren(...answer.output.map(shown));
    } catch (reason) {
      status.done();
      output.replaceChildren(shown({ error: [excuse(reason, late)] }));
    }
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

    function run() {
      const source = editor ? editor.text : original, [most, late] = source === original ? [BOOK, words.heavy] : [TYPED, words.late];
      return runInto(output, { ask: "run", id, source }, most, late, status);
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
        editor = field({ parent: place, text: original, label: words.cell, run, changed() {}, status });
        changer.textContent = words.reset;
      }
      editor.focus();
    };
    const { row, status } = controls(said, [words.run, run], [words.change, change]), changer = row.children[1];
    row.append(said);
    input.after(row);
  }

  // --- the free cell ---------------------------------------------------------------------------------------------

  function freeCell(chapter) {
    const place = element("div", { className: "nn-field" });
    const said = element("span", { className: "nn-said", role: "status" });
    const output = element("div", { className: "cell_output" });
    const whole = element("section", { className: "nn-free", id: "free" });
    output.dataset.output = "";

    const run = () => runInto(output, { ask: "free", source: editor.text, others: solved() }, TYPED, words.late, status);
    const clear = () => {
      output.replaceChildren();
      status.done();
      editor.reset();
    };
    const { row, status } = controls(said, [words.run, run], [words.clear, clear]);
    row.append(said);
    whole.append(
      element("h2", {}, words.free), element("p", {}, words.freely),
      element("div", { className: "cell" }, place, row, output));
    chapter.append(whole);
    const editor = keptField({ id: `free-${page}`, empty: "", parent: place, label: words.free, run, status, forgets: () => status.note(words.forgets) });
  }

  // ---------------------------------------------------------------------------------------------------------------

  const first = document.querySelector(".nn-exercise");
  if (first) { // what stands there speaks of a notebook
    const setup = document.querySelector("[data-setup]");
    setup.previousElementSibling.replaceChildren(words.exercises);
    setup.hidden = true;
    const about = element("p", { className: "nn-about" }, words.about);
    if (progress) about.append(" ", element("a", { href: "progress.html" }, words.progress), ".");
    first.before(about);
  }
  document.querySelectorAll(".nn-exercise").forEach(exercise);
  document.querySelectorAll("[data-run]").forEach(cell);
  document.querySelectorAll("[data-draws] .cell_input").forEach(input => {
    input.append(element("p", { className: "nn-draws" }, words.draws));
  });
  if (document.querySelector("[data-run]")) freeCell(document.querySelector(".bd-article > section"));

  // Whoever has used Python on this visit gets it without a click, unless they save data.
  const quiet = { loading() {}, done() {} };
  const whenIdle = window.requestIdleCallback ?? setTimeout;
  if (visited && document.querySelector("[data-exercise], [data-run]") && !navigator.connection?.saveData)
    addEventListener("load", () => whenIdle(() => startEarly(quiet)));

  // A keyboard that slides over the page must not cover the line that is typed.
  window.visualViewport?.addEventListener("resize", () => {
    if (!document.activeElement.closest(".nn-field")) return;
    const caret = getSelection().rangeCount ? getSelection().getRangeAt(0).getBoundingClientRect() : {};
    const line = caret.height ? caret : document.activeElement.getBoundingClientRect();
    const covered = line.bottom + 8 - visualViewport.offsetTop - visualViewport.height;
    if (covered > 0) scrollBy(0, covered);
  });
}
