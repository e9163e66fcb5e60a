"""Covering: a small set of scenarios that together take every transition, every pair of them, or every rule both ways.

What can happen is explored (`lives`, from the orders in `worlds`), paths through it are chosen that cover what is aimed at
(`aims`, `paths`), and written as scenario files (`steps`, `chapters`) into a folder of their own (`folder`).
"""

from pedido.covering.folder import write_files, written_before
from pedido.covering.generating import Generated, MachineCover, generate
from pedido.covering.wording import in_words
from pedido.covering.worlds import WORLDS

__all__ = ["WORLDS", "Generated", "MachineCover", "generate", "in_words", "write_files", "written_before"]
