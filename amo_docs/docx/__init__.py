"""Word documents that are the twins of WeasyPrint's PDFs: one HTML, one style sheet, two formats.

The door is narrow: ``write_docx(Source(html, feuilles, polices), images)`` gives bytes, or raises
``DocxImpossible``; ``Source.jeux`` may say which paragraphs need their right edge moved. The
package knows of HTML, CSS and WordprocessingML only; it reads no file, no clock and no network."""

from __future__ import annotations

from .document import write_docx
from .erreurs import DocxImpossible
from .source import Source

__all__ = ["DocxImpossible", "Source", "write_docx"]
