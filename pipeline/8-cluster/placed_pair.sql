-- One row is one scored pair with the clusters of its two mentions and its probability in millionths.
{{ pairs }}
