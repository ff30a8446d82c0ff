"""What WeasyPrint fetches while it works, and its warnings."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


class RessourceRefuseeError(FatalURLFetchingError):  # type: ignore[misc]
    """Raised when a page asks for what it may not have: a file, the network, an unknown image."""

    # WeasyPrint's base class for it is a BaseException. After any other error of an address it
    # goes on, without the picture or the font.


class Acces(URLFetcher):  # type: ignore[misc]
    """Gives WeasyPrint what `read` returns for an address. What `read` raises stops the layout."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        # « data » too, although it is refused: `read` then does it with a reason of its own.
        super().__init__(
            allowed_protocols=("amo", "data"), allow_redirects=False, fail_on_errors=True
        )
        self._read = read

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return the response that WeasyPrint reads."""
        return URLFetcherResponse(url, body=self._read(url))


class _Alertes(logging.Handler):
    """Keeps the messages of warnings and errors in `messages`."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def hear_alertes() -> Iterator[list[str]]:
    """Yield the list that receives the warnings of the block, in WeasyPrint's English."""
    # WeasyPrint logs what it cannot honour, and goes on: there is no strict mode to ask for.
    alertes = _Alertes()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(alertes)
    try:
        yield alertes.messages
    finally:
        logger.removeHandler(alertes)
