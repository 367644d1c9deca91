"""Pages as a real browser gets them: from a server that prints nothing."""

import functools
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

# Figures come when the reader is near: this fetches all of those that the page's theme shows.
FETCH_FIGURES = """async () => {
  for (const figure of document.images) {
    if (getComputedStyle(figure.parentElement).display === "none") continue;
    figure.loading = "eager";
    while (!figure.complete) await new Promise(resolve => setTimeout(resolve, 20));
  }
}"""

# In the middle of a transition, a color is seen that does not stay.
AT_REST = "() => document.getAnimations().forEach(animation => animation.finish())"


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that prints nothing."""

    def log_message(self, *arguments):
        pass


class InPieces(Quiet):
    """A server that sends the beginning of a text in pieces, as a slow line does: a browser shows what it has."""

    SIZE, PIECES, PAUSE = 6000, 6, 0.03  # bytes, and seconds after each piece

    def copyfile(self, source, outputfile):
        if not self.path.endswith(".html"):
            return super().copyfile(source, outputfile)
        page = source.read()
        start = max(page.find(b"<article"), 0)
        cuts = [0, *(start + self.SIZE * k for k in range(self.PIECES)), len(page)]
        for begin, end in pairwise(cuts):
            outputfile.write(page[begin:end])
            time.sleep(self.PAUSE)


def served(folder, handler=Quiet):
    """Yield the address under which a folder is served, until the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
