"""The page of marketplaces: all combinations, and the rules that refuse."""

from pedido.order.status import MarketplaceKind
from pedido.pages.marketplaces import page, refusals

LINES = page().splitlines()


def test_every_combination_is_a_row() -> None:
    kinds = {line.split(" | ")[0].lstrip("| ") for line in LINES if line.startswith("| ")}
    assert set(MarketplaceKind) <= kinds
    assert sum(line.split(" | ")[0].lstrip("| ") in set(MarketplaceKind) for line in LINES) == 16


def test_a_row_says_whether_it_is_allowed_or_which_rules_refuse() -> None:
    assert "| vtex | no | yes | **allowed** |" in LINES
    assert "| external | no | no | refused: `external_only_with_multilevel` |" in LINES
    both = "`not_from_partner_marketplace`, `multilevel_only_from_external_marketplace`"
    assert f"| partner | yes | no | refused: {both} |" in LINES


def test_every_rule_that_refuses_is_explained() -> None:
    refusing = {
        refusal.id for kind in MarketplaceKind for moi in (True, False) for refusal in refusals(kind, moi, False)
    }
    assert {line.split("`")[1] for line in LINES if line.startswith("| `")} == refusing
    assert any(line.endswith("| M6 | CHK0095 |") for line in LINES)
