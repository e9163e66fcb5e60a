"""The tables of the store, as SQLAlchemy describes them. `migrations/` makes them; a test holds the two together.

Both databases keep the same: documents are JSON as text, and a moment is text in UTC with six digits of a second, which
sorts as time does. Names and moments are compared byte by byte.
"""

from typing import Any, Final

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import UserDefinedType

METADATA: Final = MetaData(naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_N_name)s"})


class Bytewise(UserDefinedType[str]):
    """Text that is compared byte by byte, as SQLite compares by itself: it sorts alike, and an index finds its beginnings.

    A type of its own, for SQLAlchemy writes the collation of its `Text` behind every parameter as well.
    """

    cache_ok = True

    def get_col_spec(self, **_options: Any) -> str:
        """Write the type of a column."""
        return 'TEXT COLLATE "C"'


@compiles(Bytewise, "sqlite")
def _on_sqlite(_type: Bytewise, _compiler: Any, **_options: Any) -> str:
    return "TEXT"


_BYTES: Final = Bytewise()

ORDERS: Final = Table(
    "orders",
    METADATA,
    Column("order_id", _BYTES, primary_key=True),
    Column("version", Integer, nullable=False, comment="How many entries the journal has for it."),
    Column("status", _BYTES, nullable=False),
    Column("due", _BYTES, comment="When a worker has to look at it: its deadline."),
    Column(
        "machines", Text, nullable=False, comment="The machines, with their versions, that the snapshot was made by."
    ),
    Column("snapshot", Text, nullable=False, comment="The order: the fold of its journal."),
)
Index(None, ORDERS.c.status, ORDERS.c.order_id)
Index(
    None,
    ORDERS.c.due,
    postgresql_where=ORDERS.c.due.is_not(None),
    sqlite_where=ORDERS.c.due.is_not(None),
)

JOURNAL: Final = Table(
    "journal",
    METADATA,
    Column("order_id", _BYTES, primary_key=True),
    Column("version", Integer, primary_key=True, comment="Of the order, after this entry; the first is 1."),
    Column("trigger", Text, nullable=False, comment="Of the command; the first entry receives the order."),
    Column("actor", Text, nullable=False),
    Column("at", _BYTES, nullable=False),
    Column("machines", Text, nullable=False, comment="The machines, with their versions, that decided the events."),
    Column("events", Text, nullable=False, comment="What happened, as a list, in its order."),
)
"""Append only: each entry is what one command came to. A trigger of the database refuses to change or delete any."""

OUTBOX: Final = Table(
    "outbox",
    METADATA,
    Column("order_id", _BYTES, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("available_at", _BYTES, nullable=False, comment="Not to be delivered before; a claim puts it off."),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("problem", Text, comment="Why the last attempt failed."),
    Column("dead_at", _BYTES, comment="When it was given up; what follows for the order waits for a person."),
)
"""What is to be told to others, until it was. The key is the order in which an order's messages are delivered."""
Index(None, OUTBOX.c.available_at, postgresql_where=OUTBOX.c.dead_at.is_(None), sqlite_where=OUTBOX.c.dead_at.is_(None))

ANSWERS: Final = Table(
    "answers",
    METADATA,
    Column("key", _BYTES, primary_key=True, comment="The idempotency key."),
    Column("order_id", _BYTES, nullable=False),
    Column("fingerprint", Text, nullable=False, comment="Of what was asked under the key."),
    Column("answer", Text, nullable=False),
    Column("given_at", _BYTES, nullable=False),
)
Index(None, ANSWERS.c.given_at)

CUSTOMERS: Final = Table(
    "customers",
    METADATA,
    Column("order_id", _BYTES, primary_key=True),
    Column("kind", _BYTES, primary_key=True, comment="name, email or document"),
    Column("position", Integer, primary_key=True, comment="Of a word in the name."),
    Column("term", _BYTES, nullable=False, comment="As it is searched for: without case, accents and punctuation."),
    Column("value", Text, nullable=False, comment="As it was given; a name stands at its first word."),
)
"""All personal data, and nowhere else any: one row for each word of a name, for the e-mail and for the document."""
Index(None, CUSTOMERS.c.kind, CUSTOMERS.c.term, CUSTOMERS.c.order_id)
