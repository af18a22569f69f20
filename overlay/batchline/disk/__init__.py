"""What survives a crash: files that appear whole or not at all, journals, checkpoints and locks."""
