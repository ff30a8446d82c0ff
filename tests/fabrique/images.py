"""One picture in all the ways in which a file may hold it.

Forty points by twenty, a colour in each quarter, so that a turn, a mirror and a wrong colour are
all seen."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PIL import Image, ImageCms, PngImagePlugin

Couleur = tuple[int, ...]
TAILLE = (40, 20)
ROUGE, VERT, BLEU, JAUNE = (204, 0, 0), (0, 153, 0), (0, 0, 204), (255, 204, 0)
QUARTIERS: tuple[Couleur, ...] = (ROUGE, VERT, BLEU, JAUNE)
"""From the left to the right, the upper ones first."""

GPS = b"CHAMP DE TIR"
"""What a phone may write of a place, and nobody prints."""


@dataclass(frozen=True)
class Exemple:
    """A file, the colours of its quarters once printed, and how far each may be from them.

    `alpha` is the transparency of the first quarter. `intact`: its bytes are printed as they are."""

    contenu: bytes
    couleurs: Sequence[Couleur] = QUARTIERS
    ecart: int = 0
    alpha: int = 255
    intact: bool = False


def paint(
    mode: str, couleurs: Sequence[Couleur | int], taille: tuple[int, int] = TAILLE
) -> Image.Image:
    """Return a picture of four quarters."""
    image = Image.new(mode, taille)
    milieu = [cote // 2 for cote in taille]
    for rang, couleur in enumerate(couleurs):
        x, y = rang % 2 * milieu[0], rang // 2 * milieu[1]
        image.paste(couleur, (x, y, x + milieu[0], y + milieu[1]))  # type: ignore[arg-type]
    return image


def save(image: Image.Image, forme: str, **options: object) -> bytes:
    """Return `image` as a file."""
    stream = io.BytesIO()
    image.save(stream, forme, **options)
    return stream.getvalue()


def read_quartiers(contenu: bytes) -> tuple[tuple[int, int], list[Couleur]]:
    """Return the size of a file, and the red, green, blue and alpha in the middle of its quarters."""
    with Image.open(io.BytesIO(contenu)) as image:
        image.load()
        rgba = image.convert("RGBA")
    large, haut = rgba.size
    places = [(x * large // 4, y * haut // 4) for y in (1, 3) for x in (1, 3)]
    return rgba.size, [rgba.getpixel(place) for place in places]  # type: ignore[misc]


# ── Files no library writes ───────────────────────────────────────────────────────────────────────


def chunk(genre: bytes, donnees: bytes) -> bytes:
    """Return a chunk of a PNG."""
    controle = struct.pack(">I", zlib.crc32(genre + donnees))
    return struct.pack(">I", len(donnees)) + genre + donnees + controle


def write_png(
    profondeur: int, genre: int, rangees: Sequence[bytes], *avant: bytes, large: int = TAILLE[0]
) -> bytes:
    """Return a PNG of `rangees` of points, with the chunks `avant` before them."""
    tete = struct.pack(">IIBBBBB", large, len(rangees), profondeur, genre, 0, 0, 0)
    points = zlib.compress(b"".join(b"\0" + rangee for rangee in rangees))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", tete)
        + b"".join(avant)
        + chunk(b"IDAT", points)
        + chunk(b"IEND", b"")
    )


def write_png_16(genre: int, couleurs: Sequence[Couleur], *avant: bytes) -> bytes:
    """Return a PNG of four quarters on 16 bits; the low byte of each is never the high one."""
    large, haut = TAILLE
    points = [b"".join(bytes((v, 255 - v)) for v in couleur) for couleur in couleurs]
    rangees = [
        points[y // (haut // 2) * 2] * (large // 2)
        + points[y // (haut // 2) * 2 + 1] * (large // 2)
        for y in range(haut)
    ]
    return write_png(16, genre, rangees, *avant)


# Adam7: the first point of each pass, and the steps across and down (PNG, 8.2).
_PASSES = (
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
)  # fmt: skip


def write_png_entrelace(image: Image.Image) -> bytes:
    """Return an interlaced PNG, which Pillow does not write."""
    large, haut = image.size
    points = b""
    for x0, y0, dx, dy in _PASSES:
        for y in range(y0, haut, dy):
            points += b"\0" + b"".join(bytes(image.getpixel((x, y))) for x in range(x0, large, dx))  # type: ignore[arg-type]
    tete = struct.pack(">IIBBBBB", large, haut, 8, 2, 0, 0, 1)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", tete)
        + chunk(b"IDAT", zlib.compress(points))
        + chunk(b"IEND", b"")
    )


def strip_segments(jpeg: bytes, *gardes: int) -> bytes:
    """Return a JPEG without its application segments and comments, but those of rank `gardes`."""
    out, place = jpeg[:2], 2
    while jpeg[place + 1] != 0xDA:
        marque, longueur = jpeg[place + 1], struct.unpack(">H", jpeg[place + 2 : place + 4])[0]
        if not (0xE0 <= marque <= 0xEF or marque == 0xFE) or marque in gardes:
            out += jpeg[place : place + 2 + longueur]
        place += 2 + longueur
    return out + jpeg[place:]


# ── Colour profiles ───────────────────────────────────────────────────────────────────────────────


def make_profil_croise() -> bytes:
    """Return a profile of a screen whose red and green are those of sRGB, one for the other."""
    profil = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    rouge, vert = profil.index(b"rXYZ"), profil.index(b"gXYZ")
    profil[rouge : rouge + 4], profil[vert : vert + 4] = b"gXYZ", b"rXYZ"
    return bytes(profil)


def _write_profil(espace: bytes, genre: bytes, pcs: bytes, balises: Mapping[bytes, bytes]) -> bytes:
    """Return an ICC profile (version 2) of `balises`."""
    table, donnees, debut = b"", b"", 128 + 4 + 12 * len(balises)
    for nom, contenu in balises.items():
        plein = contenu + bytes(-len(contenu) % 4)
        table += nom + struct.pack(">II", debut + len(donnees), len(contenu))
        donnees += plein
    corps = struct.pack(">I", len(balises)) + table + donnees
    tete = bytearray(128)
    tete[0:4] = struct.pack(">I", 128 + len(corps))
    tete[8:12], tete[12:16], tete[16:20], tete[20:24] = b"\x02\x40\0\0", genre, espace, pcs
    tete[36:40] = b"acsp"
    tete[68:80] = struct.pack(">iii", 63190, 65536, 54061)  # D50, as every profile has it
    return bytes(tete) + corps


_BLANC = b"XYZ \0\0\0\0" + struct.pack(">iii", 63190, 65536, 54061)


def make_profil_gris() -> bytes:
    """Return a profile of greys whose levels are light itself: sRGB shows them paler."""
    droite = b"curv\0\0\0\0" + struct.pack(">I", 0)
    return _write_profil(b"GRAY", b"mntr", b"XYZ ", {b"wtpt": _BLANC, b"kTRC": droite})


def make_profil_presse() -> bytes:
    """Return a profile of a press without black ink worth the name: black alone prints grey."""
    # Lab of every mixture of the four inks at nothing or all (ICC, `lut8Type`).
    coins = b""
    for rang in range(16):
        c, m, j, n = (rang >> 3 & 1, rang >> 2 & 1, rang >> 1 & 1, rang & 1)
        clair = 255 * (1 - 0.3 * c - 0.3 * m - 0.05 * j) * (0.5 if n else 1)
        rouge_vert = 128 + (60 * m - 40 * c) * (0.5 if n else 1)
        jaune_bleu = 128 + (80 * j - 40 * c) * (0.5 if n else 1)
        coins += bytes(max(0, min(255, round(v))) for v in (clair, rouge_vert, jaune_bleu))
    unite = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    pente = bytes(range(256))
    lut = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + unite + pente * 4 + coins + pente * 3
    return _write_profil(b"CMYK", b"prtr", b"Lab ", {b"wtpt": _BLANC, b"A2B0": lut})


# ── The family ────────────────────────────────────────────────────────────────────────────────────

TOURS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How the points of a file lie, by what its EXIF says of them."""
GRIS = (0, 90, 180, 255)
GRISES: tuple[Couleur, ...] = tuple((v,) * 3 for v in GRIS)
CROISEES: tuple[Couleur, ...] = tuple((v, r, b) for r, v, b in QUARTIERS)
"""The quarters as `make_profil_croise` shows them."""
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
CLAIR: dict[str, object] = {"quality": 95, "subsampling": 0}


def make_exif(orientation: int) -> Image.Exif:
    """Return what a phone writes: how to turn the photo, and where it was taken."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = orientation, GPS.decode()
    return exif


def _make_textes() -> PngImagePlugin.PngInfo:
    textes = PngImagePlugin.PngInfo()
    textes.add_text("Location", GPS.decode())
    return textes


def _list_jpeg(rvb: Image.Image) -> Iterator[tuple[str, Exemple]]:
    jpeg = save(rvb, "JPEG", **CLAIR)
    nu = strip_segments(jpeg)
    # As Adobe writes it: its segment alone says what the colours are.
    adobe = b"\xff\xee\x00\x0eAdobe\x00\x64\0\0\0\0\x01"
    autre = Image.new("RGB", TAILLE)
    presse = paint("CMYK", ((0, 0, 0, 255), (0, 255, 255, 0), (255, 0, 0, 0), (0, 0, 0, 0)))
    yield "jpeg", Exemple(jpeg, ecart=4, intact=True)
    progressif = save(rvb, "JPEG", progressive=True, **CLAIR)
    yield "jpeg-progressif", Exemple(progressif, ecart=4, intact=True)
    gris = save(paint("L", GRIS), "JPEG", **CLAIR)
    yield "jpeg-gris", Exemple(gris, GRISES, 4, intact=True)
    yield "jpeg-sans-entete", Exemple(nu, ecart=6)
    yield "jpeg-adobe-seul", Exemple(nu[:2] + adobe + nu[2:], ecart=6)
    yield "jpeg-commente", Exemple(save(rvb, "JPEG", comment=GPS, **CLAIR), ecart=6)
    yield "jpeg-suivi-de-restes", Exemple(jpeg + GPS * 20, ecart=6)
    for rang, tour in TOURS.items():
        tourne = save(rvb.transpose(tour), "JPEG", exif=make_exif(rang), **CLAIR)
        yield f"jpeg-tourne-{rang}", Exemple(tourne, ecart=6)
    abime = save(rvb, "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff", **CLAIR)
    yield "jpeg-exif-abime", Exemple(abime, ecart=6)
    yield "jpeg-cmjn", Exemple(save(rvb.convert("CMYK"), "JPEG", **CLAIR), ecart=6)
    yield (
        "jpeg-cmjn-profil",
        Exemple(
            save(presse, "JPEG", icc_profile=make_profil_presse(), **CLAIR),
            ((119,) * 3, (255, 103, 0), (0, 192, 242), (255,) * 3),
            8,
        ),
    )
    croise = save(rvb, "JPEG", icc_profile=make_profil_croise(), **CLAIR)
    yield "jpeg-profil", Exemple(croise, CROISEES, 6)
    yield "jpeg-profil-srgb", Exemple(save(rvb, "JPEG", icc_profile=SRGB, **CLAIR), ecart=6)
    casse = save(rvb, "JPEG", icc_profile=b"rien de tel", **CLAIR)
    yield "jpeg-profil-abime", Exemple(casse, ecart=6)
    # Of greys, on colours: it says nothing of them.
    etranger = save(rvb, "JPEG", icc_profile=make_profil_gris(), **CLAIR)
    yield "jpeg-profil-d-autre-chose", Exemple(etranger, ecart=6)
    telephone = save(rvb, "MPO", save_all=True, append_images=[autre], **CLAIR)
    yield "jpeg-de-telephone", Exemple(telephone, ecart=6)


def _list_png(rvb: Image.Image) -> Iterator[tuple[str, Exemple]]:
    png = save(rvb, "PNG")
    rvba = rvb.convert("RGBA")
    rvba.paste((*ROUGE, 64), (0, 0, 20, 10))
    gris_alpha = Image.merge("LA", (paint("L", GRIS), rvba.getchannel("A")))
    palette = rvb.quantize(4)
    rang_rouge = palette.getpixel((1, 1))
    transparente = bytes(64 if rang == rang_rouge else 255 for rang in range(4))
    un_bit = write_png(1, 0, [b"\0\0\x0f\xff\xff"] * 10 + [b"\xff\xff\xf0\0\0"] * 10)
    noir_blanc = ((0,) * 3, (255,) * 3, (255,) * 3, (0,) * 3)
    lumiere = chunk(b"gAMA", struct.pack(">I", 100_000))
    yield "png", Exemple(png, intact=True)
    yield "png-gris", Exemple(save(paint("L", GRIS), "PNG"), GRISES, intact=True)
    yield "png-palette", Exemple(save(palette, "PNG"), intact=True)
    yield "png-1-bit", Exemple(un_bit, noir_blanc, intact=True)
    yield "png-entrelace", Exemple(write_png_entrelace(rvb), intact=True)
    yield "png-densite", Exemple(save(rvb, "PNG", dpi=(300, 300)), intact=True)
    yield "png-transparent", Exemple(save(rvba, "PNG"), alpha=64, intact=True)
    yield "png-gris-transparent", Exemple(save(gris_alpha, "PNG"), GRISES, alpha=64, intact=True)
    yield (
        "png-palette-transparente",
        Exemple(save(palette, "PNG", transparency=transparente), alpha=64),
    )
    yield "png-couleur-transparente", Exemple(save(rvb, "PNG", transparency=ROUGE), alpha=0)
    yield (
        "png-gris-couleur-transparente",
        Exemple(save(paint("L", GRIS), "PNG", transparency=0), GRISES, alpha=0),
    )
    yield "png-16-bits", Exemple(write_png_16(2, QUARTIERS))
    yield "png-16-bits-gris", Exemple(write_png_16(0, [(v,) for v in GRIS]), GRISES)
    pleins = [(*c, 64 if c == ROUGE else 255) for c in QUARTIERS]
    yield "png-16-bits-transparent", Exemple(write_png_16(6, pleins), alpha=64)
    yield (
        "png-16-bits-gris-transparent",
        Exemple(write_png_16(4, [(v, 255 if v else 64) for v in GRIS]), GRISES, alpha=64),
    )
    tourne = rvb.transpose(TOURS[6])
    yield "png-tourne", Exemple(save(tourne, "PNG", exif=make_exif(6)))
    yield "png-profil", Exemple(save(rvb, "PNG", icc_profile=make_profil_croise()), CROISEES, 1)
    fondu = save(rvba, "PNG", icc_profile=make_profil_croise())
    yield "png-transparent-profil", Exemple(fondu, CROISEES, 1, alpha=64)
    pale = save(paint("L", GRIS), "PNG", icc_profile=make_profil_gris())
    yield "png-gris-profil", Exemple(pale, [(v,) * 3 for v in (0, 160, 219, 255)], 1)
    clair = write_png(8, 0, [bytes([90] * 40)] * 20, lumiere)
    yield "png-gamma", Exemple(clair, [(160,) * 3] * 4, 1)
    meme = write_png(8, 0, [bytes([90] * 40)] * 20, chunk(b"sRGB", b"\0"), lumiere)
    yield "png-gamma-srgb", Exemple(meme, [(90,) * 3] * 4)
    yield "png-textes", Exemple(save(rvb, "PNG", pnginfo=_make_textes()))
    yield "png-suivi-de-restes", Exemple(png + GPS)


EXEMPLES: Mapping[str, Exemple] = dict(
    (*_list_jpeg(paint("RGB", QUARTIERS)), *_list_png(paint("RGB", QUARTIERS)))
)
"""What can be printed, by a name."""


def _make_tres_progressif() -> bytes:
    """Return a JPEG that asks for a thousand passes over its points."""
    jpeg = save(paint("RGB", QUARTIERS), "JPEG", progressive=True)
    debut = jpeg.rindex(b"\xff\xda")
    return jpeg[:debut] + jpeg[debut:-2] * 1000 + jpeg[-2:]


REFUSEES: Mapping[str, tuple[bytes, str]] = {
    "gif": (save(paint("RGB", QUARTIERS), "GIF"), "est au format GIF. Donnez un PNG ou un JPEG."),
    "bmp": (save(paint("RGB", QUARTIERS), "BMP"), "est au format BMP. Donnez un PNG ou un JPEG."),
    "tiff": (
        save(paint("RGB", QUARTIERS), "TIFF"),
        "est au format TIFF. Donnez un PNG ou un JPEG.",
    ),
    "webp": (
        save(paint("RGB", QUARTIERS), "WEBP"),
        "est au format WEBP. Donnez un PNG ou un JPEG.",
    ),
    "jpeg-2000": (
        save(paint("RGB", QUARTIERS), "JPEG2000"),
        "est au format JPEG2000. Donnez un PNG ou un JPEG.",
    ),
    "ppm": (save(paint("RGB", QUARTIERS), "PPM"), "n’est pas une image PNG ou JPEG lisible."),
    "png-anime": (
        save(
            paint("RGB", QUARTIERS), "PNG", save_all=True, append_images=[Image.new("RGB", TAILLE)]
        ),
        "est animée. Donnez une image fixe.",
    ),
    "png-16-bits-couleur-transparente": (
        write_png_16(2, QUARTIERS, chunk(b"tRNS", bytes(6))),
        "a une couleur transparente sur 16 bits. Enregistrez-la en PNG 8 bits.",
    ),
    "jpeg-aux-mille-passes": (_make_tres_progressif(), "demande trop de passes."),
    "png-sans-largeur": (
        write_png(8, 2, [b""], large=0),
        "n’est pas une image PNG ou JPEG lisible.",
    ),
    "png-sans-fin": (
        EXEMPLES["png"].contenu[:-40],
        "n’est pas une image PNG ou JPEG lisible.",
    ),
    "png-aux-points-manquants": (
        write_png(8, 2, [bytes(60)], large=40),
        "n’est pas une image PNG ou JPEG lisible.",
    ),
    "png-texte-gonfle": (
        EXEMPLES["png"].contenu[:33]
        + chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(64 << 20)))
        + EXEMPLES["png"].contenu[33:],
        "n’est pas une image PNG ou JPEG lisible.",
    ),
    "jpeg-sans-fin": (
        save(Image.effect_noise((200, 200), 90), "JPEG")[:3000],
        "n’est pas une image PNG ou JPEG lisible.",
    ),
    "jpeg-entete-seul": (b"\xff\xd8\xff\xe0\0\x10JFIF", "n’est pas une image PNG ou JPEG lisible."),
    "vide": (b"", "n’est pas une image PNG ou JPEG lisible."),
    "html": (b"<html><p>Erreur 404", "n’est pas une image PNG ou JPEG lisible."),
}
"""What cannot, and what is said of it after its name."""
