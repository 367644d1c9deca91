// The frame that Python lives in: its own page, its own policy, no origin. It knows the book's page by its messages only.
const parts = {};
let worker;

function start() {
  worker?.terminate();
  const address = URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" }));
  worker = new Worker(address);
  worker.onmessage = ({ data }) => parent.postMessage(data, "*");
  worker.onerror = ({ message }) => parent.postMessage({ broken: message }, "*");
  worker.postMessage({ parts });
}

function decoded(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i); // fifty times as fast as a callback
  return bytes;
}

async function unpack(text) {
  const unzipped = new Blob([decoded(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(unzipped).arrayBuffer());
}

addEventListener("message", async ({ source, data }) => {
  if (source !== parent) return;
  if (data.part) {
    parts[data.name] = await unpack(data.part);
    worker?.postMessage({ add: parts[data.name] });
    parent.postMessage({ has: data.name }, "*");
  } else if (data.start) start();
  else worker.postMessage(data);
});

parent.postMessage({ here: true }, "*");
