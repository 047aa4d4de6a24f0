"""What a pull request changes for readers: its routes, its words, its law; as Markdown."""
