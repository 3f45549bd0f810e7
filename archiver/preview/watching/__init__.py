"""Follows the files of the project: what has changed, told as soon as it is complete."""
