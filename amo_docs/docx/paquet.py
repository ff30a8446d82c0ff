"""The package: a base of a few kilobytes, fixed dates, sorted entries; same document, same bytes."""

from __future__ import annotations

import zipfile
from datetime import datetime
from functools import cache
from io import BytesIO

import docx
from docx.document import Document
from lxml import etree

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LONGUEUR = 255
_DATE = (1980, 1, 1, 0, 0, 0)
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EN_TETE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ENTREES = {
    "[Content_Types].xml": f"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
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
    """A new document without a single style, setting its compatibility mode to 15 (Word 2013 and later)."""
    return docx.Document(BytesIO(_make_base()))


def write_proprietes(document: Document, textes: dict[str, str]) -> None:
    """Core properties; ``textes`` gives title, author, subject and language. Dates are fixed (1980).

    Word takes 255 letters a property: a longer one is cut there, with « … »; the pages hold it whole.
    """
    courts = {nom: texte if len(texte) <= _LONGUEUR else f"{texte[: _LONGUEUR - 1]}…" for nom, texte in textes.items()}
    proprietes = document.core_properties
    proprietes.title = courts["title"]
    proprietes.author = courts["author"]
    proprietes.last_modified_by = courts["author"]
    proprietes.subject = courts["subject"]
    proprietes.language = courts["language"]
    proprietes.created = proprietes.modified = datetime(*_DATE[:3])


def serialize(document: Document) -> bytes:
    """The package's bytes, entries sorted and dated 1980 so that they depend on the content alone."""
    brut = BytesIO()
    document.save(brut)
    sortie = BytesIO()
    with zipfile.ZipFile(brut) as lu, zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as ecrit:
        for nom in sorted(lu.namelist(), key=lambda n: (n != "[Content_Types].xml", n != "_rels/.rels", n)):
            entree = zipfile.ZipInfo(nom, _DATE)
            entree.compress_type = zipfile.ZIP_DEFLATED
            entree.create_system = 0
            ecrit.writestr(entree, _sort_relations(nom, lu.read(nom)))
    return sortie.getvalue()


def _sort_relations(nom: str, donnees: bytes) -> bytes:
    """Relationships in the order of their identifiers, types of content by name."""
    if not nom.endswith(".rels") and nom != "[Content_Types].xml":
        return donnees
    racine = etree.fromstring(donnees)
    racine[:] = sorted(racine, key=lambda e: (str(e.tag), sorted(e.items())))
    return bytes(etree.tostring(racine, xml_declaration=True, encoding="UTF-8", standalone=True))
