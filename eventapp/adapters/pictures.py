"""Pictures that come from outside are decoded and drawn anew: no place, owner, comment or second file survives."""

from __future__ import annotations

import io
import threading
import warnings
from dataclasses import dataclass

from eventapp.domain.errors import InvalidValue

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 24_000_000
MOST_SCANS = 50
LONGEST_SIDE = 800
_START_OF_SCAN = b"\xff\xda"
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A picture as it may be stored. Sizes in pixels."""

    content: bytes
    content_type: str
    width: int
    height: int


def redraw(upload: bytes) -> Redrawn:
    """Decode a JPEG, PNG or WebP and draw it anew, at most 800 pixels on its longer side.

    Raises InvalidValue("pictures.unreadable") for all else, SVG and half files included, and
    InvalidValue("pictures.too_large") for more than 24 million pixels, before they are decoded. A progressive JPEG
    may repeat scans that cost much and weigh nothing, so there is a bound to them.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError  # heavy, and rarely needed

    if upload.startswith(b"\xff\xd8") and upload.count(_START_OF_SCAN) > MOST_SCANS:
        raise InvalidValue("pictures.unreadable", field="picture")
    try:
        with _one_at_a_time, warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(upload), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise InvalidValue("pictures.too_large", field="picture", most=MOST_PIXELS // 1_000_000)
                picture.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
                picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
                upright = ImageOps.exif_transpose(picture)  # after it is small: turning copies it
                mode = "RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB"
                canvas = Image.new("RGB", upright.size, "white")
                drawn = upright.convert(mode)
                canvas.paste(drawn, mask=drawn.getchannel("A") if mode == "RGBA" else None)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise InvalidValue("pictures.too_large", field="picture", most=MOST_PIXELS // 1_000_000) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise InvalidValue("pictures.unreadable", field="picture") from error
    out = io.BytesIO()
    canvas.save(out, "JPEG", quality=86, optimize=True, progressive=True)
    return Redrawn(out.getvalue(), "image/jpeg", canvas.width, canvas.height)
