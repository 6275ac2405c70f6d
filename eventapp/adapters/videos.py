"""What kind of film a file is, told by its first bytes and never by its name."""

from __future__ import annotations

from eventapp.domain.errors import InvalidValue

MOST_BYTES = 60_000_000
MP4, WEBM = "video/mp4", "video/webm"
_BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"MSNV")
_EBML = b"\x1aE\xdf\xa3"
_DOC_TYPE = b"\x42\x82\x84webm"  # the element DocType with four bytes (RFC 8794, section 11.2.6)


def media_type(content: bytes) -> str:
    """``video/mp4`` (ISO/IEC 14496-12, section 4.3) or ``video/webm`` (RFC 8794).

    Raises InvalidValue("films.too_large") above MOST_BYTES, and InvalidValue("films.unreadable") for anything else.
    """
    if len(content) > MOST_BYTES:
        raise InvalidValue("films.too_large", field="file", most=MOST_BYTES // 1_000_000)
    if content[4:8] == b"ftyp" and content[8:12] in _BRANDS:
        return MP4
    if content.startswith(_EBML) and _DOC_TYPE in content[:64]:
        return WEBM
    raise InvalidValue("films.unreadable", field="file")
