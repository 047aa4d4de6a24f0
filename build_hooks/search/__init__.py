"""The site's one search: documents, tokens and the lunr index."""
