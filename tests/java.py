"""How tests run Java's programs, each for seconds."""

OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Without the compiler and the collector that pay later only: this takes half of the time."""
JAVA = ("java", *OPTIONS, "-Xss16m")
"""The command; the checker of HTML needs more stack than there is."""
