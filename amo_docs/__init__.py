"""amo-docs: every paper of a certification session, as PDF to archive and DOCX to edit."""

__version__ = "0.1.0"

FORMATS = ("pdf", "docx")
"""The formats every paper is made in."""
