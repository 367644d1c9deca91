// The state in the address of the page: ?name=key:value,key:value
import { html } from "./elements.mjs";

export class Address {
  constructor(root, name, text) {
    this.name = name;
    // Only a page of the book has an address of its own, and only for the first explorer of a kind.
    this.owned =
      "content_root" in document.documentElement.dataset &&
      root === document.querySelector(`.nn-explorer[data-explorer="${name}"]`);
    this.link = html("a", { href: "" }, text);
  }

  // What stands there for these keys
  read(keys) {
    const text = this.owned ? new URLSearchParams(location.search).get(this.name) ?? "" : "";
    const pairs = text.split(",").map((pair) => [pair.slice(0, pair.indexOf(":")), pair.slice(pair.indexOf(":") + 1)]);
    return Object.fromEntries(pairs.filter(([key]) => keys.has(key)));
  }

  // The link shows this state from now on.
  show(state) {
    const place = `${this.name}-explorer`;
    this.link.href = this.query(state) + (document.getElementById(place) ? `#${place}` : location.hash);
  }

  // So does the address, once nothing has changed for a while.
  write(state) {
    if (!this.owned) return;
    clearTimeout(this.writing);
    this.writing = setTimeout(() => {
      try {
        history.replaceState(history.state, "", this.query(state) + location.hash);
      } catch {
        // A browser may forbid it; the link remains.
      }
    }, 300);
  }

  query(state) {
    const others = location.search.slice(1).split("&").filter((part) => part && !part.startsWith(`${this.name}=`));
    const own = Object.entries(state).map(([key, value]) => `${key}:${encodeURIComponent(value)}`);
    return `?${[...others, `${this.name}=${own.join(",")}`].join("&")}`;
  }
}
