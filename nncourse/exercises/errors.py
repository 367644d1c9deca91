"""What an error of Python or NumPy means to somebody who learns: one table, in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nncourse.language import Text

LONGEST_MESSAGE = 1000  # characters that are looked at


@dataclass(frozen=True)
class Explanation:
    """What errors of one kind mean.

    Attributes
    ----------
    id : str
    pattern : str
        A regular expression for "ValueError: ..."; its named groups fill the text.
    text : Text
    """

    id: str
    pattern: str
    text: Text


def explained(error: BaseException) -> tuple[str, Text] | None:
    """Return the id and the text of the explanation of an error; None if the table has none."""
    message = f"{type(error).__name__}: {error}"[:LONGEST_MESSAGE]
    for explanation in EXPLANATIONS:
        found = re.search(explanation.pattern, message)
        if found:
            return explanation.id, explanation.text.format(**found.groupdict(""))
    return None


def kind_of(error: BaseException) -> str:
    """Return what tells errors apart: the id of the explanation, else the name of the class."""
    found = explained(error)
    return type(error).__name__ if found is None else found[0]


EXPLANATIONS = (
    Explanation(
        "truth-value",
        r"truth value of an array",
        Text(
            "if, and, or, not, max() und min() brauchen ein einziges Ja oder Nein, hier steht aber ein ganzes Array. Eintrag für "
            "Eintrag entscheiden np.where und np.maximum, oder eine Schleife.",
            "if, and, or, not, max(), and min() need a single yes or no, but here you have a whole array. To decide "
            "entry by entry, use np.where and np.maximum, or a loop.",
        ),
    ),
    Explanation(
        "product",
        r"matmul: Input operand 1 has a mismatch.*size (?P<right>\d+) is different from (?P<left>\d+)",
        Text(
            "Bei links @ rechts muss links so viele Spalten haben, wie rechts Zeilen hat. Hier sind es {left} und {right}. Liegt "
            "eine der beiden quer (.T), oder sind sie vertauscht?",
            "In left @ right, left must have as many columns as right has rows. Here they are {left} and {right}. "
            "Does one of the two need .T, or are they in the wrong order?",
        ),
    ),
    Explanation(
        "product",
        r"shapes (?P<left>\(.*?\)) and (?P<right>\(.*?\)) not aligned",
        Text(
            "Beim Produkt muss links so viele Spalten haben, wie rechts Zeilen hat. Hier sind die Formen {left} und {right}. Liegt "
            "eine der beiden quer (.T), oder sind sie vertauscht?",
            "In a product, left must have as many columns as right has rows. Here the shapes are {left} and {right}. "
            "Does one of the two need .T, or are they in the wrong order?",
        ),
    ),
    Explanation(
        "product",
        r"matmul: Input operand \d does not have enough dimensions",
        Text(
            "@ ist das Produkt von Matrizen und Vektoren, hier steht auf einer Seite eine einzelne Zahl. Mit ihr multipliziert man mit *.",
            "@ is the product of matrices and vectors, but here one side is a single number. Multiply by a number with *.",
        ),
    ),
    Explanation(
        "broadcast",
        r"could not be broadcast together with (?:remapped )?shapes (?P<left>\([\d,]*\)) (?P<right>\([\d,]*\))",
        Text(
            "+, -, * und / rechnen Eintrag mit Eintrag. Die Formen {left} und {right} passen dafür nicht zusammen. Sieh nach, "
            "welches der beiden Arrays nicht die Form hat, die du erwartest.",
            "+, -, *, and / work entry by entry. The shapes {left} and {right} do not match for that. Check which of "
            "the two arrays does not have the shape you expect.",
        ),
    ),
    Explanation(
        "broadcast",
        r"could not broadcast input array from shape (?P<right>\(.*?\)) into shape (?P<left>\(.*?\))",
        Text(
            "Du schreibst etwas von der Form {right} an einen Platz der Form {left}.",
            "You write something of shape {right} into a place of shape {left}.",
        ),
    ),
    Explanation(
        "boolean-minus",
        r"numpy boolean (?:subtract|negative)",
        Text(
            "Wahr und falsch kann man nicht voneinander abziehen. ~ kehrt sie um, .astype(float) macht 1 und 0 daraus.",
            "You cannot subtract true and false from each other. ~ flips them; .astype(float) turns them into 1 and 0.",
        ),
    ),
    Explanation(
        "power",
        r"bitwise_xor|operand type\(s\) for \^",
        Text(
            "^ heißt in Python nicht „hoch“. Schreib x**2 für das Quadrat.",
            'In Python, ^ does not mean "to the power of". Write x**2 for the square.',
        ),
    ),
    Explanation(
        "two-lengths",
        r"Cannot interpret '.*' as a data type|data type '.*' not understood|Cannot construct a dtype",
        Text(
            "np.zeros, np.ones und die Methoden von rng nehmen die Form als ein einziges Argument: np.zeros((2, 3)), mit zwei Paar Klammern.",
            "np.zeros, np.ones, and the methods of rng take the shape as a single argument: np.zeros((2, 3)), with two pairs of parentheses.",
        ),
    ),
    Explanation(
        "into-integers",
        r"Cannot cast ufunc '\w+' output from dtype\('float\d+'\) to dtype\('u?int\d+'\)",
        Text(
            "+=, -=, *= und /= schreiben das Ergebnis in dasselbe Array, und das nimmt nur ganze Zahlen auf. Rechne ohne Zuweisung "
            "an Ort und Stelle (x = x / 2 statt x /= 2), oder beginne mit x.astype(float).",
            "+=, -=, *=, and /= write the result into the same array, and that one only holds integers. Compute "
            "without assigning in place (x = x / 2, not x /= 2), or start with x.astype(float).",
        ),
    ),
    Explanation(
        "nothing",
        r"TypeError: .*NoneType|AttributeError: 'NoneType' object|float\(\) argument .* 'NoneType'",
        Text(
            "Etwas in dieser Zeile ist None, also nichts. So etwas geben Funktionen ohne return zurück, und auch rng.shuffle(...), "
            "liste.append(...), liste.sort(...) und print(...): Sie tun etwas, ihr Ergebnis ist None.",
            "Something on this line is None, which is nothing. Functions without return give that back, and so do "
            "rng.shuffle(...), list.append(...), list.sort(...), and print(...): they do something, and their result "
            "is None.",
        ),
    ),
    Explanation(
        "unequal-parts",
        r"does not result in an equal division",
        Text(
            "np.split teilt nur in gleich große Stücke, und hier geht die Teilung nicht auf. Schneide selbst mit [anfang:ende], in einer "
            "Schleife; das letzte Stück darf dann kürzer sein.",
            "np.split cuts only into pieces of equal size, and here the division does not come out even. Slice it "
            "yourself with [begin:end], in a loop; then the last piece may be shorter.",
        ),
    ),
    Explanation(
        "ragged",
        r"inhomogeneous shape",
        Text(
            "np.array macht aus Listen nur dann ein Array, wenn alle gleich lang sind. Hier sind sie verschieden lang: Lass sie in "
            "einer Liste, oder sieh nach, warum eine anders ist.",
            "np.array turns lists into an array only if they all have the same length. Here the lengths differ: "
            "leave them in a list, or check why one of them is different.",
        ),
    ),
    Explanation(
        "sequence-for-number",
        r"setting an array element with a sequence",
        Text(
            "Du schreibst eine ganze Reihe von Zahlen an einen Platz, an den nur eine einzige passt.",
            "You write a whole row of numbers into a place where only a single number fits.",
        ),
    ),
    Explanation(
        "network-is-no-list",
        r"'Network' object is not (?:iterable|subscriptable)",
        Text(
            "Ein Network ist keine Liste. Seine Schichten stehen in network.layers, jede mit W und b.",
            "A Network is not a list. Its layers are in network.layers, each with W and b.",
        ),
    ),
    Explanation(
        "no-entries",
        r"'(?P<kind>int|float|numpy\.\w*(?:float|int)\d+)' "
        r"(?:object (?:is not iterable|is not subscriptable|does not support item)|has no len)",
        Text(
            "Hier steht eine einzelne Zahl ({kind}), wo eine Liste oder ein Array gebraucht wird: Sie hat keine Einträge. Sieh dir den "
            "Aufruf an: Kam sie schon so, oder ist sie unterwegs entstanden? Von 0 bis n − 1 zählt range(n).",
            "Here you have a single number ({kind}) where a list or an array is needed: it has no entries. Look at "
            "the call: did it come in that way, or did it turn into a number along the way? range(n) counts from 0 "
            "to n − 1.",
        ),
    ),
    Explanation(
        "not-iterable",
        r"'(?P<kind>[\w.]+)' object is not iterable|iteration over a 0-d array|cannot unpack non-iterable (?P<other>[\w.]+)",
        Text(
            "Hier soll Stück für Stück durch etwas gelaufen werden, das keine Stücke hat, etwa eine einzelne Zahl ({kind}{other}). "
            "Von 0 bis n − 1 zählt range(n).",
            "Here something should be gone through item by item, but it has no items, such as a single number "
            "({kind}{other}). range(n) counts from 0 to n − 1.",
        ),
    ),
    Explanation(
        "not-callable",
        r"'(?P<kind>[\w.]+)' object is not callable",
        Text(
            "Hinter etwas, das keine Funktion ist ({kind}), stehen runde Klammern. Fehlt davor ein * für „mal“, oder sollten es eckige "
            "Klammern sein? Oder heißt eine Variable wie die Funktion?",
            'There are parentheses after something that is not a function ({kind}). Is a * for "times" missing '
            "before them, or should they be square brackets? Or does a variable have the same name as the function?",
        ),
    ),
    Explanation(
        "not-subscriptable",
        r"'(?P<kind>[\w.]+)' object is not subscriptable|invalid index to scalar variable(?P<other>)",
        Text(
            "Eckige Klammern greifen einen Eintrag heraus, aber hier ist nichts mit Einträgen, sondern etwa eine einzelne Zahl oder "
            "eine Funktion ({kind}). Funktionen ruft man mit runden Klammern auf.",
            "Square brackets pick out an entry, but here there is nothing with entries; it may be a single number or "
            "a function ({kind}). You call functions with parentheses.",
        ),
    ),
    Explanation(
        "no-item-assignment",
        r"'(?P<kind>[\w.]+)' object does not support item assignment",
        Text(
            "In ein {kind} kann man keine einzelnen Einträge schreiben. Nimm eine Liste oder ein Array.",
            "You cannot write individual entries into a {kind}. Use a list or an array.",
        ),
    ),
    Explanation(
        "index",
        r"index (?P<index>-?\d+) is out of bounds for (?:axis \d+ with )?size (?P<size>\d+)",
        Text(
            "Gezählt wird ab 0: Bei {size} Einträgen ist der letzte der mit der Nummer {size} − 1. Gefragt war nach Nummer {index}. "
            "Läuft eine Schleife zu weit, oder ist Zeile mit Spalte vertauscht?",
            "Counting starts at 0: with {size} entries, the last one has the number {size} − 1. You asked for number "
            "{index}. Does a loop run too far, or are row and column swapped?",
        ),
    ),
    Explanation(
        "index",
        r"(?:list|tuple|string)(?: assignment)? index out of range|pop from empty list",
        Text(
            "Die Liste hat keinen Eintrag mit dieser Nummer. Gezählt wird ab 0, der letzte Eintrag ist liste[-1]. Läuft eine Schleife "
            "um eins zu weit?",
            "The list has no entry with this number. Counting starts at 0; the last entry is list[-1]. Does a loop run one step too far?",
        ),
    ),
    Explanation(
        "index",
        r"too many indices for array: array is (?P<got>\d+)-dimensional, but (?P<asked>\d+)",
        Text(
            "In eckigen Klammern stehen {asked} Nummern, aber das Array hat nur {got} Richtungen. Ein Vektor hat eine, eine Matrix zwei.",
            "There are {asked} numbers in the square brackets, but the array has only {got} dimensions. A vector has one, a matrix two.",
        ),
    ),
    Explanation(
        "index-kind",
        r"only integers, slices|indices must be integers or slices|cannot be interpreted as an integer|arrays used as indices must be|expected a sequence of integers",
        Text(
            "Nummern von Einträgen, Längen und range() brauchen ganze Zahlen. Eine Division mit / gibt immer eine Kommazahl, mit // "
            "eine ganze. Eine Liste nimmt nur eine Nummer: liste[i][j] statt liste[i, j].",
            "Entry numbers, lengths, and range() need integers. A division with / always gives a decimal number, "
            "with // an integer. A list takes only one number: list[i][j], not list[i, j].",
        ),
    ),
    Explanation(
        "axis-for-number",
        r"only integer scalar arrays can be converted to a scalar index",
        Text(
            "Das zweite Argument von np.max, np.min und np.sum ist die Richtung (axis), keine zweite Zahl. Zwei Dinge Eintrag für Eintrag "
            "vergleichen np.maximum und np.minimum.",
            "The second argument of np.max, np.min, and np.sum is the direction (axis), not a second number. To "
            "compare two things entry by entry, use np.maximum and np.minimum.",
        ),
    ),
    Explanation(
        "axis",
        r"axis (?P<axis>-?\d+) is out of bounds for array of dimension (?P<got>\d+)",
        Text(
            "axis={axis} gibt es hier nicht: Die Richtungen des Arrays sind {got} an der Zahl, gezählt ab 0.",
            "There is no axis={axis} here: the array has {got} axes, counted from 0.",
        ),
    ),
    Explanation(
        "before-assignment",
        r"UnboundLocalError: .*local variable '(?P<name>\w+)'",
        Text(
            "{name} bekommt in deiner Funktion einen Wert, wird aber schon vorher gebraucht. Gib {name} am Anfang einen Wert.",
            "{name} gets a value in your function, but it is used before that. Give {name} a value at the start.",
        ),
    ),
    Explanation(
        "name",
        r"NameError: name '(?P<name>\w+)' is not defined",
        Text(
            "{name} ist hier nicht bekannt. Ist es ein Tippfehler, heißt das Argument anders, oder fehlt ein import?",
            "{name} is not known here. Is it a typo, does the argument have a different name, or is an import missing?",
        ),
    ),
    Explanation(
        "arguments",
        r"(?P<name>\w+)\(\) (?:missing \d+ required|takes .*arguments?\b|got an unexpected|got multiple values)",
        Text(
            "Deine Zeile ruft {name} mit anderen Argumenten auf, als {name} nimmt: zu vielen, zu wenigen oder anders benannten.",
            "Your line calls {name} with arguments that {name} does not take: too many, too few, or with different names.",
        ),
    ),
    Explanation(
        "single-number",
        r"only (?:length-1|0-dimensional|size-1) arrays can be converted|must be real number, not",
        Text(
            "math.exp, math.sqrt, float() und dergleichen nehmen eine einzelne Zahl, hier kam etwas anderes. np.exp, np.sqrt und so "
            "fort rechnen mit ganzen Arrays.",
            "math.exp, math.sqrt, float(), and the like take a single number, but they got something else. np.exp, "
            "np.sqrt, and so on work with whole arrays.",
        ),
    ),
    Explanation(
        "division-by-zero",
        r"ZeroDivisionError",
        Text(
            "Hier wird durch 0 geteilt. Sieh nach, was im Nenner steht, und was dort 0 sein kann.",
            "Here you divide by 0. Check what is in the denominator, and what can be 0 there.",
        ),
    ),
    Explanation(
        "text-and-number",
        r"can only concatenate str",
        Text(
            "Mit + kommt an einen Text nur ein Text. print(text, zahl) zeigt beides, und str(zahl) macht aus der Zahl einen Text.",
            "With +, only a text can be added to a text. print(text, number) shows both, and str(number) turns the number into a text.",
        ),
    ),
    Explanation(
        "lists-do-not-calculate",
        r"can't multiply sequence by non-int|can only concatenate|operand type\(s\) for .*'(?:list|tuple)'|bad operand type for .*'list'",
        Text(
            "Mit Listen kann man nicht rechnen wie mit Vektoren: + hängt sie aneinander. np.array(liste) macht ein Array daraus.",
            "You cannot compute with lists as you do with vectors: + joins them end to end. np.array(list) turns one into an array.",
        ),
    ),
    Explanation(
        "function-for-number",
        r"operand type\(s\) for .*'(?:function|builtin_function_or_method|method|numpy.ufunc|numpy._ArrayFunctionDispatcher|type)'",
        Text(
            "Hier wird mit einer Funktion gerechnet statt mit ihrem Ergebnis. Ruf sie auf, mit Klammern: f(x).",
            "Here you compute with a function instead of its result. Call it, with parentheses: f(x).",
        ),
    ),
    Explanation(
        "unpack",
        r"(?:too many|not enough) values to unpack",
        Text(
            "Links vom = stehen mehr oder weniger Namen, als rechts Werte kommen.",
            "There are more or fewer names to the left of = than values coming from the right.",
        ),
    ),
    Explanation(
        "reshape",
        r"cannot reshape array of size (?P<size>\d+) into shape (?P<shape>\(.*?\))",
        Text(
            "Aus {size} Zahlen lässt sich keine Form {shape} legen. Das Produkt der Längen muss {size} sein.",
            "You cannot arrange {size} numbers in the shape {shape}. The product of the lengths must be {size}.",
        ),
    ),
    Explanation(
        "zip",
        r"zip\(\) argument \d is (?:shorter|longer)",
        Text(
            "zip läuft hier durch Dinge, die verschieden lang sind.",
            "Here zip runs through things of different lengths.",
        ),
    ),
    Explanation(
        "too-large",
        r"OverflowError",
        Text(
            "Diese Zahl ist für den Computer zu groß: e hoch 1000 etwa gibt es für math.exp nicht.",
            "This number is too large for the computer: math.exp, for example, cannot compute e to the power of 1000.",
        ),
    ),
    Explanation(
        "empty",
        r"need at least one array|empty sequence|zero-size array|is empty",
        Text(
            "Hier ist etwas leer, das Einträge haben müsste. Sieh nach, warum nichts hineingekommen ist.",
            "Something here is empty that should have entries. Check why nothing got into it.",
        ),
    ),
    Explanation(
        "key",
        r"KeyError: (?P<key>.*)",
        Text("In dem dict steht nichts unter {key}.", "The dict has nothing under {key}."),
    ),
    Explanation(
        "domain",
        r"math domain error",
        Text(
            "Die Wurzel oder der Logarithmus einer negativen Zahl (oder der Logarithmus von 0) lässt sich nicht ausrechnen.",
            "The square root or logarithm of a negative number (or the logarithm of 0) cannot be computed.",
        ),
    ),
    Explanation(
        "not-numbers",
        r"did not contain a loop with signature|ufunc '\w+' not supported for the input types|does not support argument 0 of type",
        Text(
            "In diesem Array stehen keine gewöhnlichen Zahlen, sondern Texte, Listen, Funktionen oder None.",
            "This array does not hold ordinary numbers but text, lists, functions, or None.",
        ),
    ),
    Explanation(
        "numpy-has-no",
        r"module '(?P<module>\w+)' has no attribute '(?P<name>\w+)'",
        Text(
            "{module} hat nichts namens {name}. Ist es ein Tippfehler?",
            "{module} has nothing called {name}. Is it a typo?",
        ),
    ),
    Explanation(
        "list-is-no-array",
        r"'(?P<kind>list|tuple|int|float)' object has no attribute '(?P<name>\w+)'",
        Text(
            "{kind} hat kein .{name}: Das haben nur Arrays. np.array(...) macht eines daraus.",
            "A {kind} has no .{name}: only arrays do. np.array(...) turns it into one.",
        ),
    ),
    Explanation(
        "no-attribute",
        r"'(?P<kind>[\w.]+)' object has no attribute '(?P<name>\w+)'",
        Text("{kind} hat nichts namens .{name}.", "{kind} has nothing called .{name}."),
    ),
    Explanation(
        "import",
        r"(?:ModuleNotFound|Import)Error",
        Text(
            "Dieses import findet nicht, was es sucht. Der Kurs braucht nur numpy, math und nncourse.",
            "This import does not find what it is looking for. The course needs only numpy, math, and nncourse.",
        ),
    ),
)
