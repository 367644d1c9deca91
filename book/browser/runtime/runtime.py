"""Python for the page: what it is, what it leaves out, and how its files become scripts that a page can load.

Together with `start.js`, this is the only place that knows which Python it is: CPython 3.11 and NumPy 1.25, built for
browsers, out of the wheel `jupyterlite-xeus-python`. That is fetched (`requirements.txt`) but not installed: it would
put a kernel into JupyterLab and bring a dozen packages along. Since NumPy has no wheel for browsers of its own yet,
nothing newer is to be had from a package index; once it has, Pyodide takes this place.

A page opened from a file can load nothing but scripts. So each part is scripts, `nnPython.part(name, 1, 4, "...")`: the
gzip of its bytes, cut in pieces, each in base64. A server sends the same.
"""

import base64
import contextlib
import functools
import gzip
import hashlib
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

from playwright._impl._driver import compute_driver_executable

HERE = Path(__file__).parent
FOLDER = Path(sys.prefix, "browser")  # of the environment: the wheel, and what was made of it
FETCH = f"pip download --no-deps --require-hashes --dest {FOLDER} --requirement {HERE / 'requirements.txt'}"
PIECES = {"script": 1, "wasm": 4, "library": 2, "numpy": 4, "nncourse": 2, "mnist": 12}  # so that progress can be seen
SITE = "/lib/python3.11/site-packages/"
UNCOMPILED = (
    "No Node.js runs here, so the Python of the pages is not compiled ahead and starts later. "
    "Playwright's needs libatomic: on Debian, apt install libatomic1"
)

# What no chapter and no learner needs: other programs, other systems, tests, and what cannot work in a browser.
LEFT_OUT = re.compile(
    r"/(idlelib|lib2to3|distutils|tkinter|turtledemo|pydoc_data|ensurepip|multiprocessing|wsgiref|xmlrpc|sqlite3|dbm|curses"
    r"|venv|unittest|asyncio|http|xml|ctypes/macholib|zoneinfo|conda-meta|__phello__)/"
    r"|/(turtle|pydoc|doctest|pdb|imaplib|ftplib|nntplib|poplib|smtplib|smtpd|telnetlib|mailbox|ssl|socketserver"
    r"|_sysconfigdata__emscripten_wasm32-emscripten\.old|optparse|_pyio|_pydecimal|pickletools|cgi|cgitb|webbrowser|tarfile"
    r"|aifc|asyncore|asynchat|wave|sunau|plistlib|modulefinder|trace|profile|cProfile|pstats|bdb)\.py$|/(tomllib|tqdm/contrib)/"
    r"|/numpy/(f2py|distutils|array_api|_pyinstaller|doc|testing/_private/(extbuild|noseclasses|nosetester|decorators)\.py)"
    r"|/encodings/(?!__init__|aliases|ascii|charmap|cp1252|cp437|idna|latin_1|raw_unicode|unicode_escape|utf_8|utf_16|utf_32)"
    r"|/(tests?|_examples|include)/|lapack_lite\..*so$|_rational_tests|_struct_ufunc_tests|_operand_flag_tests|/_umath_tests|_simd\."
    r"|/numpy/(\w+/)*setup(_common)?\.py$|/logging/(handlers|config)\.py$"
    r"|dist-info|\.(?!py$|so$)\w+$"
)

# Modules that others import but never use here.
EMPTY = {
    "python": ["/lib/python3.11/fcntl.py", "/lib/python3.11/termios.py"],
    "numpy": [f"{SITE}numpy/linalg/lapack_lite.py"],
}

# Most of the interpreter's script hands each of its ten thousand functions and addresses to others, which call few.
FUNCTION = re.compile(
    r"(?<![\w$.])([\w$]+)=Module\.\1=[^()=,]*(?:\([^()]*\))?=>\(\1=Module\.\1=wasmExports\.[\w$]+\)\([^()]*\),"
)
PLACE = re.compile(r"(?<![\w$.])([\w$]+)=Module\.\1=\d+,")


def parts(packages):
    """Return {name: bytes} of all parts: the interpreter, its library, NumPy, and these packages as they are here."""
    wheel = the_wheel()
    if node() is None:
        print(UNCOMPILED, flush=True)
    base = {name: cached(name, lambda make=make: make(wheel), *recipe(wheel)) for name, make in BASE.items()}
    files = {}
    for name, folder in packages.items():
        found = {f"{SITE}{name}/{path.relative_to(folder).as_posix()}": path for path in sources(folder)}
        files |= {name: path.read_bytes() for name, path in found.items() if not LEFT_OUT.search(name)}
    ours = cached("nncourse", lambda: packed(files | compiled(files, base)), *recipe(wheel), packed(files))
    return {**base, "nncourse": ours}


def the_wheel():
    """Return the path of the wheel that `requirements.txt` names.

    Raises
    ------
    FileNotFoundError
        If it has not been fetched.
    """
    name, version = re.match(r"([\w-]+)==(\S+)", (HERE / "requirements.txt").read_text("utf-8")).groups()
    found = list(FOLDER.glob(f"{name.replace('-', '_')}-{version}-*.whl"))
    if not found:
        raise FileNotFoundError(f"Python for the page is not there; fetch it: {FETCH}")
    return found[0]


def recipe(wheel):
    """Return what the parts are made of, beside the packages: the wheel's name, and what makes them."""
    ways = sorted(HERE.glob("*.[jp][sy]"))
    return [wheel.name.encode(), str(node() is None).encode(), *(path.read_bytes() for path in ways)]


def sources(folder):
    """Return the Python files of a package."""
    return sorted(Path(folder).rglob("*.py"))


def folder_of(package):
    """Return the folder of an installed package."""
    return Path(importlib.util.find_spec(package).submodule_search_locations[0])


def static(wheel, ending):
    """Return the only file of the wheel whose name ends so."""
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if re.search(ending, name)]
        return archive.read(name)


def library(wheel, archive):
    """Return a part with what is kept of a package of the wheel: compiled, or its source."""
    with tarfile.open(fileobj=io.BytesIO(static(wheel, rf"/{archive}-[^/]*\.tar\.gz$"))) as tar:
        files = {f"/{one.name}": tar.extractfile(one).read() for one in tar if one.isfile()}
    kept = {name: data for name, data in files.items() if name.startswith("/lib/") and not LEFT_OUT.search(name)}
    kept |= {name: b"" for name in EMPTY[archive]}
    others = {name: data for name, data in kept.items() if not name.endswith(".py")}
    needed = {"script": BASE["script"](wheel), "wasm": BASE["wasm"](wheel)}
    if archive != "python":
        needed["library"] = cached("library", lambda: BASE["library"](wheel), *recipe(wheel))
    made = compiled(kept, needed)
    if not made:
        return packed(kept)
    beside = {re.sub(r"__pycache__/(.+)\.cpython-311\.pyc", r"\1.pyc", name): data for name, data in made.items()}
    return packed(others | beside)


def only_what_is_called(script):
    """Return the interpreter's script without the functions and addresses that it does not use itself."""
    used = Counter(re.findall(r"[\w$]+", script))
    for given, own in ((FUNCTION, 4), (PLACE, 2)):  # how often such an entry has its name in it
        script = given.sub(lambda entry, own=own: entry[0] if used[entry[1]] > own else "", script)
    return script


BASE = {
    "script": lambda wheel: only_what_is_called(static(wheel, r"/xpython_wasm\.js$").decode()).encode(),
    "wasm": lambda wheel: static(wheel, r"/xpython_wasm\.wasm$"),
    "library": lambda wheel: library(wheel, "python"),
    "numpy": lambda wheel: library(wheel, "numpy"),
}


def packed(files):
    """Return files as one text of bytes: a line of JSON, [[name, size], ...], and behind it the files."""
    index = [[name, len(data)] for name, data in sorted(files.items())]
    return json.dumps(index).encode() + b"\n" + b"".join(data for _, data in sorted(files.items()))


def unpacked(data):
    """Return the files of a part."""
    index, _, rest = data.partition(b"\n")
    files, place = {}, 0
    for name, size in json.loads(index):
        files[name] = rest[place : place + size]
        place += size
    return files


@functools.cache
def node():
    """Return the program of a Node.js that runs here: playwright's, else another, else None."""
    for program in (compute_driver_executable()[0], shutil.which("node")):
        with contextlib.suppress(OSError):
            if program and subprocess.run([program, "--version"], capture_output=True).returncode == 0:
                return program
    return None


def compiled(files, base):
    """Return the bytecode of Python files, made by the Python of the page in Node.js; nothing where none runs."""
    if node() is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        given = {**base, "files": packed(files)}
        for name, data in given.items():
            Path(folder, name).write_bytes(data)
        wanted = [name for name in files if name.endswith(".py")]
        packages = [name for name in given if name not in ("script", "wasm")]
        Path(folder, "task.json").write_text(json.dumps({"packages": packages, "wanted": wanted}), "utf-8")
        subprocess.run([node(), HERE / "compile.js", folder], check=True)
        return unpacked(Path(folder, "compiled").read_bytes())


def cached(name, make, *made_of):
    """Return a file from the environment's folder, made first if it is not there or of something else."""
    digest = hashlib.sha256()
    for part in made_of:
        digest.update(part)
    kept = FOLDER / f"{name}-{digest.hexdigest()[:16]}"
    with contextlib.suppress(FileNotFoundError):
        return kept.read_bytes()
    data = make()
    for old in FOLDER.glob(f"{name}-*"):
        old.unlink(missing_ok=True)
    own = FOLDER / f"{kept.name}.{os.getpid()}"
    own.write_bytes(data)
    own.replace(kept)
    return data


def as_scripts(name, data):
    """Return the pieces of a part, each a script, in their order."""
    zipped = cached(f"{name}.gz", lambda: gzip.compress(data, 9, mtime=0), data)
    size = -(-len(zipped) // PIECES[name])
    pieces = [base64.b64encode(zipped[place : place + size]).decode() for place in range(0, len(zipped), size)]
    return [
        f'nnPython.part("{name}",{number},{len(pieces)},"{piece}");\n'.encode()
        for number, piece in enumerate(pieces, start=1)
    ]
