"""What several readers saw of a line, weighed against each other: words, figures, signs."""
