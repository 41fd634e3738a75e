-- One row is one figure that a document states, beside what its formula gives over the extracts; residual is what is left between them.
with figure as (
  {{ figures }}
)
select
  figure_no, system, doc, page, label, cast(stated as decimal(38, 4)) as stated, unit, comparison, formula,
  cast(computed as decimal(38, 4)) as computed, cast(stated - computed as decimal(38, 4)) as residual, cast(tolerance as decimal(38, 5)) as tolerance, denominator,
  case
    when computed is null then 'denominator_missing'
    when case comparison
      when 'equal' then abs(stated - computed) <= tolerance
      when 'less_than' then computed < stated + tolerance
      when 'more_than' then computed > stated - tolerance
      when 'at_most' then computed <= stated + tolerance
      when 'at_least' then computed >= stated - tolerance
    end then 'adds'
    else 'does_not_add'
  end as status
from figure
