-- One row is one rule whose largest blocks were not compared, or that did not fit the budget, with the pairs left out.
{{ findings }}
