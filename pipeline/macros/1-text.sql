-- A cell as the source wrote it, or null where it holds nothing but white space.
create or replace macro er_blank_to_null(value) as case
  when value >= '!' and not starts_with(value, chr(160)) then value
  when trim(value, concat(' ', chr(9), chr(10), chr(13), chr(160))) = '' then null
  else value
end;

-- Digits alone.
create or replace macro er_digits(value) as regexp_replace(value, '[^0-9]', '', 'g');

-- Letters and digits alone, upper case: identifiers written with or without punctuation.
create or replace macro er_code(value) as
  case when regexp_full_match(value, '[0-9A-Z]+') then value else nullif(regexp_replace(upper(value), '[^0-9A-Z]', '', 'g'), '') end;

-- All characters are one and the same: 999999999, XXXX.
create or replace macro er_one_character(value) as length(value) > 1 and replace(value, left(value, 1), '') = '';

-- A 64-bit key for equality joins; what it is does not matter, only that equal texts have equal keys.
create or replace macro er_key(value) as case when value is not null then hash(value) end;

-- A number from 0 to 65535 that depends on the text alone: sampling keyed on ids.
create or replace macro er_bucket(value) as cast('0x' || left(md5(value), 4) as integer);

-- Letters as A and a, digits as 9, all of other scripts as a. It reads its alphabet anew for each text, so many short texts are faster joined into one.
create or replace macro er_letters(value) as
  regexp_replace(translate(value, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 'AAAAAAAAAAAAAAAAAAAAAAAAAAaaaaaaaaaaaaaaaaaaaaaaaaaa9999999999'), '[^\x00-\x7F]', 'a', 'g');

-- The layout of a value, so that it can be shown without showing the value.
create or replace macro er_shape(value) as er_letters(left(value, 40));

-- The layouts of a list of values, as er_shape gives them one by one, in a tenth of the time.
create or replace macro er_shapes(cells) as
  string_split(er_letters(array_to_string(list_transform(cells, lambda cell: replace(left(cell, 40), chr(31), ' ')), chr(31))), chr(31));

-- Membership of a key as text, the first extract first: 5 of four extracts is 1010.
create or replace macro er_pattern(bits, extracts) as reverse(right(lpad(bin(bits), extracts, '0'), extracts));

-- The words of a text in alphabetical order: one key for a name in either order.
create or replace macro er_sorted_words(value) as nullif(array_to_string(list_sort(string_split(trim(value), ' ')), ' '), '');

-- The words of a person's names in alphabetical order. Most have two or three, which take no list.
create or replace macro er_sorted_names(given, middle, family) as case
  when contains(given, ' ') or contains(family, ' ') or given is null or family is null then er_sorted_words(concat_ws(' ', given, middle, family))
  when middle is null then concat(least(given, family), ' ', greatest(given, family))
  when contains(middle, ' ') then er_sorted_words(concat_ws(' ', given, middle, family))
  else concat(least(given, middle, family), ' ', greatest(least(given, middle), least(greatest(given, middle), family)), ' ', greatest(given, middle, family))
end;

-- The coarse part of a postcode: the outward code where letters and a space are in it, else three characters.
create or replace macro er_postcode_area(value) as case
  when value glob '[0-9][0-9][0-9][0-9][0-9]' then left(value, 3)
  when regexp_matches(upper(value), '[A-Z]') and contains(trim(value), ' ') then split_part(upper(trim(value)), ' ', 1)
  else left(er_code(value), 3)
end;

-- One key of two: equal where both are.
create or replace macro er_key_of(a, b) as case when a is not null and b is not null then hash(a, b) end;

-- Part of a key without the marks between its letters and digits; never empty.
create or replace macro er_unpunctuated(value) as coalesce(nullif(regexp_replace(value, '[^\pL\pN]', '', 'g'), ''), value);

-- Part of a key without the zeros before it; never empty.
create or replace macro er_unpadded(value) as coalesce(nullif(ltrim(value, '0'), ''), left(value, 1));

-- One blank for several, and none at the ends.
create or replace macro er_spaced(value) as trim(regexp_replace(value, '\s+', ' ', 'g'));

-- A part of a key of several, in which the mark between the parts can stand.
create or replace macro er_key_part(value) as replace(replace(value, '\', '\\'), '|', '\|');

-- A key, or a part of one, that stands for "none".
create or replace macro er_no_key(value) as
  list_contains(['unknown', 'unk', 'n/a', 'na', 'none', 'null', 'nil', 'tbd', 'tk', 'tk tk', 'pending', 'not available', 'not assigned', '?', '-', '--', '.'], lower(value))
  or regexp_full_match(value, '[xX]{2,}');

-- A text as it is compared with how it is written left out: case, blanks, accents.
create or replace macro er_plain(value) as er_spaced(lower(strip_accents(value)));

-- An amount without its currency.
create or replace macro er_money(value) as regexp_replace(value, '[$€£¥\s]|^(USD|US|EUR|GBP)|(USD|EUR|GBP)$', '', 'g');

-- A number as people write money: currency sign, commas between thousands, parentheses or a minus for what is below zero. Null where it is no
-- such number, or larger than 14 digits.
create or replace macro er_amount(value) as coalesce(
  try_cast(value as decimal(18, 4)),
  case when regexp_full_match(er_money(value), '[-+(]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)([.][0-9]*)?[-)]?') then
    try_cast(concat(case when regexp_matches(er_money(value), '[-(]') then '-' end, regexp_replace(er_money(value), '[^0-9.]', '', 'g')) as decimal(18, 4)) end);

-- A 64-bit number of a text for hash totals: the lower half of its MD5 (RFC 1321).
create or replace macro er_hash_number(value) as md5_number_lower(value);

-- A decimal as text, without zeros after the point that say nothing.
create or replace macro er_decimal_text(value) as regexp_replace(regexp_replace(cast(value as varchar), '([.][0-9]*?)0+$', '\1'), '[.]$', '');

-- The places, from 1, of the parts in which two keys of several parts differ.
create or replace macro er_changed_parts(a, b) as array_to_string(list_filter(range(1, greatest(len(string_split(a, '|')), len(string_split(b, '|'))) + 1),
  lambda n: split_part(a, '|', n) <> split_part(b, '|', n)), ' ');
