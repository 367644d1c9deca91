"""What the ladder says, in both languages. Sentences about one exercise stand with that exercise."""

from nncourse.language import Text

SYMBOL = {"open": "○", "failed": "✗", "passed": "✓"}

OPEN = Text(
    "noch nicht begonnen. Ersetze die drei Punkte durch deinen Code und führe die Zelle noch einmal aus.",
    "not started yet. Replace the three dots with your code and run the cell again.",
)
UNKNOWN = Text(
    "Eine Übung mit dem Namen {id!r} gibt es nicht. Meintest du {near}? Alle Namen zeigt progress().",
    "There is no exercise called {id!r}. Did you mean {near}? progress() shows all the names.",
)
NOT_CALLABLE = Text(
    "check braucht die Funktion selbst, bekam aber {kind}. Schreib den Namen ohne Klammern: check({id!r}, {name}).",
    "check needs the function itself but got {kind}. Write its name without parentheses: check({id!r}, {name}).",
)
ARGUMENTS = Text(
    "Deine Funktion lässt sich nicht als {call} aufrufen: {theirs}",
    "Your function cannot be called as {call}: {theirs}",
)
TAKES = Text("Sie nimmt andere Argumente, ({names}).", "it takes different arguments, ({names}).")
TAKES_OTHERS = Text("Sie nimmt zu viele oder zu wenige Argumente.", "it takes too many or too few arguments.")
TIME_UP = Text(
    "Deine Funktion war nach {seconds} Sekunden noch nicht fertig und wurde angehalten. Läuft eine Schleife endlos? Sieh nach, "
    "ob sich ihre Bedingung irgendwann ändert.",
    "Your function was still not done after {seconds} seconds and was stopped. Does a loop run forever? Check "
    "whether its condition ever changes.",
)
WAITS = Text(
    "Deine Funktion war nach {waited} Sekunden noch nicht fertig und wurde angehalten. Gerechnet hat sie davon keine {seconds}: Sie "
    "wartet auf etwas, etwa mit time.sleep(), oder dein Computer hat gerade viel anderes zu tun. Eine Übung braucht kein Warten.",
    "Your function was still not done after {waited} seconds and was stopped. It computed for less than {seconds} of "
    "them: it is waiting for something, such as time.sleep(), or your computer is busy with a lot of other things "
    "right now. No exercise needs any waiting.",
)
ENDED = Text(
    "Deine Funktion hat den Prozess beendet, in dem sie läuft: mit os._exit() und dergleichen, durch einen Absturz oder weil der "
    "Speicher nicht reichte. Sonst ist nichts geschehen.",
    "Your function ended the process it runs in: with os._exit() or the like, with a crash, or because memory ran "
    "out. Nothing else happened.",
)
NO_PROCESS = Text(
    "Gerade lässt sich kein Prozess starten, in dem deine Funktion laufen könnte ({error}). Schließ andere Programme und versuch es "
    "noch einmal.",
    "Right now no process can be started for your function to run in ({error}). Close other programs and try again.",
)
FORBIDDEN = Text(
    "Deine Funktion will ein anderes Programm starten oder ihm ein Signal schicken: mit fork, subprocess, os.kill und dergleichen. "
    "In einer Prüfung geht das nicht, und die Übung braucht es nicht.",
    "Your function wants to start another program or send it a signal: with fork, subprocess, os.kill, or the like. "
    "That is not possible in a check, and the exercise does not need it.",
)
UNSENDABLE = Text(
    "Deine Funktion läuft zur Sicherheit in einem eigenen Prozess, und etwas, das sie benutzt, lässt sich dorthin nicht mitnehmen "
    "({error}). Eine offene Datei etwa öffnest du besser in der Funktion selbst.",
    "To be safe, your function runs in a process of its own, and something it uses cannot be taken along ({error}). "
    "It is better to open a file, for example, inside the function itself.",
)
MEMORY = Text(
    "Deine Funktion braucht mehr Speicher, als da ist. Wächst eine Liste in einer Schleife, oder ist ein Array viel größer als gedacht?",
    "Your function needs more memory than there is. Does a list grow in a loop, or is an array much larger than you meant?",
)
RECURSION = Text(
    "Deine Funktion ruft sich selbst auf, ohne je aufzuhören. Jede Rekursion braucht einen Fall, der ohne sie auskommt.",
    "Your function calls itself without ever stopping. Every recursion needs a case that works without it.",
)
INPUT_ASKED = Text(
    "Deine Funktion wartet mit input() auf eine Eingabe. Alles, was sie braucht, bekommt sie als Argument.",
    "Your function is waiting for input with input(). Everything it needs, it gets as an argument.",
)
EXIT_CALLED = Text(
    "Deine Funktion beendet mit exit() das ganze Programm. Gib stattdessen mit return etwas zurück.",
    "Your function ends the whole program with exit(). Return something instead, with return.",
)
ERROR = Text("Deine Funktion bricht ab mit {error}. {meaning}", "Your function stops with {error}. {meaning}")
LINE = Text("Das geschieht in deiner Zeile {line}", "This happens in your code, on line {line}")
NONE = Text(
    "Deine Funktion gibt nichts zurück (None). Fehlt am Ende ein return?",
    "Your function returns nothing (None). Is a return missing at the end?",
)
NONE_PRINTED = Text(
    "Deine Funktion gibt etwas aus (print), aber nichts zurück (None). Schreib return statt print.",
    "Your function prints something but returns nothing (None). Write return instead of print.",
)
CHANGED = Text(
    "Deine Funktion hat ihr Argument {name} verändert. Wer sie aufruft, rechnet nicht damit. Arbeite mit einer Kopie: "
    "{name}.copy(), oder rechne ohne +=, -= und Zuweisung an einzelne Einträge.",
    "Your function changed its argument {name}. Whoever calls it does not expect that. Work on a copy: "
    "{name}.copy(), or compute without +=, -=, and assignment to individual entries.",
)
SHAPE = Text(
    "Dein Ergebnis hat die Form {got}, erwartet ist {expected}.",
    "Your result has shape {got}; it should be {expected}.",
)
TYPE = Text(
    "Dein Ergebnis besteht nicht aus reellen Zahlen, sondern ist vom Typ {got}.{holds}",
    "Your result is not made of real numbers; it has type {got}.{holds}",
)
HOLDS = {
    "None": Text(
        " Darin steht None, also nichts: Ein Platz wurde nie gefüllt, oder eine Funktion darin hat kein return.",
        " It contains None, which is nothing: a place was never filled, or a function in it has no return.",
    ),
    "text": Text(" Darin steht ein Text statt einer Zahl.", " It contains text instead of a number."),
    "dict": Text(" Gib die Zahlen als Array oder Liste zurück.", " Return the numbers as an array or a list."),
    "generator": Text(
        " Das ist ein Generator; mach daraus mit list(...) eine Liste.",
        " This is a generator; turn it into a list with list(...).",
    ),
    "function": Text(
        " Das ist eine Funktion selbst, nicht ihr Ergebnis: Ruf sie auf, mit runden Klammern, oder gib zurück, womit sie rechnet.",
        " This is a function itself, not its result: call it, with parentheses, or return what it computes with.",
    ),
    "ragged": Text(" Seine Teile sind verschieden lang.", " Its parts have different lengths."),
    "complex": Text(" Komplexe Zahlen braucht hier niemand.", " Nobody needs complex numbers here."),
}
NAN = Text(
    "In deinem Ergebnis steht nan, „keine Zahl“. Das entsteht aus 0/0 oder aus unendlich minus oder durch unendlich.",
    'Your result contains nan, "not a number". That comes from 0/0, or from infinity minus infinity or infinity divided by infinity.',
)
VALUE = Text("Das Ergebnis stimmt hier noch nicht.", "The result is not right yet here.")
EDGE = Text(
    "Für gewöhnliche Zahlen stimmt deine Funktion. An dieser besonderen Stelle noch nicht:",
    "For ordinary numbers, your function is right. At this special point, not yet:",
)
CALL = Text("Aufruf", "Call")
GOT = Text("dein Ergebnis", "your result")
EXPECTED = Text("erwartet", "expected")
BY_HAND = Text("von Hand", "by hand")
WARNING = Text("Python warnt dabei", "Python warns")
AFTERWARD = Text("danach", "afterward")
READ = Text("Nachlesen: Kapitel {number}, „{title}“", 'Read again: chapter {number}, "{title}"')
PASSED = Text("stimmt in allen {n} Fällen{edges}.", "is right in all {n} cases{edges}.")
PASSED_EDGES = Text(", auch an den besonderen Stellen", ", including the special points")
PASSED_VALUE = Text("{value} stimmt.", "{value} is right.")
TOO_ROUGH = Text(
    "{value} ist nah dran, aber nicht genau genug. Rechne mit mehr Stellen, runde erst am Ende und gib drei Stellen nach dem Komma an.",
    "{value} is close, but not precise enough. Compute with more digits, round only at the end, and give three decimal places.",
)
CUT_OFF = Text(
    "{value} ist abgeschnitten. Gerundet wird nach der nächsten Stelle: Ab 5 geht es hinauf.",
    "{value} is cut off. Rounding looks at the next digit: from 5 on, it goes up.",
)
INFINITE_VALUE = Text(
    "Gefragt ist eine gewöhnliche Zahl, nicht inf oder nan.", "You need an ordinary number, not inf or nan."
)
STEPS = Text(
    "Rechne Schritt für Schritt; hint(...) zeigt die Schritte nacheinander.",
    "Work step by step; hint(...) shows the steps one at a time.",
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
    "Those were all the hints. solution({id!r}) shows a solution.",
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
