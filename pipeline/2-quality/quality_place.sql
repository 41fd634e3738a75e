-- One row is one way to write a state and the first three digits of ZIP codes that are its own; work of the run alone.
select s.state, lpad(cast(n.prefix as varchar), 3, '0') as prefix, s.code
from (values {{ states }}) s(state, code)
join (values {{ spans }}) p(code, first, last) on p.code = s.code
join range(0, 1000) n(prefix) on n.prefix between p.first and p.last
