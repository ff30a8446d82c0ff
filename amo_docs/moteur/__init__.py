"""WeasyPrint, in one room: it lays pages out, and answers about pages laid out.

No other module imports WeasyPrint or pydyf, not even their documented names, so that a linter can
hold the rule. The others get plain values: a `Moteur` reads HTML and lays it out, a `MiseEnPage`
gives its boxes of text and writes its PDF, a `Cascade` gives the computed style of each element.
This package knows nothing of papers, of Word, or of messages to authors of templates.

`tests/moteur/test_appuis.py` lists every use of WeasyPrint beyond its documented names, and the
test that holds it. Start there when WeasyPrint is upgraded; it is pinned to its major version.
"""
