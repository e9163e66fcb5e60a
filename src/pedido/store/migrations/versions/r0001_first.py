"""The first tables, and the triggers that keep the journal as it was written."""

from typing import Final, Never

import sqlalchemy as sa
from alembic import op

from pedido.store.errors import SchemaError

revision = "0001"
down_revision = None

_BYTES: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_APPEND_ONLY: Final = {
    "postgresql": (
        """
        CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$
        """,
        """
        CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
        FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()
        """,
    ),
    "sqlite": (
        """
        CREATE TRIGGER journal_is_append_only_update BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
        """,
        """
        CREATE TRIGGER journal_is_append_only_delete BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
        """,
        # What INSERT OR REPLACE replaces is deleted without the trigger above.
        """
        CREATE TRIGGER journal_is_append_only_replace BEFORE INSERT ON journal
        WHEN EXISTS (SELECT 1 FROM journal WHERE order_id = NEW.order_id AND version = NEW.version)
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
        """,
    ),
}


def upgrade() -> None:
    """Make the tables."""
    _make_orders()
    _make_journal()
    _make_outbox()
    _make_answers()
    _make_customers()


def downgrade() -> Never:
    """Refuse: the orders would be lost.

    Raises:
        SchemaError: always.
    """
    raise SchemaError("there is no way back to before the first tables")


def _make_orders() -> None:
    op.create_table(
        "orders",
        sa.Column("order_id", _BYTES, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, comment="How many entries the journal has for it."),
        sa.Column("status", _BYTES, nullable=False),
        sa.Column("due", _BYTES, comment="When a worker has to look at it: its deadline."),
        sa.Column(
            "machines",
            sa.Text,
            nullable=False,
            comment="The machines, with their versions, that the snapshot was made by.",
        ),
        sa.Column("snapshot", sa.Text, nullable=False, comment="The order: the fold of its journal."),
        sa.PrimaryKeyConstraint("order_id", name="pk_orders"),
    )
    op.create_index("ix_orders_status_order_id", "orders", ["status", "order_id"])
    has_due = sa.text("due IS NOT NULL")
    op.create_index("ix_orders_due", "orders", ["due"], postgresql_where=has_due, sqlite_where=has_due)


def _make_journal() -> None:
    op.create_table(
        "journal",
        sa.Column("order_id", _BYTES, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, comment="Of the order, after this entry; the first is 1."),
        sa.Column("trigger", sa.Text, nullable=False, comment="Of the command; the first entry receives the order."),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("at", _BYTES, nullable=False),
        sa.Column(
            "machines",
            sa.Text,
            nullable=False,
            comment="The machines, with their versions, that decided the events.",
        ),
        sa.Column("events", sa.Text, nullable=False, comment="What happened, as a list, in its order."),
        sa.PrimaryKeyConstraint("order_id", "version", name="pk_journal"),
    )
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def _make_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("order_id", _BYTES, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("available_at", _BYTES, nullable=False, comment="Not to be delivered before; a claim puts it off."),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("problem", sa.Text, comment="Why the last attempt failed."),
        sa.Column("dead_at", _BYTES, comment="When it was given up; what follows for the order waits for a person."),
        sa.PrimaryKeyConstraint("order_id", "version", "position", name="pk_outbox"),
    )
    alive = sa.text("dead_at IS NULL")
    op.create_index("ix_outbox_available_at", "outbox", ["available_at"], postgresql_where=alive, sqlite_where=alive)


def _make_answers() -> None:
    op.create_table(
        "answers",
        sa.Column("key", _BYTES, nullable=False, comment="The idempotency key."),
        sa.Column("order_id", _BYTES, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False, comment="Of what was asked under the key."),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("given_at", _BYTES, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_answers"),
    )
    op.create_index("ix_answers_given_at", "answers", ["given_at"])


def _make_customers() -> None:
    op.create_table(
        "customers",
        sa.Column("order_id", _BYTES, nullable=False),
        sa.Column("kind", _BYTES, nullable=False, comment="name, email or document"),
        sa.Column("position", sa.Integer, nullable=False, comment="Of a word in the name."),
        sa.Column(
            "term", _BYTES, nullable=False, comment="As it is searched for: without case, accents and punctuation."
        ),
        sa.Column("value", sa.Text, nullable=False, comment="As it was given; a name stands at its first word."),
        sa.PrimaryKeyConstraint("order_id", "kind", "position", name="pk_customers"),
    )
    op.create_index("ix_customers_kind_term_order_id", "customers", ["kind", "term", "order_id"])
