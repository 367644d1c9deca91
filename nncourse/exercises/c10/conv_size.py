"""Exercise conv-size: How large the map becomes."""

from nncourse.exercises.c10 import SIZES
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def conv_size(n, size, padding, stride):
    return (n + 2 * padding - size) // stride + 1


def size_cases(rng):
    def some():
        size, padding, stride, steps = (int(rng.integers(*ends)) for ends in ((3, 6), (1, 3), (2, 5), (2, 7)))
        return size + stride * steps - 2 * padding, size, padding, stride

    return [(4, 3, 0, 1), (28, 5, 0, 1), (28, 5, 2, 1), (5, 3, 1, 2), some(), some()]


# Right ways in other styles


def counted(n, size, padding, stride):
    count = 0
    for start in range(-padding, n + padding - size + 1, stride):
        assert start + size <= n + padding
        count += 1
    return count


def walked(n, size, padding, stride):
    end, count = size, 1
    while end + stride <= n + 2 * padding:
        end += stride
        count += 1
    return count


EXERCISE = Exercise(
    id="conv-size",
    section=SIZES,
    name=Text("Wie groß wird die Karte?", "How large is the map?"),
    task=Text(
        "Ein Bild hat `n` Zeilen, der Kern `size`. Auf jeder Seite kommen `padding` Zeilen aus Nullen dazu, und das Fenster rückt immer um `stride` Zeilen weiter. "
        "Wie viele Zeilen hat die Karte? Es geht immer auf.",
        "An image has `n` rows, the kernel has `size`. On each side, `padding` rows of zeros are added, and the "
        "window always moves by `stride` rows. How many rows does the map have? The division always comes out even.",
    ),
    solution=conv_size,
    worked=lambda place, n, size, padding, stride: (
        f"({n} + 2 * {padding} - {size}) / {stride} + 1 = {conv_size(n, size, padding, stride)}"
    ),
    cases=size_cases,
    edges=lambda rng: [(3, 3, 0, 1), (1, 1, 0, 1)],
    mistakes=(
        Mistake(
            "no-plus-one",
            Text(
                "Das ist um 1 zu klein: So oft rückt das Fenster weiter.",
                "This is 1 too small: it is how many times the window moves.",
            ),
            Text(
                "Das Fenster liegt schon an einer Stelle, bevor es zum ersten Mal weiterrückt. Auch die zählt.",
                "The window is already in one position before it moves for the first time. That one counts too.",
            ),
            (lambda n, size, padding, stride: (n + 2 * padding - size) // stride,),
        ),
        Mistake(
            "one-sided",
            Text("Das Padding ist nur auf einer Seite gezählt.", "The padding is counted on only one side."),
            Text(
                "Oben und unten kommen je padding Zeilen dazu, zusammen 2 · padding.",
                "At the top and at the bottom, padding rows are added, 2 · padding in all.",
            ),
            (lambda n, size, padding, stride: (n + padding - size) // stride + 1,),
        ),
        Mistake(
            "no-padding",
            Text("Das Padding fehlt.", "The padding is missing."),
            Text(
                "Die Nullen am Rand gehören für das Fenster zum Bild: Es darf auch auf ihnen liegen.",
                "For the window, the zeros at the border are part of the image: it may lie on them too.",
            ),
            (lambda n, size, padding, stride: (n - size) // stride + 1,),
        ),
        Mistake(
            "no-stride",
            Text(
                "Der Stride fehlt: So viele Stellen sind es, wenn das Fenster um ein Pixel weiterrückt.",
                "The stride is missing: that is how many positions there are when the window moves by one pixel.",
            ),
            Text(
                "Mit Stride 2 wird jede zweite Stelle ausgelassen. Teile durch den Stride, bevor du die 1 addierst.",
                "With stride 2, every other position is skipped. Divide by the stride before you add the 1.",
            ),
            (lambda n, size, padding, stride: n + 2 * padding - size + 1,),
        ),
        Mistake(
            "one-inside",
            Text("Die 1 ist schon vor dem Teilen addiert.", "You add the 1 before you divide."),
            Text(
                "Erst zählen, wie oft das Fenster weiterrückt (das ist der Bruch), dann die Stelle am Anfang dazu.",
                "First count how many times the window moves (that is the fraction), then add the starting position.",
            ),
            (
                lambda n, size, padding, stride: (n + 2 * padding - size + 1) // stride,
                lambda n, size, padding, stride: (n + 2 * padding - size + 1) / stride,
            ),
        ),
        Mistake(
            "kernel-not-subtracted",
            Text("Die Größe des Kerns ist nicht abgezogen.", "The size of the kernel is not subtracted."),
            Text(
                "Das Fenster muss ganz auf das Bild passen. Ist seine obere Zeile in der letzten Zeile des Bildes, hängt der Rest hinaus.",
                "The whole window must fit on the image. If its top row is in the last row of the image, the rest hangs out.",
            ),
            (
                lambda n, size, padding, stride: (n + 2 * padding) // stride,
                lambda n, size, padding, stride: (n + 2 * padding) // stride + 1,
            ),
        ),
    ),
    hints=(
        Text(
            "Nimm ein Bild mit 4 Zeilen, einen Kern mit 3, kein Padding, Stride 1. Wo liegt die obere Zeile des Fensters? Das sind zwei Stellen.",
            "Take an image with 4 rows, a kernel with 3, no padding, stride 1. Where can the top row of the window be? There are two positions.",
        ),
        Text(
            "Mit Padding hat das Bild `n + 2 * padding` Zeilen. Das Fenster braucht davon `size`; der Rest ist Platz zum Weiterrücken.",
            "With padding, the image has `n + 2 * padding` rows. The window needs `size` of them; the rest is room to move.",
        ),
        Text(
            "Wie oft passt ein Sprung von `stride` in diesen Platz? Und die Stelle, an der das Fenster anfängt, kommt noch dazu.",
            "How many jumps of `stride` fit into that room? Then add the position where the window starts.",
        ),
    ),
    rewrites=(counted, walked, lambda n, size, padding, stride: (n + 2 * padding - size) / stride + 1),
)
