"""Text becomes model: the strict YAML reader and what is read with it."""
