"""State that survives a crash: atomic files, journals, checkpoints and locks."""
