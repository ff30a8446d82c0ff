"""Word documents that are the twins of WeasyPrint's PDFs: one HTML, one style sheet, two formats.

The door is narrow: ``write_docx(Source(html, feuilles, polices), images)`` gives bytes, or raises
``DocxImpossible``; ``Source.jeux`` may say which paragraphs need their right edge moved. The
package knows of HTML, CSS and WordprocessingML only; it reads no file, no clock and no network.
What it can say stands in ``proprietes.py`` and ``balises.py``, which load neither WeasyPrint nor
python-docx: hence the door that opens when it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .erreurs import DocxImpossible

if TYPE_CHECKING:
    from .document import write_docx
    from .source import Source

__all__ = ["DocxImpossible", "Source", "write_docx"]


def __getattr__(nom: str) -> Any:
    if nom == "Source":
        from .source import Source

        return Source
    if nom == "write_docx":
        from .document import write_docx

        return write_docx
    raise AttributeError(nom)
