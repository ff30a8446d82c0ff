"""Outside judges of the papers, for the tests: veraPDF, LibreOffice, pdftotext."""
