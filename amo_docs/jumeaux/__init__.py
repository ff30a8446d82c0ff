"""What a PDF and its twin in Word say alike: the tags and the properties that both formats honour.

Read by the writer of the DOCX, by the review of templates and by the documentation of templates, so
that what is promised and what is done are one table. Nothing here loads WeasyPrint or python-docx:
`check` reads the tables and lays nothing out."""
