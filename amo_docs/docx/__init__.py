"""Word documents that are the twins of WeasyPrint's PDFs: one HTML, one style sheet, two formats.

`write_docx` walks the HTML with the computed style of each element, and returns bytes. The package
knows HTML, CSS and the XML of Word. It reads no file, no clock and no network.

The DOCX is written, not converted: of the converters tried, none makes headers, page fields,
landscape sections or page borders.
"""

from amo_docs.docx.document import write_docx

__all__ = ["write_docx"]
