-- One row is one extract with the hash total of its readable rows.
{{ hashes }}
