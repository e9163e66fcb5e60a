"""What is logged, on standard error: a line for each record, which is the moment, the level and the message."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pedido.messages.printable import printable


@contextmanager
def logged() -> Iterator[None]:
    """Write within the block what pedido tells, and what is wrong with others."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Line("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"))
    ours = logging.getLogger("pedido")
    before = ours.level
    logging.root.addHandler(handler)
    ours.setLevel(logging.INFO)
    try:
        yield
    finally:
        ours.setLevel(before)
        logging.root.removeHandler(handler)


class _Line(logging.Formatter):
    """Keeps a record on one line, which cannot steer a terminal; of an exception it tells no more than what it says."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        record.message = record.getMessage()
        record.asctime = self.formatTime(record, self.datefmt)
        error = record.exc_info[1] if record.exc_info else None
        told = self.formatMessage(record) + (f": {type(error).__name__}: {error}" if error else "")
        return printable(" ".join(told.split()))
