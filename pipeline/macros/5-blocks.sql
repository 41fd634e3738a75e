-- The size class of a block that makes so many pairs: class c has at most 4^c of them, that is some 2^c mentions a side.
create or replace macro er_size_class(pairs) as cast(ceil(log2(cast(pairs as double)) / 2) as integer);
