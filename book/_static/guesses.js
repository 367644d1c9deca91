/* A box that asks to guess takes the guess first: a number, a choice or a click on the figure. It then says what the guess would mean, unfolds
   the answer, and remembers both on this computer. */
"use strict";

{
  const { page, language, words, guesses } = JSON.parse(document.getElementById("nn-guesses").textContent);

  const { element, say } = nnMake;

  // What was guessed, by the page and the box's cell; a browser that keeps nothing forgets it.
  const memory = {
    name: (id) => `nn-guess:${page}:${id}`,
    get(id) {
      try {
        return localStorage.getItem(memory.name(id));
      } catch {
        return null;
      }
    },
    set(id, guess) {
      try {
        if (guess === null) localStorage.removeItem(memory.name(id));
        else localStorage.setItem(memory.name(id), guess);
      } catch { /* then it is only shown */ }
    },
  };

  // "0,27", "−3" or "16 384" as a number; in English "16,384" is one, too
  const plain = (typed) => typed.replace(/[\s\u202f]/g, "").replace("−", "-");
  const whole = (typed) => (language === "en" ? typed.replace(/,(?=\d{3}(?!\d))/g, "") : typed);
  const read = (typed) => Number(whole(plain(typed)).replace(",", ".") || NaN);
  const show = (value) => value.toLocaleString(language, { maximumFractionDigits: 6 }).replace("-", "−");

  // A guess with what it means: {right, says, means}, or nothing if it is none.
  function judged({ choices, right, wrong }, guess) {
    if (choices) {
      const chosen = choices.find(({ says }) => says === guess);
      return chosen && { right: !chosen.means, says: chosen.says, means: chosen.means ?? "" };
    }
    const value = read(guess), away = (other) => Math.abs(value - other.value);
    if (!Number.isFinite(value)) return undefined;
    const says = show(value), near = right.within;
    if (away(right) <= near) return { right: true, says, means: away(right) < near / 100 ? "" : words.close };
    const reach = (each) => Math.min(near, Math.abs(each.value - right.value) / 4, 0.05 * Math.abs(each.value) || near);
    const [named] = wrong.filter((each) => away(each) <= reach(each)).sort((one, other) => away(one) - away(other));
    return { right: false, says, means: named?.means ?? (value > right.value ? words.more : words.less) };
  }

  // The field or the buttons; `take` is called with what was guessed.
  function form({ choices, ask }, take) {
    if (choices) {
      const buttons = choices.map(({ says }) => element("button", { type: "button", onclick: () => take(says) }, says));
      const group = element("div", { className: "nn-choices" }, ...buttons);
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", words.choose);
      if (choices[0].at) group.append(words.figure);
      return group;
    }
    const input = element("input", { type: "text", autocomplete: "off", size: 8 });
    const label = element("label", {}, `${ask ?? words.number} `, input);
    const shown = element("form", { className: "nn-number" }, label, element("button", {}, words.guess));
    shown.addEventListener("submit", (event) => {
      event.preventDefault();
      take(input.value);
    });
    return shown;
  }

  // A click into the figure above a box, near the place that a choice has there: its shares of the width and the height
  // of the wide drawing, then of the narrow one.
  function listen(box, { choices }, take) {
    const before = (output) => output.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING;
    const figure = [...document.querySelectorAll(".bd-article .cell_output")].filter(before).at(-1);
    figure.classList.add("nn-asks");
    figure.addEventListener("click", ({ target, clientX, clientY }) => {
      if (target.localName !== "img") return;
      const { left, top, width, height } = target.getBoundingClientRect();
      const drawing = target.currentSrc.includes("-narrow-") ? 1 : 0;
      const far = ({ at }) => Math.hypot(left + at[drawing][0] * width - clientX, top + at[drawing][1] * height - clientY);
      const [near] = [...choices].sort((one, other) => far(one) - far(other));
      if (far(near) < 50) take(near.says);
    });
  }

  function offer(box, guess) {
    const answer = box.querySelector("details"), said = element("div", { className: "nn-guessed" });
    const place = element("div", { className: "nn-guess" });
    said.setAttribute("role", "status");
    answer.before(said, place);

    function ask() {
      place.replaceChildren(form(guess, (typed) => tell(typed, true)));
      said.replaceChildren();
    }

    function tell(typed, now) {
      const found = judged(guess, typed);
      if (!found) return now ? said.replaceChildren(words.none) : ask();
      const again = element("button", { type: "button", onclick: anew }, words.again);
      const verdict = element("b", {}, `${found.right ? "✓" : "✗"} ${say(words.guessed, found)}`);
      said.dataset.right = found.right;
      said.replaceChildren(element("p", {}, verdict, ` ${found.right ? words.right : ""} ${found.means}`));
      place.replaceChildren(again);
      answer.open = true;
      if (!now) return;
      memory.set(guess.id, guess.choices ? typed : String(read(typed))); // a number that is the same in every edition
      again.focus({ preventScroll: true });
    }

    function anew() {
      memory.set(guess.id, null);
      answer.open = false;
      ask();
      place.querySelector("input, button").focus({ preventScroll: true });
    }

    if (guess.choices?.[0].at) listen(box, guess, (says) => !said.textContent && tell(says, true));
    const kept = memory.get(guess.id);
    if (kept === null) ask();
    else tell(kept, false);
  }

  document.querySelectorAll(".bd-article .nn-predict").forEach((box, k) => guesses[k] && offer(box, guesses[k]));
}
