"""What Alembic runs: the steps, on the connection that `upgrading.py` has, within its transaction."""

from alembic import context

from pedido.store.upgrading import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
context.run_migrations()
