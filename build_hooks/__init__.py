"""The compiler: trees in YAML become the pages and the search index of a static site."""
