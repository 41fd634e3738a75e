-- One row is one distinct value of one column, with its number of cells; work of the run alone, a few columns at a time.
{{ values }}
