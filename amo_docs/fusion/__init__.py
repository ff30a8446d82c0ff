"""Finished PDFs → one file for the printer: pages as they were laid out, bookmarks, blank backs.

It is no archive, so it claims no PDF/A and carries neither tags, nor data, nor dates. Nothing else
touches pikepdf, which is imported late, so that the command line starts without it.
"""

from amo_docs.fusion.fond import Fond
from amo_docs.fusion.jointes import read_donnees
from amo_docs.fusion.volume import Volume, count_pages, measure_page

__all__ = ["Fond", "Volume", "count_pages", "measure_page", "read_donnees"]
