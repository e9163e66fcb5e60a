"""What would lift the refusals of a modification: single changes of the order or of the request, each decided again.

A change is one that somebody can make: another order cannot be made of this one, what is settled was paid as it was paid, and
what is final stays. `candidates` is a table, rule by rule; nothing of it is shown that deciding does not confirm.
"""

from pedido.lifting.change import Change
from pedido.lifting.lifts import Lift, Lifting, liftings

__all__ = ["Change", "Lift", "Lifting", "liftings"]
