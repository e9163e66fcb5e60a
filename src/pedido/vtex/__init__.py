"""VTEX documents in and out: the "Get order" response of the Orders API, as it is published (API)."""

from pedido.vtex.reading import read_order
from pedido.vtex.writing import write_order

__all__ = ["read_order", "write_order"]
