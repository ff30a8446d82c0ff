"""The bytes of a PDF are those of WeasyPrint and pydyf left alone, but for what is added to them."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from outils.essai import open_essai, write_page
from PIL import Image
from weasyprint import CSS, HTML, Attachment
from weasyprint.images import RasterImage
from weasyprint.urls import URLFetcher, URLFetcherResponse

from amo_docs.moteur.pdf import ImagesEncodees, freeze_objets

EPOQUE = datetime(1980, 1, 1, tzinfo=UTC)
PAGE = """<html lang="fr"><head><title>Accentué</title></head><body><h1>Un</h1>
<p>Texte <b>gras</b>, <i>incliné</i>.</p><table><tr><th scope="col">A</th></tr><tr><td>b</td></tr></table>
<p style="break-before: page"><img alt="rien"
 src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"></p>
</body></html>"""


# ── Objects written once ──────────────────────────────────────────────────────────────────────────


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
def test_objects_written_once_are_the_same_bytes(options: dict[str, str]) -> None:
    assert write(freeze_objets, options) == write(None, options)


def test_each_stream_is_compressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compressed: list[int] = []
    real = zlib.compressobj
    monkeypatch.setattr(
        zlib, "compressobj", lambda **options: compressed.append(1) or real(**options)
    )
    write(freeze_objets, {"pdf_variant": "pdf/a-3a"})
    once = len(compressed)
    write(None, {"pdf_variant": "pdf/a-3a"})
    assert once < 0.7 * (len(compressed) - once), (
        "pydyf no longer writes its objects twice: freeze_objets may go"
    )


# ── Pictures encoded once ─────────────────────────────────────────────────────────────────────────


class Formes(URLFetcher):  # type: ignore[misc]
    """Gives a picture of the mode and the format its address names."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        mode, forme = url.removeprefix("amo:").split("/")
        picture = BytesIO()
        Image.radial_gradient("L").resize((40, 30)).convert(mode).save(picture, forme)
        return URLFetcherResponse(url, body=picture.getvalue())


def write_image(adresse: str, cache: dict[str, object]) -> bytes:
    page = f"<img src='{adresse}'><img src='{adresse}' style='image-rendering: crisp-edges'>"
    content: bytes = HTML(string=page, url_fetcher=Formes()).write_pdf(cache=cache)
    return content


@pytest.mark.parametrize("adresse", ["amo:RGBA/PNG", "amo:LA/PNG", "amo:P/PNG", "amo:RGB/JPEG"])
def test_a_picture_encoded_once_is_the_same_bytes_again_and_again(
    adresse: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded: list[str] = []
    real = RasterImage.get_x_object
    monkeypatch.setattr(
        RasterImage, "get_x_object", lambda *args: encoded.append("") or real(*args)
    )
    images = ImagesEncodees()
    written = {write_image(adresse, images)}
    write_image(adresse, images)
    encoded.clear()
    assert written == {write_image(adresse, images)}
    assert encoded == []
    assert written == {write_image(adresse, {})}


# ── What is attached ────────────────────────────────────────────────────────────────────────────────


def test_a_page_that_asks_for_attached_files_is_known_for_it() -> None:
    lien = '<link rel="attachment" href="logo.png">'
    assert open_essai(write_page("<p>a</p>").replace("<title>", f"{lien}<title>")).mise.has_pieces
    assert not open_essai(write_page("<p>a</p>")).mise.has_pieces
