"""The zoo of wrong gradients: most of them still learn.

`backward` is backpropagation in five small steps, `wrong` the steps done wrong, `zoo` the names and
what there is to say of them. `import nncourse` leaves them out: `from nncourse.bugs import ZOO`.
"""

from nncourse.bugs.backward import Backward
from nncourse.bugs.wrong import Accumulated, in_float32
from nncourse.bugs.zoo import ZOO, Bug

__all__ = ["ZOO", "Accumulated", "Backward", "Bug", "in_float32"]
