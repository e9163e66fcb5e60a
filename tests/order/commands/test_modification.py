"""The commands of the modification: as they would reasonably be given to an order, and what they carry."""

import pytest
from pydantic import ValidationError

from pedido import (
    COMMANDS,
    AcknowledgeModification,
    CancelModification,
    Channel,
    CreateModification,
    ModificationRequest,
    Modifications,
    ModificationStatus,
    Offer,
    Order,
    Party,
    PreviewModification,
    Status,
)
from pedido.order.commands import AdjustPayment, OfOneModification
from pedido.order.commands.modification import latest_request_id
from tests.orders import MODIFICATION, NOW, STORE, modification, order_in, with_modification

ORDER = order_in(Status.HANDLING)
OF_ONE = [command for command in COMMANDS.values() if issubclass(command, OfOneModification)]


def waiting(**changes: object) -> Order:
    """Make an order with a modification that waits for Payments."""
    return with_modification(ORDER, ModificationStatus.WAITING_CONFIRMATION, **changes)


@pytest.mark.parametrize("kind", [CreateModification, PreviewModification])
def test_a_cent_off_is_a_typical_modification(kind: type[CreateModification]) -> None:
    command = kind.typical(ORDER, STORE, NOW)
    assert command.request == ModificationRequest(reason="-", manual_discount_value=1)
    assert (command.channel, command.workspace, command.offers) == (Channel.API, "master", {})


def test_a_preview_is_given_as_the_creation_is() -> None:
    assert set(PreviewModification.model_fields) == set(CreateModification.model_fields)
    assert PreviewModification.trigger != CreateModification.trigger


def test_a_modification_is_named_by_the_command_or_else_by_its_number() -> None:
    command = CreateModification.typical(ORDER, STORE, NOW)
    assert command.id_for(ORDER) == "1176320001-01-modification-1"
    assert command.id_for(waiting()) == "1176320001-01-modification-2"
    assert command.but(request_id="mine").id_for(ORDER) == "mine"


def test_a_modification_that_nobody_named_gets_the_next_name_that_is_free() -> None:
    taken = [
        modification(ModificationStatus.DONE, id=f"1176320001-01-modification-{number + 1}", number=number)
        for number in (1, 2)
    ]
    order = ORDER.but(modifications=Modifications(taken))
    assert CreateModification.typical(order, STORE, NOW).id_for(order) == "1176320001-01-modification-4"


@pytest.mark.parametrize("kind", OF_ONE)
def test_typically_it_is_about_the_latest_modification(kind: type[OfOneModification]) -> None:
    assert kind.typical(waiting(), STORE, NOW).request_id == MODIFICATION == latest_request_id(waiting())
    assert kind.typical(ORDER, STORE, NOW).request_id == "1176320001-01-modification-1"


def test_a_modification_is_typically_canceled_for_a_reason() -> None:
    assert CancelModification.typical(waiting(), STORE, NOW).reason == "-"


@pytest.mark.parametrize(
    "order, participant",
    [
        (ORDER, Party.SELLER),
        (waiting(), Party.SELLER),
        (waiting(awaited=(Party.MARKETPLACE,)), Party.MARKETPLACE),
        (waiting(awaited=(Party.SELLER, Party.MARKETPLACE)), Party.SELLER),
    ],
    ids=["none", "nobody awaited", "one awaited", "two awaited"],
)
def test_typically_the_first_that_is_awaited_acknowledges(order: Order, participant: Party) -> None:
    assert AcknowledgeModification.typical(order, STORE, NOW).participant is participant


def test_what_a_modification_takes_of_the_payment_is_a_command_that_nobody_else_gives() -> None:
    assert AdjustPayment.internal
    assert AdjustPayment.trigger not in COMMANDS
    assert not [command for command in COMMANDS.values() if command.internal]


@pytest.mark.parametrize("kind", [kind for kind in COMMANDS.values() if "modification" in kind.trigger])
def test_a_typical_command_survives_json(kind: type[OfOneModification]) -> None:
    command = kind.typical(waiting(), STORE, NOW)
    assert kind.model_validate_json(command.model_dump_json()) == command


def test_the_catalog_s_answers_travel_on_the_command() -> None:
    body = {"actor": STORE, "at": NOW, "request": {"reason": "-"}, "offers": {"9": {"price": 1500}}}
    assert CreateModification.model_validate(body).offers == {"9": Offer(price=1500)}
    with pytest.raises(ValidationError, match="price"):
        CreateModification.model_validate({**body, "offers": {"9": {}}})


@pytest.mark.parametrize(
    "fields",
    [{"request_id": " "}, {"workspace": ""}, {"channel": "fax"}, {"at": "2026-11-22"}, {"order": "1"}],
    ids=str,
)
def test_what_is_no_command_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        CreateModification.model_validate({**dict(CreateModification.typical(ORDER, STORE, NOW)), **fields})


def test_the_latest_modification_is_meant_among_several() -> None:
    done = ModificationStatus.DONE
    several = [modification(done, id=f"m{number}", number=number) for number in (1, 2, 3)]
    assert latest_request_id(ORDER.but(modifications=Modifications(several))) == "m3"
