// Elements of the page, of HTML and of SVG, and dragging in a picture.

const NAMESPACE = new DOMParser().parseFromString("<svg></svg>", "text/html").querySelector("svg").namespaceURI;

export const clamp = (v, low, high) => Math.min(Math.max(v, low), high);

// Places in a picture, to a tenth of a pixel; never -0
export const round = (x) => Math.round(10 * x) / 10 + 0;

// An element with attributes and children; `on` holds listeners.
export function html(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  for (const [key, listener] of Object.entries(on)) element.addEventListener(key, listener);
  element.append(...children);
  return element;
}

// An SVG element in its parent, numbers rounded. Its look comes from its class.
export function svg(parent, tag, attributes = {}, text = "") {
  const element = document.createElementNS(NAMESPACE, tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value != null) element.setAttribute(key, typeof value === "number" ? round(value) : value);
  }
  element.textContent = text;
  parent.append(element);
  return element;
}

// Words in a picture, which begin at x unless the anchor is "middle" or "end"
export function label(parent, x, y, text, name, anchor) {
  return svg(parent, "text", { x, y, "text-anchor": anchor, class: name }, text);
}

// A line through places [[x, y], ...]; where one is not finite, the pen is lifted.
export function path(parent, places, attributes) {
  const far = (v) => round(clamp(v, -1e4, 1e4));
  let d = "", pen = "M";
  for (const [x, y] of places) {
    const drawn = Number.isFinite(x) && Number.isFinite(y);
    if (drawn) d += `${pen}${far(x)} ${far(y)}`;
    pen = drawn ? "L" : "M";
  }
  return svg(parent, "path", { d, ...attributes });
}

// move(x, y, event) in the picture's units, while a mouse button or a finger is down. With direction "x" a finger
// still scrolls the page up and down. A function of the place may give the direction; where it gives "" nothing is
// there to be dragged. In place of the picture it may be an element in it.
export function drag(picture, move, direction = "both") {
  const parts = typeof direction === "function";
  picture.classList.add(parts ? "nn-drag-part" : direction === "x" ? "nn-drag-x" : "nn-drag");
  const place = ({ clientX, clientY }) => {
    const whole = picture.closest("[data-picture]"), box = whole.getBoundingClientRect();
    const scale = whole.viewBox.baseVal.width / box.width;
    return [(clientX - box.left) * scale, (clientY - box.top) * scale];
  };
  const moved = (event) => move(...place(event), event);
  if (parts) {
    picture.addEventListener("touchstart", (event) => {
      if (direction(...place(event.touches[0])) === "both") event.preventDefault();
    });
    picture.addEventListener("pointermove", (event) => {
      picture.dataset.drag = direction(...place(event));
    });
  }
  let held = null;
  picture.addEventListener("pointerdown", (event) => {
    held = null; // a finger is captured by itself, even where there is nothing to be dragged
    if (event.button !== 0 || (parts && !direction(...place(event)))) return;
    held = event.pointerId;
    picture.setPointerCapture(event.pointerId);
    moved(event);
  });
  picture.addEventListener("pointermove", (event) => {
    if (event.pointerId === held && picture.hasPointerCapture(held)) moved(event);
  });
}
