"""Small PDFs, made without a library."""

__all__ = ["pdf"]


def pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines, each a paragraph, in letters of Western Europe."""
    shown = " ".join(f"({line}) Tj 0 -28 Td" for line in lines)
    stream = f"BT /F 12 Tf 72 720 Td {shown} ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    file = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(f"{len(file):010} 00000 n \n")
        file += f"{number} 0 obj{content}endobj\n"
    table = "0000000000 65535 f \n" + "".join(places)
    trailer = f"trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(file)}\n%%EOF\n"
    return f"{file}xref\n0 6\n{table}{trailer}".encode("cp1252")
