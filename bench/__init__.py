"""The benchmark: what a session costs here, and what it costs with what people would use
instead."""
