"""What `diagnose` says, in both languages."""

from nncourse.language import Text

NOT_CALLABLE = Text(
    "diagnose braucht die Funktion selbst, bekam aber {value}. Schreib ihren Namen ohne Klammern: diagnose(backprop).",
    "diagnose needs the function itself but got {value}. Write its name without parentheses: diagnose(backprop).",
)
A_RIDDLE = Text(
    "Das ist ein Rätsel aus find_the_bug, und diagnose verdirbt es dir nicht. Untersuche es mit den Prüfungen aus Kapitel 8; .hint() hilft weiter.",
    "This is a riddle from find_the_bug, and diagnose will not spoil it for you. Examine it with the checks from chapter 8; .hint() helps too.",
)
RIGHT = Text(
    "Dein Gradient stimmt, auf {n} Netzen mit {functions}: relativer Fehler unter {error}.",
    "Your gradient is right, on {n} networks with {functions}: relative error below {error}.",
)
BOTH = Text("Sigmoid und ReLU", "sigmoid and ReLU")
SIGMOID = Text("Sigmoid", "sigmoid")
MOVES_THETA = Text(
    "Deine Funktion verändert aber network.theta. Sie soll nur ableiten, den Schritt macht der Optimierer.",
    "But your function changes network.theta. It should only differentiate; the optimizer takes the step.",
)
MOVES_THETA_TOO = Text(
    "Außerdem verändert deine Funktion network.theta. Sie soll nur ableiten, den Schritt macht der Optimierer.",
    "Your function also changes network.theta. It should only differentiate; the optimizer takes the step.",
)
UNSTEADY = Text(
    "Deine Funktion gibt beim zweiten Aufruf mit denselben Zahlen einen anderen Gradienten zurück. "
    "Hängt sie von etwas ab, das von früher übrig ist, oder vom Zufall?",
    "On the second call with the same numbers, your function returns a different gradient. Does it depend on "
    "something left over from before, or on chance?",
)
OTHER_CONVENTION = Text(
    "Deine Backpropagation rechnet richtig, aber in einer anderen Vereinbarung: Dein Gradient ist überall der unsere mal {factor}.",
    "Your backpropagation computes correctly, but in a different convention: your gradient is ours times {factor} everywhere.",
)
IN_OURS = Text("In unsere übersetzt: mal {back}.", "Translated into ours: times {back}.")
ONLY_RATE = Text(
    "Ein Fehler ist das nicht: Wer es weiß, gleicht es mit einer anderen Lernrate aus.",
    "That is not a bug: if you know it, you make up for it with a different learning rate.",
)
ALSO_CONVENTION = Text(
    "Dazu kommt eine andere Vereinbarung, und die ist kein Fehler: Dein Gradient hat überall den Faktor {factor}.",
    "There is also a different convention, and that is not a bug: your gradient has the factor {factor} everywhere.",
)
ALSO_NUMBER = Text(
    "Dazu kommt überall der Faktor {factor:.3g}. Steckt die Lernrate schon darin?",
    "There is also a factor of {factor:.3g} everywhere. Is the learning rate already in it?",
)
OTHER_LAYOUT = Text(
    "Deine Zahlen stimmen, nur ihre Reihenfolge ist eine andere: {layout}.",
    "Your numbers are right, only their order is different: {layout}.",
)
OTHER_LAYOUT_TOO = Text(
    "Die Reihenfolge deiner Zahlen ist eine andere: {layout}.", "Your numbers are in a different order: {layout}."
)
NO_BIASES = Text(
    "Deine Funktion gibt keine db zurück; verglichen sind nur die dW.",
    "Your function returns no db; only the dW were compared.",
)
ONLY_WEIGHTS = Text(
    "Deine dW stimmen alle. Es fehlen die db: für jede Schicht die Summe der δ über die Beispiele.",
    "Your dW are all right. The db are missing: for each layer, the sum of the δ over the samples.",
)
FOUND = Text("Das ist ein Fehler aus dem Zoo: {name} ({id}).", "This is a bug from the zoo: {name} ({id}).")
KNOWN = Text("Diesen Fehler kennen wir: {name} ({id}).", "We know this bug: {name} ({id}).")
HERE = Text("Bei dir {where}; sonst ist dieser Schritt richtig.", "You have it {where}; otherwise this step is right.")
TWO = Text("Das sind zwei Fehler auf einmal.", "These are two bugs at once.")
CODE = Text("richtig: {right}\nfalsch:  {wrong}", "right: {right}\nwrong: {wrong}")
HIDES = Text("Warum er nicht auffällt: {why}", "Why it goes unnoticed: {why}")
CAUGHT = Text("Was ihn fängt: {what}", "What catches it: {what}")
RATE = Text(
    "Der Schritt, der zu früh kommt, hat die Lernrate {rate:.3g}.",
    "The step that comes too early has the learning rate {rate:.3g}.",
)
STRANGE = Text(
    "Dein Gradient ist falsch, aber so wie keiner aus dem Zoo.",
    "Your gradient is wrong, but not like any in the zoo.",
)
WORST = Text(
    "Am weitesten daneben liegt {worst} in {network}: relativer Fehler {error:.2g}.",
    "Farthest off: {worst} in {network}, with a relative error of {error:.2g}.",
)
MULTIPLE = Text("Es ist dort das {factor:.3g}-Fache des richtigen.", "There it is {factor:.3g} times the right one.")
ZERO = Text("Dein Gradient ist überall 0.", "Your gradient is 0 everywhere.")
MULTIPLE_ALL = Text(
    "Dein Gradient ist überall das {factor:.3g}-Fache des richtigen. Die Richtung stimmt also; eine andere Lernrate gleicht es aus. "
    "Steckt sie schon darin, oder ein Faktor zu viel?",
    "Your gradient is {factor:.3g} times the right one everywhere. So the direction is right; a different learning "
    "rate makes up for it. Is the learning rate already in there, or a factor too many?",
)
MULTIPLE_ALL_NEGATIVE = Text(
    "Dein Gradient ist überall das {factor:.3g}-Fache des richtigen. Er zeigt also bergab: Steckt der ganze Schritt, −L mal Gradient, schon "
    "darin?",
    "Your gradient is {factor:.3g} times the right one everywhere. So it points downhill: is the whole step, −L "
    "times the gradient, already in there?",
)
MULTIPLE_EACH = Text(
    "In jedem Netz ist dein Gradient ein Vielfaches des richtigen, aber jedes Mal ein anderes, vom {low:.3g}- bis zum {high:.3g}-Fachen. Die "
    "Richtung stimmt. Teilst du durch eine Länge oder eine Größe des Netzes?",
    "In each network, your gradient is a multiple of the right one, but a different one each time, from {low:.3g} to "
    "{high:.3g} times. The direction is right. Do you divide by a length, or by some size of the network?",
)
NO_MULTIPLE = Text("Es ist kein Vielfaches des richtigen.", "It is not a multiple of the right one.")
WRONG_WITH_RELU = Text(
    "Falsch ist er nur mit relu. Rechnet er mit dem f der Schicht, layer.f?",
    "It is wrong only with relu. Does it compute with the layer’s own f, layer.f?",
)
WRONG_WITH_SIGMOID = Text(
    "Falsch ist er nur mit sigmoid. Bei ReLU ist A' nur 0 oder 1: Sieh dir die Steigung an.",
    "It is wrong only with sigmoid. With ReLU, A' is only 0 or 1: look at the slope.",
)
RIGHT_WITH_RELU = Text(
    "Mit ReLU stimmt alles: Ist die Steigung fest die von ReLU, auch wo die Schicht ein anderes f hat?",
    "With ReLU, everything is right: is the slope always that of ReLU, even where the layer has a different f?",
)
ONE_LESS = Text(
    "Überall ist es das n / (n − 1)-Fache: Du teilst durch n − 1 statt durch n. n − 1 gehört zur Varianz einer Stichprobe. Die Richtung stimmt.",
    "It is n / (n − 1) times that everywhere: you divide by n − 1 instead of n. n − 1 belongs to the variance of a statistical sample. The direction is right.",
)
OTHERWISE_WITH_RELU = Text(
    "Das gilt mit Sigmoid. Mit ReLU ist er noch anders falsch: Rechnet er mit dem f der Schicht, layer.f?",
    "That holds with sigmoid. With ReLU, it is wrong in yet another way: does it compute with the layer’s own f, layer.f?",
)
BLOCK = Text("{name} der Schicht {k}", "{name} of layer {k}")
LAID_OUT = Text(
    "Es ist ein Vektor in der Reihenfolge von theta: W der Schicht 1 zeilenweise, ihr b, W der Schicht 2 und so fort. "
    "Oder die dW und db einzeln, als (dWs, dbs).",
    "It is a vector in the order of theta: W of layer 1 row by row, its b, W of layer 2, and so on. Or the dW and db "
    "separately, as (dWs, dbs).",
)
NETWORK = Text("Das Netz war {network}, mit {n} Beispielen.", "The network was {network}, with {n} samples.")
