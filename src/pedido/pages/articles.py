"""The two articles, passage by passage: what each says in this project's words, and the facts that hold it.

Passages are numbered by section, row and bullet; 0 is what stands before the first section, or before the first row of one.
The scenarios of S2 have the same numbers.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from pedido.machine import Source
from pedido.rules.sources import S1, S2


class Passage(NamedTuple):
    """A sentence of an article, or several that say one thing: where it stands there, what it says, and the facts."""

    number: str
    place: str
    says: str
    facts: tuple[str, ...]


_CANCELING: Final = (
    Passage("0.1", "Introduction", "An order can be canceled in almost every status.", ("C1",)),
    Passage("0.2", "Introduction", "Canceled is final.", ("C2",)),
    Passage("0.3", "Introduction", "There are two ways: the Admin, and the API.", ("C7",)),
    Passage("1.1", "Módulo Pedidos, steps 1 to 3", "In the Admin the order is opened and canceled.", ("C7",)),
    Passage("1.2", "Módulo Pedidos, step 4", "The person has to acknowledge what is done.", ("C6",)),
    Passage("1.3", "Módulo Pedidos, two steps", "From ready-for-handling and handling the first of two asks.", ("C3",)),
    Passage("1.4", "Módulo Pedidos, two steps", "From cancellation-requested, canceling cancels.", ("C3",)),
    Passage("1.5", "Módulo Pedidos, two steps", "An invoice carries such an order on.", ("C4",)),
    Passage("1.6", "Módulo Pedidos, reminder", "An invoiced order is no longer changed.", ("C5",)),
    Passage("2.1", "ERP", "An ERP cancels through the API.", ("C7",)),
    Passage("3.1", "Solicitado pelo cliente", "A cancellation by the customer runs differently.", ("C8",)),
)

_MODIFYING: Final = (
    Passage("0.1", "Adicionar", "Units of an item, or new products, are added.", ("M1", "M16")),
    Passage("0.2", "Remover", "Some or all units of an item are removed.", ("M1",)),
    Passage("0.3", "Alterar peso", "An item becomes heavier or lighter.", ("M1", "M16")),
    Passage("0.4", "Substituir itens", "Items take the place of others, weighed ones too.", ("M1",)),
    Passage("0.5", "Alterar preço", "The order's total changes.", ("M1", "M16")),
    Passage("0.6", "Introduction", "One request may do several of these, whatever its reason.", ("M1", "M14")),
    Passage("1.1", "Via Admin, status", "In the Admin an order is modified in handling.", ("M2",)),
    Passage(
        "1.1.1", "Via Admin, search", "There it is found by its id, or by three details of the customer.", ("M12",)
    ),
    Passage("1.2", "Via API, status", "Through the API it is modified in one of three statuses.", ("M2",)),
    Passage("1.3", "Via API, create", "The API makes a modification,", ("M11",)),
    Passage("1.3", "Via API, preview", "says what one would come to,", ("M11",)),
    Passage("1.3", "Via API, detail", "shows one,", ("M11",)),
    Passage("1.3", "Via API, history", "shows all of them,", ("M10", "M11")),
    Passage("1.3", "Via API, retry", "tries one that is stuck again,", ("M11", "M17")),
    Passage("1.3", "Via API, cancel", "cancels one that is not done,", ("M11", "M17")),
    Passage("1.3", "Via API, get settings", "shows the settings,", ("M11", "P10")),
    Passage("1.3", "Via API, update settings", "and sets them.", ("M11", "P10")),
    Passage("1.4", "Histórico", "The order keeps what was modified, for the Admin and for the API.", ("M10",)),
    Passage("2.1", "Número de alterações", "There is no limit to how often.", ("M3",)),
    Passage(
        "2.2", "Pedidos incompletos", "Incomplete orders are not modified: no workflow runs for them.", ("M4", "F2")
    ),
    Passage("2.3", "Contas franquia", "Orders of franchise accounts are modified.", ("M5",)),
    Passage("2.4.1", "Marketplace, VTEX", "So are those of a VTEX seller in a VTEX marketplace.", ("M6",)),
    Passage("2.4.2", "Marketplace, externo", "So are MOI orders that an external marketplace sold.", ("M6",)),
    Passage(
        "2.4.3",
        "Marketplace, certificado, parceiro",
        "Those of certified and of partner marketplaces are not.",
        ("M6",),
    ),
    Passage("2.5", "Reserva", "The reservation follows by itself.", ("M7",)),
    Passage("2.6", "Atualização de inventário", "The inventory does not: the store updates it.", ("M8",)),
    Passage("2.7", "Permissão", "The user needs one of two resources.", ("M9",)),
    Passage(
        "3.0", "Mudanças de preço", "Where the total changes, Orders talks to Payments by itself.", ("P1", "P2", "P3")
    ),
    Passage("3.1.1", "Preço menor, liquidado", "Lower, and settled: the difference is refunded.", ("P1",)),
    Passage(
        "3.1.2", "Preço menor, não liquidado", "Lower, and not settled: the gateway is told the new total.", ("P2",)
    ),
    Passage("3.2", "Preço maior", "Higher: the customer is asked for the difference.", ("P3",)),
    Passage(
        "3.3.1",
        "Aumentar preço, pagamento",
        "Higher takes one of three ways of paying (or cash, in the wider sources),",
        ("P4",),
    ),
    Passage("3.3.2", "Aumentar preço, CVV", "an acquirer that does without the CVV,", ("P4",)),
    Passage("3.3.3", "Aumentar preço, cobranças", "and that charges twice for one order.", ("P4",)),
    Passage("3.3.4", "Aumentar preço, conector", "Where the connector cannot: a new transaction, not linked.", ("P5",)),
    Passage(
        "3.4.1", "Pedido liquidado, cartão", "A settled order is modified where it was paid by credit card,", ("P6",)
    ),
    Passage("3.4.2", "Pedido liquidado, faturado", "was settled before it was invoiced,", ("P6",)),
    Passage(
        "3.4.3",
        "Pedido liquidado, conector",
        "and has a connector with partial refunds, which today is Adyen's alone.",
        ("P6",),
    ),
    Passage("3.4.4", "Pedido liquidado, finished", "Where the transaction is finished it is not.", ("P7",)),
    Passage("3.5", "Transação compartilhada", "A split payment does not stand in the way.", ("P8",)),
    Passage("3.6", "Descontos", "A discount stays below the original total.", ("P9",)),
    Passage("3.7.1", "Fatura, por completo", "Fully invoiced: not modified.", ("I1",)),
    Passage("3.7.2", "Fatura, parcialmente", "Not invoiced, or only in part: modified.", ("I1",)),
    Passage("3.7.3", "Fatura, igual ou maior", "The total may fall to what is invoiced,", ("I2",)),
    Passage("3.7.4", "Fatura, menor", "and not below it.", ("I2",)),
    Passage("3.8", "Fatura, liquidação", "Invoicing settles, unless the store settles on its own schedule.", ("I3",)),
)

ARTICLES: Final[Mapping[Source, tuple[Passage, ...]]] = {S1: _CANCELING, S2: _MODIFYING}
"""The passages of each article, in its order."""
