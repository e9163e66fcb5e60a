"""The base of the enumerations that orders, events and commands are made of."""

from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING


class Word(StrEnum):
    """A word out of a closed list."""

    if not TYPE_CHECKING:  # which knows the type of each word's text better
        value = property(attrgetter("_value_"))  # without Python code: it is asked for at every word that is written
