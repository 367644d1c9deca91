// The way to the other editions.
const nnEditions = (() => {
  const KEY = "nn-offered"; // kept once nobody needs to be offered another edition anymore

  // Returns whether it is kept: some browsers have no room left, or let a page keep nothing.
  function remember() {
    try {
      localStorage.setItem(KEY, "yes");
      return localStorage.getItem(KEY) === "yes";
    } catch {
      return false;
    }
  }

  function isKept() {
    try {
      return localStorage.getItem(KEY) !== null;
    } catch {
      return true; // a page that may keep nothing could not offer it once only
    }
  }

  // Shows the offer of an edition, once, to those whose browser names its language, but not this page's.
  function offer() {
    const wanted = navigator.languages.map(language => language.split("-")[0]);
    if (wanted.includes(document.documentElement.lang) || isKept()) return;
    if (location.hash) return; // whoever comes to a section would not see it
    const offers = [...document.querySelectorAll(".nn-offer")];
    const [best] = wanted.flatMap(language => offers.filter(({ lang }) => lang === language));
    if (best && remember()) best.hidden = false;
  }

  // What every edition has under one address: sections, terms and entries, exercises.
  const PLACES = ".bd-article section :is(section, dl, dt, p, .nn-exercise)[id]";

  // The address within the page of what is read: what its own address names, if that is in sight, or the last place
  // that begins above the middle of the window.
  function place() {
    const places = [...document.querySelectorAll(PLACES)];
    const top = each => each.getBoundingClientRect().top;
    const named = places.find(each => each.matches(":target") && top(each) >= 0 && top(each) < innerHeight);
    return (named ?? places.findLast(each => scrollY > 0 && top(each) < innerHeight / 2))?.id ?? "";
  }

  function follow({ target }) {
    const link = target.closest("a.nn-edition, .nn-offer a");
    if (!link) return;
    link.search = location.search; // what is searched for, and how explorers are set
    link.hash = place();
    remember();
  }

  for (const way of ["click", "auxclick", "contextmenu"]) addEventListener(way, follow);
  addEventListener("click", ({ target }) => target.closest(".nn-offer button")?.parentElement.remove());
  return { offer };
})();
