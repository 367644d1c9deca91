// Python, alone in a worker: it gets its parts one by one, then questions, and answers one after the other.
const arrived = {};
const part = name => new Promise(done => { arrived[name] = done; });

const started = startPython(
  { script: part("script"), wasm: part("wasm"), packages: ["library", "numpy", "nncourse"].map(part) },
  line => postMessage({ said: line }),
).then(python => {
  python.run("from nnpage import begin\nanswer = begin()");
  postMessage({ ready: true });
  return python;
});
started.catch(error => postMessage({ broken: String(error).split("\n")[0] }));

onmessage = async ({ data: { name, bytes, question } }) => {
  if (arrived[name]) return arrived[name](bytes);
  const python = await started;
  if (bytes) return python.add(bytes);
  try {
    postMessage({ answer: python.call("answer", question) });
  } catch (error) { // the interpreter has ended, or its stack is full
    postMessage({ broken: String(error) });
  }
};
