"""What the cells, rows and columns of a table say, for every rule that reads tables."""
