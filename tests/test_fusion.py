"""Finished PDFs merged: their pages as they are, stored once, with bookmarks and blank backs, and
no claim left."""

from __future__ import annotations

import hashlib
import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from amo_docs.fusion import Fond, Volume, count_pages, measure_page

CADRE = b"/Artifact BMC q 1 0 0 rg 10 10 80 80 re f Q EMC"
BANDEAU = b"/Artifact BMC q 0 0 1 RG 20 70 60 5 re S Q EMC /Span <</MCID 0>> BDC BT /F1 8 Tf 20 71 Td (PROJET) Tj ET EMC"
TETE, FIN = b"1 0 0 1 0 0 cm q 0.75 0 0 0.75 0 0 cm ", b" Q"


def make_logo(colour: str = "navy") -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (4, 3), colour).save(out, "png")
    return out.getvalue()


def make_pdf(
    text: str, pages: int = 1, ground: bytes = CADRE, police: bytes = b"une police"
) -> bytes:
    """A tagged paper as WeasyPrint draws one: ground, then text, the logo and a signature; shared
    resources."""
    pdf = pikepdf.new()
    fonte = pdf.make_stream(police, Length1=len(police))
    images = {}
    for nom, colour in (("/logo", b"\x00\x00\x80"), ("/paraphe", b"\xff\x00\x00")):
        image = pdf.make_stream(colour * 12, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        image.update(
            pikepdf.Dictionary(
                Width=4, Height=3, BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceRGB
            )
        )
        images[nom] = image
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    font.FontDescriptor = pdf.make_indirect(pikepdf.Dictionary(FontFile=fonte))
    shared = pdf.make_indirect(
        pikepdf.Dictionary(
            Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)), XObject=pikepdf.Dictionary(images)
        )
    )
    for number in range(pages):
        pdf.add_blank_page(page_size=(200, 100))
        page = pdf.pages[-1].obj
        said = b" BT /F1 10 Tf 20 50 Td (%s %d) Tj ET q /logo Do Q q /paraphe Do Q" % (
            text.encode(),
            number,
        )
        page.Contents = pdf.make_stream(TETE + ground + b" q " + BANDEAU + said + b" Q" + FIN)
        page.Resources = shared
        page.StructParents = number
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
    )
    pdf.Root.OutputIntents = pikepdf.Array([pikepdf.Dictionary(S=pikepdf.Name.GTS_PDFA1)])
    pdf.attachments["donnees.json"] = pikepdf.AttachedFileSpec(pdf, b"{}", filename="donnees.json")
    with pdf.open_metadata() as meta:
        meta["pdfaid:part"] = "3"
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def bind(*papiers: bytes, recto_verso: bool = False, fond: Fond | None = None) -> bytes:
    volume = Volume("Essai", recto_verso, fond)
    for rang, papier in enumerate(papiers):
        volume.add(papier, f"Papier {rang}")
    return volume.close()


def open_pdf(contenu: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(contenu))


def read_contenus(contenu: bytes) -> list[bytes]:
    with open_pdf(contenu) as pdf:
        return [page.Contents.read_bytes() if "/Contents" in page else b"" for page in pdf.pages]


def test_pages_come_in_order_drawn_as_they_were() -> None:
    papiers = [make_pdf("un", 2), make_pdf("deux")]
    expected = [drawn for papier in papiers for drawn in read_contenus(papier)]
    assert read_contenus(bind(*papiers)) == expected
    assert b"(deux 0)" in expected[2]


def test_nothing_is_claimed_nor_attached_and_qpdf_finds_nothing() -> None:
    with open_pdf(bind(make_pdf("un", 3), make_pdf("deux"), recto_verso=True)) as pdf:
        assert pdf.check_pdf_syntax() == []
        kept = {"/Type", "/Pages", "/Outlines", "/Lang", "/PageMode", "/ViewerPreferences"}
        assert set(pdf.Root.keys()) == kept
        assert not pdf.attachments
        assert set(pdf.docinfo.keys()) == {"/Title"}
        written = b"".join(o.unparse() for o in pdf.objects if isinstance(o, pikepdf.Dictionary))
        assert b"Struct" not in written and b"pdfaid" not in written
        assert all("/StructParents" not in page and "/Annots" not in page for page in pdf.pages)


def count_flux(contenu: bytes) -> int:
    with open_pdf(contenu) as pdf:
        kinds = ("/ObjStm", "/XRef")
        return sum(
            isinstance(o, pikepdf.Stream) and str(o.get("/Type")) not in kinds for o in pdf.objects
        )


def test_what_is_the_same_is_stored_once() -> None:
    """Font and two pictures once, whatever the number of papers; a font that differs is one
    more."""
    same = bind(*(make_pdf(f"papier {rang}") for rang in range(5)))
    assert count_flux(same) == 5 + 3
    other = bind(
        *(make_pdf(f"papier {rang}", police=b"police %d" % (rang == 4)) for rang in range(5))
    )
    assert count_flux(other) == 5 + 4


def test_the_same_papers_give_the_same_bytes() -> None:
    papiers = [make_pdf("un"), make_pdf("deux")]
    assert bind(*papiers) == bind(*papiers)
    assert bind(*papiers) != bind(*reversed(papiers))


@pytest.mark.parametrize(
    ("pages", "blanches"), [((1, 1, 1), [2, 4]), ((2, 1, 2), [4]), ((3, 2), [4]), ((2, 2), [])]
)
def test_recto_verso_starts_each_paper_on_an_odd_page(
    pages: tuple[int, ...], blanches: list[int]
) -> None:
    volume = Volume("Essai", recto_verso=True)
    starts = []
    for rang, count in enumerate(pages):
        volume.add(make_pdf(f"papier {rang}", count), str(rang))
        starts.append(volume.pages - count + 1)
    contenu = volume.close()
    assert [start % 2 for start in starts] == [1] * len(pages)
    assert [rang for rang, drawn in enumerate(read_contenus(contenu), 1) if not drawn] == blanches
    assert volume.blanches == len(blanches)
    with open_pdf(contenu) as pdf:
        assert len(pdf.pages) == volume.pages == sum(pages) + len(blanches)
        assert {tuple(map(float, page.mediabox)) for page in pdf.pages} == {
            (0.0, 0.0, 200.0, 100.0)
        }
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"


def test_the_blank_back_of_a_page_is_turned_as_the_page_is() -> None:
    """A printer turns the whole sheet."""
    tourne = io.BytesIO()
    with open_pdf(make_pdf("un")) as pdf:
        pdf.pages[0].obj.Rotate = 90
        pdf.pages[0].obj.CropBox = pikepdf.Array([10, 10, 190, 90])
        pdf.save(tourne)
    with open_pdf(bind(tourne.getvalue(), make_pdf("deux"), recto_verso=True)) as pdf:
        recto, verso, _ = (page.obj for page in pdf.pages)
        assert "/Contents" not in verso
        assert int(verso.Rotate) == int(recto.Rotate) == 90
        assert list(map(int, verso.CropBox)) == list(map(int, recto.CropBox)) == [10, 10, 190, 90]


def test_a_bookmark_a_paper_under_its_group() -> None:
    volume = Volume("Essai")
    for groupe, signet in (
        ("1er régiment", "ÉLIE Anaïs"),
        ("1er régiment", "OEUVRARD Zoé"),
        (None, "TERRE"),
    ):
        volume.add(make_pdf(signet, 2), signet, groupe)
    with open_pdf(volume.close()) as pdf, pdf.open_outline() as outline:
        group, alone = outline.root
        assert (group.title, [item.title for item in group.children]) == (
            "1er régiment",
            ["ÉLIE Anaïs", "OEUVRARD Zoé"],
        )
        assert (alone.title, alone.children) == ("TERRE", [])
        targets = [item.destination[0] for item in (group, *group.children, alone)]
        assert [pikepdf.Page(target).index for target in targets] == [0, 0, 2, 4]


def test_pages_are_counted_and_measured() -> None:
    assert count_pages(make_pdf("un", 3)) == 3
    assert measure_page(make_pdf("un")) == (200.0, 100.0)


def make_cid(largeurs: list[object], text: str = "x") -> bytes:
    """A paper whose one font has these widths."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 100))
    cid = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, DW=1000)
    cid.BaseFont = pikepdf.Name(f"/{text.upper():A>6}+Essai")
    cid.W = pikepdf.Array(
        [pikepdf.Array(item) if isinstance(item, list) else item for item in largeurs]
    )
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F1=pdf.make_indirect(cid))
    )
    pdf.pages[0].obj.Contents = pdf.make_stream(text.encode())
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def list_largeurs(contenu: bytes) -> list[object]:
    with open_pdf(contenu) as pdf:
        return [page.resources.Font.F1.W.unparse(resolved=True) for page in pdf.pages]


def test_the_widths_of_a_face_are_one_table() -> None:
    contenu = bind(make_cid([3, [250], 5, [500]], "a"), make_cid([4, [333.5, 500]], "b"))
    assert list_largeurs(contenu) == [b"[ 3 [ 250 333.5 500 ] ]"] * 2
    with open_pdf(contenu) as pdf:
        assert len({page.resources.Font.F1.W.objgen for page in pdf.pages}) == 1


@pytest.mark.parametrize(
    "other", [[3, [251]], [3, 9, 250], [3]], ids=["contradicted", "as a range", "cut short"]
)
def test_widths_that_do_not_agree_stay_apart(other: list[object]) -> None:
    first, last = list_largeurs(bind(make_cid([3, [250]], "a"), make_cid(other, "b")))
    assert first == b"[ 3 [ 250 ] ]"
    assert (
        last
        == pikepdf.Array([pikepdf.Array(i) if isinstance(i, list) else i for i in other]).unparse()
    )


# ── Without the ground ────────────────────────────────────────────────────────────────────────────


def test_the_ground_and_the_logo_leave_and_all_the_rest_stays() -> None:
    (avant,), (apres,) = (
        read_contenus(make_pdf("un")),
        read_contenus(bind(make_pdf("un"), fond=Fond(make_logo()))),
    )
    assert b"80 80 re" in avant and b"80 80 re" not in apres
    assert b"/logo Do" in avant and b"/logo" not in apres
    assert b"/paraphe Do" in apres
    assert b"20 70 60 5 re" in apres, "the rules of the band are no ground"
    for said in (b"(PROJET) Tj", b"(un 0) Tj"):
        assert said in apres


def test_the_picture_left_out_is_not_in_the_file() -> None:
    """And a page that shares its resources with the next one does not take its pictures away."""
    contenu = bind(make_pdf("un", 2), fond=Fond(make_logo()))
    with open_pdf(contenu) as pdf:
        assert [set(page.resources.XObject.keys()) for page in pdf.pages] == [
            {"/paraphe"},
            {"/paraphe"},
        ]
    assert count_flux(contenu) == 2 + 2
    assert (
        hashlib.sha256(contenu).digest()
        == hashlib.sha256(bind(make_pdf("un", 2), fond=Fond(make_logo()))).digest()
    )


def test_another_picture_is_no_logo() -> None:
    (apres,) = read_contenus(bind(make_pdf("un"), fond=Fond(make_logo("green"))))
    assert b"/logo Do" in apres
    (apres,) = read_contenus(bind(make_pdf("un"), fond=Fond(None)))
    assert b"/logo Do" in apres and b"80 80 re" not in apres


@pytest.mark.parametrize(
    "ground",
    [
        b"/Artifact BMC q 1 0 0 rg BT /F1 8 Tf 20 71 Td (PROJET) Tj ET Q EMC",
        b"/Artifact BMC q /formulaire Do Q EMC",
        b"/Span <</MCID 9>> BDC q 10 10 80 80 re f Q EMC",
        b"q /Artifact BMC q 10 10 80 80 re f Q EMC /Span <</MCID 9>> BDC q 5 5 9 9 re f Q EMC Q",
        b"q 10 10 80 80 re f Q",
    ],
    ids=["text", "a form, which may hold text", "content", "beside content", "what is not marked"],
)
def test_what_may_hold_text_or_is_content_is_no_ground(ground: bytes) -> None:
    papier = make_pdf("un", ground=ground)
    assert read_contenus(bind(papier, fond=Fond(None))) == read_contenus(papier)


GROUNDS = {
    "border": "border: 3pt solid red",
    "border of four": "border: 3pt solid red; border-left: 3pt dotted blue; border-top: 3pt ridge green",
    "round border": "border: 3pt double red; border-radius: 5mm",
    "colour": "border: 3pt solid red; background: #eef",
    "picture": "border: 3pt solid red; background: url(amo:logo) no-repeat center",
    "pattern": "border: 3pt solid red; background: url(amo:logo)",
    "gradient": "border: 3pt solid red; background: linear-gradient(red, blue)",
}
PAGE = """<html lang="fr"><title>Essai</title><style>@page {{ size: 12cm 8cm; margin: 1cm; {page};
@top-center {{ content: "PROJET"; border: 1pt solid green; font-family: "Liberation Sans" }} }} {style}
body {{ font-family: "Liberation Sans" }} p {{ border: 1pt solid navy; background: #efe }} img {{ height: 1cm }}</style>
<body><p>SPÉCIMEN</p><p>Texte <img alt="logo" src="amo:logo"> et <img alt="paraphe" src="amo:paraphe"></p></html>"""


def draw(page: str, style: str = "") -> bytes:
    """A paper as WeasyPrint lays it out, with a page of its own."""

    class Images(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            return URLFetcherResponse(url, body=make_logo("navy" if url == "amo:logo" else "red"))

    html = HTML(
        string=PAGE.format(page=page, style=style), url_fetcher=Images(allowed_protocols=("amo",))
    )
    content: bytes = html.write_pdf(pdf_variant="pdf/a-3a")
    return content


def picture(contenu: bytes) -> bytes:
    with pypdfium2.PdfDocument(contenu) as pdf:
        seen: bytes = pdf[0].render(scale=2).to_pil().convert("RGB").tobytes()
        return seen


@pytest.mark.parametrize("style", ["", "body { opacity: 0.5 }"], ids=["plain", "in a group"])
@pytest.mark.parametrize("page", GROUNDS.values(), ids=GROUNDS.keys())
def test_as_if_the_page_had_never_had_a_ground(page: str, style: str) -> None:
    """Seen as a picture, what WeasyPrint draws with a ground is then what it draws with none, and
    no logo."""
    nu = draw(
        "border: 3pt solid transparent", f"{style} img[src='amo:logo'] {{ visibility: hidden }}"
    )
    assert picture(draw(page, style)) != picture(nu)
    assert picture(bind(draw(page, style), fond=Fond(make_logo()))) == picture(nu)


def test_papers_without_anything_to_leave_out_are_counted() -> None:
    volume = Volume("Essai", fond=Fond(make_logo()))
    volume.add(make_pdf("un", 2), "un")
    assert volume.sans_fond == 1
    nu = Volume("Essai", fond=Fond(None))
    nu.add(make_pdf("un", ground=b""), "un")
    assert nu.sans_fond == 0
