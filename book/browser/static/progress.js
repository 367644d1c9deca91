// The page of what a reader has solved: it shows, saves, loads, deletes and prints what memory.js keeps.
{
  const words = JSON.parse(document.getElementById("nn-progress").textContent);
  const { exercises } = JSON.parse(document.getElementById("nn-exercises").textContent);
  const COURSE = "nncourse", VERSION = 1;
  const STATES = [undefined, "tried", "passed"]; // each further than the one before

  const { element, say } = nnMake;

  // --- what is shown ---------------------------------------------------------------------------------------------

  const items = [...document.querySelectorAll(".nn-state")].map(state => {
    const item = state.closest("li"), code = element("pre", { className: "nn-handed" });
    item.append(code);
    return { id: item.querySelector("a").hash.replace("#exercise-", ""), section: item.closest("section"), item, state, code };
  });
  const sums = new Map(items.map(({ section }) => [section, section.querySelector(".nn-sum")]));
  const head = document.querySelector(".nn-head"), total = head.querySelector(".nn-total");
  const told = element("p", { className: "nn-told", role: "status" });

  function show() {
    const passed = new Map([...sums.keys()].map(section => [section, 0]));
    let tried = 0;
    for (const { id, section, item, state, code } of items) {
      const kept = nnMemory.get(id);
      item.dataset.state = kept.state ?? "open";
      state.textContent = words.looks[item.dataset.state];
      code.textContent = kept.state ? kept.code ?? "" : "";
      if (kept.state === "passed") passed.set(section, passed.get(section) + 1);
      if (kept.state === "tried") tried++;
    }
    sums.forEach((sum, section) => {
      const all = items.filter(item => item.section === section).length;
      sum.textContent = say(words.chapter, { solved: passed.get(section), all });
    });
    const all = [...passed.values()].reduce((sum, one) => sum + one, 0);
    total.textContent = say(words.total, { all: items.length, passed: all, tried });
  }

  // --- a file of it ----------------------------------------------------------------------------------------------

  function save() {
    const kept = Object.fromEntries(nnMemory.ids.map(id => [id, nnMemory.get(id)]));
    const file = `${words.name}-${new Date().toISOString().slice(0, 10)}.json`;
    const address = URL.createObjectURL(new Blob([JSON.stringify({ course: COURSE, version: VERSION, kept }, null, 1)], { type: "application/json" }));
    element("a", { href: address, download: file }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    told.textContent = say(words.exported, { file });
  }

  // What a file holds, as [id, {code, state}], or nothing if it is no file of ours.
  function read(text) {
    const known = new Set([...Object.values(exercises).flat(), ...Object.keys(exercises).map(page => `free-${page}`)]);
    try {
      const { course, version, kept } = JSON.parse(text);
      const entries = Object.entries(kept);
      const fits = ({ code, state }) => STATES.includes(state) && ["string", "undefined"].includes(typeof code);
      if (course === COURSE && version === VERSION && entries.every(([, value]) => fits(value))) return entries.filter(([id]) => known.has(id));
    } catch { /* no JSON, or of another form */ }
  }

  const far = ({ code, state }) => 2 * STATES.indexOf(state) + (code !== undefined);

  async function loadFile(file) {
    const entries = read(await file.text().catch(() => ""));
    if (!entries) return say(words.bad, { file: file.name });
    const taken = entries.filter(([id, value]) => far(value) > far(nnMemory.get(id)));
    const before = taken.map(([id]) => [id, nnMemory.get(id)]);
    if (!taken.every(([id, value]) => nnMemory.set(id, value))) {
      before.forEach(([id, value]) => nnMemory.set(id, value));
      return words.full;
    }
    return say(words.imported, { taken: taken.length });
  }

  // --- buttons ---------------------------------------------------------------------------------------------------

  const chosen = element("input", { type: "file", accept: ".json", hidden: true });
  chosen.addEventListener("change", async () => {
    if (chosen.files.length) told.textContent = await loadFile(chosen.files[0]);
    chosen.value = "";
  });

  function forget() {
    if (!confirm(words.sure)) return;
    nnMemory.ids.forEach(id => nnMemory.set(id, {}));
    told.textContent = words.deleted;
  }

  const acts = { export: save, import: () => chosen.click(), print: () => print(), delete: forget };
  Object.entries(acts).forEach(([name, act]) => head.querySelector(`[data-act="${name}"]`).addEventListener("click", act));
  const notes = [];
  if (!nnMemory.works) notes.push(words.forgets);
  else if (location.protocol === "file:" && !nnMemory.ids.length) notes.push(words.file);
  const lines = words.sheet.map(name => element("span", {}, `${name}:`));
  head.prepend(...notes.map(note => element("p", { className: "nn-about" }, note)), element("p", { className: "nn-lines" }, ...lines));
  head.append(chosen, told);
  nnMemory.listen(show);
  show();
}
