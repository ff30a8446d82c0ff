"""What WeasyPrint asks for while it works, and what it complains of."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


class RessourceRefuseeError(FatalURLFetchingError):  # type: ignore[misc]
    """A page asked for what it may not have: a file, the network, an image nobody named.

    No `Exception`, but a `BaseException`: WeasyPrint goes on after any other error of an address,
    without the picture or the font."""


class Acces(URLFetcher):  # type: ignore[misc]
    """Hands WeasyPrint what `read` gives for an address; whatever `read` raises stops the
    layout."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        super().__init__(
            allowed_protocols=("amo", "data"), allow_redirects=False, fail_on_errors=True
        )
        self._read = read

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return the response WeasyPrint reads."""
        return URLFetcherResponse(url, body=self._read(url))


class _Alertes(logging.Handler):
    """Keeps the messages of warnings and errors, in `messages`."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def hear_alertes() -> Iterator[list[str]]:
    """Give the list that the warnings of the block come into, in WeasyPrint's English words."""
    alertes = _Alertes()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(alertes)
    try:
        yield alertes.messages
    finally:
        logger.removeHandler(alertes)
