-- yyyy-mm-dd for a date in the declared layout; null when it is no calendar date in it.
create or replace macro er_date(value, layout) as strftime(try_strptime(trim(value), layout), '%Y-%m-%d');

-- Year, month and day in their places although they are no calendar date (31 February, month 13): still comparable.
create or replace macro er_date_loose(value, layout) as case
  when layout in ('%Y-%m-%d', '%Y/%m/%d', '%Y%m%d', '%Y.%m.%d') then
    regexp_replace(regexp_extract(trim(value), '^[0-9]{4}[-/.]?[0-9]{2}[-/.]?[0-9]{2}$'), '^([0-9]{4})[-/.]?([0-9]{2})[-/.]?([0-9]{2})$', '\1-\2-\3')
  when layout in ('%m/%d/%Y', '%m-%d-%Y', '%m%d%Y', '%m.%d.%Y') then
    regexp_replace(regexp_extract(trim(value), '^[0-9]{2}[-/.]?[0-9]{2}[-/.]?[0-9]{4}$'), '^([0-9]{2})[-/.]?([0-9]{2})[-/.]?([0-9]{4})$', '\3-\1-\2')
  when layout in ('%d/%m/%Y', '%d-%m-%Y', '%d%m%Y', '%d.%m.%Y') then
    regexp_replace(regexp_extract(trim(value), '^[0-9]{2}[-/.]?[0-9]{2}[-/.]?[0-9]{4}$'), '^([0-9]{2})[-/.]?([0-9]{2})[-/.]?([0-9]{4})$', '\3-\2-\1')
end;

-- A date as it is kept in records: yyyy-mm-dd where the layout says so, else the text itself.
create or replace macro er_date_or_text(value, layout) as
  coalesce(er_date(value, layout), nullif(er_date_loose(value, layout), ''), value);

-- Eight digits of a birth date, yyyymmdd; null for what is no date and for dates that stand for "unknown".
create or replace macro er_birth_date(value) as case
  when not regexp_full_match(value, '[0-9]{4}-[0-9]{2}-[0-9]{2}') then null
  when value in ('1900-01-01', '0001-01-01', '1111-11-11', '9999-12-31', '0000-00-00', '9999-99-99', '1901-01-01', '1800-01-01') then null
  else replace(value, '-', '')
end;

-- Day and month exchanged.
create or replace macro er_day_month_swapped(a, b) as
  left(a, 4) = left(b, 4) and substr(a, 5, 2) = substr(b, 7, 2) and substr(a, 7, 2) = substr(b, 5, 2);

-- The fiscal year of the United States: it begins on 1 October.
create or replace macro er_fiscal_year(day) as year(day) + case when month(day) >= 10 then 1 else 0 end;
