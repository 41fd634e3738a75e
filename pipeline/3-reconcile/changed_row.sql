-- One row is one key of two extracts whose rows differ in a field that both deliver, with the cells of both as they are written.
{{ pair }}
