"""Where the facts are written."""

from typing import Final

from pedido.machine import Source

S1: Final = Source(key="S1", title='VTEX Help Center, "Cancelar pedido" (tutorials_186)')
S2: Final = Source(key="S2", title='VTEX Help Center, "Como funciona a Alterar pedido" (56TO0bOFXsfmpc7YZ3wIUZ)')
FLOW: Final = Source(key="FLOW", title='VTEX Help Center, "Order flow and status" (tutorials_196)')
DECLINE: Final = Source(
    key="DECLINE",
    title=(
        'VTEX Help Center, "Declining order cancellation" (F2n0h1TeQ5td540Gjyff4); '
        'Developer Portal, "Order canceling improvements"'
    ),
)
CUSTOMER: Final = Source(
    key="CUSTOMER", title='VTEX Help Center, "Order cancellation requested by the customer" (3wEI6DUNtecooG2Ki4Akqo)'
)
PARTIAL: Final = Source(
    key="PARTIAL", title='VTEX Help Center, "Partial invoices" (q9GPspTb9cHlMeAZfdEUe); "Invoicing an order"'
)
TX: Final = Source(key="TX", title='VTEX Help Center, "Transaction flow in Payments" (Er2oWmqPIWWyeIy4IoEoQ)')
API: Final = Source(key="API", title="VTEX Orders API, OpenAPI description")
ITEMS: Final = Source(key="ITEMS", title='VTEX Help Center, "Changing items from a completed order" (tutorials_190)')
MODIFY: Final = Source(key="MODIFY", title='VTEX Help Center, "How to modify orders" (7btlG91rb6sHpW1dkd2kBw)')
ADAPT: Final = Source(
    key="ADAPT",
    title='VTEX Help Center, "Adapting your integration for Order modifications" (6kGQWs0IvpwIZoyeoLMjlp)',
)
ERRORS: Final = Source(
    key="ERRORS", title='VTEX Developer Portal, "Order modifications", tables of Change v1 and v2 errors'
)
