"""Video calls with pupils: asked for, decided, held, and kept (V1 to V10). Pure, as all of the policy."""
