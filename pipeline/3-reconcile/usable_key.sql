-- One row is one key of one extract at one grain: row is the row's key, unit the coarser thing that documents count.
{{ keys }}
