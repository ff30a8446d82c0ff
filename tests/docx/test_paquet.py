"""The core properties of the package."""

from amo_docs.docx.paquet import open_base, write_proprietes


def test_a_property_longer_than_word_takes_is_cut_and_says_so() -> None:
    document = open_base()
    write_proprietes(
        document, {"title": "a" * 300, "author": "b", "subject": "c" * 255, "language": "fr-FR"}
    )
    assert document.core_properties.title == "a" * 254 + "…"
    assert document.core_properties.subject == "c" * 255
