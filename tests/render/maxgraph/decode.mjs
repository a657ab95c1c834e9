// Reads files of draw.io with maxGraph, the library behind the format, and prints what it
// found: node decode.mjs NODE_MODULES FILE...
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...files] = process.argv.slice(2);
const { JSDOM } = createRequire(path.join(modules, "x.js"))("jsdom");
const { window } = new JSDOM("");
const names = ["document", "DOMParser", "XMLSerializer", "Element", "Node"];
globalThis.window = window;
for (const name of names) globalThis[name] = window[name];
Object.defineProperty(globalThis, "navigator", { value: window.navigator, configurable: true });
const entry = path.join(modules, "@maxgraph/core/lib/esm/index.js");
const { GraphDataModel, ModelXmlSerializer } = await import(pathToFileURL(entry));

const pages = [];
for (const file of files) {
  const text = fs.readFileSync(file, "utf8");
  const parsed = new window.DOMParser().parseFromString(text, "text/xml");
  for (const diagram of parsed.querySelectorAll("diagram")) {
    const model = new GraphDataModel();
    const xml = new window.XMLSerializer();
    const source = xml.serializeToString(diagram.querySelector("mxGraphModel"));
    new ModelXmlSerializer(model).import(source);
    const cells = Object.values(model.cells).map((cell) => ({
      id: cell.id,
      parent: cell.parent?.id ?? null,
      edge: cell.edge,
      source: cell.getTerminal(true)?.id ?? null,
      target: cell.getTerminal(false)?.id ?? null,
      x: cell.geometry?.x ?? null,
      y: cell.geometry?.y ?? null,
      width: cell.geometry?.width ?? null,
      height: cell.geometry?.height ?? null,
      points: (cell.geometry?.points ?? []).map((point) => [point.x, point.y]),
    }));
    pages.push({ name: diagram.getAttribute("name"), cells });
  }
}
console.log(JSON.stringify(pages));
