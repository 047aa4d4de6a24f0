"""Model and proof become pages: templates hold the markup, this package fills them."""
