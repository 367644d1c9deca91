"""Exercise largest-rate: The limit of the learning rate."""

from nncourse.exercises.c04 import RATE
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text

EXERCISE = Exercise(
    id="largest-rate",
    section=RATE,
    name=Text("Die Grenze der Lernrate", "The limit of the learning rate"),
    task=Text(
        "Du gehst auf $f(x) = x^2$ bergab. Ist die Lernrate $L$ klein, kommst du dem Tal mit jedem Schritt näher; ist sie zu groß, divergiert "
        "der Abstieg: Er springt immer weiter weg. Bei welchem $L$ liegt die Grenze?",
        "You go downhill on $f(x) = x^2$. If the learning rate $L$ is small, every step brings you closer to the "
        "valley; if it is too large, the descent diverges: it jumps farther and farther away. At which $L$ is the "
        "limit?",
    ),
    solution=1.0,
    working="# x - L * 2 * x = (1 - 2 * L) * x\n# 1 - 2 * L = -1\nanswer = 1.0",
    mistakes=(
        Mistake(
            "half",
            Text(
                "Bei L = 0,5 springt der Abstieg auf x² in einem einzigen Schritt genau ins Tal. Besser geht es nicht.",
                "At L = 0.5 the descent on x² jumps exactly into the valley in a single step. It does not get better than that.",
            ),
            Text(
                "0,5 ist die Grenze von 2w² aus dem Kapitel; x² ist nur halb so stark gekrümmt. Womit wird x hier bei jedem Schritt multipliziert?",
                "0.5 is the limit for 2w² in the chapter; x² is only half as strongly curved. What is x multiplied by at every step here?",
            ),
            (0.5,),
        ),
        Mistake(
            "two",
            Text(
                "Bei L = 2 wird x in jedem Schritt mit −3 multipliziert. Da divergiert der Abstieg schon lange.",
                "At L = 2, x is multiplied by −3 at every step. The descent has been diverging for quite a while by then.",
            ),
            Text(
                "2 wäre die Grenze, wenn die Steigung von x² nur x wäre. Sie ist aber doppelt so groß.",
                "2 would be the limit if the slope of x² were only x. But it is twice as large.",
            ),
            (2.0,),
        ),
        Mistake(
            "zero",
            Text(
                "Bei L = 0 bewegt sich gar nichts: Der Faktor in jedem Schritt ist 1.",
                "At L = 0, nothing moves at all: the factor at every step is 1.",
            ),
            Text(
                "Das ist das untere Ende. Gesucht ist das obere: Dort springt x hin und her, und der Faktor ist negativ.",
                "That is the lower end. You are looking for the upper one: there, x jumps back and forth, and the factor is negative.",
            ),
            (0.0,),
        ),
        Mistake(
            "quarter",
            Text(
                "Bei L = 0,25 wird x in jedem Schritt halbiert: Der Abstieg kommt gut voran.",
                "At L = 0.25, x is halved at every step: the descent makes good progress.",
            ),
            Text(
                "Die Steigung von x² ist 2x. Womit wird x also bei einem Schritt multipliziert, und wann ist dieser Faktor −1?",
                "The slope of x² is 2x. So what is x multiplied by in a step, and when is this factor −1?",
            ),
            (0.25,),
        ),
        Mistake(
            "still-converges",
            Text(
                "Mit diesem L kommt der Abstieg dem Tal noch mit jedem Schritt näher.",
                "With this L, every step of the descent still gets closer to the valley.",
            ),
            Text(
                "x wird in jedem Schritt mit 1 − 2L multipliziert. Gesucht ist das L, ab dem dieser Faktor nicht mehr kleiner macht.",
                "x is multiplied by 1 − 2L at every step. Look for the L at which this factor stops making it smaller.",
            ),
            (0.9, 0.1, 2 / 3),
            shows=lambda L: 0 < L < 1,
        ),
        Mistake(
            "diverges-already",
            Text("Mit diesem L divergiert der Abstieg schon.", "With this L, the descent already diverges."),
            Text(
                "x wird in jedem Schritt mit 1 − 2L multipliziert. Die Grenze liegt dort, wo dieser Faktor genau −1 ist.",
                "x is multiplied by 1 − 2L at every step. The limit is where this factor is exactly −1.",
            ),
            (4.0, 1.5),
            shows=lambda L: 1 < L < 1e300,
        ),
        Mistake(
            "negative",
            Text("Eine negative Lernrate geht bergauf.", "A negative learning rate goes uphill."),
            Text("Gesucht ist eine positive Zahl.", "Look for a positive number."),
            (-1.0,),
            shows=lambda L: -1e300 < L < 0,
        ),
    ),
    hints=(
        Text(
            "Die Steigung von $x^2$ ist $2x$. Schreib auf, was aus $x$ in einem Schritt wird.",
            "The slope of $x^2$ is $2x$. Write down what $x$ becomes in one step.",
        ),
        Text(
            "$x \\leftarrow x - L \\cdot 2x = (1 - 2L)\\,x$. Jeder Schritt multipliziert $x$ also mit derselben Zahl.",
            "$x \\leftarrow x - L \\cdot 2x = (1 - 2L)\\,x$. So every step multiplies $x$ by the same number.",
        ),
        Text(
            "Solange der Faktor zwischen −1 und 1 liegt, wird $x$ kleiner. Wird er −1, springt $x$ nur noch hin und her: $1 - 2L = -1$.",
            "As long as the factor is between −1 and 1, $x$ gets smaller. When it reaches −1, $x$ only jumps back and forth: $1 - 2L = -1$.",
        ),
    ),
)
