"""What pages may fetch: fonts and images already in memory, under `amo:` addresses, and nothing
else."""

from __future__ import annotations

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from amo_docs.model.modeles import ADRESSE_IMAGE, Modeles

POLICES = "amo:police/"


class RessourceRefuseeError(FatalURLFetchingError):  # type: ignore[misc]
    """A page asked for something outside its folders: a file, the network, an image nobody
    named."""


class Ressources(URLFetcher):  # type: ignore[misc]
    """Serves the images and fonts of `Modeles`; any other address stops the rendering."""

    def __init__(self, modeles: Modeles) -> None:
        super().__init__(
            allowed_protocols=("amo", "data"), allow_redirects=False, fail_on_errors=True
        )
        self.contenus = {
            f"{ADRESSE_IMAGE}{name}": content for name, content in modeles.images.items()
        }
        self.contenus |= {
            f"{POLICES}{index}": police.contenu for index, police in enumerate(modeles.polices)
        }

    def read(self, url: str) -> bytes:
        """Return the bytes at `url`; raise RessourceRefuseeError on an address that is not ours."""
        if url not in self.contenus:
            raise RessourceRefuseeError(f"« {url} » n’est pas une image que la session nomme")
        return self.contenus[url]

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return the response WeasyPrint reads."""
        if url.startswith("data:"):
            raise RessourceRefuseeError("une adresse « data: »")
        return URLFetcherResponse(url, body=self.read(url))


def write_polices(modeles: Modeles) -> str:
    """Return the @font-face rules that bind each family to the very bytes whose glyphs were
    checked."""
    rules = []
    for index, police in enumerate(modeles.polices):
        weight = "bold" if police.gras else "normal"
        style = "italic" if police.italique else "normal"
        rules.append(
            f"@font-face {{ font-family: '{police.famille}'; font-weight: {weight}; "
            f"font-style: {style}; "
            f"src: url({POLICES}{index}); }}"
        )
    return "\n".join(rules)
