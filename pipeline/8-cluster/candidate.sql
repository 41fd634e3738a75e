-- One row is one pair of mentions at or above the floor: its match weight in bits, its probability, the band, the rules that
-- found it, and for each comparison the level reached and the weight it gave.
{{ candidates }}
