"""WeasyPrint, in one room: what lays a page out, and what is asked of a page that was laid out.

Nothing else of the project imports WeasyPrint or pydyf, not even their documented doors: a rule
without an exception is one that a machine can hold, and what is handed out is ours. The rest asks
in plain values: a `Moteur` reads HTML and lays it out, a `MiseEnPage` tells its boxes of text and
writes its PDF, a `Cascade` tells the computed style of each element. It knows nothing of papers, of
Word, or of what is to be said to whoever writes templates.

What is leaned on beyond WeasyPrint's documented door, and the test that holds it, is one table:
`tests/moteur/test_appuis.py`. Start there when WeasyPrint is upgraded."""
