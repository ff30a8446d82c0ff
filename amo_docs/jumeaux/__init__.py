"""The tags and the properties that a PDF and its twin in Word both honour.

The writer of the DOCX, the review of templates and their documentation read these tables, so that
what is promised is what is done. Nothing here loads WeasyPrint or python-docx: `check` reads the
tables and lays nothing out.
"""
