"""The named parts of a transition: rules that may refuse it, choices that select it, actions that follow it.

Each is a plain function with a name, its facts and its sources, so that a reader can hold it against the documentation.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from pedido.messages.format import Parameter

_FROZEN: Final = ConfigDict(frozen=True, extra="forbid")


class Source(BaseModel):
    """Where a fact is written down: a short key, and the document's title with what identifies it."""

    model_config = _FROZEN

    key: str
    title: str


class Denied:
    """A rule's "no", with the parameters its message needs. Falsy, so that `holds or refused(...)` reads well."""

    __slots__ = ("parameters",)

    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        """Keep the parameters of the message."""
        self.parameters = parameters

    def __bool__(self) -> Literal[False]:
        """Deny."""
        return False


Verdict = bool | Denied
"""What a rule answers: `True`, or `refused(...)`. A bare `False` is a mistake, and is reported as one."""


def refused(**parameters: Parameter) -> Denied:
    """Deny, with the parameters that the rule's message names."""
    return Denied(parameters)


class _Named(BaseModel):
    """What rules, choices and actions share: a stable id, the facts they stand for and where those are written."""

    model_config = _FROZEN

    id: str
    facts: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def __name__(self) -> str:
        """The id, under the name by which `transitions` labels callables in its diagrams."""
        return self.id

    def __hash__(self) -> int:
        """Hash by id, which is unique within its kind."""
        return hash(self.id)


class Rule(_Named):
    """A requirement of a transition: `check(subject, command)` holds, or is refused with parameters.

    `error` is the code that the platform answers where the rule fails, if it documents one.
    """

    error: str | None = None
    check: Callable[[Any, Any], Verdict] = Field(exclude=True, repr=False)

    def verdict(self, subject: object, command: object) -> Literal[True] | Denied:
        """Return `True` or the denial.

        Raises:
            TypeError: the function answered something else, such as a bare `False`.
        """
        return self.judged(self.check(subject, command))

    def judged(self, verdict: object) -> Literal[True] | Denied:
        """Accept what the function answered.

        Raises:
            TypeError: it is neither `True` nor a denial.
        """
        if verdict is True or isinstance(verdict, Denied):
            return verdict
        message = f"rule {self.id} answered {verdict!r}: expected True or refused(...)"
        raise TypeError(message)

    def __call__(self, subject: object, command: object) -> bool:
        """Tell whether the rule holds, as `transitions` asks a condition."""
        return self.verdict(subject, command) is True


class Choice(_Named):
    """A condition that selects among the alternatives of one trigger in one state. It never appears as a refusal."""

    check: Callable[[Any, Any], bool] = Field(exclude=True, repr=False)

    def __call__(self, subject: object, command: object) -> bool:
        """Tell whether the alternative is the one, as `transitions` asks a condition."""
        return bool(self.check(subject, command))


class Action(_Named):
    """What a transition brings about: `act(subject, command)` yields outcomes (data, nothing is called).

    It sees the subject as the actions before it have left it, and not its own outcomes.
    """

    act: Callable[[Any, Any], Iterable[Any]] = Field(exclude=True, repr=False)


def rule(
    *facts: str, source: Source | tuple[Source, ...], error: str | None = None
) -> Callable[[Callable[[Any, Any], Verdict]], Rule]:
    """Make a rule of a function; its name becomes the rule's id."""

    def named(check: Callable[[Any, Any], Verdict]) -> Rule:
        return Rule(id=check.__name__, facts=facts, sources=_several(source), error=error, check=check)

    return named


def choice(*facts: str, source: Source | tuple[Source, ...] = ()) -> Callable[[Callable[[Any, Any], bool]], Choice]:
    """Make a choice of a function; its name becomes the choice's id."""

    def named(check: Callable[[Any, Any], bool]) -> Choice:
        return Choice(id=check.__name__, facts=facts, sources=_several(source), check=check)

    return named


def action(
    *facts: str, source: Source | tuple[Source, ...] = ()
) -> Callable[[Callable[[Any, Any], Iterable[Any]]], Action]:
    """Make an action of a function; its name becomes the action's id."""

    def named(act: Callable[[Any, Any], Iterable[Any]]) -> Action:
        return Action(id=act.__name__, facts=facts, sources=_several(source), act=act)

    return named


def _several(source: Source | tuple[Source, ...]) -> tuple[Source, ...]:
    return source if isinstance(source, tuple) else (source,)
