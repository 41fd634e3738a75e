-- One row is one class of pairs that are no match, with its bits, against a random pair, for the pair that is asked about.
with levels as (
  {{ levels }}
)
{{ classes }}
