-- One row is one readable row that no key leads to: its key is missing, or another row of the same extract bears it.
{{ set_aside }}
