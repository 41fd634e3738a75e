-- One row is one row that a column of an exhibit counts, with what names the exhibit's row that it is counted in.
{{ select }}
