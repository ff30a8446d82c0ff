"""Files to records and findings: the session, its référentiel, its table of candidates, its
templates."""
