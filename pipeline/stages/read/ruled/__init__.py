"""Tables between rulings: the grid, and the words and figures in its cells."""
