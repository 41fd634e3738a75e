-- One row is one key of a system, with the extracts that hold it and its rows in all of them.
{{ keys }}
