"""The environment of templates: what they may reach, what they print, what Jinja can read of them.

Composing and reviewing both use it; they do not import each other.
"""
