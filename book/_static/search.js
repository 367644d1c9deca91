/* What the search of this book does beyond Sphinx's own: it reads "uebung" as "Übung", shows excerpts without formulas and
   code, leads to the word on the page, and leaves nothing in the browser's storage. */
"use strict";

const SPHINX_HIGHLIGHT_ENABLED = false; // Sphinx's search asks for it

const stemmer = new Stemmer();
const known = (word) => {
  const { terms, titleterms } = Search._index;
  return Object.hasOwn({ ...terms, ...titleterms }, stemmer.stemWord(word));
};

// Only what is found nowhere as it was typed: "neue" and "aktuell" stay as they are.
const meant = (typed) => {
  const word = typed.toLowerCase();
  const umlauts = word.replace(/ae|oe|(?<!q)ue/g, (two) => ({ ae: "ä", oe: "ö", ue: "ü" })[two]);
  return !known(word) && known(umlauts) ? umlauts : typed;
};

const parseQuery = Search._parseQuery;
Search._parseQuery = (query) => parseQuery(query.replace(/\p{Letter}+/gu, meant));

// The browser itself finds and marks the words on the page that a result opens.
const performSearch = Search._performSearch;
Search._performSearch = (query, ...terms) => {
  const fragment = "#:~:" + splitQuery(query).map((word) => "text=" + encodeURIComponent(word)).join("&");
  return performSearch(query, ...terms).map(([name, title, anchor, ...rest]) => [name, title, anchor || fragment, ...rest]);
};

Search.htmlToText = (html, anchor) => {
  const bare = html.replace(/<style.*?<\/style>| style="[^"]*"/gs, ""); // which the policy of this page does not know
  const article = new DOMParser().parseFromString(bare, "text/html").querySelector("article");
  article.querySelectorAll("pre, script, style, .headerlink").forEach((element) => element.remove());
  article.querySelectorAll(".math").forEach((formula) => formula.replaceWith("…"));
  const section = anchor.includes(":") ? null : article.querySelector(anchor);
  return (section ?? article).textContent.replace(/\s+/g, " ");
};

if (location.protocol === "file:") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
  _ready(() => { document.getElementById("nn-from-file").hidden = false; });
}
