"""One modification: a request is a workflow of its own (M17).

It begins where the order's own table lets `create_modification` pass; the order hosts it, and hosts one at a time (M13).
"""

from typing import Final

from pedido.actions.modification import (
    ask_payments,
    cancel_after_failures,
    cancel_by_rule,
    cancel_modification,
    cancel_with_order,
    change_payment,
    count_failure,
    modify_order,
    record_acknowledgement,
    record_modification,
    release_additions,
    release_reductions,
    reserve_additions,
    start_over,
    tell_of_modification,
    tell_of_modification_canceled,
    tell_participants,
    withdraw_payment_change,
)
from pedido.actions.modification_answers import show_history, show_modification, show_settings, update_settings
from pedido.machine import Action, MachineDefinition, auto, never, on, state, stay
from pedido.order.commands import (
    AcknowledgeModification,
    CancelModification,
    ConfirmModification,
    CreateModification,
    FailModification,
    GetModification,
    GetModificationHistory,
    GetModificationSettings,
    RefuseModification,
    RetryModification,
    UpdateModificationSettings,
)
from pedido.order.status import FINISHED_MODIFICATION, ModificationStatus
from pedido.rules.modification import may_modify, may_view
from pedido.rules.modification_course import (
    all_acknowledged,
    cancellation_reason_given,
    confirmation_assumed,
    modification_known,
    modification_not_canceled,
    modification_not_done,
    modification_not_finished,
    no_retries_left,
    order_goes_on,
    order_is_ending,
    participant_awaited,
    payment_no_longer_allows,
    payment_still_allows,
    payment_unchanged_since_asked,
    retries_left,
)

_WAITING: Final = (ModificationStatus.WAITING_ACKNOWLEDGEMENT, ModificationStatus.WAITING_CONFIRMATION)

_CARRIES_OUT: Final[tuple[Action, ...]] = (change_payment, modify_order, release_reductions, tell_of_modification)
"""What a modification that is done brings about."""

MODIFICATION: Final = MachineDefinition(
    name="modification",
    version="1",
    initial=ModificationStatus.NONE.value,
    main_line=(
        ModificationStatus.NONE.value,
        ModificationStatus.PREPARING.value,
        ModificationStatus.WAITING_ACKNOWLEDGEMENT.value,
        ModificationStatus.WAITING_CONFIRMATION.value,
        ModificationStatus.DONE.value,
    ),
    states=(
        state(ModificationStatus.NONE, "M13"),
        state(ModificationStatus.PREPARING, "M17", automatic=True),
        state(ModificationStatus.WAITING_ACKNOWLEDGEMENT, "M17"),
        state(ModificationStatus.WAITING_CONFIRMATION, "M17"),
        state(ModificationStatus.DONE, "M17", final=True),
        state(ModificationStatus.CANCELING, "M17", automatic=True, branch="cancellation"),
        state(ModificationStatus.CANCELED, "M17", final=True, branch="cancellation"),
    ),
    transitions=(
        # It begins where none is in progress: the items are reserved, and who takes part is told (M7, M13).
        *on(
            CreateModification,
            ModificationStatus.NONE,
            ModificationStatus.PREPARING,
            "M11",
            "M13",
            actions=[record_modification],
        ),
        *auto(
            ModificationStatus.PREPARING,
            ModificationStatus.WAITING_ACKNOWLEDGEMENT,
            "M7",
            "M17",
            actions=[reserve_additions, tell_participants],
        ),
        # Every participant acknowledges; then Payments is asked, if what it has come to still allows that.
        *stay(
            AcknowledgeModification,
            ModificationStatus.WAITING_ACKNOWLEDGEMENT,
            "M17",
            guards=[participant_awaited],
            actions=[record_acknowledgement],
        ),
        *auto(
            ModificationStatus.WAITING_ACKNOWLEDGEMENT,
            ModificationStatus.WAITING_CONFIRMATION,
            "M17",
            "P1",
            "P2",
            "P3",
            "P5",
            when=[order_goes_on, all_acknowledged, payment_still_allows],
            actions=[ask_payments],
        ),
        *auto(
            ModificationStatus.WAITING_ACKNOWLEDGEMENT,
            ModificationStatus.CANCELING,
            "M17",
            when=[order_goes_on, all_acknowledged, payment_no_longer_allows],
            actions=[cancel_by_rule],
        ),
        # Payments confirms, and the order is modified.
        *on(
            ConfirmModification,
            ModificationStatus.WAITING_CONFIRMATION,
            ModificationStatus.DONE,
            "M17",
            guards=[payment_unchanged_since_asked],
            actions=_CARRIES_OUT,
        ),
        *auto(
            ModificationStatus.WAITING_CONFIRMATION,
            ModificationStatus.DONE,
            "M17",
            when=[order_goes_on, confirmation_assumed],
            actions=_CARRIES_OUT,
        ),
        # A rule of somebody else refuses it: cancelled at once. A system fails: tried again a few times, then cancelled.
        *on(
            RefuseModification,
            _WAITING,
            ModificationStatus.CANCELING,
            "M17",
            actions=[withdraw_payment_change, cancel_modification],
        ),
        *on(
            FailModification,
            _WAITING,
            ModificationStatus.PREPARING,
            "M17",
            when=[retries_left],
            actions=[withdraw_payment_change, release_additions, count_failure, start_over],
        ),
        *on(
            FailModification,
            _WAITING,
            ModificationStatus.CANCELING,
            "M17",
            when=[no_retries_left],
            actions=[withdraw_payment_change, count_failure, cancel_after_failures],
        ),
        # Tried again, or cancelled, by hand: until it is done.
        *on(
            RetryModification,
            _WAITING,
            ModificationStatus.PREPARING,
            "M11",
            "M17",
            guards=[may_modify],
            actions=[withdraw_payment_change, release_additions, start_over],
        ),
        *on(
            CancelModification,
            _WAITING,
            ModificationStatus.CANCELING,
            "M11",
            "M17",
            guards=[may_modify, cancellation_reason_given],
            actions=[withdraw_payment_change, cancel_modification],
        ),
        # The order itself ends: there is nothing left to modify (M15).
        *auto(
            _WAITING,
            ModificationStatus.CANCELING,
            "M15",
            when=[order_is_ending],
            actions=[withdraw_payment_change, cancel_with_order],
        ),
        *auto(
            ModificationStatus.CANCELING,
            ModificationStatus.CANCELED,
            "M7",
            "M17",
            actions=[release_additions, tell_of_modification_canceled],
        ),
        # Asking changes nothing (M10, M11); the settings can be set at any time, and hold for what is made afterwards (P10).
        *stay(
            GetModification,
            (*_WAITING, *sorted(FINISHED_MODIFICATION)),
            "M11",
            guards=[may_modify],
            actions=[show_modification],
        ),
        *stay(
            GetModificationHistory,
            (ModificationStatus.NONE, *_WAITING),
            "M10",
            "M11",
            guards=[may_modify],
            actions=[show_history],
        ),
        *stay(
            GetModificationSettings,
            (ModificationStatus.NONE, *_WAITING),
            "M11",
            "P10",
            guards=[may_view],
            actions=[show_settings],
        ),
        *stay(
            UpdateModificationSettings,
            (ModificationStatus.NONE, *_WAITING),
            "M11",
            "P10",
            guards=[may_modify],
            actions=[update_settings],
        ),
    ),
    prohibitions=(
        *(
            row
            for command in (
                GetModification,
                AcknowledgeModification,
                ConfirmModification,
                RefuseModification,
                FailModification,
                RetryModification,
                CancelModification,
            )
            for row in never(command, ModificationStatus.NONE, because=modification_known)
        ),
        *(
            row
            for command in (
                AcknowledgeModification,
                ConfirmModification,
                RefuseModification,
                FailModification,
                RetryModification,
            )
            for row in never(command, sorted(FINISHED_MODIFICATION), because=modification_not_finished)
        ),
        *never(CancelModification, ModificationStatus.DONE, because=modification_not_done),
        *never(CancelModification, ModificationStatus.CANCELED, because=modification_not_canceled),
    ),
)
