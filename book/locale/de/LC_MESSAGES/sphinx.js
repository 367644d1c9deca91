Documentation.addTranslations({
  locale: "de",
  messages: {
    ", in ": ", in ",
    "Preparing search...": "Die Suche wird vorbereitet …",
    "Search Results": "Suchergebnisse",
    "Search finished, found ${resultCount} page(s) matching the search query.": "Gefundene Stellen: ${resultCount}",
    "Searching": "Suche läuft",
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
      "Nichts gefunden. Stimmt die Schreibweise? Weniger Wörter finden mehr.",
  },
  plural_expr: "(n != 1)",
});
