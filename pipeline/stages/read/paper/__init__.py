"""The picture of a page before it is read: ink and paper told apart, turned upright, lit, without specks."""
