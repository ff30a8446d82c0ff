"""Campaigns: the tests that draw their examples, on many more of them; and the mutations.

`script/campagne NAME` runs one and writes its figures in docs/CAMPAGNES.md."""
