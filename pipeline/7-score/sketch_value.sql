-- One row is one value of a column with its sketches, which are made once for all mentions that have it.
-- Their numbers are those of the rows of the table: to count them here would keep the work to one thread.
select value_, {{ sketches }}
from (select distinct {{ column }}, {{ column }} as value_ from {{ comparand }} where {{ column }} is not null)
