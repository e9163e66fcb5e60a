"""Every text that a person reads, in Portuguese, English and Spanish.

The texts live in gettext catalogues beside this module, a folder per language and a file per concern (`pt/rules.po`),
under stable ids such as `rule.not_invoiced_in_part`. This floor knows ids, languages and formatting, and nothing of orders.
"""

from pedido.messages.catalogue import LANGUAGES, Catalogue, Language, UnknownLanguageError, catalogue, language_of
from pedido.messages.format import Duration, Label, Money, text

__all__ = [
    "LANGUAGES",
    "Catalogue",
    "Duration",
    "Label",
    "Language",
    "Money",
    "UnknownLanguageError",
    "catalogue",
    "language_of",
    "text",
]
