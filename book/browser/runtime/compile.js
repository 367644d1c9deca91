// Compiles Python's files by the Python that will run them: node compile.js FOLDER, where runtime.py has put the parts.
// Start needs a third of the time then, and no Python of the same version has to be there for it.
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const vm = require("node:vm");

const COMPILE = `
import _imp, importlib._bootstrap_external as external, json, marshal, os
index, data = [], []
for folder, folders, files in os.walk("/lib"):
    for file in sorted(files):
        path = os.path.join(folder, file)
        if file.endswith(".py") and path in wanted:
            with open(path, "rb") as source:
                text = source.read()
            code = compile(text, path, "exec", dont_inherit=True)
            pyc = external._code_to_hash_pyc(code, _imp.source_hash(external._RAW_MAGIC_NUMBER, text), False)
            index.append([external.cache_from_source(path), len(pyc)])
            data.append(bytes(pyc))
with open("/compiled", "wb") as file:
    file.write(json.dumps(index).encode() + b"\\n" + b"".join(data))
`;

async function main(folder) {
  const read = name => new Uint8Array(readFileSync(join(folder, name)));
  const { packages, wanted } = JSON.parse(readFileSync(join(folder, "task.json"), "utf8"));
  const worker = { TextDecoder, TextEncoder, performance, setTimeout, URL, crypto, importScripts() {} };
  worker.self = { location: { href: "" } };
  vm.createContext(worker);
  vm.runInContext(readFileSync(join(__dirname, "start.js"), "utf8"), worker);
  const lines = [];
  const python = await worker.startPython(
    { script: read("script"), wasm: read("wasm"), packages: packages.map(read) }, line => lines.push(line));
  python.run(`wanted = set(${JSON.stringify(wanted)})`);
  python.run(COMPILE);
  python.run("import base64\nprint(base64.b64encode(open('/compiled', 'rb').read()).decode(), flush=True)");
  writeFileSync(join(folder, "compiled"), Buffer.from(lines.at(-1), "base64"));
}

main(process.argv[2]).catch(error => {
  console.error(error);
  process.exit(1);
});
