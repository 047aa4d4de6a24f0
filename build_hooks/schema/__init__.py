"""The model's classes told to editors and people: JSON Schema, and the reference of all keys."""
