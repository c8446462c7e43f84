"""What takes several steps: storing, deleting, naming; each says what it did as it does it."""
