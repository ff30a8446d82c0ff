"""The file: a base of a few kilobytes, fixed dates and sorted entries, for the same bytes.

The default template of python-docx has 349 KB of styles, which cost two thirds of a document.
"""

from __future__ import annotations

import zipfile
from datetime import datetime
from functools import cache
from io import BytesIO

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.package import OpcPackage
from docx.opc.spec import default_content_types
from lxml import etree

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
# Letters that Word takes in a property.
_LONGUEUR = 255
# The first date that a ZIP can hold.
_DATE = (1980, 1, 1, 0, 0, 0)
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES_XML = "[Content_Types].xml"
_NS_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_EN_TETE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ENTREES = {
    _TYPES_XML: f"""<Types xmlns="{_NS_TYPES}">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/>
<Override PartName="/word/settings.xml" ContentType="{_TYPES}.settings+xml"/>
<Override PartName="/word/numbering.xml" ContentType="{_TYPES}.numbering+xml"/>
<Override PartName="/docProps/core.xml"
 ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Target="docProps/core.xml"
 Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/></Relationships>""",
    "docProps/core.xml": """<cp:coreProperties
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>""",
    "word/_rels/document.xml.rels": f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{_REL}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{_REL}/settings" Target="settings.xml"/>
<Relationship Id="rId3" Type="{_REL}/numbering" Target="numbering.xml"/></Relationships>""",
    "word/document.xml": f'<w:document {_W} xmlns:r="{_REL}"><w:body><w:sectPr/></w:body></w:document>',
    "word/styles.xml": f"<w:styles {_W}/>",
    "word/numbering.xml": f"<w:numbering {_W}/>",
    # Mode 15, where python-docx writes 14: the older one shifts tables by 2 mm. Short lines of
    # justified text that end with a break are not stretched, as in CSS.
    "word/settings.xml": f"""<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>
<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:doNotExpandShiftReturn/>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification"
 w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
<w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
</w:compat><w:themeFontLang w:val="fr-FR"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>
</w:settings>""",
}


@cache
def _make_base() -> bytes:
    tampon = BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        for nom, texte in _ENTREES.items():
            archive.writestr(zipfile.ZipInfo(nom, _DATE), _EN_TETE + texte)
    return tampon.getvalue()


def open_base() -> Document:
    """Return a new document without any style, in compatibility mode 15 (Word 2013 and later)."""
    return docx.Document(BytesIO(_make_base()))


def write_proprietes(document: Document, textes: dict[str, str]) -> None:
    """Write the properties of the file, with fixed dates (1980).

    `textes` has title, author, subject and language. A text longer than Word takes is cut with
    « … »; the pages hold it whole.
    """
    courts = {
        nom: texte if len(texte) <= _LONGUEUR else f"{texte[: _LONGUEUR - 1]}…"
        for nom, texte in textes.items()
    }
    proprietes = document.core_properties
    proprietes.title = courts["title"]
    proprietes.author = courts["author"]
    proprietes.last_modified_by = courts["author"]
    proprietes.subject = courts["subject"]
    proprietes.language = courts["language"]
    proprietes.created = proprietes.modified = datetime(*_DATE[:3])


def serialize(document: Document) -> bytes:
    """Return the bytes of the file, which depend on its content alone."""
    # Not by `Document.save`: its archive has the date of today, and would have to be opened,
    # sorted and compressed a second time.
    sortie = BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as ecrit:
        entrees = _list_entrees(document.part.package)
        for nom in sorted(entrees, key=lambda n: (n != _TYPES_XML, n != "_rels/.rels", n)):
            entree = zipfile.ZipInfo(nom, _DATE)
            entree.compress_type = zipfile.ZIP_DEFLATED
            # The same on every system: by default a ZIP says where it was made.
            entree.create_system = 0
            ecrit.writestr(entree, entrees[nom])
    return sortie.getvalue()


def _list_entrees(paquet: OpcPackage) -> dict[str, bytes]:
    """Return the bytes of each part and of its relationships, by their names in the archive."""
    entrees = {"_rels/.rels": _sort(etree.fromstring(paquet.rels.xml))}
    types = {("Default", "rels", CT.OPC_RELATIONSHIPS), ("Default", "xml", CT.XML)}
    for part in paquet.parts:
        entrees[part.partname.membername] = part.blob
        if len(part.rels):
            entrees[part.partname.rels_uri.membername] = _sort(etree.fromstring(part.rels.xml))
        if (part.partname.ext, part.content_type) in default_content_types:
            types.add(("Default", part.partname.ext, part.content_type))
        else:
            types.add(("Override", part.partname, part.content_type))
    racine = etree.Element(f"{{{_NS_TYPES}}}Types", nsmap={None: _NS_TYPES})
    for genre, nom, contenu in types:
        cle = "Extension" if genre == "Default" else "PartName"
        etree.SubElement(racine, f"{{{_NS_TYPES}}}{genre}", {cle: nom, "ContentType": contenu})
    return entrees | {_TYPES_XML: _sort(racine)}


def _sort(racine: etree._Element) -> bytes:
    """Return the XML of `racine` with its children sorted by tag and attributes."""
    # python-docx keeps them in the order of their making, and content types in a set.
    racine[:] = sorted(racine, key=lambda e: (str(e.tag), sorted(e.items())))
    return bytes(etree.tostring(racine, xml_declaration=True, encoding="UTF-8", standalone=True))
