// What the page's scripts make elements and sentences with.
const nnMake = {
  element(name, fields = {}, ...inside) {
    const made = Object.assign(document.createElement(name), fields);
    made.append(...inside);
    return made;
  },
  // A text whose {gaps} are filled; one that no value fills stays.
  say: (text, values = {}) => text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap),
};
