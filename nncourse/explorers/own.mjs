// Points of a reader's own: as text for an address, and read from a table.
export const MOST = 200; // points

const FINE = 36 * 36 - 1; // steps across the plane, two digits of base 36

// [[x, y, class], ...] as five characters each: the class, x, y
export function pointsIn(rows, [from, to]) {
  const part = (v) => Math.min(Math.max((v - from) / (to - from), 0), 1);
  const code = (v) => Math.round(part(v) * FINE).toString(36).padStart(2, "0");
  return rows.map(([x, y, g]) => g + code(x) + code(y)).join("");
}

// The same back, as X and G of a training
export function atPoints(text, [from, to]) {
  const parts = text.match(/.{5}/g), place = (two) => from + (Number.parseInt(two, 36) / FINE) * (to - from);
  return {
    X: Float64Array.from(parts.flatMap((part) => [place(part.slice(1, 3)), place(part.slice(3))])),
    G: Float64Array.from(parts, (part) => Number(part[0])),
  };
}

// Lines of x, y and a class, with any of the usual separators and decimal signs; other lines, such as a header, are
// left out. Returns {rows} with x and y brought to -1 ... 1, or {error}; n is the number of rows, or of classes.
export function readTable(text) {
  const found = text.split(/\r?\n/).map(readLine).filter(Boolean).slice(0, MOST);
  const inOrder = (one, other) => one.localeCompare(other, "en", { numeric: true });
  const classes = [...new Set(found.map(([, , name]) => name))].sort(inOrder);
  if (!found.length) return { error: "noTable", n: 0 };
  if (classes.length !== 2) return { error: "noTwoClasses", n: classes.length };
  const columns = [0, 1].map((j) => scaled(found.map((row) => row[j])));
  return { rows: found.map(([, , name], s) => [columns[0][s], columns[1][s], classes.indexOf(name)]), n: found.length };
}

// With semicolons or tabs a comma is a decimal sign
function readLine(line) {
  const separator = [";", "\t", ","].find((sign) => line.includes(sign)) ?? " ";
  const cells = line.trim().split(separator === " " ? /\s+/ : separator).map((cell) => cell.trim().replaceAll('"', ""));
  const numbers = cells.slice(0, 2).map((cell) => (cell ? Number(cell.replace(",", ".").replace("−", "-")) : NaN));
  return cells.length >= 3 && numbers.every(Number.isFinite) && cells.at(-1) ? [...numbers, cells.at(-1)] : null;
}

function scaled(values) {
  const low = Math.min(...values), high = Math.max(...values);
  return values.map((value) => (high > low ? (2 * (value - low)) / (high - low) - 1 : 0));
}
