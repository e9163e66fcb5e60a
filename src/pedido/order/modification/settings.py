"""The settings of a store for modifications (P10)."""

from typing import Final, TypeVar

from pydantic import StrictBool

from pedido.order.modification.asked import Asked
from pedido.order.value import Name

_C = TypeVar("_C", bound=Asked)


class PaymentConfiguration(Asked):
    """Which custom payment systems, by their ids, may pay more than they were charged for at first (P10)."""

    custom_payment_systems_allowed: tuple[Name, ...] | None = None


class Workspaces(Asked):
    """The workspaces in which something is enabled; an asterisk is all of them."""

    enabled_workspaces: tuple[Name, ...] = ()


class RolloutConfiguration(Asked):
    """Which channels are open (P10). Without `enable_api` none of them is."""

    enable_api: StrictBool | None = None
    enable_admin_orders: Workspaces | None = None
    enable_my_orders: Workspaces | None = None


class PipelineConfiguration(Asked):
    """How prices are computed.

    `compensate_shipping_changes` leaves the freight as it was. Promotions and taxes stay in proportion to what they were;
    where they are to be recalculated, that is for other systems, and a notice says so.
    """

    enable_tax_hub_recalculation: StrictBool | None = None
    compensate_shipping_changes: StrictBool | None = None
    enable_promotion_recalculation: StrictBool | None = None
    enable_native_tax_recalculation: StrictBool | None = None


class ModificationSettings(Asked):
    """A store's settings for modifications; a request may carry its own, for itself only (P10). None is not said."""

    payment_configuration: PaymentConfiguration = PaymentConfiguration()
    rollout_configuration: RolloutConfiguration = RolloutConfiguration()
    pipeline_configuration: PipelineConfiguration = PipelineConfiguration()

    def over(self, others: "ModificationSettings") -> "ModificationSettings":
        """Return the others, with everything that these say in its place."""
        return ModificationSettings.trusted(
            payment_configuration=_over(self.payment_configuration, others.payment_configuration),
            rollout_configuration=_over(self.rollout_configuration, others.rollout_configuration),
            pipeline_configuration=_over(self.pipeline_configuration, others.pipeline_configuration),
        )


def _over(configuration: _C, other: _C) -> _C:
    return other.but(**{name: said for name, said in configuration if said is not None})


DEFAULT_SETTINGS: Final = ModificationSettings(
    payment_configuration=PaymentConfiguration(custom_payment_systems_allowed=()),
    rollout_configuration=RolloutConfiguration(
        enable_api=True,
        enable_admin_orders=Workspaces(enabled_workspaces=("*",)),
        enable_my_orders=Workspaces(),
    ),
    pipeline_configuration=PipelineConfiguration(
        enable_tax_hub_recalculation=False,
        compensate_shipping_changes=False,
        enable_promotion_recalculation=False,
        enable_native_tax_recalculation=False,
    ),
)
"""What holds where a store has set nothing.

API has `enableApi` false by default, and S2 offers both ways to everybody: S2 wins.
"""
