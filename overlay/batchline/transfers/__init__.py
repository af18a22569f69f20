"""The bytes of files, up and down: in parts or ranges, retried each by itself, and resumed after a crash."""
