-- One row is one pair of dates of a file: rows that hold both, and of those the rows in which the first is earlier, the same, or later.
{{ orders }}
