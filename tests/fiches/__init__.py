"""Copies of published fiches, and their reader."""
