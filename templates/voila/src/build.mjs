// Builds ../workplan/static/page.js (what every page needs) and controls.js (loaded where a notebook uses
// @jupyter-widgets/controls). Run `npm ci && npm run build` here after a change; what is built is committed.
import * as esbuild from "esbuild";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "../workplan/static");
const file = (...parts) => join(here, ...parts);

// Parts of the standard packages that weigh much and that a page in a browser does not need.
const LIGHTER = {
  "sanitize-html": file("shims/sanitize-html.js"), // 330 kB of parser and postcss: the browser has a parser
  "base64-js": file("shims/base64-js.js"), // browsers do it themselves
  jquery: file("shims/jquery.js"), // the views only wrap their own element
  "lodash/isEqual": file("shims/is-equal.js"), // underscore, which Backbone brings, has it too
  "@jupyterlab/coreutils": file("shims/coreutils.js"), // joining URLs
  underscore: file("shims/underscore.js"), // what Backbone uses of it
  "@lumino/widgets": file("shims/lumino-widgets.js"), // no docks, menus and palettes
};

// Parts of files that no page of ours calls: each from where it begins up to what follows it.
const UNUSED = [
  {
    // Widgets are Backbone models and views. Its collections, addresses and requests are a third of it, and no widget has any.
    file: /backbone\/backbone\.js$/,
    parts: [
      [/^ {4}\/\/ Fetch the model from the server[\s\S]*?(?=^ {4}\/\/ Set a hash of model attributes)/m, ""],
      [/^ {4}\/\/ Destroy this model on the server[\s\S]*?(?=^ {4}\/\/ \*\*parse\*\*)/m, ""],
      [/^ {2}\/\/ Backbone\.Collection\n[\s\S]*?(?=^ {2}\/\/ Backbone\.View\n)/m, ""],
      [/^ {2}\/\/ Backbone\.sync\n[\s\S]*?(?=^ {2}\/\/ Helpers\n)/m, ""],
      [/^ {4}\[Collection, collectionMethods, 'models'\],\n/m, ""],
      [/^ {2}Model\.extend = Collection\.extend = Router\.extend = View\.extend = History\.extend = extend;/m, "  Model.extend = View.extend = extend;"],
    ],
  },
  {
    // Of classic Jupyter's comms a page needs the comm; its registry of comms is our kernel connection's business.
    file: /base\/lib\/services-shim\.js$/,
    parts: [[/^ {8}class CommManager \{[\s\S]*?services\.CommManager = CommManager;/m, ""]],
  },
  {
    // A page is not saved as a notebook, and its models come from the page.
    file: /base-manager\/lib\/manager-base\.js$/,
    parts: [
      [/^ {4}get_state\(options = \{\}\) \{[\s\S]*?(?=^ {4}disconnect\(\))/m, ""],
      [/^ {4}filterExistingModelState\(serialized_state\) \{[\s\S]*(?=^\}\n\/\*\*\n \* Serialize)/m, ""],
      [/^export function serialize_state\([\s\S]*/m, ""],
    ],
  },
];

async function withoutUnused(path) {
  const { parts } = UNUSED.find(({ file }) => file.test(path));
  return parts.reduce(
    (text, [part, instead]) => {
      if (!part.test(text)) throw new Error(`${path} has changed: ${part} is not found`);
      return text.replace(part, instead);
    },
    await readFile(path, "utf8"),
  );
}

const lighter = {
  name: "lighter",
  setup(build) {
    build.onResolve({ filter: /^[@a-z]/ }, (args) => (LIGHTER[args.path] ? { path: LIGHTER[args.path] } : undefined));
    for (const { file } of UNUSED) {
      build.onLoad({ filter: file }, async ({ path }) => ({ contents: await withoutUnused(path), loader: "js" }));
    }
    // One copy of each lumino package, for those who import it and those who require it.
    build.onResolve({ filter: /^@lumino\/(algorithm|collections|coreutils|disposable|domutils|messaging|polling|properties|signaling)$/ }, (args) => ({
      path: file("node_modules", args.path, "dist/index.es6.js"),
    }));
    // The kernel connection wants three names of the whole services package, and the list of kernel specs never.
    build.onResolve({ filter: /^\.\.$/ }, (args) =>
      args.importer.includes("services/src/kernel/") ? { path: file("shims/services.js") } : undefined,
    );
    build.onResolve({ filter: /kernelspec\/restapi$/ }, () => ({ path: file("shims/kernelspec.js") }));
  },
};

// Whatever page.js holds is imported from it by controls.js, so that there is one copy and one identity of each class.
const SHARED = /^(@jupyter-widgets\/base|@lumino\/(messaging|signaling|properties)|backbone|jquery)$/;
const SHARED_WIDGETS = /^\.\/(widget|panel|panellayout|layout|title)$/;
const page = { path: "./page.js", external: true };

const shared = {
  name: "shared",
  setup(build) {
    build.onResolve({ filter: SHARED }, () => page);
    build.onResolve({ filter: /^\.\.?\/page\.js$/ }, () => page);
    // The controls read their version out of their whole package file.
    build.onLoad({ filter: /widgets\/controls\/package\.json$/ }, () => ({ contents: '{"version":""}', loader: "json" }));
    build.onResolve({ filter: SHARED_WIDGETS }, (args) =>
      args.importer.includes("@lumino/widgets/src/") ? page : undefined,
    );
    build.onResolve({ filter: /^@lumino\/widgets$/ }, () => ({ path: file("shims/lumino-controls.js") }));
  },
};

const common = {
  absWorkingDir: here,
  bundle: true,
  format: "esm",
  minify: true,
  legalComments: "none",
  target: ["es2020", "safari15"],
  define: { "process.env.NODE_ENV": '"production"' },
  metafile: true,
  logLevel: "warning",
};

const results = await Promise.all([
  esbuild.build({ ...common, entryPoints: ["page.js"], outfile: join(out, "page.js"), plugins: [lighter] }),
  esbuild.build({ ...common, entryPoints: ["controls.js"], outfile: join(out, "controls.js"), plugins: [shared] }),
  esbuild.build({ ...common, entryPoints: ["controls.css"], outfile: join(out, "controls.css") }),
]);
if (process.env.WEIGH) {
  for (const result of results) console.log(await esbuild.analyzeMetafile(result.metafile));
}
