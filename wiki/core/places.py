"""Where the folders beside the package are: at the top of a checkout, inside the package once it is installed."""

from pathlib import Path

PACKAGE = Path(__file__).parent.parent


def folder(name: str) -> Path:
    """The folder `name`: templates, static, migrations or seed_pages."""
    installed = PACKAGE / name
    return installed if installed.is_dir() else PACKAGE.parent / name
