-- One row is one field of one extract: how full it is, how varied, and how many of its cells are what the field's name says.
-- distinct counts are exact.
{{ profiles }}
