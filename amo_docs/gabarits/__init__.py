"""The environment of templates: what they may reach, what they print, what Jinja can read of them.

Composing and reviewing both stand on it, and are strangers to each other.
"""
