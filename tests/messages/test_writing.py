"""How parameters are written in each language. Babel puts a no-break space between some currencies and amounts."""

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido.messages import LANGUAGES, Duration, Label, Language, Money, text
from pedido.messages.format import Parameter
from pedido.messages.writing import written

BRASILIA = timezone(timedelta(hours=-3))
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    "value, pt, en, es",
    [
        ("ana", "ana", "ana", "ana"),
        (1_234, "1.234", "1,234", "1,234"),
        (Money(123_456, "BRL"), f"R${NBSP}1.234,56", "R$1,234.56", "BRL1,234.56"),
        (Money(5, "USD"), f"US${NBSP}0,05", "$0.05", "USD0.05"),
        (
            datetime(2026, 11, 22, 14, 5, tzinfo=BRASILIA),
            "22 de nov. de 2026 14:05 GMT-03:00",
            "Nov 22, 2026 14:05 GMT-03:00",
            "22 nov 2026 14:05 GMT-03:00",
        ),
        (
            datetime(2026, 3, 4, 0, 0, tzinfo=UTC),
            "4 de mar. de 2026 00:00 GMT+00:00",
            "Mar 4, 2026 00:00 GMT+00:00",
            "4 mar 2026 00:00 GMT+00:00",
        ),
        (Duration(timedelta(minutes=30)), "30 minutos", "30 minutes", "30 minutos"),
        (Duration(timedelta(hours=36)), "36 horas", "36 hours", "36 horas"),
        (Duration(timedelta(days=1)), "1 dia", "1 day", "1 día"),
        (Duration(timedelta(days=30)), "30 dias", "30 days", "30 días"),
        (Duration(timedelta(minutes=1, seconds=30)), "90 segundos", "90 seconds", "90 segundos"),
        (Duration(timedelta()), "0 segundo", "0 seconds", "0 segundos"),
        (Label("status", "handling"), "Preparando Entrega", "Handling shipping", "Preparando entrega"),
        (Label("status", "unheard-of"), "unheard-of", "unheard-of", "unheard-of"),
        ((), "", "", ""),
        (("a", Money(100, "EUR"), 3), f"a, €{NBSP}1,00 e 3", "a, €1.00, and 3", "a, EUR1.00 y 3"),
        (
            (Label("status", "waiting-ffmt-authorization"), Label("status", "waiting-for-manual-authorization")),
            "Aguardando autorização para despachar",
            "Waiting for fulfillment authorization",
            "Esperando autorización para despachar",
        ),
    ],
)
def test_a_parameter_is_written_as_a_reader_of_the_language_expects_it(
    value: Parameter, pt: str, en: str, es: str
) -> None:
    assert [written(value, language) for language in ("pt", "en", "es")] == [pt, en, es]


@given(cents=st.integers(min_value=0, max_value=10**15), language=st.sampled_from(LANGUAGES))
def test_an_amount_loses_no_cent(cents: int, language: Language) -> None:
    assert int(re.sub(r"\D", "", written(Money(cents, "BRL"), language))) == cents


@given(minutes=st.integers(min_value=1, max_value=100_000))
def test_a_duration_is_written_exactly(minutes: int) -> None:
    number, unit = written(Duration(timedelta(minutes=minutes)), "en").split()
    assert timedelta(**{f"{unit.removesuffix('s')}s": int(number)}) == timedelta(minutes=minutes)


def test_a_value_that_is_no_parameter_is_a_fault_of_the_rule() -> None:
    with pytest.raises(TypeError, match="cannot write a float in pt"):
        written(1.5, "pt")


def test_a_text_has_its_parameters_written_in_it() -> None:
    parameters = {"value": Money(9_000, "BRL"), "rest": Money(6_000, "BRL")}
    assert text("rule.within_value", "pt", parameters) == (
        f"A nota fiscal de R${NBSP}90,00 ultrapassa o que falta faturar: R${NBSP}60,00."
    )


def test_a_text_without_parameters_is_its_template() -> None:
    assert text("status.canceled", "pt") == "Cancelado"


def test_a_text_that_lacks_a_parameter_is_a_fault_of_the_rule() -> None:
    with pytest.raises(KeyError, match="rest"):
        text("lift.within_value", "en", {"value": Money(1, "BRL")})
