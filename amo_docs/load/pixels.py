"""The pixels of an image as PDF/A and Word both show them: upright, in sRGB, on 8 bits.

What a camera or a scanner writes beside them is not printed: where a photo was taken, when, with
which phone.
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

# What a PNG may hold that changes neither its colours nor its direction, and tells nobody where it
# comes from. The transparency of a palette or of one colour is not there: it is spread over points.
_MORCEAUX_PNG = frozenset((b"IHDR", b"PLTE", b"sRGB", b"pHYs", b"IDAT", b"IEND"))
# The same of a JPEG, up to its points: tables, and the size, of the two kinds that Word shows.
_SEGMENTS_JPEG = frozenset((b"\xff\xdb", b"\xff\xc0", b"\xff\xc2", b"\xff\xc4", b"\xff\xdd"))
_TETE_JFIF, _POINTS_JPEG, _FIN_JPEG = b"\xff\xd8\xff\xe0", b"\xff\xda", b"\xff\xd9"
# The gamma of sRGB, as the chunk gAMA of a PNG says it; with another one a picture is pale or dark.
# Source: PNG (third edition), 11.3.2.2.
_GAMMA, _GAMMA_ECART = 1 / 2.2, 0.01
_ORIENTATION = 0x0112  # the EXIF tag


def is_profond(content: bytes) -> bool:
    """Tell whether `content`, a PNG, has more than 8 bits a colour."""
    # At the same place in every PNG: the ninth byte of its head.
    return content[24] > 8


def is_prete(image: ImageFile, content: bytes) -> bool:
    """Tell whether `content`, decoded as `image`, can be printed as it is."""
    if image.format == "PNG":
        return not is_profond(content) and _is_sobre_png(content)
    return image.mode in ("L", "RGB") and _is_sobre_jpeg(content)


def _is_sobre_png(content: bytes) -> bool:
    """Tell whether a PNG holds its points and nothing that is not known here, to its last byte."""
    # Pillow mends or skips what is out of place, and python-docx stumbles over it.
    place, genre = 8, b""
    while genre != b"IEND":
        head = content[place : place + 8]
        if len(head) < 8 or head[4:] not in _MORCEAUX_PNG:
            return False
        genre = head[4:]
        place += 12 + int.from_bytes(head[:4])
    return place == len(content)


def _is_sobre_jpeg(content: bytes) -> bool:
    """Tell the same of a JPEG. Its head is that of JFIF, by which python-docx knows it."""
    if not content.startswith(_TETE_JFIF) or content[6:11] != b"JFIF\0":
        return False
    place = 4 + int.from_bytes(content[4:6])
    while content[place : place + 2] in _SEGMENTS_JPEG:
        place += 2 + int.from_bytes(content[place + 2 : place + 4])
    return content[place : place + 2] == _POINTS_JPEG and content.endswith(_FIN_JPEG)


def settle_pixels(image: ImageFile, content: bytes) -> bytes:
    """Return `content`, decoded as `image`, as bytes that can be printed.

    They are `content` itself where nothing has to change; else a PNG, or a JPEG for a JPEG. The
    same input gives the same bytes.
    """
    if is_prete(image, content):
        return content
    settled = _convert(_turn(image))
    # Pillow would write some of it back: a colour profile, a comment.
    settled.info.clear()
    written = io.BytesIO()
    if image.format == "PNG":
        settled.save(written, "PNG")
    else:
        # With the tables of the source: a copy is hardly larger or worse than it.
        settled.save(written, "JPEG", qtables=getattr(image, "quantization", None), subsampling=0)
    return written.getvalue()


def _turn(image: Image) -> Image:
    """Return `image` upright, as its EXIF says."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    # Not `ImageOps.exif_transpose`, which writes all the other tags again and fails on odd ones.
    try:
        turn = turns.get(image.getexif().get(_ORIENTATION, 1))
    except (OSError, SyntaxError, ValueError, TypeError, LookupError, struct.error):
        # Damaged metadata say nothing: every program shows the picture without them.
        turn = None
    return image.transpose(turn) if turn is not None else image.copy()


def _convert(image: Image) -> Image:
    """Return `image` in sRGB on 8 bits: grey or colours, with or without transparency."""
    profil, gamma = image.info.get("icc_profile"), _read_gamma(image)
    if image.mode.startswith("I"):
        # Pillow's own conversion of 16 bits cuts at 255: all would be white.
        image = image.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if image.mode in ("1", "P") or "transparency" in image.info:
        image = image.convert("RGBA")
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    couleurs = image.convert(image.mode[:-1]) if alpha is not None else image
    if profil:
        couleurs = _apply_profil(couleurs, profil)
    elif gamma:
        couleurs = couleurs.point(
            [_apply_gamma(level, gamma) for level in range(256)] * len(couleurs.getbands())
        )
    if couleurs.mode not in ("L", "RGB"):
        couleurs = couleurs.convert("RGB")
    if alpha is not None and alpha.getextrema() != (255, 255):
        couleurs.putalpha(alpha)
    return couleurs


def _apply_profil(image: Image, profil: bytes) -> Image:
    """Return `image` in sRGB, its colours read as its ICC profile says."""
    from PIL import ImageCms

    try:
        converted = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profil)),
            ImageCms.createProfile("sRGB"),
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            "RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    # A damaged profile, or one of another kind of colours: other programs pass over it as well.
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return image
    # None is for the change of an image in its place, which was not asked for.
    assert converted is not None
    return converted


def _read_gamma(image: Image) -> float:
    """Return the gamma of a PNG that is not that of sRGB, or 0."""
    gamma = float(image.info.get("gamma", _GAMMA))
    # The chunk sRGB wins over gAMA (PNG, 11.3.2.5).
    return 0.0 if "srgb" in image.info or abs(gamma - _GAMMA) < _GAMMA_ECART else gamma


def _apply_gamma(level: int, gamma: float) -> int:
    """Return a level of a colour in sRGB, whose light is the level to the power 1/`gamma`."""
    if not level:
        return 0
    light = (level / 255) ** (1 / gamma)
    srgb: float = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(255 * srgb)
