"""VTEX documents in and out: orders, and what the operations on modifications take and answer, as published (API)."""

from pedido.vtex.reading import read_order
from pedido.vtex.requests import read_request, read_settings
from pedido.vtex.responses import write_created, write_details, write_history, write_preview, write_settings
from pedido.vtex.writing import write_order

__all__ = [
    "read_order",
    "read_request",
    "read_settings",
    "write_created",
    "write_details",
    "write_history",
    "write_order",
    "write_preview",
    "write_settings",
]
