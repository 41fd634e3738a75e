-- One row is one row of an extract that fails a rule by what other rows say, with why; work of the run alone.
{{ hits }}
