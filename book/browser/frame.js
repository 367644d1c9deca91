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

async function unpack(text) {
  const bytes = Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  const unzipped = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
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
