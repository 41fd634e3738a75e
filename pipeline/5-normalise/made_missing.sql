-- One row is one cell that holds something and yet says nothing: a placeholder, or what is no date, name or number.
{{ cells }}
