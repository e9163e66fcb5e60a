"""Fresh databases with pedido's schema, for tests and benchmarks, and the server that has those of PostgreSQL."""

import os
import secrets

import psycopg
from sqlalchemy import make_url

from pedido.store.database import open_database
from pedido.store.upgrading import upgrade
from tests.store.servers import FAST, postgresql_server

__all__ = ["FAST", "drop_database", "empty_database", "fresh_database", "postgresql_server", "upgrade_at"]

_WITH_STRATEGIES = 150_000


def fresh_database(admin_url: str, *, template: str | None = None) -> str:
    """Make a database with pedido's schema on a server, and return its URL; quickly, where it is a copy of another."""
    url = empty_database(admin_url, template=template)
    if not template:
        upgrade_at(url)
    return url


def empty_database(admin_url: str, *, template: str | None = None) -> str:
    """Make a database without any schema, or with that of another."""
    name = f"pedido_test_{os.getpid()}_{secrets.token_hex(6)}"
    with _administration(admin_url) as connection:
        source = f' TEMPLATE "{make_url(template).database}"' if template else ""
        # Copying files is three times as fast as copying through the log, which is what PostgreSQL 15 does by itself.
        how = " STRATEGY FILE_COPY" if connection.info.server_version >= _WITH_STRATEGIES else ""
        connection.execute(f'CREATE DATABASE "{name}"{source}{how}'.encode())
    return make_url(admin_url).set(database=name).render_as_string(hide_password=False)


def drop_database(admin_url: str, url: str) -> None:
    """Drop a database that was made here, whoever is still connected."""
    with _administration(admin_url) as connection:
        connection.execute(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)'.encode())


def upgrade_at(url: str) -> None:
    """Bring the schema of the database at a URL to the newest revision."""
    engine = open_database(url)
    try:
        upgrade(engine)
    finally:
        engine.dispose()


def _administration(admin_url: str) -> psycopg.Connection:
    plain = make_url(admin_url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)
