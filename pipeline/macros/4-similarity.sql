-- Jaro-Winkler similarity of folded texts, 0 to 1; 0 where one is missing.
create or replace macro er_similar(a, b) as coalesce(jaro_winkler_similarity(a, b), 0.0);

-- Jaro-Winkler similarity of at least so much, which is given up early where it cannot be reached.
create or replace macro er_alike(a, b, least) as coalesce(jaro_winkler_similarity(a, b, least) >= least, false);

-- One insertion, deletion, substitution or transposition apart. One edit leaves the first or the last two characters as they
-- are where there are five or more, which is cheap to see; the distance is computed only then.
create or replace macro er_one_edit(a, b) as
  (length(a) < 5 or length(b) < 5 or left(a, 2) = left(b, 2) or right(a, 2) = right(b, 2)) and abs(length(a) - length(b)) <= 1 and damerau_levenshtein(a, b) <= 1;

-- The shorter text is a whole word of the longer: one part of a compound name.
create or replace macro er_is_part(a, b) as
  (contains(a, b) or contains(b, a)) and (contains(a, ' ') or contains(b, ' ')) and (
  contains(concat(' ', a, ' '), concat(' ', b, ' ')) or contains(concat(' ', b, ' '), concat(' ', a, ' ')));

-- One begins with the initial of the other.
create or replace macro er_is_initial(a, b) as left(a, 1) = left(b, 1) and (length(a) = 1 or length(b) = 1 or substr(a, 2, 1) = ' ' or substr(b, 2, 1) = ' ');

-- At most two insertions, deletions, substitutions or transpositions apart, in texts long enough for that to mean something.
create or replace macro er_two_edits(a, b) as
  least(length(a), length(b)) > 5 and abs(length(a) - length(b)) <= 2 and (left(a, 2) = left(b, 2) or right(a, 2) = right(b, 2)) and damerau_levenshtein(a, b) <= 2;

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
