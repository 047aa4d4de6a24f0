/**
 * Where the playground's Python runs: beside the page, so that typing never waits for it.
 *
 * It is told `start` with addresses, then `check` with a tree's id and text; it tells `progress`,
 * `starting`, `ready` with all sources, `checked`, or `failed` with `network` or `other`.
 */

const FOLDER = '/play';
const WORK = '/work';
/** What Pyodide would otherwise fetch: it has no packages to choose from here. */
const LOCK = { info: { abi_version: '2026_0', arch: 'wasm32', platform: 'emscripten_5_0_3', python: '3.14.2', version: '314.0.7' }, packages: {} };
const BEGIN = `
import sys
sys.path.insert(0, '${FOLDER}')
sys.dont_write_bytecode = True
from build_hooks.playground.session import begin
begin('${FOLDER}/known.pickle', '${WORK}')
`;
let session = null;
let arrived = 0;

class NetworkError extends Error {}

/** Read all of a file, and tell how much has arrived. */
async function bytes(address) {
  const answer = await fetch(address).catch((error) => { throw new NetworkError(error.message); });
  if (!answer.ok) throw new NetworkError(`${address}: ${answer.status}`);
  const reader = answer.body.getReader();
  const parts = [];
  for (;;) {
    const { done, value } = await reader.read().catch((error) => { throw new NetworkError(error.message); });
    if (done) return new Blob(parts);
    parts.push(value);
    arrived += value.length;
    self.postMessage({ type: 'progress', arrived });
  }
}

function module(address) {
  return import(address).catch((error) => { throw new NetworkError(error.message); });
}

/** Give Pyodide the program that was unpacked here: not every server would send it compressed. */
function lend(program) {
  const real = self.fetch;
  self.fetch = (address, options) => (String(address).endsWith('.wasm') ? Promise.resolve(program) : real(address, options));
}

async function start({ python, pack }) {
  const [{ loadPyodide }, asm, program, library, packed] = await Promise.all([
    module(`${python}pyodide.js`),
    module(`${python}pyodide.asm.js`),
    bytes(`${python}python.bin`),
    bytes(`${python}library.bin`),
    bytes(pack),
  ]);
  self.postMessage({ type: 'starting' });
  const unpacked = program.stream().pipeThrough(new DecompressionStream('gzip'));
  lend(new Response(unpacked, { headers: { 'Content-Type': 'application/wasm' } }));
  const running = await loadPyodide({
    indexURL: python,
    stdLibURL: URL.createObjectURL(library),
    lockFileContents: LOCK,
    createPyodideModule: asm.default,
  });
  running.unpackArchive(await packed.arrayBuffer(), 'zip', { extractDir: FOLDER });
  session = running.runPython(BEGIN);
  self.postMessage({ type: 'ready', sources: JSON.parse(session.sources()) });
}

/** Only the last of what was asked while a check ran is worth an answer. */
let waiting = null;

function check() {
  const { number, id, text } = waiting;
  waiting = null;
  const told = JSON.parse(session.check(id, text));
  self.postMessage(Object.assign({ type: 'checked', number, id }, told));
}

function fail(error) {
  self.postMessage({ type: 'failed', why: error instanceof NetworkError ? 'network' : 'other', text: String(error) });
}

self.onmessage = ({ data }) => {
  if (data.type === 'start') {
    start(data).catch(fail);
    return;
  }
  const isFirst = waiting === null;
  waiting = data;
  if (isFirst) {
    setTimeout(() => {
      try {
        check();
      } catch (error) {
        fail(error);
      }
    });
  }
};
