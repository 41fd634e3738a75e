-- One row is one layout of a column of an extract with its cells, or, without a layout, what the distinct values of the column are, each looked at once
-- and counted as often as it stands; work of the run alone, some columns at a time.
with value as materialized (
  {{ values }}
),
joined as materialized (
  -- Texts are shaped some hundreds at a time. Both aggregates take the rows of a group in one order.
  select
    column_no, list(cells) as cells,
    string_agg(replace(case when strlen(cell) <= 40 then cell else left(cell, 40) end, chr(31), ' '), chr(31)) as texts
  from value
  where cell is not null
  group by column_no, hash(cell) % 4096
),
shaped as (
  select column_no, unnest(string_split(er_letters(texts), chr(31))) as pattern, unnest(cells) as cells
  from joined
)
select
  column_no, cast(null as varchar) as pattern, cast(sum(cells) as bigint) as cells,
  cast(coalesce(sum(cells) filter (where cell is not null), 0) as bigint) as filled, count(cell) as distinct_values,
  min(length(cell)) as min_length, max(length(cell)) as max_length,
  cast(coalesce(sum(cells) filter (where placeholder), 0) as bigint) as placeholders,
  cast(coalesce(sum(cells) filter (where not placeholder and conforms), 0) as bigint) as conforming,
  max(cells) filter (where cell is not null) as most
from value
group by column_no
union all
select column_no, pattern, cast(sum(cells) as bigint), null, null, null, null, null, null, null
from shaped
group by column_no, pattern
