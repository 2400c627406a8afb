// In: {path: text} of Bicep files. Out: {path: what it declares and names}, for checks that a compiler would make.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Language, Parser } from "web-tree-sitter";

await Parser.init();
const require = createRequire(import.meta.url);
const parser = new Parser();
parser.setLanguage(await Language.load(require.resolve("tree-sitter-bicep/tree-sitter-bicep.wasm")));

const place = (node) => `${node.startPosition.row + 1}:${node.startPosition.column + 1}`;
const body = (node) => node.namedChildren.at(-1);

function read(text) {
  const seen = {
    errors: [], parameters: [], variables: [], resources: [], modules: [], outputs: [], locals: [],
    uses: [], functions: [], members: [], loads: [], literals: [],
  };
  visit(parser.parse(text).rootNode, seen);
  return seen;
}

function visit(node, seen) {
  if (node.isError) {
    seen.errors.push(`${place(node)}: ${JSON.stringify(node.text.slice(0, 60))} can't be read`);
    return;
  }
  for (const child of node.children.filter((candidate) => candidate.isMissing)) {
    seen.errors.push(`${place(child)}: ${child.type} is missing`);
  }
  const [first, second] = node.namedChildren;
  let rest = node.namedChildren;
  switch (node.type) {
    case "parameter_declaration":
      seen.parameters.push({ name: first.text, required: node.namedChildren.length === 2 });
      rest = rest.slice(1);
      break;
    case "variable_declaration":
      seen.variables.push(first.text);
      rest = rest.slice(1);
      break;
    case "output_declaration":
      seen.outputs.push(first.text);
      rest = rest.slice(1);
      break;
    case "resource_declaration":
      seen.resources.push({ name: first.text, type: second.text.slice(1, -1) });
      rest = rest.slice(2);
      break;
    case "module_declaration":
      seen.modules.push({ name: first.text, path: second.text.slice(1, -1), parameters: parametersOf(objectIn(body(node))) });
      rest = rest.slice(2);
      break;
    case "for_statement":
    case "lambda_expression":
      seen.locals.push(first.text);
      rest = rest.slice(1);
      break;
    case "call_expression":
      if (first.type === "identifier") {
        seen.functions.push(first.text);
        rest = rest.slice(1);
      }
      if (first.text === "loadJsonContent") {
        seen.loads.push(second.namedChildren[0].text.slice(1, -1));
      }
      break;
    case "object_property":
      if (first.type === "identifier") {
        if (second && ["boolean", "number", "string"].includes(second.type)) {
          seen.literals.push(`${first.text}: ${second.text}`);
        }
        rest = rest.slice(1);
      }
      break;
    case "resource_expression":
      rest = rest.slice(0, 1);
      break;
    case "member_expression":
      if (node.parent.type !== "member_expression") {
        seen.members.push(node.text.replace(/[!?]/g, ""));
      }
      break;
    case "identifier":
      seen.uses.push(node.text);
      break;
  }
  rest.forEach((child) => visit(child, seen));
}

const objectIn = (node) => (node.type === "object" ? node : objectIn(body(node)));

function parametersOf(object) {
  const given = object.namedChildren.find((property) => property.namedChildren[0].text === "params");
  return given ? given.namedChildren[1].namedChildren.map((property) => property.namedChildren[0].text) : [];
}

const files = Object.entries(JSON.parse(readFileSync(0, "utf8")));
process.stdout.write(JSON.stringify(Object.fromEntries(files.map(([path, text]) => [path, read(text)]))));
