// Starts the Python that runtime.py packs: CPython and NumPy of the wheel jupyterlite-xeus-python, without its kernel.
// Whatever else knows which Python it is stands in runtime.py; another one is put in here and there.

// parts: {script, wasm, packages: [bytes, ...]}, unpacked; said(line) hears what Python prints to its first output.
// Returns {add(package), run(code), call(function, text)}.
async function startPython({ script, wasm, packages }, said) {
  const console = { log() {}, debug() {}, warn() {}, error() {} }; // it tells every step
  const createXeusModule = new Function("console", `${new TextDecoder().decode(script)}; return createXeusModule;`)(console);
  const compiled = await WebAssembly.compile(wasm);
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
  for (const bytes of packages) writeFiles(python.FS, bytes);
  python.setenv("PYTHONHOME", "/");
  python.setenv("PYTHONDONTWRITEBYTECODE", "1");
  new python._Interpreter();
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
