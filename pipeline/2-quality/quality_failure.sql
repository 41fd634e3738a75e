-- One row is one row of an extract that fails a rule: what its source wrote, why it fails, and what is expected where that is known.
{{ failures }}
