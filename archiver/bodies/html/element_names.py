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
        "a abbr acronym audio b bdi bdo big button cite code del dfn em font i iframe ins kbd label mark object q "
        "noscript picture s samp small span strike strong sub sup tt u var video "
        "annotation math math-renderer mfrac mi mjx-assistive-mml mjx-container mjx-math mn mo mover mroot mrow msqrt "
        "mstyle msub msubsup msup mtext munder munderover semantics"
    )
)
"""They stand in a line, and we do something about at least some of them."""
VOID = frozenset(str.split("area br embed hr img input param source wbr"))
"""They have no contents. Of those in HTML, only what shows."""
KNOWN = (
    BLOCKS
    | INLINE
    | VOID
    | frozenset(
        str.split(
            "abbr acronym applet base basefont bgsound blink canvas col colgroup content data datalist frame frameset "
            "head html image isindex keygen link map marquee menuitem meta meter multicol nextid nobr noembed noframes "
            "output picture plaintext progress rb rbc rp rt rtc ruby script select shadow slot spacer style svg "
            "template textarea time title track "
            "circle clippath defs ellipse filter foreignobject g line lineargradient mask path pattern polygon "
            "polyline radialgradient rect stop symbol text textpath tspan use "
            "annotation-xml maction math-field menclose merror mfenced mglyph mlabeledtr mmultiscripts mpadded "
            "mphantom ms mspace mtable mtd mtr none mprescripts"
        )
    )
)
"""What a browser knows: all else between angle brackets is text, if it does not begin and end."""
