"""From files to records and findings: session, référentiel, candidates, templates."""
