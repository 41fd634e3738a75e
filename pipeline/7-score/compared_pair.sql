-- One row is one blocked pair with the level of each comparison and the rules that find it (as bits), for training. Where there
-- are many, the pairs of a share of the mentions, chosen by their ids, stand for all; else scoring reads them too.
{{ pairs }}
