-- One row is one check of a match that needs no labels: what was found, the limit, and whether it is within it.
{{ checks }}
