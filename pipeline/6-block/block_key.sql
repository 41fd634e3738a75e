-- One row is one mention of a match with its key under each chosen rule; keys of capped blocks are null.
select c.mention_id, c.on_left, c.on_right, c.bucket, {{ keys }}
from {{ candidates }} c
{{ joins }}
