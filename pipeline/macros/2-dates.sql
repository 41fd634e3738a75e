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

-- The same for the layout yyyy-mm-dd, in which most need no reading: a day that is written as it would be printed.
create or replace macro er_iso_or_text(value) as
  case when cast(try_cast(value as date) as varchar) = value then value else er_date_or_text(value, '%Y-%m-%d') end;

-- A text whose blanks, points, commas and strokes are hyphens.
create or replace macro er_dashed(value) as regexp_replace(trim(value), '[ ./,-]+', '-', 'g');

-- A date yyyymmdd whose year had two digits, in the latest century that does not put it after `last_year`.
create or replace macro er_century(day, last_year) as case
  when day is null then null
  when concat('20', substr(day, 3, 2)) <= last_year then concat('20', substr(day, 3)) else concat('19', substr(day, 3))
end;

-- A date in some usual writing, yyyymmdd; the layout decides only whether the day or the month stands first. Two-digit years after
-- `last_year` are of the century before.
create or replace macro er_date_any(value, layout, last_year) as case
  when regexp_full_match(er_dashed(value), '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}') then strftime(try_strptime(er_dashed(value), '%Y-%m-%d'), '%Y%m%d')
  when regexp_full_match(er_dashed(value), '[0-9]{8}') then strftime(try_strptime(er_dashed(value), ['%Y%m%d', '%m%d%Y', '%d%m%Y']), '%Y%m%d')
  when regexp_matches(er_dashed(value), '-[0-9]{4}$') and instr(layout, '%d') < instr(layout, '%m') and not starts_with(layout, '%Y')
    then strftime(try_strptime(er_dashed(value), ['%d-%m-%Y', '%m-%d-%Y', '%d-%b-%Y', '%b-%d-%Y', '%d-%B-%Y', '%B-%d-%Y']), '%Y%m%d')
  when regexp_matches(er_dashed(value), '-[0-9]{4}$')
    then strftime(try_strptime(er_dashed(value), ['%m-%d-%Y', '%d-%m-%Y', '%d-%b-%Y', '%b-%d-%Y', '%d-%B-%Y', '%B-%d-%Y']), '%Y%m%d')
  when regexp_matches(er_dashed(value), '-[0-9]{2}$') and instr(layout, '%d') < instr(layout, '%m')
    then er_century(strftime(try_strptime(er_dashed(value), ['%d-%m-%y', '%m-%d-%y', '%d-%b-%y', '%b-%d-%y']), '%Y%m%d'), last_year)
  when regexp_matches(er_dashed(value), '-[0-9]{2}$')
    then er_century(strftime(try_strptime(er_dashed(value), ['%m-%d-%y', '%d-%m-%y', '%d-%b-%y', '%b-%d-%y']), '%Y%m%d'), last_year)
end;

-- A date mistyped by letters for digits or of which only the year, or year and month, is known: eight characters, 00 for a part not known.
create or replace macro er_date_part(value, layout) as case
  when regexp_full_match(trim(value), '(18|19|20)[0-9]{2}') then concat(trim(value), '0000')
  when regexp_full_match(trim(value), '(18|19|20)[0-9]{2}[-/.]?(0[1-9]|1[0-2])') then concat(regexp_replace(trim(value), '[^0-9]', ''), '00')
  when length(er_digits(value)) >= 5 then replace(nullif(er_date_loose(translate(lower(value), 'abcdefghijklmnopqrstuvwxyz', '08000090100100009050000002'), layout), ''), '-', '')
end;

-- Eight digits of a birth date, yyyymmdd; null for what is no date and for dates that stand for "unknown". A cell that is not in the
-- declared layout is read in any usual one.
create or replace macro er_birth_date(value, layout, last_year) as case
  when value glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' then case
    when value = '1900-01-01' or value = '1901-01-01' or value = '1800-01-01' or value = '0001-01-01' or value = '1111-11-11' or value = '0000-00-00'
      or starts_with(value, '9999-') and (value = '9999-12-31' or value = '9999-99-99') then null
    when value < '0100' then er_century(replace(value, '-', ''), last_year)
    else replace(value, '-', '') end
  when value is not null then coalesce(er_date_any(value, layout, last_year), er_date_part(value, layout))
end;

-- Day and month exchanged.
create or replace macro er_day_month_swapped(a, b) as
  left(a, 4) = left(b, 4) and substr(a, 5, 2) = substr(b, 7, 2) and substr(a, 7, 2) = substr(b, 5, 2);

-- The fiscal year of the United States: it begins on 1 October.
create or replace macro er_fiscal_year(day) as year(day) + case when month(day) >= 10 then 1 else 0 end;

-- One digit of two dates yyyymmdd differs, or two neighbours are exchanged.
create or replace macro er_date_edit(a, b) as hamming(a, b) <= 2 and (hamming(a, b) <= 1 or damerau_levenshtein(a, b) <= 1);

-- Same year, and one of the dates says no more: its month and day are not known, or the first of January that is written for that.
create or replace macro er_same_year_only(a, b) as left(a, 4) = left(b, 4) and (right(a, 4) in ('0000', '0101') or right(b, 4) in ('0000', '0101'));

-- Two of year, month and day are the same.
create or replace macro er_two_date_parts(a, b) as
  (left(a, 6) = left(b, 6) or right(a, 4) = right(b, 4) or (left(a, 4) = left(b, 4) and right(a, 2) = right(b, 2)))
  and right(a, 4) not in ('0000', '0101') and right(b, 4) not in ('0000', '0101');

-- Two dates yyyymmdd have neither the year nor month and day in common, and are more than two edits apart: nothing but the decade may be the same.
create or replace macro er_dates_apart(a, b) as
  hamming(a, b) > 2 and substr(a, 1, 4) <> substr(b, 1, 4) and substr(a, 5, 4) <> substr(b, 5, 4);

-- The day of an event kept as yyyy-mm-dd; null for what is no date and for dates that stand for "unknown" or "for ever".
create or replace macro er_event_day(value) as case
  when value not in ('0001-01-01', '1900-01-01', '9999-12-31', '9999-12-30', '2999-12-31') then try_cast(value as date)
end;
