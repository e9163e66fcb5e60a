"""How the tables came to be what `schema.py` says, step by step, with Alembic; `upgrading.py` takes the steps."""
