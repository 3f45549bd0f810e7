"""Names of HTML elements by the way in which browsers show them. `removed_markup` has the names of removed elements."""

BLOCK_ELEMENTS = frozenset(
    str.split(
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav "
        "ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul xmp"
    )
)
"""Elements that start on a line of their own."""
INLINE_ELEMENTS = frozenset(
    str.split(
        "a abbr acronym audio b bdi bdo big button cite code del dfn em font i iframe ins kbd label mark object q "
        "noscript picture s samp small span strike strong sub sup tt u var video "
        "annotation math math-renderer mfrac mi mjx-assistive-mml mjx-container mjx-math mn mo mover mroot mrow msqrt "
        "mstyle msub msubsup msup mtext munder munderover semantics"
    )
)
"""Elements within a line, of which at least some uses have an equivalent in our HTML."""
VOID_ELEMENTS = frozenset(str.split("area br embed hr img input param source wbr"))
"""Elements without contents and without an end tag. Void elements of HTML that show nothing are left out."""
KNOWN_ELEMENTS = (
    BLOCK_ELEMENTS
    | INLINE_ELEMENTS
    | VOID_ELEMENTS
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
"""All elements that browsers know. Any other name in angle brackets is text, unless it has a start and an end tag."""
