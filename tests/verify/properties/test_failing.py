"""Where a machine cannot decide: the errors of the engine are told apart, and none is passed over."""

import pytest

from pedido import AutomaticCycleError
from pedido.machine import NoAlternativeError
from pedido.verify.properties.failing import automatic_steps_end, every_case_is_decided

CYCLE = AutomaticCycleError("order 1, cancel: complete passes cancel again and again")


def test_c13_automatic_steps_that_do_not_end_are_complained_about() -> None:
    assert automatic_steps_end.check(CYCLE) == "order 1, cancel: complete passes cancel again and again"
    assert every_case_is_decided.check(CYCLE) is None


@pytest.mark.parametrize(
    "error, complaint",
    [
        (NoAlternativeError("no alternative holds"), "NoAlternativeError: no alternative holds"),
        (KeyError("nowhere"), "KeyError: 'nowhere'"),
    ],
)
def test_f1_a_case_that_is_not_decided_is_complained_about(error: Exception, complaint: str) -> None:
    assert every_case_is_decided.check(error) == complaint
    assert automatic_steps_end.check(error) is None
