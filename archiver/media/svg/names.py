"""The elements, attributes and CSS functions of SVG that are kept: none of them runs anything or loads a file.

Left out are, among others, scripts, foreign content, links, animations (they can set any attribute) and fonts. The
names are those of SVG 2, the CSS modules that it refers to, and Filter Effects Module Level 1.
"""

SVG_NAMESPACE = "http://www.w3.org/2000/svg"
XLINK_NAMESPACE = "http://www.w3.org/1999/xlink"
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TEXT_ELEMENTS = _words("text tspan textPath title desc")
"""Elements in which text is kept."""
_SHAPES = _words("path rect circle ellipse line polyline polygon image use")
_CONTAINERS = _words("svg g defs symbol switch clipPath mask pattern marker filter style")
_PAINT = _words("linearGradient radialGradient stop")
_FILTERS = _words(
    """
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
    feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
    """
)
ELEMENTS = TEXT_ELEMENTS | _SHAPES | _CONTAINERS | _PAINT | _FILTERS

REFERRING_ELEMENTS = _words("use textPath linearGradient radialGradient pattern filter mask feImage")
"""Elements whose `href` may name an element of the same file."""
PICTURE_ELEMENTS = _words("image feImage")
"""Elements whose `href` may be a picture, if its bytes are in it."""

PROPERTIES = _words(
    """
    alignment-baseline background-color baseline-shift clip-path clip-rule color color-interpolation
    color-interpolation-filters color-rendering direction display dominant-baseline enable-background fill
    fill-opacity fill-rule filter flood-color flood-opacity font font-family font-feature-settings font-kerning
    font-size font-size-adjust font-stretch font-style font-variant font-weight glyph-orientation-horizontal
    glyph-orientation-vertical image-rendering isolation kerning letter-spacing lighting-color line-height marker
    marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order pointer-events
    shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
    stroke-miterlimit stroke-opacity stroke-width text-align text-anchor text-decoration text-rendering
    text-transform transform transform-box transform-origin unicode-bidi vector-effect visibility white-space
    word-spacing writing-mode cx cy d height r rx ry width x y
    """
)
"""CSS properties, which are presentation attributes as well."""

ATTRIBUTES = PROPERTIES | _words(
    """
    amplitude azimuth baseFrequency bias clipPathUnits diffuseConstant divisor dx dy edgeMode elevation exponent
    filterUnits fr fx fy gradientTransform gradientUnits in in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength
    lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits method mode
    numOctaves offset operator order orient path pathLength patternContentUnits patternTransform patternUnits points
    pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits radius refX refY result rotate
    scale seed side slope spacing specularConstant specularExponent spreadMethod startOffset stdDeviation
    stitchTiles surfaceScale systemLanguage tableValues targetX targetY textLength type values version viewBox x1 x2
    xChannelSelector y1 y2 yChannelSelector z
    """
)
"""Attributes whose values are numbers, keywords, or what properties have."""
TEXT_ATTRIBUTES = frozenset({"id", "class", "role", "lang", "aria-label", "aria-hidden", "requiredExtensions"})
"""Attributes whose value may be any text, since nothing interprets it."""

FUNCTIONS = _words(
    """
    rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix matrix translate translatex translatey scale scalex
    scaley rotate skew skewx skewy blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate
    sepia calc min max clamp var circle ellipse inset polygon
    """
)
"""Functions in values of properties and of `transform`, in lower case; `url` is apart."""
