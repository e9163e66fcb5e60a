"""M: what the sources state about modification."""

from typing import Final

from pedido.rules.facts.fact import Fact
from pedido.rules.sources import ADAPT, API, ERRORS, ITEMS, MODIFY, S2

MODIFICATION: Final = (
    Fact(
        "M1",
        "A modification adds units or new products, removes some or all units of an item, changes the weight of items, "
        "replaces items (those priced by weight too), or changes the price; one request may do several of these.",
        (S2,),
        "A weight is changed by replacing an item by the same SKU with another unitMultiplier, a price by the manual values "
        "or by replacing an item by the same SKU at another price.",
    ),
    Fact(
        "M2",
        "In the Admin an order is modified only in handling; through the API in handling, waiting-for-fulfillment and "
        "ready-for-invoicing.",
        (S2,),
        "My Account, which S2 does not name, is as strict as the Admin.",
    ),
    Fact(
        "M3",
        "An order may be modified any number of times.",
        (S2,),
        "ITEMS speaks of 50 changes at most; S2 overrules it.",
    ),
    Fact("M4", "An incomplete order is not modified.", (S2,)),
    Fact(
        "M5",
        "An order whose seller is a franchise account can be modified.",
        (S2,),
        "It makes no difference to any rule: what allows or refuses an order of another seller does so here.",
    ),
    Fact(
        "M6",
        "An order is modified where the store is VTEX seller and VTEX marketplace, and one of Multilevel Omnichannel "
        "Inventory (MOI) where an external marketplace sold it; orders of certified and of partner marketplaces are not.",
        (S2, ITEMS, ERRORS),
        "What is stated nowhere as allowed is refused: MOI without an external marketplace (the platform's answer for chain "
        "orders), and an external marketplace without MOI.",
    ),
    Fact(
        "M7",
        "The reservation of the items follows the modification by itself.",
        (S2,),
        "What the order gets more of is reserved at the start, and given up where the modification is canceled; what it gets "
        "less of is given up when the modification is done. Units are reserved: an item that only becomes heavier reserves "
        "nothing more.",
    ),
    Fact(
        "M8",
        "The inventory does not follow the modification: the store updates it, in the Admin or through the API.",
        (S2,),
        "The outcome reminds of it where the items change, and not where only the price does.",
    ),
    Fact(
        "M9",
        "Modifying needs at least one of the License Manager resources Orders Full Access and Change order.",
        (S2, API),
        "API lists Cancel order as well; S2 names two, and wins. Looking at modifications needs the same, and for looking at the "
        "settings View order is enough. In My Account the customer, who has no resource, needs none, and sets neither a price "
        "nor a manual value nor the settings.",
    ),
    Fact("M10", "The order keeps a history of its modifications, for the Admin and for the API.", (S2, API)),
    Fact(
        "M11",
        "The API has eight operations: create, preview, details, history, retry, cancel, get settings, update settings. A "
        "preview answers what creating would, and changes nothing.",
        (S2, API, ADAPT),
        "What a request carries for other systems, such as the customer's data, is neither used nor kept.",
    ),
    Fact(
        "M12",
        "In the Admin an order is found by its id, or by the customer's name, e-mail or document.",
        (S2,),
        "`pedido find` looks into VTEX documents; an order of this project keeps no personal data.",
        place="pedido.vtex.search.find",
    ),
    Fact(
        "M13",
        "While one modification of an order is in progress, another one is refused.",
        (ERRORS,),
    ),
    Fact(
        "M14",
        "A request is refused as a whole where it removes or replaces what the order does not have or more than it has, a "
        "quantity is below 1, the measurement unit changes outside a replacement, it does not say which of several lines "
        "it means, it adds a new product to an order with several addresses, a manual value is negative, it changes "
        "nothing, an item is not available or not in stock, or the reason is missing.",
        (ERRORS, MODIFY, API),
        "Every reason is given at once, and not only the first.",
    ),
    Fact("M15", "A canceled order is not modified.", (ERRORS,), "Canceling the order cancels what is in progress too."),
    Fact(
        "M16",
        "Manual discounts and increments are taken off and put on the computed total. Items keep the prices of when the order "
        "was placed unless the request has others; money is whole cents, and a weight is a unitMultiplier.",
        (ADAPT, API),
        "A line is rounded once, half to even, on its total. The freight stays as it is unless the request tells it.",
    ),
    Fact(
        "M17",
        "A modification is a workflow of its own: prepared, acknowledged by who takes part, confirmed by Payments, done. A "
        "rule that refuses cancels it at once with the reason; a system that fails has it tried again a few times before it "
        "is canceled. By hand it can be retried or canceled until it is done; only a new one undoes it then.",
        (API, ADAPT, ERRORS),
        "The settings say whether acknowledgment and confirmation are awaited or assumed, and how often it is tried again (3 "
        "times unless the store sets another number); a retry by hand starts the count anew. Payments confirms a modification as "
        "a whole. Where the payment has changed since it was asked, because it was settled for one, the confirmation is "
        "refused, and a retry asks anew.",
    ),
)
