"""A tree as a picture: laid out by Graphviz, drawn as SVG, and told as an outline in words."""
