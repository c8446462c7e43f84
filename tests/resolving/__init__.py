"""Which index a package would come from."""
