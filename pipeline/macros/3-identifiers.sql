-- Digits that stand for "no social security number", in advertisements too.
create or replace macro er_no_ssn(digits) as
  digits in ('123456789', '987654321', '078051120', '219099999') or er_one_character(digits) or (left(digits, 3) = '000' and length(digits) = 9);

-- Nine characters are one and the same.
create or replace macro er_nine_alike(value) as substr(value, 1, 8) = substr(value, 2, 8);

-- Nine digits of a social security number; null for numbers that stand for "unknown" and those in advertisements
-- (078-05-1120 of 1938, 219-09-9999 of 1962). Other lengths are kept as digits: they still compare.
create or replace macro er_ssn(value) as case
  when value glob '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]' or value glob '[0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][0-9][0-9]' then case
    when replace(value, '-', '') = '123456789' or replace(value, '-', '') = '987654321' or replace(value, '-', '') = '078051120' or replace(value, '-', '') = '219099999'
      or starts_with(value, '000') or er_nine_alike(replace(value, '-', '')) then null
    else replace(value, '-', '') end
  when er_digits(value) = '' or er_digits(value) = '123456789' or er_digits(value) = '987654321' or er_digits(value) = '078051120' or er_digits(value) = '219099999' then null
  when er_one_character(er_digits(value)) then null
  when left(er_digits(value), 3) = '000' and length(er_digits(value)) = 9 then null
  else er_digits(value)
end;

-- An alien registration number as nine digits: A012345678, 12345678 and A-12-345-678 are one number.
create or replace macro er_a_number(value) as case
  when value glob '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]' then case when not er_nine_alike(value) then value end
  when value glob 'A[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]' then case when not er_nine_alike(substr(value, 2)) then substr(value, 2) end
  when length(er_digits(value)) between 7 and 9 and not er_one_character(er_digits(value)) and cast(er_digits(value) as bigint) > 0
    then lpad(er_digits(value), 9, '0')
end;

-- A receipt number or another identifier: letters and digits, null where all are alike.
create or replace macro er_identifier(value) as case when not er_one_character(er_code(value)) then er_code(value) end;

-- An e-mail address in lower case, taken out of "Name <address>"; null without an @.
create or replace macro er_email(value) as case
  when contains(value, '@') then case when contains(value, '<') or contains(value, ' ') then nullif(regexp_extract(lower(value), '[^ <>"'',;]+@[^ <>"'',;]+'), '') else lower(trim(value)) end
end;

-- An e-mail address of an office, not of one who works there (RFC 2142, and what else is usual). A list: an IN of so many is looked up for every pair, needed or not.
create or replace macro er_office_mailbox(value) as list_contains([
  'info', 'information', 'contact', 'office', 'admin', 'administrator', 'mail', 'email', 'support', 'help', 'helpdesk', 'service', 'customerservice', 'sales', 'marketing',
  'billing', 'accounts', 'accounting', 'hr', 'jobs', 'careers', 'press', 'media', 'enquiries', 'inquiries', 'reception', 'frontdesk', 'team', 'hello', 'abuse', 'security',
  'postmaster', 'hostmaster', 'webmaster', 'noreply', 'no-reply', 'donotreply', 'none', 'unknown', 'na'], split_part(value, '@', 1));

-- A postcode as letters and digits; of a ZIP code with its four further digits the first five.
create or replace macro er_postcode(value) as case
  when value glob '[0-9][0-9][0-9][0-9][0-9]' then case when substr(value, 1, 4) <> substr(value, 2, 4) then value end
  when regexp_full_match(er_identifier(value), '[0-9]{9}') then left(er_identifier(value), 5) else er_identifier(value)
end;

-- The last four of an identifier are all that one side gives, and they are those of the other.
create or replace macro er_last_four(a, b) as least(length(a), length(b)) = 4 and greatest(length(a), length(b)) > 4 and right(a, 4) = right(b, 4);

-- A telephone number in the North American plan that needs no parsing, as 1 and ten digits.
create or replace macro er_phone(value) as case
  when value glob '[2-9][0-9][0-9][2-9][0-9][0-9][0-9][0-9][0-9][0-9]' then concat('1', value)
  when value glob '([2-9][0-9][0-9]) [2-9][0-9][0-9]-[0-9][0-9][0-9][0-9]' then concat('1', substr(value, 2, 3), substr(value, 7, 3), substr(value, 11))
  when value glob '[2-9][0-9][0-9]-[2-9][0-9][0-9]-[0-9][0-9][0-9][0-9]' then concat('1', replace(value, '-', ''))
  when regexp_full_match(er_digits(value), '1?[2-9][0-9]{2}[2-9][0-9]{6}') and not contains(value, '+') then concat('1', right(er_digits(value), 10))
end;

-- The number of an apartment, suite or the like without the words before it; null where nothing is left.
create or replace macro er_unit(value) as
  nullif(regexp_replace(regexp_replace(lower(value), '\b(apartment|apt|unit|suite|ste|room|rm|flat|floor|building|bldg|trailer|trlr|lot|space|spc|number|no)\b', '', 'g'), '[^0-9a-z]', '', 'g'), '');
