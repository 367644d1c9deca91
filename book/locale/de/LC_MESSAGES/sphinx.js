// What the search says. Sphinx would evaluate a text to know the plural, which no page here may.
Object.assign(Documentation.TRANSLATIONS, {
  ", in ": ", in ",
  "Preparing search...": "Die Suche wird vorbereitet …",
  "Search Results": "Suchergebnisse",
  "Search finished, found ${resultCount} page(s) matching the search query.": "Gefundene Stellen: ${resultCount}",
  "Searching": "Suche läuft",
  "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
    "Nichts gefunden. Stimmt die Schreibweise? Weniger Wörter finden mehr.",
});
Documentation.LOCALE = "de";
