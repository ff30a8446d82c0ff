"""Images are read once: those that can be printed are made such as both formats show alike, the
others are said, by the name of their file."""

from __future__ import annotations

import hashlib
import io
import random
from pathlib import Path

import pytest
from campagnes.ampleur import Ampleur
from docx.image.image import Image as ImageWord
from fabrique.images import EXEMPLES, GPS, REFUSEES, TAILLE, read_quartiers
from PIL import ImageFile

from amo_docs.load.images import ImageRefuseeError, load_images, read_image
from amo_docs.load.nommes import ImageNommee
from amo_docs.model.matiere import Place, Reperes
from amo_docs.model.modeles import Modeles
from amo_docs.typographie import NBSP, NNBSP

SANS_REPERES = Reperes({}, Place())


def read(folder: Path, contenu: bytes, nom: str = "logo.jpg") -> bytes:
    (folder / nom).write_bytes(contenu)
    return read_image(nom, folder).contenu


@pytest.mark.parametrize("nom", EXEMPLES)
def test_an_image_is_printed_upright_in_its_true_colours(tmp_path: Path, nom: str) -> None:
    exemple = EXEMPLES[nom]
    taille, vues = read_quartiers(read(tmp_path, exemple.contenu))
    assert taille == TAILLE
    attendues = [
        (*couleur, exemple.alpha if rang == 0 else 255)
        for rang, couleur in enumerate(exemple.couleurs)
    ]
    ecarts = [
        abs(a - b)
        for vue, due in zip(vues, attendues, strict=True)
        for a, b in zip(vue, due, strict=True)
    ]
    assert max(ecarts) <= exemple.ecart, (vues, attendues)


@pytest.mark.parametrize("nom", EXEMPLES)
def test_what_is_right_already_keeps_its_bytes_and_nothing_else_does(
    tmp_path: Path, nom: str
) -> None:
    exemple = EXEMPLES[nom]
    settled = read(tmp_path, exemple.contenu)
    assert (settled == exemple.contenu) == exemple.intact
    # Once settled it is right: the same image given back is not changed again.
    assert read(tmp_path, settled) == settled
    assert GPS not in settled


@pytest.mark.parametrize("nom", REFUSEES)
def test_what_cannot_be_printed_is_said_by_the_name_of_its_file(tmp_path: Path, nom: str) -> None:
    contenu, said = REFUSEES[nom]
    (tmp_path / "sceau.png").write_bytes(contenu)
    nommees = [ImageNommee("cachet-0", "sceau.png", "signataires[0].cachet")]
    images, (finding,) = load_images(nommees, tmp_path, SANS_REPERES)
    assert finding.code == "G601"
    shown = f"{finding.message} {finding.geste}".translate({ord(NBSP): " ", ord(NNBSP): " "})
    assert shown.startswith(f"L’image « sceau.png » {said}")
    assert images["cachet-0"].contenu == b""


def test_the_end_of_an_image_is_missed_whatever_weasyprint_asked_of_pillow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(ImageRefuseeError):
        read(tmp_path, REFUSEES["jpeg-sans-fin"][0])
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_a_manifest_names_the_file_given_and_a_paper_prints_what_was_made_of_it(
    tmp_path: Path,
) -> None:
    contenu = EXEMPLES["jpeg-cmjn"].contenu
    (tmp_path / "logo.jpg").write_bytes(contenu)
    lue = read_image("logo.jpg", tmp_path)
    modeles = Modeles({}, "", {}, {"logo": lue.contenu}, (), {}, (), {"logo": lue.sha256})
    (entree,) = modeles.list_entrees()
    assert (entree.nom, entree.sha256) == ("image logo", hashlib.sha256(contenu).hexdigest())
    assert lue.contenu != contenu


def test_the_samples_are_printed_as_they_are() -> None:
    dossier = Path(__file__).parents[2] / "samples"
    images = sorted(dossier.rglob("*.png"))
    assert images
    assert [p for p in images if read_image(p.name, p.parent).contenu != p.read_bytes()] == []


def spoil(contenu: bytes, hasard: random.Random) -> bytes:
    """Return a file with a few bytes changed, lost or added, mostly in its head."""
    octets = bytearray(contenu)
    for _ in range(hasard.choice((1, 1, 2, 5))):
        place = hasard.randrange(min(len(octets), hasard.choice((200, 5000))))
        octets[place : place + hasard.randrange(3)] = hasard.randbytes(hasard.randrange(3))
    return bytes(octets)


def test_a_damaged_image_is_refused_or_printed_and_never_trusted(
    tmp_path: Path, ampleur: Ampleur
) -> None:
    """What is let through is read by python-docx too, which is more easily put off than Pillow."""
    hasard = random.Random(ampleur.graine)
    refused = 0
    for _ in range(ampleur.count(400)):
        spoilt = spoil(EXEMPLES[hasard.choice(list(EXEMPLES))].contenu, hasard)
        try:
            settled = read(tmp_path, spoilt)
        except ImageRefuseeError:
            refused += 1
            continue
        assert ImageWord.from_file(io.BytesIO(settled)).px_width > 0
        assert read(tmp_path, settled) == settled
    assert refused > 0
