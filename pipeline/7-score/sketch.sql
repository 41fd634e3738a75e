-- One row is one mention of a match with sketches of its values: numbers by which it is seen cheaply how much a pair can weigh at most.
select mention_id, {{ sketches }}
from {{ comparand }}
