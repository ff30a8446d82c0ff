"""Pictures are encoded once and the files are the same: the contract with WeasyPrint's images."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from weasyprint import HTML
from weasyprint.images import RasterImage
from weasyprint.urls import URLFetcher, URLFetcherResponse

from amo_docs.render.images import Images


def make_image(mode: str, forme: str) -> bytes:
    picture = BytesIO()
    Image.radial_gradient("L").resize((40, 30)).convert(mode).save(picture, forme)
    return picture.getvalue()


class Fetcher(URLFetcher):  # type: ignore[misc]
    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        mode, forme = url.removeprefix("amo:").split("/")
        return URLFetcherResponse(url, body=make_image(mode, forme))


def write(adresse: str, cache: dict[str, object]) -> bytes:
    page = f"<img src='{adresse}'><img src='{adresse}' style='image-rendering: crisp-edges'>"
    content: bytes = HTML(string=page, url_fetcher=Fetcher()).write_pdf(cache=cache)
    return content


@pytest.mark.parametrize("adresse", ["amo:RGBA/PNG", "amo:LA/PNG", "amo:P/PNG", "amo:RGB/JPEG"])
def test_the_same_bytes_again_and_again(adresse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    encoded: list[str] = []
    real = RasterImage.get_x_object
    monkeypatch.setattr(
        RasterImage, "get_x_object", lambda *args: encoded.append("") or real(*args)
    )
    images = Images()
    written = {write(adresse, images)}
    write(adresse, images)
    encoded.clear()
    assert written == {write(adresse, images)}
    assert encoded == []
    assert written == {write(adresse, {})}
