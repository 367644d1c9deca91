"""Pages as a real browser gets them: from a server that prints nothing."""

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

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


def served(folder):
    """Yield the address under which a folder is served, until the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
