"""The packages that the program stands on: whether they are there, in the versions that it asks for."""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement

from wiki.backup.doctor.finding import Finding

PROGRAM = "mittkoping-wiki"


def look_at_packages(program: str = PROGRAM) -> Iterator[Finding]:
    """Packages that are missing or of another version; nothing where the program is not installed as one itself."""
    try:
        asked = [Requirement(each) for each in requires(program) or ()]
    except PackageNotFoundError:
        return
    for each in asked:
        if each.marker and not each.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(each.name)
        except PackageNotFoundError:
            found = ""
        if not found:
            yield Finding(f"The package {each.name} is not installed.", "Install the program anew, with pip.")
        elif not each.specifier.contains(found, prereleases=True):
            yield Finding(
                f"The package {each.name} is of version {found}, and the program asks for {each.specifier}.",
                "Install the program anew, with pip: an upgrade of the program upgrades what it stands on.",
            )
