// What is kept of a reader's work on this computer: {code, state} of each exercise and each free cell, by its id.
// The menu says how many of a chapter's exercises are solved.
{
  const { page, exercises, solved } = JSON.parse(document.getElementById("nn-exercises").textContent);
  const KEY = "nn:", STATES = ["tried", "passed"];
  const unkept = {}; // what the browser had no room for, or may not keep: it lasts as long as the page
  const listeners = [];

  const tell = id => listeners.forEach(heard => heard(id));

  const parsed = text => {
    const { code, state } = JSON.parse(text) ?? {};
    return { code: typeof code === "string" ? code : undefined, state: STATES.includes(state) ? state : undefined };
  };

  // Returns whether it is kept: some browsers have no room left, or let a page keep nothing.
  const write = (key, text) => {
    try {
      localStorage.setItem(key, text);
      return localStorage.getItem(key) === text;
    } catch {
      return false;
    }
  };

  window.nnMemory = {
    get works() {
      const works = write(`${KEY}?`, "?");
      localStorage.removeItem(`${KEY}?`);
      return works;
    },
    get(id) {
      try {
        return unkept[id] ?? parsed(localStorage.getItem(KEY + id));
      } catch { // somebody else has written there
        return {};
      }
    },
    // Returns whether it is kept.
    set(id, { code, state }) {
      delete unkept[id];
      let kept = true;
      if (code === undefined && !state) localStorage.removeItem(KEY + id);
      else if (!write(KEY + id, JSON.stringify({ code, state }))) {
        unkept[id] = { code, state };
        kept = false;
      }
      tell(id);
      return kept;
    },
    get ids() {
      const keys = Object.keys(localStorage).filter(key => key.startsWith(KEY)).map(key => key.slice(KEY.length));
      return [...new Set([...keys, ...Object.keys(unkept)])];
    },
    // Calls `heard` with the id of whatever changes, here or in another tab; without one, anything may have changed.
    listen(heard) { listeners.push(heard); },
  };

  addEventListener("storage", ({ key }) => {
    if (key === null) tell();
    else if (key.startsWith(KEY)) {
      delete unkept[key.slice(KEY.length)];
      tell(key.slice(KEY.length));
    }
  });
  addEventListener("pageshow", ({ persisted }) => persisted && tell()); // who sleeps hears nothing

  // --- the menu --------------------------------------------------------------------------------------------------

  const counts = Object.entries(exercises).map(([chapter, ids]) => {
    const link = document.querySelector(chapter === page ? ".bd-links a.current" : `.bd-links a[href$="${chapter}.html"]`);
    const count = nnMake.element("span", { className: "nn-count" });
    link?.append(count);
    return { count, ids };
  });
  const show = () => {
    for (const { count, ids } of counts) {
      const passed = ids.filter(id => nnMemory.get(id).state === "passed").length;
      count.textContent = passed ? `✓ ${nnMake.say(solved, { solved: passed, all: ids.length })}` : "";
    }
  };
  nnMemory.listen(show);
  show();
}
