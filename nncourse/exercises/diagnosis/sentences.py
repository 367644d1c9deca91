"""What `diagnose` says, in both languages."""

from nncourse.language import Text

NOT_CALLABLE = Text(
    "diagnose braucht die Funktion selbst, bekam aber {value}. Schreib ihren Namen ohne Klammern: diagnose(backprop).",
    "diagnose needs the function itself but got {value}. Write its name without brackets: diagnose(backprop).",
)
A_RIDDLE = Text(
    "Das ist ein Rätsel aus find_the_bug, und diagnose verdirbt es dir nicht. Untersuche es mit den Prüfungen aus Kapitel 8; .hint() hilft weiter.",
    "This is a riddle of find_the_bug, and diagnose does not spoil it. Examine it with the checks of chapter 8; .hint() helps on.",
)
RIGHT = Text(
    "Dein Gradient stimmt, auf {n} Netzen mit {functions}: relativer Fehler unter {error}.",
    "Your gradient is right, on {n} networks with {functions}: a relative error below {error}.",
)
BOTH = Text("Sigmoid und ReLU", "sigmoid and ReLU")
SIGMOID = Text("Sigmoid", "sigmoid")
MOVES_THETA = Text(
    "Deine Funktion verändert aber network.theta. Sie soll nur ableiten, den Schritt macht der Optimierer.",
    "But your function changes network.theta. It should only differentiate; the step is the optimizer's.",
)
MOVES_THETA_TOO = Text(
    "Außerdem verändert deine Funktion network.theta. Sie soll nur ableiten, den Schritt macht der Optimierer.",
    "Besides, your function changes network.theta. It should only differentiate; the step is the optimizer's.",
)
UNSTEADY = Text(
    "Deine Funktion gibt beim zweiten Aufruf mit denselben Zahlen einen anderen Gradienten zurück. "
    "Hängt sie von etwas ab, das von früher übrig ist, oder vom Zufall?",
    "Called a second time with the same numbers, your function returns another gradient. "
    "Does it depend on something left over from before, or on chance?",
)
OTHER_CONVENTION = Text(
    "Deine Backpropagation rechnet richtig, aber in einer anderen Vereinbarung: Dein Gradient ist überall der unsere mal {factor}.",
    "Your backpropagation is right, but in another convention: everywhere your gradient is ours times {factor}.",
)
IN_OURS = Text("In unsere übersetzt: mal {back}.", "Translated into ours: times {back}.")
ONLY_RATE = Text(
    "Ein Fehler ist das nicht: Wer es weiß, gleicht es mit einer anderen Lernrate aus.",
    "That is no bug: who knows it makes up for it with another learning rate.",
)
ALSO_CONVENTION = Text(
    "Dazu kommt eine andere Vereinbarung, und die ist kein Fehler: Dein Gradient hat überall den Faktor {factor}.",
    "Besides, there is another convention, and that is no bug: everywhere your gradient has the factor {factor}.",
)
ALSO_NUMBER = Text(
    "Dazu kommt überall der Faktor {factor:.3g}. Steckt die Lernrate schon darin?",
    "Besides, there is the factor {factor:.3g} everywhere. Is the learning rate in it already?",
)
OTHER_LAYOUT = Text(
    "Deine Zahlen stimmen, nur ihre Reihenfolge ist eine andere: {layout}.",
    "Your numbers are right, only their order is another: {layout}.",
)
OTHER_LAYOUT_TOO = Text(
    "Die Reihenfolge deiner Zahlen ist eine andere: {layout}.", "The order of your numbers is another: {layout}."
)
NO_BIASES = Text(
    "Deine Funktion gibt keine db zurück; verglichen sind nur die dW.",
    "Your function returns no db; only the dW are compared.",
)
ONLY_WEIGHTS = Text(
    "Deine dW stimmen alle. Es fehlen die db: für jede Schicht die Summe der δ über die Beispiele.",
    "All your dW are right. What is missing are the db: for each layer the sum of the δ over the samples.",
)
FOUND = Text("Das ist ein Fehler aus dem Zoo: {name} ({id}).", "This is a bug of the zoo: {name} ({id}).")
KNOWN = Text("Diesen Fehler kennen wir: {name} ({id}).", "We know this bug: {name} ({id}).")
HERE = Text("Bei dir {where}; sonst ist dieser Schritt richtig.", "Here {where}; elsewhere this step is right.")
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
    "Your gradient is wrong, but like none of the zoo.",
)
WORST = Text(
    "Am weitesten daneben liegt {worst} in {network}: relativer Fehler {error:.2g}.",
    "Farthest off is {worst} in {network}: a relative error of {error:.2g}.",
)
MULTIPLE = Text("Es ist dort das {factor:.3g}-Fache des richtigen.", "There it is {factor:.3g} times the right one.")
ZERO = Text("Dein Gradient ist überall 0.", "Your gradient is 0 everywhere.")
MULTIPLE_ALL = Text(
    "Dein Gradient ist überall das {factor:.3g}-Fache des richtigen. Die Richtung stimmt also; eine andere Lernrate gleicht es aus. "
    "Steckt sie schon darin, oder ein Faktor zu viel?",
    "Your gradient is {factor:.3g} times the right one everywhere. So the direction is right; another learning rate makes up for it. "
    "Is it in there already, or a factor too many?",
)
MULTIPLE_ALL_NEGATIVE = Text(
    "Dein Gradient ist überall das {factor:.3g}-Fache des richtigen. Er zeigt also bergab: Steckt der ganze Schritt, −L mal Gradient, schon "
    "darin?",
    "Your gradient is {factor:.3g} times the right one everywhere. So it points downhill: is the whole step, −L times the gradient, in "
    "there already?",
)
MULTIPLE_EACH = Text(
    "In jedem Netz ist dein Gradient ein Vielfaches des richtigen, aber jedes Mal ein anderes, vom {low:.3g}- bis zum {high:.3g}-Fachen. Die "
    "Richtung stimmt. Teilst du durch eine Länge oder eine Größe des Netzes?",
    "In each network your gradient is a multiple of the right one, but another one each time, from {low:.3g} to {high:.3g} times. The "
    "direction is right. Do you divide by a length, or by a size of the network?",
)
NO_MULTIPLE = Text("Es ist kein Vielfaches des richtigen.", "It is no multiple of the right one.")
WRONG_WITH_RELU = Text(
    "Falsch ist er nur mit relu. Rechnet er mit dem f der Schicht, layer.f?",
    "It is wrong with relu only. Does it compute with the layer's own f, layer.f?",
)
WRONG_WITH_SIGMOID = Text(
    "Falsch ist er nur mit sigmoid. Bei ReLU ist A' nur 0 oder 1: Sieh dir die Steigung an.",
    "It is wrong with sigmoid only. With ReLU A' is only 0 or 1: look at the slope.",
)
RIGHT_WITH_RELU = Text(
    "Mit ReLU stimmt alles: Ist die Steigung fest die von ReLU, auch wo die Schicht ein anderes f hat?",
    "With ReLU all is right: is the slope always that of ReLU, even where the layer has another f?",
)
ONE_LESS = Text(
    "Überall ist es das n / (n − 1)-Fache: Du teilst durch n − 1 statt durch n. n − 1 gehört zur Varianz einer Stichprobe. Die Richtung stimmt.",
    "Everywhere it is n / (n − 1) times that: you divide by n − 1 instead of n. n − 1 belongs to the variance of a sample. The direction is right.",
)
OTHERWISE_WITH_RELU = Text(
    "Das gilt mit Sigmoid. Mit ReLU ist er noch anders falsch: Rechnet er mit dem f der Schicht, layer.f?",
    "That holds with sigmoid. With ReLU it is wrong in another way: does it compute with the layer's own f, layer.f?",
)
BLOCK = Text("{name} der Schicht {k}", "{name} of layer {k}")
LAID_OUT = Text(
    "Es ist ein Vektor in der Reihenfolge von theta: W der Schicht 1 zeilenweise, ihr b, W der Schicht 2 und so fort. "
    "Oder die dW und db einzeln, als (dWs, dbs).",
    "It is a vector in the order of theta: W of layer 1 row by row, its b, W of layer 2, and so on. "
    "Or the dW and db one by one, as (dWs, dbs).",
)
NETWORK = Text("Das Netz war {network}, mit {n} Beispielen.", "The network was {network}, with {n} samples.")
