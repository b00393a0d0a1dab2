"""The picture of a page before it is read: upright, lit, without specks and what shines through."""
