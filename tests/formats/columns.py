#!/usr/bin/env python3
"""Writes columns.pdf: two columns whose lines are written over the whole page, row by row, as some programs do.

    python3 tests/formats/columns.py tests/formats/columns.pdf
"""

import sys

TITLE = "The river board and the dyke at Ost: what was known, and when it was known"
LEFT = """The dyke at Ost leaks in three places, the
engineer Ada Moor said on Monday. The board
of the river has known it since the spring,
according to minutes of its session. It has
set aside 2.5 million crowns for the repair,
which will take two years. Nobody lives be-
hind the dyke, the mayor of Kelso said.""".split("\n")
RIGHT = """The pumps at Lisk run at half of what they
can do, Tom Hill said. He has been the head
of the station for ten years. The log shows
that two of four pumps stood still in May.
The firm Orrin sold them in 2019, and it has
not said why they fail. The council of Lisk
will decide on new ones in the autumn.""".split("\n")
FOOT = "Printed for the session of the river board, with its permission, by the office of Kelso"


def escaped(text):
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def main(path):
    lines = ["BT /F1 9 Tf"]

    def put(x, y, text):
        lines.append(f"1 0 0 1 {x} {y} Tm ({escaped(text)}) Tj")

    put(50, 760, TITLE)
    y = 730
    for left, right in zip(LEFT, RIGHT):
        put(50, y, left)
        put(310, y, right)
        y -= 12
    put(50, y - 18, FOOT)
    lines.append("ET")
    stream = "\n".join(lines).encode("ascii")
    widths = " ".join(["600"] * 95)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 /Widths [{widths}] >>".encode(),
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    with open(path, "wb") as file:
        file.write(out)


if __name__ == "__main__":
    main(sys.argv[1])
