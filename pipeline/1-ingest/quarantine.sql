-- One row is one row of an extract that could not be read, with the reason and the text as it stands in the file.
{{ quarantined }}
