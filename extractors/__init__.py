"""The rules: what a record of each table is and which values it takes. `registry` has them in the order in which they run."""
