"""Many schools' records in one PostgreSQL. A store is of one school by construction; `scope` is where that is kept."""
