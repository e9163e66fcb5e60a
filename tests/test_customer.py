"""The customer of a VTEX document: what is there and is text; and texts as they are compared."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pedido.customer import Customer, folded, unpunctuated

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=5,
)
FIELDS = ["firstName", "lastName", "corporateName", "tradeName", "email", "document", "corporateDocument"]


def of(**profile: Any) -> Customer:
    return Customer.from_vtex({"clientProfileData": profile})


def test_a_person_has_a_name_an_email_and_a_document() -> None:
    customer = of(firstName="Ana", lastName="Souza", email="ana@example.com", document="845.134.270-19", phone="+55")
    assert customer == Customer(names=("Ana Souza",), email="ana@example.com", documents=("845.134.270-19",))


def test_a_company_has_names_and_a_document_of_its_own() -> None:
    customer = of(firstName="Ana", corporateName="Padaria Ltda", tradeName="Pão", document="1", corporateDocument="2")
    assert customer == Customer(names=("Ana", "Padaria Ltda", "Pão"), documents=("1", "2"))


def test_what_is_there_twice_is_kept_once() -> None:
    assert of(corporateName="Pão", tradeName="Pão", document="1", corporateDocument="1") == Customer(
        names=("Pão",), documents=("1",)
    )


def test_blanks_do_not_count() -> None:
    assert of(firstName=" Ana  Lia ", lastName=" ", email=" a@b ", document="\t1 ") == Customer(
        names=("Ana Lia",), email="a@b", documents=("1",)
    )


@pytest.mark.parametrize("document", [{}, {"clientProfileData": None}, {"clientProfileData": []}, {"a": 1}])
def test_without_a_profile_there_is_nobody(document: Any) -> None:
    assert Customer.from_vtex(document) == Customer()


@pytest.mark.parametrize("value", [None, 7, ["Ana"], {}, "", "  ", "a\x00b", "a\nb", "a\ud800", "\u200e"])
def test_what_is_no_text_that_can_be_printed_is_left_out(value: Any) -> None:
    assert of(**dict.fromkeys(FIELDS, value)) == Customer()


@given(st.dictionaries(st.sampled_from(FIELDS), JSON | st.text(st.characters(codec=None))))
def test_any_profile_can_be_read(profile: dict[str, Any]) -> None:
    customer = of(**profile)
    assert Customer.model_validate(customer.model_dump()) == customer


@pytest.mark.parametrize("field", ["email", "names", "documents"])
def test_who_is_no_customer_is_not_told_in_the_error(field: str) -> None:
    value = "marker\x00"
    with pytest.raises(ValueError, match="expected text that can be printed") as caught:
        Customer.model_validate({field: value if field == "email" else [value]})
    assert "marker" not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["São", "SAO", "são", "sa\u0303o", "\uff33\uff21\uff2f", "\U0001d412\U0001d400\U0001d40e"]
)
def test_texts_are_compared_without_case_and_accents(text: str) -> None:
    assert folded(text) == "sao"


@pytest.mark.parametrize("text, expected", [("İstanbul", "istanbul"), ("ISTANBUL", "istanbul"), ("Straße", "strasse")])
def test_letters_that_are_several_in_another_case_are_compared_as_those(text: str, expected: str) -> None:
    assert folded(text) == expected


@given(st.text())
@example("\U0001d400")
@example("\u210c")
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize("text", ["123.456.789-09", "12345678909", " 123 456 789/09", "123.456.789-09\n"])
def test_documents_are_compared_without_punctuation(text: str) -> None:
    assert unpunctuated(text) == "12345678909"
