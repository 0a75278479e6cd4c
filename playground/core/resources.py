"""Where the data files that belong to the program lie: icons, styles, lessons, translations."""

from pathlib import Path

import playground
from playground.core.messages import PlaygroundError, message


def resource(name: str) -> Path:
    """The file or folder `name` of resources/, such as "icons/nn-playground.svg".

    A wheel carries resources/ inside the package; a checkout, which an editable install points to, has it beside the
    package. Raises PlaygroundError where it is missing.
    """
    package = Path(playground.__file__).resolve().parent
    inside = package / "resources"
    path = (inside if inside.is_dir() else package.parent / "resources") / name
    if not path.exists():
        raise PlaygroundError(
            message("A file of the program is missing: {path}. Install nn-playground again.", path=path)
        )
    return path
