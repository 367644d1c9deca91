"""Pack the built site into one file, for a stick or a school's server: `make zip`.

Unpacked, it is a folder whose index.html opens with a double click. The same site always gives the same bytes.
"""

from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from editions import ROOT, editions

BUILT = ROOT / "_build"
NAME = editions()[0].print["file"]


def pack(site, archive):
    """Write all files of a site into a zip file, in one folder."""
    with ZipFile(archive, "w") as packed:
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            entry = ZipInfo(f"{NAME}/{path.relative_to(site).as_posix()}")  # dated 1980, whenever it is packed
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, path.read_bytes(), ZIP_DEFLATED)


if __name__ == "__main__":
    archive = BUILT / f"{NAME}.zip"
    pack(BUILT / "html", archive)
    print(f"{archive.name}: {archive.stat().st_size / 1e6:.1f} MB")
