// In: {path: text} of manifests. Out: {kinds, problems}: what the published schemas reject, and references that lead nowhere.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { parseAllDocuments } from "yaml";
import * as argo from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1";
import * as secrets from "@kubernetes-models/external-secrets/external-secrets.io/v1";
import * as olderSecrets from "@kubernetes-models/external-secrets/external-secrets.io/v1beta1";
import * as monitoring from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";
import * as apps from "kubernetes-models/apps/v1";
import * as core from "kubernetes-models/v1";

const models = {
  "argoproj.io/v1alpha1": argo,
  "external-secrets.io/v1": secrets,
  "external-secrets.io/v1beta1": olderSecrets,
  "monitoring.coreos.com/v1": monitoring,
  "apps/v1": apps,
  v1: core,
};
const files = JSON.parse(readFileSync(0, "utf8"));
const problems = [];
const objects = Object.entries(files).flatMap(([path, text]) => parseAllDocuments(text).map((document) => {
  problems.push(...document.errors.map((error) => `${path}: ${error.message}`));
  return { path, ...document.toJS() };
}));

for (const { path, ...object } of objects) {
  const Model = models[object.apiVersion]?.[object.kind];
  if (Model) {
    try {
      new Model(object).validate();
    } catch (error) {
      problems.push(`${path}: ${error.message}`);
    }
  } else if (object.kind !== "Kustomization") {
    problems.push(`${path}: no schema for ${object.apiVersion} ${object.kind}`);
  }
}

const first = (kind) => objects.find((object) => object.kind === kind);
const expect = (fine, sentence) => fine || problems.push(sentence);
const isIn = (part, whole) => Object.entries(part).every(([key, value]) => whole?.[key] === value);
const [deployment, service, monitor, secret] = ["Deployment", "Service", "ServiceMonitor", "ExternalSecret"].map(first);
const [container] = deployment.spec.template.spec.containers;
const ports = container.ports.map((port) => port.name);

expect(isIn(deployment.spec.selector.matchLabels, deployment.spec.template.metadata.labels), "The deployment selects other pods.");
expect(isIn(service.spec.selector, deployment.spec.template.metadata.labels), "The service selects other pods.");
expect(isIn(monitor.spec.selector.matchLabels, service.metadata.labels), "The ServiceMonitor selects another service.");
expect(service.spec.ports.every((port) => ports.includes(port.targetPort)), "The service's target port has no container port.");
expect(monitor.spec.endpoints.every((endpoint) => service.spec.ports.some((port) => port.name === endpoint.port)),
  "The ServiceMonitor's port is none of the service's.");
expect(deployment.spec.template.spec.volumes.some((volume) => volume.secret?.secretName === secret.spec.target.name),
  "Nothing mounts the ExternalSecret's target.");
for (const { path, resources = [] } of objects.filter((object) => object.kind === "Kustomization")) {
  for (const resource of resources.map((name) => join(dirname(path), name))) {
    expect(resource in files || `${resource}/kustomization.yaml` in files, `${path}: there is no ${resource}`);
  }
}
for (const { path, spec } of objects.filter((object) => object.kind === "Application")) {
  expect(`${spec.source.path}/kustomization.yaml` in files, `${path}: there is no ${spec.source.path}`);
}

process.stdout.write(JSON.stringify({ kinds: objects.map((object) => object.kind), problems }));
