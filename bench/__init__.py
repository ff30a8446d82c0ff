"""The benchmark: what a session costs here, and with the tools people would use instead.

It stands outside the package, in an environment of its own (`script/setup --banc`).
"""
