// Sphinx would evaluate a text to know the plural, which no page here may.
Documentation.LOCALE = "de";
