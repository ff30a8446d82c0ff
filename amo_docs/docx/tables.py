"""Plain lists that the table of properties is made of."""

from __future__ import annotations

COTES = ("top", "right", "bottom", "left")

_PDF = """
background-attachment background-clip background-origin background-position background-repeat background-size
border-radius border-bottom-left-radius border-bottom-right-radius border-top-left-radius border-top-right-radius
border-end-end-radius border-end-start-radius border-start-end-radius border-start-start-radius border-image
border-image-outset border-image-repeat border-image-slice border-image-source border-image-width border-block
border-block-color border-block-style border-block-width border-inline border-inline-color border-inline-style
border-inline-width border-block-end border-block-end-color border-block-end-style border-block-end-width
border-block-start border-block-start-color border-block-start-style border-block-start-width border-inline-end
border-inline-end-color border-inline-end-style border-inline-end-width border-inline-start
border-inline-start-color border-inline-start-style border-inline-start-width box-decoration-break box-shadow
color-scheme bookmark-label bookmark-level bookmark-state bleed bleed-bottom bleed-left bleed-right bleed-top marks
column-fill column-rule column-rule-color column-rule-style column-rule-width column-span counter-increment
counter-reset counter-set clear font-feature-settings font-kerning font-language-override font-stretch font-variant
font-variant-alternates font-variant-caps font-variant-east-asian font-variant-ligatures font-variant-numeric
font-variant-position font-variation-settings hyphens hyphenate-character hyphenate-limit-chars hyphenate-limit-zone
image-orientation image-rendering image-resolution object-fit object-position margin-break outline outline-color
outline-offset outline-style outline-width quotes tab-size text-align-all text-align-last text-decoration-color
text-decoration-style text-decoration-thickness text-underline-offset transform-origin word-break word-spacing
z-index appearance top right bottom left align-content align-items align-self justify-content justify-items
justify-self place-content place-items place-self flex flex-basis flex-direction flex-flow flex-grow flex-shrink
flex-wrap order gap column-gap row-gap grid grid-area grid-auto-columns grid-auto-flow grid-auto-rows grid-column
grid-column-end grid-column-start grid-row grid-row-end grid-row-start grid-template grid-template-areas
grid-template-columns grid-template-rows grid-gap grid-column-gap grid-row-gap min-width max-height
"""
PDF_SEULES: tuple[str, ...] = tuple(_PDF.split())
"""Properties that WeasyPrint honours and Word has no twin for, when no word depends on them."""
