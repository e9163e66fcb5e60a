"""The format of a scenario file, as models; `schema.json` is made of them."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, get_args

from pydantic import AfterValidator, Field, model_validator

from pedido.data import name_of
from pedido.order.actor import Actor, Resource
from pedido.order.commands import COMMANDS, Command
from pedido.order.effects import Effect
from pedido.order.events import Event
from pedido.order.modification import Modification
from pedido.order.offer import Offer
from pedido.order.order import Order
from pedido.order.parts import Payment, Settings
from pedido.order.status import Flow, ModificationStatus, PaymentStatus, Status
from pedido.order.value import Cents, Moment, Name, Value
from pedido.pair.conflict import ConflictKind
from pedido.pair.message import Message
from pedido.pair.reception import Outcome
from pedido.pair.store import Store
from pedido.scenario.variants import OneOf, one_of, pattern, unset, variant

START: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)
"""When the virtual clock of a scenario starts, unless it says otherwise."""

END: Final = datetime(3000, 1, 1, tzinfo=UTC)
"""Where the virtual clock ends: where moments do."""

STORE: Final = Actor(id="store", resources=frozenset(Resource))
"""Who gives the commands of a scenario, unless it says otherwise: somebody of the store, with every resource."""


def _command_fields(command: type[Command]) -> type[Value]:
    required = {name for name, field in command.model_fields.items() if field.is_required()}
    return variant(f"{command.__name__}Command", command, required=required - {"actor", "at"}, without={"actor", "at"})


if TYPE_CHECKING:
    When = OneOf
    ExpectedEvent = OneOf
    ExpectedEffect = OneOf
    GivenOrder = Value
    MessageName = str
else:
    When = one_of(
        "When",
        {trigger: _command_fields(command) for trigger, command in COMMANDS.items()},
        "A command: its name, or its name with its fields. Who gives it is the step's actor, when is the virtual clock's.",
    )
    ExpectedEvent = one_of(
        "ExpectedEvent",
        {name_of(event): pattern(event) for event in get_args(Event)},
        "An event: its name, or its name with the fields that matter.",
    )
    ExpectedEffect = one_of(
        "ExpectedEffect",
        {name_of(effect): pattern(effect) for effect in get_args(Effect)},
        "An effect: its name, or its name with the fields that matter.",
    )
    GivenOrder = variant(
        "GivenOrder",
        Order,
        required={"flow", "status", "value"},
        types={
            "payment": variant("GivenPayment", Payment),
            "modifications": tuple[variant("GivenModification", Modification, required={"status"}), ...],
        },
    )
    MessageName = Literal[tuple(name_of(message) for message in get_args(Message))]


_LONGEST: Final = timedelta(days=3650)


def _bounded(span: timedelta) -> timedelta:
    if not timedelta() < span <= _LONGEST:
        message = f"expected a duration above zero and up to {_LONGEST.days} days, such as PT30M or P2D"
        raise ValueError(message)
    return span


def _some(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    if not parts:
        message = "expected at least one"
        raise ValueError(message)
    return parts


# Not a constraint of pydantic's: that would also count what is there and faulty as missing.
Filled = AfterValidator(_some), Field(json_schema_extra={"minItems": 1})
Span = Annotated[
    timedelta,
    AfterValidator(_bounded),
    Field(description="How long to wait, in the notation of ISO 8601: PT30M is 30 minutes, P2D is 2 days."),
]


class Given(Value):
    """What the scenario starts from: an order written out, or a VTEX "Get order" document.

    Of an order, its flow, status and value (in cents) are enough; the rest becomes what fits the status. The path of a
    document is relative to the scenario file; `flow` and `settings` say what is not in the document.
    """

    order: GivenOrder = unset()
    document: Name = unset()
    flow: Flow = unset()
    settings: Settings = unset()

    @model_validator(mode="after")
    def _one_origin(self) -> "Given":
        given = self.model_fields_set
        if ("order" in given) == ("document" in given):
            message = "expected either order or document"
            raise ValueError(message)
        if "order" in given and len(given) > 1:
            message = "flow and settings go with a document; an order has its own"
            raise ValueError(message)
        return self


class Stores(Value):
    """What a scenario of two stores starts from: the order of each, as `given` is written."""

    marketplace: Given
    seller: Given


class Then(Value):
    """What is expected after a step. What is not named is not looked at, but for refusals: none, unless `refused` is given.

    `status`, `payment` and `modification` are the statuses afterwards, of the latest modification where there are several and
    `none` where there is none. `value` is the order's total in cents. `refused` names all that is refused, by fact or by rule. `effects` and `notices` name all there are, in their order.
    `events` names some of what happened, in its order.

    Of a message that is delivered, `message` is its name and `outcome` what becomes of it: unless it is given, the message
    must not wait. A `conflict` must be named, as a refusal must.
    """

    status: Status = unset()
    payment: PaymentStatus = unset()
    modification: ModificationStatus = unset()
    value: Cents = unset()
    refused: Annotated[tuple[Name, ...], *Filled] = unset()
    events: tuple[ExpectedEvent, ...] = unset()
    effects: tuple[ExpectedEffect, ...] = unset()
    notices: tuple[Name, ...] = unset()
    message: MessageName = unset()
    outcome: Outcome = unset()
    conflict: ConflictKind = unset()


_ALWAYS_EXPECTABLE: Final = frozenset({"status", "payment", "modification", "value"})
"""What of an order can be looked at whether or not a command was given."""

_OF_DELIVERIES: Final = frozenset({"message", "outcome", "conflict"})
"""What can be looked at where a message is delivered."""


class StepEntry(Value):
    """A step: time passes (`after`), then a command is given (`when`), then something is expected (`then`).

    With `given` another order takes the place of the one so far, once the time has passed; the clock runs on. In a scenario of
    two stores `store` says which of them the step is about, and with `deliver` the first message that is on its way to a
    store is delivered there.
    """

    after: Span = unset()
    given: Given = unset()
    store: Store = unset()
    deliver: Store = unset()
    when: When = unset()
    actor: Actor = unset()
    then: Then = Field(default_factory=Then)

    @model_validator(mode="after")
    def _something_to_do(self) -> "StepEntry":
        if not self.model_fields_set & {"given", "when", "after", "deliver"}:
            message = "expected at least one of given, after, when and deliver"
            raise ValueError(message)
        if "actor" in self.model_fields_set and "when" not in self.model_fields_set:
            message = "an actor goes with a command; expected when"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _expectable(self) -> "StepEntry":
        expected = self.then.model_fields_set
        if "deliver" not in self.model_fields_set:
            if expected & _OF_DELIVERIES:
                message = "message, outcome and conflict go with a message; expected deliver"
                raise ValueError(message)
            if "when" not in self.model_fields_set and expected - _ALWAYS_EXPECTABLE:
                message = "without a command only status, payment, modification and value can be expected"
                raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _one_store(self) -> "StepEntry":
        if "deliver" in self.model_fields_set and self.model_fields_set & {"store", "given", "when"}:
            message = "delivering is a step of its own; expected no store, given or when beside it"
            raise ValueError(message)
        return self


class ScenarioFile(Value):
    """A scripted run of an order, or of the two of one sale: what is given, and step by step what is done and expected.

    `source` names the document that the scenario is from, by its key, and says which part of it. `facts` are the facts
    that it shows. `at` is where its virtual clock starts. `actor` gives the commands, unless a step names another. `catalog`
    is what the store sells, by SKU: modifications get their offers from it, unless a step has its own. In the place of `given`,
    `stores` are the two orders of a sale: the marketplace's and the seller's.
    """

    title: Name
    source: Name
    facts: tuple[Name, ...] = ()
    at: Moment = START
    actor: Actor = Field(default_factory=lambda: STORE)
    catalog: dict[Name, Offer] = Field(default_factory=dict)
    given: Given = unset()
    stores: Stores = unset()
    steps: Annotated[tuple[StepEntry, ...], *Filled]

    @model_validator(mode="after")
    def _one_beginning(self) -> "ScenarioFile":
        if ("given" in self.model_fields_set) == ("stores" in self.model_fields_set):
            message = "expected either given or stores"
            raise ValueError(message)
        return self
