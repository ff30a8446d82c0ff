"""Word documents that are the twins of WeasyPrint's PDFs: one HTML, one style sheet, two formats.

`write_docx` walks the HTML with the computed style of each element, and gives bytes. The package
knows of HTML, CSS and the XML of Word; it reads no file, no clock and no network."""

from amo_docs.docx.document import write_docx

__all__ = ["write_docx"]
