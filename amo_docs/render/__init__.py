"""HTML and style sheet → PDF and DOCX bytes.

The layout of the PDF chooses the size class, and the DOCX follows. Importing this package is cheap:
WeasyPrint and python-docx are loaded in the child process, by `open_atelier`.
"""

from amo_docs.render.etabli import open_atelier, render_papier
from amo_docs.render.versions import list_programme, list_versions

__all__ = ["list_programme", "list_versions", "open_atelier", "render_papier"]
