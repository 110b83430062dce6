// Bundles src/ into dist/, which is committed so that users need no Node: `npm ci && npm run build`.
import { build } from "esbuild";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist");
const common = { bundle: true, minify: true, target: "es2020", legalComments: "inline", charset: "utf8" };
await build({ ...common, entryPoints: ["src/index.js"], format: "esm", outfile: "dist/picture.js" });
await build({ ...common, entryPoints: ["src/picture.css"], outfile: "dist/picture.css" });
await build({ ...common, entryPoints: ["src/page.css"], outfile: "dist/page.css" });

const notes = ["cytoscape", "cytoscape-dagre"].map((name) => {
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  return `${name} ${version} (${license})\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()}\n`;
});
notes.push(readFileSync("licences/dagre.txt", "utf8"));
writeFileSync("dist/LICENCES.txt", `picture.js contains the following software.\n\n${notes.join(`\n${"-".repeat(80)}\n\n`)}`);
for (const file of ["picture.js", "picture.css", "page.css", "LICENCES.txt"]) console.log(file, statSync(`dist/${file}`).size);
