"""Cards: a record drawn for one reader. Pure. Every word that people read stands in `cards.words`."""
