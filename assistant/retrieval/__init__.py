"""Finding: a question becomes a scope, two legs and one ranked list."""
