// Makes what the wiki serves of other people's work out of node_modules: `npm ci && npm run vendor`.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const read = (path) => readFileSync(path, "utf8");
const about = (name) => JSON.parse(read(`node_modules/${name}/package.json`));

function copyDesignSystem() {
  const from = "node_modules/@digdir/designsystemet-css";
  const to = "static/vendor/designsystemet-css";
  mkdirSync(to, { recursive: true });
  copyFileSync(`${from}/dist/src/index.css`, `${to}/index.css`);
  copyFileSync(`${from}/LICENSE`, `${to}/LICENSE`);
  writeFileSync(`${to}/VERSION`, about("@digdir/designsystemet-css").version + "\n");
}

async function bundleProseMirror() {
  const to = "static/vendor/prosemirror";
  mkdirSync(to, { recursive: true });
  const result = await build({
    entryPoints: ["static/vendor/editor-entry.mjs"],
    outfile: `${to}/prosemirror.js`,
    bundle: true,
    format: "esm",
    minify: true,
    legalComments: "none",
    target: "es2022",
    metafile: true,
  });
  const inputs = Object.keys(result.metafile.inputs).filter((path) => path.startsWith("node_modules/"));
  const names = [...new Set(inputs.map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)[1]))].sort();
  writeFileSync(`${to}/VERSION`, names.map((name) => `${name} ${about(name).version}\n`).join(""));
  writeFileSync(`${to}/LICENSES`, names.map(licence).join("\n" + "-".repeat(80) + "\n\n"));
}

function licence(name) {
  const file = readdirSync(`node_modules/${name}`).find((each) => /^licen[cs]e/i.test(each));
  const { version, license } = about(name);
  return `${name} ${version} (${license})\n\n${read(`node_modules/${name}/${file}`).trim()}\n`;
}

copyDesignSystem();
await bundleProseMirror();
