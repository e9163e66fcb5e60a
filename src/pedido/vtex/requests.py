"""What somebody asks for: the bodies of the API's operations on modifications, in VTEX's shape (API, M11).

The values are `ModificationRequest` and `ModificationSettings` themselves: VTEX's names are their aliases. Here only those names
are taken. What a body may have and nothing here looks at: `customData` and `clientProfileData`, of which only is kept whether
there is some, and what `IGNORED` lists.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from pedido.order.modification import ModificationRequest, ModificationSettings
from pedido.vtex.part import validated

IGNORED: Final = frozenset({"usingDefaultBehavior"})
"""Fields of `rolloutConfiguration` that responses have, and that mean nothing where a response is sent back."""


def read_request(body: Any) -> ModificationRequest:
    """Read the body of "Create", "Preview" or "Retry order modifications", parsed from JSON.

    Amounts are in integer cents; null is the same as absent. Whether it can be done is for the rules to say.

    Raises:
        BadInputError: the body cannot be read, or has an unknown field; the place is a JSON path, and every problem is named.
    """
    asked = {**body, "settings": _answered(body["settings"])} if _has(body, "settings") else body
    return validated(partial(ModificationRequest.model_validate, by_name=False), asked)


def read_settings(body: Any) -> ModificationSettings:
    """Read the body of "Update Order modifications settings", or what "Get Order modifications settings" answers.

    Raises:
        BadInputError: the body cannot be read, or has an unknown field; the place is a JSON path, and every problem is named.
    """
    return validated(partial(ModificationSettings.model_validate, by_name=False), _answered(body))


def _answered(settings: Any) -> Any:
    """Return settings without what only responses have."""
    if not _has(settings, "rolloutConfiguration") or not isinstance(settings["rolloutConfiguration"], Mapping):
        return settings
    rollout = {name: value for name, value in settings["rolloutConfiguration"].items() if name not in IGNORED}
    return {**settings, "rolloutConfiguration": rollout}


def _has(part: Any, name: str) -> bool:
    return isinstance(part, Mapping) and name in part
