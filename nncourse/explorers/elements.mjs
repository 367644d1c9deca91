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

// move(x, y, event) in the picture's units, while a mouse button or a finger is down. `direction(x, y)` says what
// begins there: "both" holds the finger wherever it goes, with "x" it still scrolls the page up and down, "" drags
// nothing. In place of the picture it may be an element in it that stays.
export function drag(picture, move, direction = () => "both") {
  picture.classList.add("nn-drag");
  const place = ({ clientX, clientY }) => {
    const whole = picture.closest("[data-picture]"), box = whole.getBoundingClientRect();
    const scale = whole.viewBox.baseVal.width / box.width;
    return [(clientX - box.left) * scale, (clientY - box.top) * scale];
  };
  const moved = (event) => move(...place(event), event);
  let held = null, first = null;
  picture.addEventListener("pointerdown", (event) => {
    held = null; // a finger is captured by itself, even beside it
    if (event.button !== 0 || !direction(...place(event))) return;
    held = event.pointerId;
    picture.setPointerCapture(held);
    if (event.pointerType === "touch") first = event;
    else moved(event);
  });
  // Comes next, to what is still there: so nothing is drawn before. Two fingers scroll and zoom.
  const hold = (event) => event.touches.length === 1 && event.cancelable && event.preventDefault();
  picture.addEventListener("touchstart", ({ target, touches }) => {
    if (direction(...place(touches[0])) === "both") target.addEventListener("touchmove", hold);
    if (first) moved(first);
    first = null;
  });
  picture.addEventListener("pointermove", (event) => {
    picture.dataset.drag = direction(...place(event));
    if (event.pointerId === held && picture.hasPointerCapture(held)) moved(event);
  });
}
