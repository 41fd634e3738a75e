-- Jaro-Winkler similarity of folded texts, 0 to 1; 0 where one is missing.
create or replace macro er_similar(a, b) as coalesce(jaro_winkler_similarity(a, b), 0.0);

-- Edit distance of folded texts, a transposition counting one.
create or replace macro er_edits(a, b) as damerau_levenshtein(a, b);

-- The shorter text is a whole word of the longer: one part of a compound name.
create or replace macro er_is_part(a, b) as
  contains(concat(' ', a, ' '), concat(' ', b, ' ')) or contains(concat(' ', b, ' '), concat(' ', a, ' '));

-- One is the initial of the other.
create or replace macro er_is_initial(a, b) as (length(a) = 1 or length(b) = 1) and left(a, 1) = left(b, 1);
