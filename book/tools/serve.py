"""Show the built book in the browser: make serve."""

import http.server
import webbrowser
from functools import partial
from pathlib import Path

SITE = Path(__file__).parents[2] / "_build/html"

if __name__ == "__main__":
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=SITE)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        print(f"{address} (Ctrl-C to stop)", flush=True)
        webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
