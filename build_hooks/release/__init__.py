"""A release: what is published for one commit, with what it is made of and how to check it."""
