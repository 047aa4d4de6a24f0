"""The playground: a page that checks and plays a tree while it is written, in the browser alone."""
