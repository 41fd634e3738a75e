-- One row is two extracts, with the keys that both hold and of each field how many cells are equal as written, missing on both sides, or on one.
{{ pair }}
