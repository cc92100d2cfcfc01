"""Cards: a record drawn for one reader. Pure, and the home of every word that people read."""
