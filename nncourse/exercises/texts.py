"""What the ladder says, in both languages. Sentences about one exercise stand with that exercise."""

from nncourse.language import Text

SYMBOL = {"open": "○", "failed": "✗", "passed": "✓"}

OPEN = Text(
    "noch nicht begonnen. Ersetze die drei Punkte durch deinen Code und führe die Zelle noch einmal aus.",
    "not started yet. Replace the three dots by your code and run the cell again.",
)
UNKNOWN = Text(
    "Eine Übung mit dem Namen {id!r} gibt es nicht. Meintest du {near}? Alle Namen zeigt progress().",
    "There is no exercise called {id!r}. Did you mean {near}? progress() shows all names.",
)
NOT_CALLABLE = Text(
    "check braucht die Funktion selbst, bekam aber {kind}. Schreib den Namen ohne Klammern: check({id!r}, {name}).",
    "check needs the function itself but got {kind}. Write its name without brackets: check({id!r}, {name}).",
)
ARGUMENTS = Text(
    "Deine Funktion lässt sich nicht als {name}({parameters}) aufrufen: Sie nimmt zu viele oder zu wenige Argumente.",
    "Your function cannot be called as {name}({parameters}): it takes too many or too few arguments.",
)
TIME_UP = Text(
    "Deine Funktion war nach {seconds} Sekunden noch nicht fertig und wurde angehalten. Läuft eine Schleife endlos? Sieh nach, "
    "ob sich ihre Bedingung irgendwann ändert.",
    "Your function was not done after {seconds} seconds and was stopped. Does a loop run forever? Look whether its "
    "condition ever changes.",
)
ENDED = Text(
    "Deine Funktion hat den Prozess beendet, in dem sie läuft: mit os._exit() und dergleichen, durch einen Absturz oder weil der "
    "Speicher nicht reichte. Sonst ist nichts geschehen.",
    "Your function has ended the process that it runs in: with os._exit() or the like, by a crash, or because the memory did "
    "not suffice. Nothing else has happened.",
)
UNSENDABLE = Text(
    "Deine Funktion läuft zur Sicherheit in einem eigenen Prozess, und etwas, das sie benutzt, lässt sich dorthin nicht mitnehmen "
    "({error}). Eine offene Datei etwa öffnest du besser in der Funktion selbst.",
    "To be safe, your function runs in a process of its own, and something that it uses cannot be taken there "
    "({error}). An open file, for example, is better opened inside the function.",
)
MEMORY = Text(
    "Deine Funktion braucht mehr Speicher, als da ist. Wächst eine Liste in einer Schleife, oder ist ein Array viel größer als gedacht?",
    "Your function needs more memory than there is. Does a list grow in a loop, or is an array much larger than meant?",
)
RECURSION = Text(
    "Deine Funktion ruft sich selbst auf, ohne je aufzuhören. Jede Rekursion braucht einen Fall, der ohne sie auskommt.",
    "Your function calls itself without ever stopping. Every recursion needs a case that does without it.",
)
INPUT_ASKED = Text(
    "Deine Funktion wartet mit input() auf eine Eingabe. Alles, was sie braucht, bekommt sie als Argument.",
    "Your function waits for input(). Everything it needs comes as an argument.",
)
EXIT_CALLED = Text(
    "Deine Funktion beendet mit exit() das ganze Programm. Gib stattdessen mit return etwas zurück.",
    "Your function ends the whole program with exit(). Return something instead.",
)
ERROR = Text("Deine Funktion bricht ab mit {error}.", "Your function stops with {error}.")
LINE = Text("Das geschieht in deiner Zeile {line}", "It happens in your line {line}")
NONE = Text(
    "Deine Funktion gibt nichts zurück (None). Fehlt am Ende ein return?",
    "Your function returns nothing (None). Is there a return missing at the end?",
)
NONE_PRINTED = Text(
    "Deine Funktion druckt etwas, gibt aber nichts zurück (None). Schreib return statt print.",
    "Your function prints something but returns nothing (None). Write return instead of print.",
)
CHANGED = Text(
    "Deine Funktion hat ihr Argument {name} verändert. Wer sie aufruft, rechnet nicht damit. Arbeite mit einer Kopie: "
    "{name}.copy(), oder rechne ohne +=, -= und Zuweisung an einzelne Einträge.",
    "Your function changed its argument {name}. Whoever calls it does not expect that. Work on a copy: {name}.copy(), or do "
    "without +=, -= and assignment to single entries.",
)
SHAPE = Text(
    "Dein Ergebnis hat die Form {got}, erwartet ist {expected}.",
    "Your result has the shape {got}, expected is {expected}.",
)
TYPE = Text(
    "Dein Ergebnis besteht nicht aus reellen Zahlen, sondern ist vom Typ {got}.",
    "Your result is not made of real numbers but of type {got}.",
)
NAN = Text(
    "In deinem Ergebnis steht nan, „keine Zahl“. Das entsteht aus 0/0 oder aus unendlich minus oder durch unendlich.",
    'Your result contains nan, "not a number". It comes from 0/0, or from infinity minus or divided by infinity.',
)
VALUE = Text("Das Ergebnis stimmt hier noch nicht.", "The result is not right here yet.")
EDGE = Text(
    "Für gewöhnliche Zahlen stimmt deine Funktion. An dieser besonderen Stelle noch nicht:",
    "For ordinary numbers your function is right. At this special place it is not yet:",
)
CALL = Text("Aufruf", "Call")
GOT = Text("dein Ergebnis", "your result")
EXPECTED = Text("erwartet", "expected")
AFTERWARDS = Text("danach", "afterwards")
READ = Text("Nachlesen: Kapitel {number}, „{title}“", 'Read again: chapter {number}, "{title}"')
PASSED = Text("stimmt in allen {n} Fällen{edges}.", "is right in all {n} cases{edges}.")
PASSED_EDGES = Text(", auch an den besonderen Stellen", ", the special places included")
PASSED_VALUE = Text("{value} stimmt.", "{value} is right.")
TOO_ROUGH = Text(
    "{value} ist zu grob gerundet. Gib drei Stellen nach dem Komma an.",
    "{value} is rounded too roughly. Give three decimals.",
)
NOT_SAVED = Text(
    "(Der Fortschritt ließ sich nicht speichern: {error})",
    "(Your progress could not be saved: {error})",
)
NOT_A_NUMBER = Text(
    "Erwartet ist eine Zahl, nicht {kind}.",
    "A number is expected, not {kind}.",
)
BROKEN = Text(
    "Die Prüfung selbst ist gescheitert ({error}). Das ist unser Fehler, nicht deiner; bitte melde ihn.",
    "The check itself failed ({error}). That is our mistake, not yours; please report it.",
)
INTERRUPTED = Text("Die Prüfung wurde abgebrochen.", "The check was interrupted.")
HINT = Text("Hinweis {k} von {n}", "Hint {k} of {n}")
NO_MORE_HINTS = Text(
    "Das waren alle Hinweise. solution({id!r}) zeigt eine Lösung.",
    "These were all hints. solution({id!r}) shows a solution.",
)
CHAPTER = Text("Kapitel", "Chapter")
EXERCISE = Text("Übung", "Exercise")
STATUS = Text("Stand", "Status")
STATES = {
    "open": Text("offen", "open"),
    "tried": Text("versucht", "tried"),
    "passed": Text("gelöst", "solved"),
}
TOTAL = Text("{passed} von {n} gelöst", "{passed} of {n} solved")
