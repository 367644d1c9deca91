// Python, alone in a worker: it gets its parts, then questions, and answers one after the other.
let python;

onmessage = async ({ data }) => {
  if (data.parts) {
    const { script, wasm, ...packages } = data.parts;
    try {
      python = await startPython({ script, wasm, packages: Object.values(packages) }, line => postMessage({ said: line }));
      python.run("from nnpage import begin\nanswer = begin()");
      postMessage({ ready: true });
    } catch (error) {
      postMessage({ broken: String(error).split("\n")[0] });
    }
  } else if (data.add) python.add(data.add);
  else {
    try {
      postMessage({ answer: python.call("answer", data.question) });
    } catch (error) { // the interpreter has ended, or its stack is full
      postMessage({ broken: String(error) });
    }
  }
};
