"""T: what the sources state about the payment transaction."""

from typing import Final

from pedido.rules.facts.fact import Fact
from pedido.rules.sources import TX

TRANSACTION: Final = (
    Fact(
        "T1",
        "A transaction is authorized, analyzed for risk where an anti-fraud provider takes part, approved, and settled.",
        (TX,),
    ),
    Fact("T2", "A transaction can be denied or canceled until it is settled, and not afterwards.", (TX,)),
    Fact("T3", "A transaction is finished when it is settled and the invoices of the order are linked to it.", (TX,)),
    Fact("T4", "A transaction may be settled amount by amount, and never beyond its value.", (TX,)),
    Fact("T5", "What is settled can be refunded, amount by amount, and never more than that.", (TX,)),
)
