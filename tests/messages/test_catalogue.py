"""Reading the catalogues."""

import pytest

from pedido.messages import LANGUAGES, Catalogue, Language, UnknownLanguageError, catalogue, language_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_known_by_its_name(language: Language) -> None:
    assert language_of(language) == language


@pytest.mark.parametrize("name", ["fr", "PT", "pt_BR", ""])
def test_an_unknown_language_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(UnknownLanguageError, match=rf"unknown language '{name}': expected one of pt, en, es"):
        language_of(name)


def test_a_catalogue_is_read_once() -> None:
    assert catalogue("pt") is catalogue("pt")


def test_a_catalogue_has_the_texts_of_its_language() -> None:
    assert catalogue("es").language == "es"
    assert catalogue("es").template("status.invoiced") == "Facturado"


def test_an_empty_text_is_no_text() -> None:
    texts = Catalogue("en", {"a": "A", "b": ""})
    assert [texts.has(message_id) for message_id in "abc"] == [True, False, False]


def test_an_unknown_id_has_no_template() -> None:
    with pytest.raises(KeyError, match="unheard_of"):
        catalogue("en").template("unheard_of")
