-- One row is one value of a compared column among the mentions of a match, with its share of those that have one.
{{ frequencies }}
