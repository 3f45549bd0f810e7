"""The laws of a build, byte for byte: a file or more for each, by the numbers that their first lines give."""
