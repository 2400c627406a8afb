// What the catalog must hold, made of the documents as their authors wrote them, by Backstage's rules and without our code: the
// relations of every kind in both directions, and the annotations of the location. Backstage's own client in memory answers
// questions over it.
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const require = createRequire(import.meta.url);
const { CatalogClient, CATALOG_FILTER_EXISTS } = require('@backstage/catalog-client');
const { InMemoryCatalogClient } = require('@backstage/catalog-client/testUtils');
const { parseEntityRef, stringifyEntityRef } = require('@backstage/catalog-model');

const input = JSON.parse(await text(process.stdin));

// field, default kind, relation, inverse
const declared = [
  ['owner', 'group', 'ownedBy', 'ownerOf', ['Component', 'API', 'Resource', 'System', 'Domain']],
  ['system', 'system', 'partOf', 'hasPart', ['Component', 'API', 'Resource']],
  ['domain', 'domain', 'partOf', 'hasPart', ['System']],
  ['providesApis', 'api', 'providesApi', 'apiProvidedBy', ['Component']],
  ['consumesApis', 'api', 'consumesApi', 'apiConsumedBy', ['Component']],
  ['dependsOn', undefined, 'dependsOn', 'dependencyOf', ['Component', 'Resource']],
  ['memberOf', 'group', 'memberOf', 'hasMember', ['User']],
  ['parent', 'group', 'childOf', 'parentOf', ['Group']],
  ['children', 'group', 'parentOf', 'childOf', ['Group']],
];

function expectedEntities(documents) {
  const entities = new Map();
  for (const { document, url } of documents) {
    const metadata = { ...document.metadata, namespace: 'default' };
    metadata.annotations = {
      ...metadata.annotations,
      'backstage.io/managed-by-location': `url:${url}`,
      'backstage.io/managed-by-origin-location': `url:${url}`,
      'backstage.io/view-url': url,
      'backstage.io/edit-url': url,
      'backstage.io/source-location': `url:${url.slice(0, url.lastIndexOf('/') + 1)}`,
    };
    const entity = { ...document, metadata, relations: [] };
    entities.set(stringifyEntityRef(entity), entity);
  }

  for (const [source, entity] of entities) {
    for (const [field, defaultKind, relation, inverse, kinds] of declared) {
      for (const ref of kinds.includes(entity.kind) ? [entity.spec[field] ?? []].flat() : []) {
        const target = stringifyEntityRef(parseEntityRef(ref, { defaultKind, defaultNamespace: 'default' }));
        entity.relations.push({ type: relation, targetRef: target });
        entities.get(target)?.relations.push({ type: inverse, targetRef: source });
      }
    }
  }

  const each = relations => [...new Map(relations.map(one => [`${one.type} ${one.targetRef}`, one])).values()];
  return [...entities.values()].map(entity => ({ ...entity, relations: each(entity.relations) }));
}

// What only the catalog can know is left out, and order where it means nothing.
function plain(value) {
  if (Array.isArray(value)) {
    return value.map(plain);
  }

  if (value === null || typeof value !== 'object') {
    return value;
  }

  const copy = Object.fromEntries(Object.entries(value).map(([key, below]) => [key, plain(below)]));
  for (const own of ['uid', 'etag', 'platform.functions/verified-at']) {
    delete copy[own];
  }

  if (Array.isArray(copy.relations)) {
    copy.relations.sort((a, b) => (`${a.type} ${a.targetRef}` < `${b.type} ${b.targetRef}` ? -1 : 1));
  }

  return Object.fromEntries(Object.entries(copy).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const report = { called: {}, compared: 0, differences: [] };

function same(name, actual, expected) {
  report.compared++;
  const [a, b] = [JSON.stringify(plain(actual)) ?? 'undefined', JSON.stringify(plain(expected)) ?? 'undefined'];
  if (a !== b) {
    let at = 0;
    while (a[at] === b[at]) {
      at++;
    }

    const part = one => one.slice(Math.max(0, at - 80), at + 120);
    report.differences.push(`${name}: found …${part(a)}…, expected …${part(b)}…`);
  }
}

const byRef = items => [...items].sort((a, b) => (stringifyEntityRef(a) < stringifyEntityRef(b) ? -1 : 1));

async function refused(name, call, status, error) {
  const found = await call().then(() => 'an answer', failure => `${failure.response?.status} ${failure.cause?.name}`);
  same(name, found, `${status} ${error}`);
}
