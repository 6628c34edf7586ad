"""A Document to Findings: Russian language, finders, confidence."""
