-- One row is one period and office of one extract, with how many rows each rule tested (t), how many failed (f) and their amount (a); work of the run alone.
{{ tallies }}
