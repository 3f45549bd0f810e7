"""What the elements of HTML are to a reader: blocks, or words in a line. What shows nothing stands in `dropped`."""

BLOCKS = frozenset(
    str.split(
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav "
        "ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul xmp"
    )
)
"""They begin on a line of their own."""
INLINE = frozenset(
    str.split(
        "a abbr audio b bdi bdo big button cite code del dfn em font i iframe ins kbd label mark object q "
        "noscript s samp small span strike strong sub sup tt u var video "
        "annotation math math-renderer mfrac mi mjx-assistive-mml mjx-container mjx-math mn mo mover mroot mrow msqrt "
        "mstyle msub msubsup msup mtext munder munderover semantics"
    )
)
"""They stand in a line, and we do something about at least some of them."""
VOID = frozenset(str.split("br embed hr img input source wbr"))
"""They have no contents. Of those in HTML, only what shows."""
