"""The databases of the tests of the store, for the commands about it."""

from tests.store.conftest import (
    database_url,
    empty_url,
    postgresql_admin_url,
    postgresql_template,
    postgresql_url,
    sqlite_template,
    sqlite_url,
)

__all__ = [
    "database_url",
    "empty_url",
    "postgresql_admin_url",
    "postgresql_template",
    "postgresql_url",
    "sqlite_template",
    "sqlite_url",
]
