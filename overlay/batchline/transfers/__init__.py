"""Uploads and downloads, in parts or ranges: each is retried independently, and resumed after a crash."""
