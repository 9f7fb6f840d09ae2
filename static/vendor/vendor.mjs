// Copies what the wiki serves of other people's work out of node_modules: `npm ci && npm run vendor`.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const from = "node_modules/@digdir/designsystemet-css";
const to = "static/vendor/designsystemet-css";

mkdirSync(to, { recursive: true });
copyFileSync(`${from}/dist/src/index.css`, `${to}/index.css`);
copyFileSync(`${from}/LICENSE`, `${to}/LICENSE`);
writeFileSync(`${to}/VERSION`, JSON.parse(readFileSync(`${from}/package.json`, "utf8")).version + "\n");
