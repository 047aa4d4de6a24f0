"""Trees in other people's pages: one self-contained file each, and the script beside the frame."""
