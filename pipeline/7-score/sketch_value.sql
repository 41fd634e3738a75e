-- One row is one value of a column with its sketches, which are made once for all mentions that have it.
select value_, cast(row_number() over () - 1 as integer) as value_no, {{ sketches }}
from (select distinct {{ column }}, {{ column }} as value_ from {{ comparand }} where {{ column }} is not null)
