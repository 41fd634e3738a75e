-- One row is one rule of a match: the pairs that it is the first to find, those kept and those dropped below the floor.
{{ counts }}
