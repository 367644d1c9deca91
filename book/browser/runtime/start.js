// Starts the Python that runtime.py packs: CPython and NumPy of the wheel jupyterlite-xeus-python, without its kernel.
// Whatever else knows which Python it is stands in runtime.py; another one is put in here and there.

// script, wasm, and the packages, of which the first is Python's own library: each its bytes, or a promise of them, for
// Python begins to start while the rest is still on its way. said(line) hears what Python prints to its first output.
// Returns {add(package), run(code), call(function, text)}.
async function startPython({ script, wasm, packages }, said) {
  const console = { log() {}, debug() {}, warn() {}, error() {} }; // it tells every step
  const createXeusModule = new Function("console", `${new TextDecoder().decode(await script)}; return createXeusModule;`)(console);
  const compiled = await WebAssembly.compile(await wasm);
  const python = await createXeusModule({
    locateFile: name => name,
    print: said,
    printErr() {},
    instantiateWasm(imports, done) {
      const instance = new WebAssembly.Instance(compiled, imports);
      done(instance, compiled);
      return instance.exports;
    },
  });
  await python._wait_run_dependencies();
  const [library, ...others] = packages;
  writeFiles(python.FS, await library);
  python.FS.mkdirTree("/lib/python3.11/site-packages"); // Python looks at its start whether it is there
  python.setenv("PYTHONHOME", "/");
  python.setenv("PYTHONDONTWRITEBYTECODE", "1");
  new python._Interpreter();
  for (const bytes of others) writeFiles(python.FS, await bytes);
  const names = python.main_scope();
  const valued = result => {
    if (result.has_err) throw new Error(String(result.message ?? result.err));
    return result.ret;
  };
  return {
    add(bytes) { writeFiles(python.FS, bytes); },
    run(code) { valued(python._exec(code, names, names)); },
    call(name, text) { return valued(python._eval(`${name}(${JSON.stringify(text)})`, names, names)); },
  };
}

// A package: a line of JSON, [[name, size], ...], and behind it the files.
function writeFiles(FS, bytes) {
  const end = bytes.indexOf(10);
  const folders = new Set();
  let place = end + 1;
  for (const [name, size] of JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)))) {
    const folder = name.slice(0, name.lastIndexOf("/"));
    if (!folders.has(folder)) FS.mkdirTree(folder);
    folders.add(folder);
    FS.writeFile(name, bytes.subarray(place, place + size), { canOwn: true });
    place += size;
  }
}
