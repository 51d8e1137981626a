"""The page of templates/documents/proof_of_presentation.json as HTML for WeasyPrint: the same texts in the same faces at the
same places, the same ornaments as SVG, a vector QR code with its best mask. What documents can share is shared: the
stylesheet, the faces and the parsed ornaments."""

import html
import json
import re
import resource
from pathlib import Path

import segno
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

ROOT = Path(__file__).resolve().parents[2]
LAYOUT = ROOT / "templates/documents/proof_of_presentation.json"
FIELDS = ROOT / "crates/certificates/benches/fields.json"
FAMILY = "Libertinus Serif"


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class Peer:
    """WeasyPrint with everything prepared that does not change from document to document."""

    def __init__(self, folder):
        self.layout = json.loads(LAYOUT.read_text())
        self.fields = json.loads(FIELDS.read_text())
        self.fonts = FontConfiguration()
        faces = "".join(map(face, sorted(Path(folder).glob("*.otf"))))
        size = "@page { size: A4; margin: 0 } body { margin: 0 } div { position: absolute } p { margin: 0 } svg { display: block }"
        self.css = CSS(string=faces + size, font_config=self.fonts)
        source = Path(folder, "ornaments.svg").resolve().as_uri()
        self.ornaments = f'<div><img src="{source}" style="width: 210mm; height: 297mm"></div>'
        self.images = {}

    def document(self, serial):
        """One certificate with a number and an address of its own."""
        values = self.fields["values"] | {
            "document.number": f"ВК-2027-В-С/{serial:04}",
            "document.verify_url": f"https://webclub.example/verify/K7QM2XHD9RWT4BNZ6V{serial:08}",
        }
        drawn = [self.element(element, values) for element in self.layout["elements"]]
        text = f'<html lang="ru"><title>Свидетельство</title><body>{self.ornaments}{"".join(drawn)}</body></html>'
        page = HTML(string=text)
        return page.write_pdf(stylesheets=[self.css], font_config=self.fonts, cache=self.images)

    def measure(self, count):
        """Processor seconds for so many documents, and the size of the last one."""
        pdf = self.document(0)
        begun = cpu_seconds()
        for serial in range(count):
            pdf = self.document(serial)
        return cpu_seconds() - begun, len(pdf)

    def element(self, element, values):
        kind = element["type"]
        if kind == "qr":
            code = segno.make(values["document.verify_url"], error="m", micro=False)
            return box(element, code.svg_inline(scale=1, border=0, dark=element["color"], omitsize=True))
        if kind == "signatures":
            lines = [f"<p>{one['position']} __________ {one['name']}</p>" for one in self.fields["signatories"]]
            return box(element, "".join(lines), f"font: {element['size']}pt '{FAMILY}'; line-height: 3")
        if kind == "stack":
            return box(element, "".join(paragraph(one, values) for one in element["paragraphs"]))
        if kind == "text":
            return box(element, paragraph(element, values))
        return ""


def face(path):
    font = TTFont(path)
    weight, italic = font["OS/2"].usWeightClass, font["head"].macStyle & 2
    style = "italic" if italic else "normal"
    source = f"url('{path.resolve().as_uri()}')"
    return f"@font-face {{ font-family: '{FAMILY}'; font-weight: {weight}; font-style: {style}; src: {source} }}"


def box(element, inside, style=""):
    width = element.get("w", element.get("size"))
    height = element.get("h", element.get("size"))
    place = f"left: {element['x']}mm; top: {element['y']}mm; width: {width}mm; height: {height}mm"
    return f'<div style="{place}; {style}">{inside}</div>'


def paragraph(one, values):
    if any(name not in values for name in one.get("when", [])) or any(name in values for name in one.get("unless", [])):
        return ""
    content = one["content"] if isinstance(one["content"], str) else one["content"]["female"]
    text = filled(content, values)
    if not text:
        return ""
    slant = "italic" if one.get("font") == "italic" else "normal"
    weight = "bold" if one.get("font") == "bold" else "normal"
    style = [
        f"font: {slant} {weight} {one['size']}pt/{one.get('leading', 1.3)} '{FAMILY}'",
        f"text-align: {one.get('align', 'left')}; color: {one.get('color', '#1c2433')}",
        f"margin: {one.get('gap', 0)}mm {one.get('inset', 0)}mm 0",
        f"letter-spacing: {one.get('tracking', 0) / 1000}em",
        "text-transform: uppercase" if one.get("case") == "upper" else "",
    ]
    return f'<p style="{"; ".join(style)}">{text}</p>'


def filled(content, values):
    def optional(part):
        names = re.findall(r"\{([a-z_.]+)\}", part[1])
        return part[1] if all(name in values for name in names) else ""

    text = re.sub(r"\[\[(.*?)\]\]", optional, content)
    text = re.sub(r"\{([a-z_.]+)\}", lambda name: html.escape(values.get(name[1], "")), text)
    return re.sub(r"\*\*(.*?)\*\*", r"<b>\1</b>", text)
