"""An order is found by its id, or by the customer's name, e-mail or document, and nothing of the customer comes out (M12)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido.vtex.search import Found, find, matches

PERSON = {
    "firstName": "Conceição",
    "lastName": "d'Ávila Müller",
    "email": "conceicao@example.com",
    "document": "845.134.270-19",
    "phone": "+5561992227222",
}
COMPANY = {"corporateName": "Padaria São João Ltda", "tradeName": "Pão Quente", "corporateDocument": "12ABC34501DE35"}


def order(profile: Any = None, **fields: Any) -> dict[str, Any]:
    return {"orderId": "v502538llux-01", "status": "handling", "clientProfileData": profile, **fields}


@pytest.mark.parametrize("text", ["v502538llux-01", "V502538LLUX-01", "  v502538llux-01 "])
def test_an_order_is_found_by_its_id(text: str) -> None:
    assert matches(order(), text)


@pytest.mark.parametrize(
    "text",
    [
        "Conceição",
        "conceicao",
        "CONCEIÇÃO D'AVILA",
        "muller conceição",
        "conc mül",
        "conceicao@example.com",
        "CONCEICAO@EXAMPLE.COM",
        "845.134.270-19",
        "84513427019",
        "845 134 270 19",
    ],
)
def test_an_order_is_found_by_its_customer(text: str) -> None:
    assert matches(order(PERSON), text)


@pytest.mark.parametrize("text", ["sao joao", "pão", "12ABC34501DE35", "12.abc.345/01de-35"])
def test_an_order_is_found_by_the_company_that_bought(text: str) -> None:
    assert matches(order(COMPANY), text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "-",
        ".",
        "v502538llux",
        "onceição",
        "Conceição Souza",
        "conceicao@",
        "8451342701",
        "5561992227222",
        "handling",
    ],
)
def test_anything_else_is_not_it(text: str) -> None:
    assert not matches(order({**PERSON, "corporateDocument": "--"}), text)


@pytest.mark.parametrize("profile", [None, 7, [], {}, {"firstName": None, "document": 84513427019}])
def test_a_document_without_a_customer_is_found_by_its_id_alone(profile: Any) -> None:
    assert matches(order(profile), "v502538llux-01")
    assert not matches(order(profile), "84513427019")


@pytest.mark.parametrize("document", [None, 7, "v502538llux-01", [], {}, {"orderId": 7}, {"orderId": None}])
def test_what_is_no_order_is_passed_over(document: Any) -> None:
    assert list(find([("x.json", document)], "v502538llux-01")) == []


def test_what_is_found_says_where_which_and_in_what_status() -> None:
    documents = [
        ("a.json", order(PERSON)),
        ("b.json", order(COMPANY)),
        ("c.json", order(PERSON, orderId="2", status=None)),
        ("d.json", order(PERSON, orderId="3", status="")),
    ]

    assert list(find(documents, "conceição")) == [
        Found("a.json", "v502538llux-01", "handling"),
        Found("c.json", "2", "incomplete"),
        Found("d.json", "3", "incomplete"),
    ]


def test_nothing_of_the_customer_comes_out() -> None:
    [found] = find([("a.json", order(PERSON))], PERSON["email"])

    assert not any(value in repr(found) for value in PERSON.values())


def test_documents_are_taken_one_by_one() -> None:
    def documents() -> Any:
        yield "a.json", order(PERSON)
        raise AssertionError

    assert next(find(documents(), "conceição")).place == "a.json"


@given(st.text(), st.dictionaries(st.sampled_from([*PERSON, *COMPANY]), st.text() | st.integers() | st.none()))
def test_any_text_is_an_answer(text: str, profile: dict[str, Any]) -> None:
    assert matches(order(profile), text) in {True, False}


@given(st.text("abcçãéíõü ", min_size=1).filter(str.strip))
def test_a_customer_is_found_by_the_whole_name(name: str) -> None:
    assert matches(order({"firstName": name}), name.upper())
