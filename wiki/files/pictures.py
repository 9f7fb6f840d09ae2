"""Pictures made of points: cleaned so that only the picture remains, and made smaller.

JPEG, PNG and AVIF are written anew from their points. GIF and WebP, which would lose quality or movement by that, are
looked through to the last point and then rid of everything that is no picture (`strip`). Runs in the process of
`worker`.
"""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps, JpegImagePlugin

from wiki.core.errors import N_
from wiki.files.refused import Damaged, TooMuch
from wiki.files.strip import Torn, strip_gif, strip_webp

MAX_POINTS = 50_000_000
MAX_SIDE = 30_000
MAX_ALL_POINTS = 400_000_000  # in all frames of a moving picture
MAX_PROFILE = 4_000_000  # bytes
ORIENTATION = 0x0112
TYPES = {
    "PNG": ("image/png", "png"),
    "JPEG": ("image/jpeg", "jpg"),
    "GIF": ("image/gif", "gif"),
    "WEBP": ("image/webp", "webp"),
    "AVIF": ("image/avif", "avif"),
}


@dataclass(frozen=True)
class Cleaned:
    """A picture with nothing but the picture."""

    data: bytes
    width: int
    height: int


def format_of(data: bytes) -> str | None:
    """Which of TYPES `data` begins as."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:12] in {b"ftypavif", b"ftypavis"}:
        return "AVIF"
    return None


def clean(data: bytes, raster: str) -> Cleaned:
    """The picture alone: upright, with its colours and its movement; no position, comments or anything behind it.

    Raises Damaged and TooMuch.
    """
    with _opened(data, raster) as picture:
        _look_through(picture)
    with _opened(data, raster) as picture:  # anew: some cannot be leafed through twice
        turned = _is_turned(picture)
        if raster == "GIF":
            return Cleaned(strip_gif(data), *picture.size)
        if raster == "WEBP" and not turned:
            return Cleaned(strip_webp(data, _sound(picture.info.get("icc_profile"))), *picture.size)
        return _written_anew(ImageOps.exif_transpose(picture) if turned else picture, picture, raster, data)


@contextmanager
def _opened(data: bytes, raster: str) -> Iterator[Image.Image]:
    """The picture, of reasonable size, turning all that a decoder may say of it into our refusals."""
    Image.MAX_IMAGE_PIXELS = None  # asked here, with a sentence of our own
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data), formats=[raster]) as picture:
            width, height = picture.size
            if width * height > MAX_POINTS or max(width, height) > MAX_SIDE:
                raise TooMuch(
                    N_("The picture is too large: %(width)s × %(height)s points. Make it smaller, and upload that."),
                    width=width,
                    height=height,
                )
            yield picture
    except (Torn, OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, OverflowError) as error:
        raise Damaged from error  # Pillow's decoders know no common exception
    except MemoryError as error:
        raise TooMuch from error


def _look_through(picture: Image.Image) -> None:
    """Decode every frame, so that what is not whole is found now."""
    frames = _frames(picture)
    if picture.width * picture.height * frames > MAX_ALL_POINTS:
        raise TooMuch
    for number in range(frames):
        picture.seek(number)
        picture.load()


def _is_turned(picture: Image.Image) -> bool:
    """Whether the camera says that the picture lies on its side. Cameras' notes may be broken; pictures stay."""
    with suppress(Exception):
        return picture.getexif().get(ORIENTATION, 1) in range(2, 9) and _frames(picture) == 1
    return False


def _frames(picture: Image.Image) -> int:
    """How many pictures it moves through. What a phone puts behind a JPEG (another exposure, a depth) is none of it."""
    return 1 if isinstance(picture, JpegImagePlugin.JpegImageFile) else getattr(picture, "n_frames", 1)


def _written_anew(upright: Image.Image, picture: Image.Image, raster: str, data: bytes) -> Cleaned:
    upright.load()
    options: dict[str, Any] = {"icc_profile": _sound(picture.info.get("icc_profile")), "exif": b""}
    moving = raster in {"PNG", "AVIF"} and _frames(picture) > 1
    if raster == "JPEG" and isinstance(picture, JpegImagePlugin.JpegImageFile):
        tables = {"qtables": picture.quantization, "subsampling": JpegImagePlugin.get_sampling(picture)}
        options |= tables | {"progressive": "progressive" in picture.info, "optimize": True}
    if raster == "WEBP":
        options |= {"lossless": b"VP8L" in data[:64], "quality": 90}
    if raster == "AVIF":
        options |= {"quality": 85, "speed": 9}
    for note in set(upright.info) - {"transparency", "duration", "loop", "default_image"}:
        del upright.info[note]  # encoders take comments and the like from here
    written = BytesIO()
    upright.save(written, raster, **options, **({"save_all": True} if moving else {}))
    return Cleaned(written.getvalue(), *upright.size)


def _sound(profile: object) -> bytes | None:
    """A colour profile, if it is one (ICC.1:2022, 7.2: its length, and the signature `acsp`)."""
    if not isinstance(profile, bytes) or not 128 < len(profile) <= MAX_PROFILE:
        return None
    return profile if profile[36:40] == b"acsp" and int.from_bytes(profile[:4]) == len(profile) else None


def shrink(data: bytes, widths: Sequence[int]) -> dict[int, bytes]:
    """The picture in each of `widths`, as WebP, without movement. Only for cleaned pictures wider than that."""
    raster = format_of(data) or ""
    made: dict[int, bytes] = {}
    with _opened(data, raster) as picture:
        full_width, full_height = picture.size
        if raster == "JPEG":
            picture.draft("RGB", (max(widths) * 2, 1))  # decodes no more than is needed
        current = _in_common_colours(picture)
        for width in sorted(widths, reverse=True):
            height = max(1, round(full_height * width / full_width))
            current = current.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
            written = BytesIO()
            current.save(written, "WEBP", quality=82, method=4)
            made[width] = written.getvalue()
    return made


def _in_common_colours(picture: Image.Image) -> Image.Image:
    """The picture in sRGB, with transparency where it has any."""
    profile = picture.info.get("icc_profile")
    if picture.mode in {"RGB", "CMYK", "L", "RGBA"} and profile:
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
            if turned is not None:
                turned.info.pop("icc_profile", None)
                return turned
    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
