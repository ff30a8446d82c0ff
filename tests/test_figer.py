"""The finisher writes what pydyf would have written: the contract with `Document.write_pdf` and
pydyf's objects."""

from __future__ import annotations

import gc
import zlib
from collections.abc import Callable

import pytest
from weasyprint import CSS, HTML, Attachment

from amo_docs.render.atelier import EPOQUE
from amo_docs.render.figer import freeze_objects
from amo_docs.render.memoire import SEUIL, space_collectes

PAGE = """<html lang="fr"><head><title>Accentué</title></head><body><h1>Un</h1>
<p>Texte <b>gras</b>, <i>incliné</i>.</p><table><tr><th scope="col">A</th></tr><tr><td>b</td></tr></table>
<p style="break-before: page"><img alt="rien"
 src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"></p>
</body></html>"""


def write(finisher: Callable[..., None] | None, options: dict[str, str]) -> bytes:
    document = HTML(string=PAGE).render(
        stylesheets=[CSS(string="img { image-rendering: crisp-edges }")]
    )
    document.metadata.attachments = [
        Attachment(string="{}", name="a.json", created=EPOQUE, modified=EPOQUE)
    ]
    content: bytes = document.write_pdf(finisher=finisher, **options)
    return content


@pytest.mark.parametrize(
    "options",
    [{"pdf_variant": "pdf/a-3a"}, {"pdf_variant": "pdf/ua-1"}, {"output_intent": "srgb"}, {}],
)
def test_the_same_bytes_as_without(options: dict[str, str]) -> None:
    assert write(freeze_objects, options) == write(None, options)


def test_each_stream_is_compressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compressed: list[int] = []
    real = zlib.compressobj
    monkeypatch.setattr(
        zlib, "compressobj", lambda **options: compressed.append(1) or real(**options)
    )
    write(freeze_objects, {"pdf_variant": "pdf/a-3a"})
    once = len(compressed)
    write(None, {"pdf_variant": "pdf/a-3a"})
    assert once < 0.7 * (len(compressed) - once), (
        "pydyf no longer says its objects twice: freeze_objects may go"
    )


def test_memory_is_walked_as_before_after_a_paper() -> None:
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), space_collectes():
        assert gc.get_threshold()[0] == SEUIL
        raise ZeroDivisionError
    assert gc.get_threshold() == before
