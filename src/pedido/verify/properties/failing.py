"""Where a machine cannot decide at all."""

from pedido.engine import AutomaticCycleError
from pedido.verify.properties.property import Complaint, always


@always("C13")
def automatic_steps_end(error: Exception) -> Complaint:
    """Automatic steps end: after every command the machines come to rest."""
    return str(error) if isinstance(error, AutomaticCycleError) else None


@always()
def every_case_is_decided(error: Exception) -> Complaint:
    """Every command is decided in every state: one of the alternatives of a table always holds, and nothing breaks."""
    return None if isinstance(error, AutomaticCycleError) else f"{type(error).__name__}: {error}"
