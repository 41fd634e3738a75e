-- One row is one row of an extract, with what its rules found: two bits a rule, tested and failing, from the lowest on; work of the run alone.
{{ marks }}
