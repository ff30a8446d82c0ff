"""The French nouns of the field, as frozen records; each module is a page of the glossary."""
