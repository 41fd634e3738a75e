-- Jaro-Winkler similarity of folded texts, 0 to 1; 0 where one is missing.
create or replace macro er_similar(a, b) as coalesce(jaro_winkler_similarity(a, b), 0.0);

-- Jaro-Winkler similarity of at least so much, which is given up early where it cannot be reached.
create or replace macro er_alike(a, b, least) as coalesce(jaro_winkler_similarity(a, b, least) >= least, false);

-- Whether so many edits are not ruled out by the Jaro similarity, which is far cheaper to see than a distance. In texts of six characters or more an edit moves the others by no
-- more places than that similarity looks aside, and takes one of them away at most: all but so many characters of the longer text match, and half of the matching may be out of order.
create or replace macro er_may_be_edits(a, b, edits) as
  length(a) < 6 or length(b) < 6 or jaro_similarity(a, b) >= 0.8332 - 0.66667 * edits / greatest(length(a), length(b));

-- One insertion, deletion, substitution or transposition apart. One edit leaves the first or the last two characters as they
-- are where there are five or more, which is cheap to see; the distance is computed only then.
create or replace macro er_one_edit(a, b) as
  (length(a) < 5 or length(b) < 5 or left(a, 2) = left(b, 2) or right(a, 2) = right(b, 2)) and abs(length(a) - length(b)) <= 1 and er_may_be_edits(a, b, 1)
  and damerau_levenshtein(a, b) <= 1;

-- The shorter text is a whole word of the longer: one part of a compound name.
create or replace macro er_is_part(a, b) as
  (contains(a, b) or contains(b, a)) and (contains(a, ' ') or contains(b, ' ')) and (
  contains(concat(' ', a, ' '), concat(' ', b, ' ')) or contains(concat(' ', b, ' '), concat(' ', a, ' ')));

-- One begins with the initial of the other.
create or replace macro er_is_initial(a, b) as left(a, 1) = left(b, 1) and (length(a) = 1 or length(b) = 1 or substr(a, 2, 1) = ' ' or substr(b, 2, 1) = ' ');

-- At most two insertions, deletions, substitutions or transpositions apart, in texts long enough for that to mean something.
create or replace macro er_two_edits(a, b) as
  least(length(a), length(b)) > 5 and abs(length(a) - length(b)) <= 2 and (left(a, 2) = left(b, 2) or right(a, 2) = right(b, 2))
  and er_may_be_edits(a, b, 2) and damerau_levenshtein(a, b) <= 2;

-- The first or the last word of one, of three letters or more, is the first or the last of the other, where one of them has several.
create or replace macro er_shares_word(a, b) as (contains(a, ' ') or contains(b, ' ')) and (
  (split_part(a, ' ', 1) in (split_part(b, ' ', 1), split_part(b, ' ', -1)) and length(split_part(a, ' ', 1)) > 2)
  or (split_part(a, ' ', -1) in (split_part(b, ' ', 1), split_part(b, ' ', -1)) and length(split_part(a, ' ', -1)) > 2));

-- The name is one of the words, which begin and end with a blank; an initial is no word.
create or replace macro er_is_among(name, words) as length(name) > 1 and contains(words, name) and contains(words, concat(' ', name, ' '));

-- Two texts are one, but for blanks: de la Cruz and Delacruz.
create or replace macro er_same_joined(a, b) as (contains(a, ' ') or contains(b, ' ')) and replace(a, ' ', '') = replace(b, ' ', '');

-- The values of a list in order, each once; null where they are fewer than two.
create or replace macro er_several(found) as case when len(list_distinct(found)) > 1 then list_sort(list_distinct(found)) end;

-- The words of a text that are not among those of another.
create or replace macro er_other_words(value, known) as nullif(array_to_string(list_filter(string_split(value, ' '), lambda w: not contains(concat(' ', known, ' '), concat(' ', w, ' '))), ' '), '');

-- The longer of two texts, the first where they are alike in length.
create or replace macro er_longer(a, b) as case when length(coalesce(a, '')) >= length(coalesce(b, '')) then a else b end;

-- The letters that a text has, a to z, as 26 bits, and above them five bits of its first character.
create or replace macro er_letter_bits(value) as cast((ascii(value) % 32) * 67108864 +
  case when contains(value, 'a') then 1 else 0 end + case when contains(value, 'b') then 2 else 0 end + case when contains(value, 'c') then 4 else 0 end + case when contains(value, 'd') then 8 else 0 end +
  case when contains(value, 'e') then 16 else 0 end + case when contains(value, 'f') then 32 else 0 end + case when contains(value, 'g') then 64 else 0 end + case when contains(value, 'h') then 128 else 0 end +
  case when contains(value, 'i') then 256 else 0 end + case when contains(value, 'j') then 512 else 0 end + case when contains(value, 'k') then 1024 else 0 end + case when contains(value, 'l') then 2048 else 0 end +
  case when contains(value, 'm') then 4096 else 0 end + case when contains(value, 'n') then 8192 else 0 end + case when contains(value, 'o') then 16384 else 0 end + case when contains(value, 'p') then 32768 else 0 end +
  case when contains(value, 'q') then 65536 else 0 end + case when contains(value, 'r') then 131072 else 0 end + case when contains(value, 's') then 262144 else 0 end + case when contains(value, 't') then 524288 else 0 end +
  case when contains(value, 'u') then 1048576 else 0 end + case when contains(value, 'v') then 2097152 else 0 end + case when contains(value, 'w') then 4194304 else 0 end + case when contains(value, 'x') then 8388608 else 0 end +
  case when contains(value, 'y') then 16777216 else 0 end + case when contains(value, 'z') then 33554432 else 0 end as integer);

-- The first two and the last two characters of a text, seven bits each.
create or replace macro er_ends(value) as cast(
  (((ascii(value) & 127) * 128 + (ascii(substr(value, 2, 1)) & 127)) * 128 + (ascii(substr(value, -2, 1)) & 127)) * 128 + (ascii(substr(value, -1, 1)) & 127) as integer);

-- A number of 31 bits made of a value, never 0; 0 where it is missing.
create or replace macro er_value_number(value) as case when value is null then 0 else cast(greatest(hash(value) & 2147483647, 1) as integer) end;

-- Six letters of a text from a place on, five bits each; of texts of a to z alone.
create or replace macro er_six_letters(value, place) as cast(greatest(ascii(substr(value, place, 1)) - 96, 0) * 1 + greatest(ascii(substr(value, place + 1, 1)) - 96, 0) * 32 + greatest(ascii(substr(value, place + 2, 1)) - 96, 0) * 1024 +
  greatest(ascii(substr(value, place + 3, 1)) - 96, 0) * 32768 + greatest(ascii(substr(value, place + 4, 1)) - 96, 0) * 1048576 + greatest(ascii(substr(value, place + 5, 1)) - 96, 0) * 33554432 as integer);

-- Words of a text, two bits of thirty-one for each: the words of a part of it are all among them.
create or replace macro er_word_bits(value) as list_aggregate(list_transform(string_split(value, ' '), lambda w:
  (1::integer << cast(hash(w) % 31 as integer)) | (1::integer << cast((hash(w) // 31) % 31 as integer))), 'bit_or');

-- The same with two other bits for each word.
create or replace macro er_more_word_bits(value) as list_aggregate(list_transform(string_split(value, ' '), lambda w:
  (1::integer << cast((hash(w) // 961) % 31 as integer)) | (1::integer << cast((hash(w) // 29791) % 31 as integer))), 'bit_or');

-- How often a text has each digit, seven times at most, in three bits each from 0 on.
create or replace macro er_digit_counts(value) as case when value is not null then cast(
  least(length(value) - length(replace(value, '0', '')), 7) + least(length(value) - length(replace(value, '1', '')), 7) * 8 +
  least(length(value) - length(replace(value, '2', '')), 7) * 64 + least(length(value) - length(replace(value, '3', '')), 7) * 512 +
  least(length(value) - length(replace(value, '4', '')), 7) * 4096 + least(length(value) - length(replace(value, '5', '')), 7) * 32768 +
  least(length(value) - length(replace(value, '6', '')), 7) * 262144 + least(length(value) - length(replace(value, '7', '')), 7) * 2097152 +
  least(length(value) - length(replace(value, '8', '')), 7) * 16777216 + least(length(value) - length(replace(value, '9', '')), 7) * 134217728 as integer) end;

-- Four characters of a text from a place on, seven bits each; of texts of ASCII alone.
create or replace macro er_four_characters(value, place) as cast(greatest(ascii(substr(value, place, 1)), 0) + greatest(ascii(substr(value, place + 1, 1)), 0) * 128 +
  greatest(ascii(substr(value, place + 2, 1)), 0) * 16384 + greatest(ascii(substr(value, place + 3, 1)), 0) * 2097152 as integer);
