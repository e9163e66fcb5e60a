"""The neutral picture of a machine: nodes and edges with their texts, before any format is chosen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from pedido.messages import Language

CROSS: Final = "\N{MULTIPLICATION SIGN}"
"""Stands before what failed: a sign that every font has."""

WIDTH: Final = 78
"""How many characters a line inside a node has at most; what is longer goes on, indented, on the next line."""

LANE: Final = "cancellation"
"""The branch that is drawn in a lane of its own."""


class Mark(StrEnum):
    """What an overlay says of a node or a row. A plain one has no overlay."""

    PLAIN = "plain"
    CURRENT = "current"
    """The order is in this status."""
    CAME = "came"
    """The order came this way."""
    POSSIBLE = "possible"
    """Can happen next."""
    BLOCKED = "blocked"
    """Cannot happen now: a requirement is not met."""
    OTHER = "other"
    """Has no part in where the order is now."""
    COVERED = "covered"
    """A run took it."""
    UNCOVERED = "uncovered"
    """No run took it."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A choice or a guard: its facts and a few words; `message` says more, `failed` that it stands in an order's way."""

    id: str
    facts: tuple[str, ...]
    name: str
    message: str = ""
    failed: bool = False

    @property
    def line(self) -> str:
        """The words with the fact ids before them, such as `C6 acknowledged`; a cross where it failed."""
        return " ".join([*((CROSS,) if self.failed else ()), *self.facts, self.name])

    @property
    def explanation(self) -> str:
        """The line, and the message where there is one."""
        return f"{self.line}: {self.message}" if self.message else self.line


@dataclass(frozen=True, slots=True)
class Row:
    """What is written on an edge, or inside a node for what changes no status.

    `facts` are those of the row that no condition of it names; `summary` stands for the guards that hold, where they are
    too many to be written one by one; `steps` are its places on the way an order came; `remark` is what an overlay adds in
    words.
    """

    trigger: str
    title: str
    automatic: bool = False
    facts: tuple[str, ...] = ()
    choices: tuple[Condition, ...] = ()
    guards: tuple[Condition, ...] = ()
    summary: str = ""
    mark: Mark = Mark.PLAIN
    steps: tuple[int, ...] = ()
    remark: str = ""

    @property
    def heading(self) -> str:
        """Title and facts, after the places on the way: `(3) Cancel C3`. Empty for an automatic row without facts."""
        steps = f"({', '.join(map(str, self.steps))})" if self.steps else ""
        remark = f"({self.remark})" if self.remark else ""
        return " ".join(part for part in (steps, self.title, *self.facts, remark) if part)

    @property
    def conditions(self) -> tuple[str, ...]:
        """A line for every choice (after a question mark) and guard (in brackets, as UML writes it), or for their summary."""
        guards = [guard.line for guard in self.guards if guard.failed or not self.summary]
        summary = [self.summary] if self.summary else []
        return (*(f"? {choice.line}" for choice in self.choices), *(f"[{line}]" for line in (*guards, *summary)))

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything that is written, line by line."""
        return tuple(line for line in (self.heading, *self.conditions) if line)

    @property
    def tooltip(self) -> str:
        """What the conditions mean, a line for each."""
        return "\n".join(condition.explanation for condition in (*self.choices, *self.guards))


@dataclass(frozen=True, slots=True)
class Edge:
    """Rows that lead to one destination, from one status or from several that share them; all by the ids of their nodes.

    `main` marks the steps of the happy path. All rows have the same mark.
    """

    sources: tuple[str, ...]
    dest: str
    rows: tuple[Row, ...]
    main: bool = False

    @property
    def automatic(self) -> bool:
        """Tell whether the machine takes it by itself."""
        return self.rows[0].automatic

    @property
    def mark(self) -> Mark:
        """What the overlay says."""
        return self.rows[0].mark

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of all rows."""
        return tuple(line for row in self.rows for line in row.lines)

    @property
    def tooltip(self) -> str:
        """The tooltips of all rows, each under its heading."""
        return "\n".join(part for row in self.rows for part in (row.heading, row.tooltip) if part)


@dataclass(frozen=True, slots=True)
class Node:
    """A status: `name` as the API writes it, `label` in the language, `id` safe in every format and unique.

    `internal` are the rows that change no status, `refused` those of commands that it does not accept.
    """

    id: str
    name: str
    label: str
    initial: bool = False
    automatic: bool = False
    final: bool = False
    main: bool = False
    branch: str = ""
    facts: tuple[str, ...] = ()
    internal: tuple[Row, ...] = ()
    refused: tuple[Row, ...] = ()
    mark: Mark = Mark.PLAIN
    remark: str = ""

    @property
    def heading(self) -> str:
        """The label, with a star where the platform leaves the status by itself."""
        return f"{self.label} *" if self.automatic else self.label

    @property
    def lines(self) -> tuple[str, ...]:
        """What is written below the heading: the API's name with the remark, what stays here, and what is blocked here."""
        blocked = (row for row in self.refused if row.mark is Mark.BLOCKED)
        name = " · ".join(part for part in (self.name, self.remark) if part)
        stays = (line for row in together(self.internal) for line in _packed("+", row.lines))
        crossed = (line for row in together(blocked) for line in _packed(CROSS, row.lines))
        return (*((name,) if name else ()), *stays, *crossed)


def together(rows: Iterable[Row]) -> Iterator[Row]:
    """Name commands of which everything else is the same in one row."""
    titles: dict[Row, list[str]] = {}
    for row in rows:
        titles.setdefault(replace(row, trigger="", title=""), []).append(row.title)
    return (replace(row, title=", ".join(several)) for row, several in titles.items())


def _packed(sign: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Write parts one after the other; a new line begins between them, and inside only of those that are long."""
    pieces = (piece for part in parts for piece in ((part,) if len(part) <= WIDTH // 2 else part.split()))
    lines = [sign]
    for piece in pieces:
        if len(lines[-1]) + 1 + len(piece) <= WIDTH:
            lines[-1] += f" {piece}"
        else:
            lines.append("\N{NO-BREAK SPACE}" * 3 + piece)
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Graph:
    """A machine's picture: `nodes` and `edges` in the order of the table."""

    name: str
    title: str
    language: Language
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def node(self, node_id: str) -> Node:
        """Return the node with the id."""
        return next(node for node in self.nodes if node.id == node_id)

    @property
    def initial(self) -> Node:
        """The status in which everything begins."""
        return next(node for node in self.nodes if node.initial)

    @property
    def lane(self) -> tuple[Node, ...]:
        """The statuses that are drawn in a lane of their own."""
        return tuple(node for node in self.nodes if node.branch == LANE)

    @property
    def open(self) -> tuple[Node, ...]:
        """All other statuses."""
        return tuple(node for node in self.nodes if node.branch != LANE)

    @property
    def marks(self) -> frozenset[Mark]:
        """Every mark that occurs, for the legend."""
        rows = (row.mark for edge in self.edges for row in edge.rows)
        inside = (row.mark for node in self.nodes for row in node.internal)
        return frozenset((*(node.mark for node in self.nodes), *rows, *inside))
