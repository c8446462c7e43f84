"""Wheels with nothing in them."""

import io
import zipfile

NEVER = (2020, 1, 1, 0, 0, 0)


def wheel(package: str, version: str = "0.0.1") -> bytes:
    """Make a wheel, always of the same bytes."""
    name = package.replace("-", "_")
    folder = f"{name}-{version}.dist-info"
    files = {
        f"{name}/__init__.py": "",
        f"{folder}/METADATA": f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n",
        f"{folder}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{folder}/RECORD": "",
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for path, text in files.items():
            archive.writestr(zipfile.ZipInfo(path, NEVER), text)
    return content.getvalue()
