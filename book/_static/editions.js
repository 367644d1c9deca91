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

  // The address within the page of the section being read: the last that begins above the middle of the window.
  function section() {
    const begun = ({ top }) => scrollY > 0 && top < innerHeight / 2;
    const sections = [...document.querySelectorAll(".bd-article section section[id]")];
    return sections.findLast(each => begun(each.getBoundingClientRect()))?.id ?? "";
  }

  function follow({ target }) {
    const link = target.closest("a.nn-edition, .nn-offer a");
    if (!link) return;
    link.hash = section();
    remember();
  }

  for (const way of ["click", "auxclick", "contextmenu"]) addEventListener(way, follow);
  addEventListener("click", ({ target }) => target.closest(".nn-offer button")?.parentElement.remove());
  return { offer };
})();
