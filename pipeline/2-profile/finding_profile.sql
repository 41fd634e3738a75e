-- One row is one field of one extract with cells that are missing, a placeholder, or not what the field's name says.
select 'missing_value' as rule, field, extract_id, rows - filled as failing, rows as tested, 'info' as severity
from column_profile
where delivered and filled < rows
union all
select 'placeholder', field, extract_id, placeholders, filled, 'warning'
from column_profile
where placeholders > 0
union all
select 'does_not_conform', field, extract_id, filled - placeholders - conforming, filled - placeholders, 'warning'
from column_profile
where conforming < filled - placeholders
union all
select 'not_delivered', field, extract_id, rows, rows, 'info'
from column_profile
where not delivered
