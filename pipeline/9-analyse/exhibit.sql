-- One row is one row of an exhibit that the config declares, in the order in which it is printed.
select cast(row_number() over () as integer) as place, {{ columns }}
from ({{ select }})
