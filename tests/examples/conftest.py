"""The examples run on the databases that the store is tested on."""

from tests.store.conftest import (
    database_url,
    postgresql_admin_url,
    postgresql_template,
    postgresql_url,
    sqlite_template,
    sqlite_url,
)

__all__ = [
    "database_url",
    "postgresql_admin_url",
    "postgresql_template",
    "postgresql_url",
    "sqlite_template",
    "sqlite_url",
]
