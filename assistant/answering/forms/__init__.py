"""The form an answer takes: steps whole, lists complete, rows of tables, comparisons, rules with what limits them."""
