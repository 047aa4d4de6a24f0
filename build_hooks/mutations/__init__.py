"""Ways to put a mistake into a tree, grouped by what they change; see `build_hooks.mutate`."""
