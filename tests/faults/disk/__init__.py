"""Disks that fail, processes that are killed at a given call, and power that fails."""
