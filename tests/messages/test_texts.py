"""The shipped texts: complete, the same in every language, and asking only for parameters that exist."""

import re
from collections.abc import Iterable
from dataclasses import fields
from importlib import resources
from itertools import chain
from string import Formatter
from types import ModuleType
from typing import get_args

import pytest
from babel.messages.pofile import read_po

from pedido import (
    Channel,
    DeadlineKind,
    Flow,
    ModificationKind,
    ModificationStatus,
    Party,
    PaymentStatus,
    Status,
    Subject,
)
from pedido.actions.cancellation import RESTOCK_BY_HAND
from pedido.machine import AUTOMATIC, Rule
from pedido.machines import DEFINITIONS
from pedido.messages import LANGUAGES, Language, catalogue, text
from pedido.order.effects import Effect
from pedido.pair.conflict import ConflictKind
from pedido.rules import modification, modification_course, modification_request, price_change
from tests.messages.refusing import REFUSING

RULES = {rule.id: rule for definition in DEFINITIONS.values() for rule in definition.rules}
TRIGGERS = {trigger for definition in DEFINITIONS.values() for trigger in definition.triggers}
CHOICES = {choice.id for definition in DEFINITIONS.values() for choice in definition.choices}
EFFECTS = {re.sub(r"(?<!^)(?=[A-Z])", "_", effect.__name__).lower(): effect for effect in get_args(Effect)}
NOT_SAID = {"settings"}
"""The fields of effects that are too much for a sentence."""
GENERIC = ("unknown_trigger", "not_available_here")
NOTICES = (RESTOCK_BY_HAND.id, "update_inventory", "other_data_ignored", "not_recalculated")
METHODS = (
    "creditCard",
    "debitCard",
    "promissory",
    "customerCredit",
    "cash",
    "bankInvoice",
    "instantPayment",
    "giftCard",
)


def rules_of(*modules: ModuleType) -> set[str]:
    return {rule.id for module in modules for rule in vars(module).values() if isinstance(rule, Rule)}


def texts_of(rules: Iterable[str]) -> set[str]:
    return {f"{kind}.{name}" for kind in ("rule", "lift", "guard") for name in rules}


OF_MODIFICATION = rules_of(modification, modification_course)
OF_REQUEST = rules_of(modification_request, price_change)
EXPECTED = {
    "pair": {
        "notice.seller_decides_first",
        *(f"{part}.{kind}" for part in ("conflict", "remedy") for kind in ConflictKind),
    },
    "statuses": {
        *(f"status.{status}" for status in chain(Status, PaymentStatus, ModificationStatus)),
        *(f"flow.{flow}" for flow in Flow),
        *(f"machine.{name}" for name in DEFINITIONS),
        *(f"channel.{channel}" for channel in Channel),
        *(f"kind.{kind}" for kind in ModificationKind),
        *(f"method.{method}" for method in (*METHODS, "none")),
    },
    "commands": {f"command.{trigger}" for trigger in (*TRIGGERS, AUTOMATIC)},
    "rules": {
        *texts_of(set(RULES) - OF_MODIFICATION - OF_REQUEST),
        *(f"{kind}.{name}" for kind in ("rule", "lift") for name in GENERIC),
    },
    "modification": texts_of(OF_MODIFICATION),
    "modification_request": texts_of(OF_REQUEST),
    "choices": {f"when.{name}" for name in CHOICES},
    "effects": {
        *(f"effect.{name}" for name in EFFECTS),
        *(f"party.{party}" for party in Party),
        *(f"subject.{subject}" for subject in Subject),
        *(f"deadline.{kind}" for kind in DeadlineKind),
        *(f"notice.{notice}" for notice in NOTICES),
    },
}
"""The ids that each catalogue must hold, and nothing else."""


def ids_of(language: Language, name: str) -> list[str]:
    with (resources.files("pedido.messages") / language / f"{name}.po").open("rb") as file:
        return [str(entry.id) for entry in read_po(file, abort_invalid=True) if entry.id]


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXPECTED)
def test_a_catalogue_holds_every_id_of_its_concern_once_and_no_other(name: str, language: Language) -> None:
    assert sorted(ids_of(language, name)) == sorted(EXPECTED[name])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_id_has_two_texts_in_one_language(language: Language) -> None:
    files = [path.name for path in (resources.files("pedido.messages") / language).iterdir()]
    ids = [message_id for name in files for message_id in ids_of(language, name.removesuffix(".po"))]
    assert sorted(set(ids)) == sorted(ids)


def test_every_text_exists_in_every_language() -> None:
    assert {language: set(catalogue(language).texts) for language in LANGUAGES} == {
        language: set(catalogue("en").texts) for language in LANGUAGES
    }


@pytest.mark.parametrize("message_id", sorted(catalogue("en").texts))
def test_a_text_asks_for_the_same_parameters_in_every_language(message_id: str) -> None:
    asked = {language: placeholders(catalogue(language).template(message_id)) for language in LANGUAGES}
    assert asked == dict.fromkeys(LANGUAGES, asked["en"])


def test_every_rule_has_a_case_that_refuses() -> None:
    assert set(REFUSING) == set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_supplies_every_parameter_that_its_texts_ask_for(name: str) -> None:
    verdict = RULES[name].verdict(*REFUSING[name])
    assert verdict is not True
    for language in LANGUAGES:
        for kind in ("rule", "lift"):
            assert placeholders(catalogue(language).template(f"{kind}.{name}")) <= set(verdict.parameters)
            assert text(f"{kind}.{name}", language, verdict.parameters)


@pytest.mark.parametrize("name", EFFECTS)
def test_an_effect_has_the_parameters_that_its_text_asks_for(name: str) -> None:
    said = {field.name for field in fields(EFFECTS[name])} - NOT_SAID
    assert placeholders(catalogue("en").template(f"effect.{name}")) == said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RULES)
def test_a_guard_is_named_in_few_words_that_fit_on_an_edge(name: str, language: Language) -> None:
    assert 1 <= len(catalogue(language).template(f"guard.{name}").split()) <= 4


@pytest.mark.parametrize(
    "status, label",
    [
        (Status.READY_FOR_HANDLING, "Pronto para Manuseio"),
        (Status.HANDLING, "Preparando Entrega"),
        (Status.CANCELLATION_REQUESTED, "Cancelamento Solicitado"),
        (Status.CANCELED, "Cancelado"),
        (Status.INVOICED, "Faturado"),
    ],
)
def test_the_statuses_have_the_names_that_vtex_gives_them_in_portuguese(status: Status, label: str) -> None:
    assert catalogue("pt").template(f"status.{status}") == label
