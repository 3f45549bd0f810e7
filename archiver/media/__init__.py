"""Pictures, sound, films and other files beside threads: found, read, freed of metadata, and written as HTML."""
