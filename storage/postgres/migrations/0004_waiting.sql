-- How long a keep and a claim wait for what another holds. It is the functions' own and not a session's, since behind a
-- pooler a session is nobody's.
ALTER FUNCTION keep_outcome SET lock_timeout = '5s';
ALTER FUNCTION claim_names SET lock_timeout = '5s';
