-- Jaro-Winkler similarity of folded texts, 0 to 1; 0 where one is missing.
create or replace macro er_similar(a, b) as coalesce(jaro_winkler_similarity(a, b), 0.0);

-- One insertion, deletion, substitution or transposition apart. One edit leaves the first or the last two characters as they
-- are where there are five or more, which is cheap to see; the distance is computed only then.
create or replace macro er_one_edit(a, b) as
  (length(a) < 5 or length(b) < 5 or left(a, 2) = left(b, 2) or right(a, 2) = right(b, 2)) and abs(length(a) - length(b)) <= 1 and damerau_levenshtein(a, b) <= 1;

-- The shorter text is a whole word of the longer: one part of a compound name.
create or replace macro er_is_part(a, b) as
  (contains(a, ' ') or contains(b, ' ')) and (
  contains(concat(' ', a, ' '), concat(' ', b, ' ')) or contains(concat(' ', b, ' '), concat(' ', a, ' ')));

-- One is the initial of the other.
create or replace macro er_is_initial(a, b) as (length(a) = 1 or length(b) = 1) and left(a, 1) = left(b, 1);
