"""A whole page from its picture: what the lines are, in which order, what stands over and beside them."""
