-- One row is one column that came, went or bears another name from one extract to the next; a new name is proposed where the values agree.
{{ changes }}
