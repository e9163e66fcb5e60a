"""The commands of the fulfilment, and of time."""

from typing import ClassVar

from pedido.order.commands.command import Command


class AuthorizeFulfillment(Command):
    """The marketplace confirms the payment, or the seller does by hand: the order may be fulfilled."""

    trigger: ClassVar[str] = "authorize_fulfillment"


class ConfirmReservation(Command):
    """Logistics confirms that the items are reserved."""

    trigger: ClassVar[str] = "confirm_reservation"


class CloseCancellationWindow(Command):
    """The cancellation window ends before its time."""

    trigger: ClassVar[str] = "close_cancellation_window"


class StartHandling(Command):
    """The store begins to prepare the packages."""

    trigger: ClassVar[str] = "start_handling"


class SendToWms(Command):
    """The order goes to the warehouse management system."""

    trigger: ClassVar[str] = "send_to_wms"


class ReturnFromWms(Command):
    """The warehouse management system has done its part."""

    trigger: ClassVar[str] = "return_from_wms"


class ReadyForInvoicing(Command):
    """Picking and packing are done."""

    trigger: ClassVar[str] = "ready_for_invoicing"


class PassTime(Command):
    """Time has passed: what was due at `at` happens. A deadline has its effect when this is given, and not before."""

    trigger: ClassVar[str] = "pass_time"
