"""The relay: delivers what waits in the outbox, at least once, and for each order in its order."""

import asyncio
import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from pedido.store.async_store import AsyncStore
from pedido.store.message import Message
from pedido.store.moment import moment_text
from pedido.store.outbox import Delivery
from pedido.store.publishers.publisher import DeliveryError, Publisher, RejectedError

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How the relay goes about it.

    `attempts` is how often a message is tried before it is a dead letter. A claim whose worker was killed counts as well. After the first failure it waits `first_pause`, twice as
    long after each further one, `longest_pause` at most, and a random part of it less, so that not all come back at once.
    `lease` is how long a claim lasts: what a killed worker had is delivered after that. `orders` are worked on at the same time, and
    up to `each` messages of one.
    """

    attempts: int = 12
    first_pause: timedelta = timedelta(seconds=1)
    longest_pause: timedelta = timedelta(hours=1)
    lease: timedelta = timedelta(minutes=1)
    orders: int = 100
    each: int = 20

    def pause(self, attempt: int) -> timedelta:
        """Return how long to wait after the attempt failed; the first is 1."""
        longest = min(self.first_pause * 2.0 ** min(attempt - 1, 32), self.longest_pause)
        return longest * random.uniform(0.5, 1)  # noqa: S311 - it only keeps messages apart


PATIENT: Final = Patience()
"""Unless the caller says otherwise."""


class Relay:
    """Delivers the messages of a store through a publisher."""

    def __init__(self, store: AsyncStore, publisher: Publisher, patience: Patience = PATIENT) -> None:
        """Take the store, and a publisher that is open."""
        self._store = store
        self._publisher = publisher
        self._patience = patience
        self._is_stopping = False

    def stop(self) -> None:
        """Begin no further message, not even of what is claimed: others deliver it once the claim is over."""
        self._is_stopping = True

    async def deliver(self) -> int:
        """Deliver what is due now, up to a batch, and return how many orders had something due.

        Raises:
            DatabaseError: the database failed; what was delivered meanwhile may be delivered again.
        """
        patience = self._patience
        loop = asyncio.get_running_loop()
        # The last quarter of the lease is for settling: a message must not be delivered when somebody else may have claimed it.
        enough = loop.time() + patience.lease.total_seconds() * 0.75
        claimed = await self._store.claim_messages(lease=patience.lease, orders=patience.orders, each=patience.each)
        deliveries = await asyncio.gather(*(self._deliver(messages, enough) for messages in claimed))
        if deliveries:
            await self._store.settle_messages(deliveries)
        return len(claimed)

    async def _deliver(self, messages: Sequence[Message], enough: float) -> Delivery:
        """Deliver messages of one order, until one fails or it is enough for this time."""
        last: Message | None = None
        for message in messages:
            if last is not None and (self._is_stopping or asyncio.get_running_loop().time() >= enough):
                break
            try:
                await self._publish(message, enough)
            except DeliveryError as error:
                return self._failure(Delivery(messages[0], last), message, error)
            last = message
        return Delivery(messages[0], last)

    async def _publish(self, message: Message, enough: float) -> None:
        try:
            async with asyncio.timeout_at(enough):
                await self._publisher.publish(message)
        except TimeoutError:
            raise DeliveryError("it took too long") from None
        except (DeliveryError, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001 - a fault of a publisher must not end the worker
            # What the exception says is not told: it may quote the message.
            raise DeliveryError(f"the publisher failed with {type(error).__name__}") from None

    def _failure(self, so_far: Delivery, message: Message, error: DeliveryError) -> Delivery:
        is_dead = isinstance(error, RejectedError) or message.attempt >= self._patience.attempts
        again = None if is_dead else self._store.clock() + self._patience.pause(message.attempt)
        if is_dead:
            _LOG.error("message %s is a dead letter, after attempt %d: %s", message.id, message.attempt, error)
        else:
            _LOG.warning("message %s was not delivered, attempt %d: %s", message.id, message.attempt, error)
        again_at = moment_text(again) if again is not None else None
        return replace(so_far, failed=message, problem=str(error), again_at=again_at)
