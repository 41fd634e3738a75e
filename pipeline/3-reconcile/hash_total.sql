-- One row is one hash total of an extract.
{{ totals }}
