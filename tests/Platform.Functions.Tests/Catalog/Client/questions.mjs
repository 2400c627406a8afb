// Every method of the published client, against the running host and against the expectation.
const entities = expectedEntities(input.documents);
const oracle = new InMemoryCatalogClient({ entities });

let position;
let link;
const client = new CatalogClient({
  discoveryApi: { getBaseUrl: async () => input.baseUrl },
  fetchApi: {
    fetch: async (url, init) => {
      // Whoever has changed something sees it, at whatever instance.
      const headers = { ...init.headers, ...(position && { 'Platform-Catalog-Position': position }) };
      const answer = await fetch(url, { ...init, headers });
      position = answer.headers.get('Platform-Catalog-Position') ?? position;
      link = answer.headers.get('Link');
      return answer;
    },
  },
});
const options = { token: input.token };
const methods = Object.getOwnPropertyNames(CatalogClient.prototype).filter(name => name !== 'constructor');
for (const name of methods) {
  const method = client[name];
  report.called[name] = 0;
  client[name] = (...given) => {
    report.called[name]++;
    return method.apply(client, given);
  };
}

const named = [{ field: 'kind', order: 'asc' }, { field: 'metadata.name', order: 'desc' }];
const filters = {
  'a kind': { kind: 'component' },
  'another case': { KIND: 'API', 'Spec.Type': 'GraphQL' },
  'either value': { kind: ['group', 'domain'] },
  'either set': [{ kind: 'user', 'metadata.name': input.name }, { kind: 'resource', 'spec.type': 's3-bucket' }],
  'a tag': { 'metadata.tags': 'kafka' },
  'a tag as a key': { 'metadata.tags.kafka': CATALOG_FILTER_EXISTS },
  'a key that is there': { 'spec.domain': CATALOG_FILTER_EXISTS },
  'a key with dots': { 'metadata.annotations.github.com/project-slug': CATALOG_FILTER_EXISTS, kind: 'resource' },
  'a relation': { 'relations.ownedBy': input.owner },
  'an inverse relation': { 'relations.hasMember': input.member },
  'a label': { 'metadata.labels.acme.example/cost-center': '1007' },
  'a location': { 'metadata.annotations.backstage.io/managed-by-location': `url:${input.documents[0].url}` },
  nothing: { 'spec.type': 'no such type' },
};
const queries = {
  everything: {},
  'a value': { kind: 'component', 'spec.lifecycle': 'Production' },
  all: { $all: [{ kind: 'api' }, { 'spec.type': { $in: ['grpc', 'graphql'] } }] },
  any: { $any: [{ kind: 'domain' }, { $all: [{ kind: 'system' }, { 'spec.domain': { $exists: true } }] }] },
  not: { $all: [{ kind: 'component' }, { $not: { 'spec.lifecycle': 'production' } }, { $not: { 'spec.type': 'service' } }] },
  'no such key': { $all: [{ kind: { $in: ['user', 'group'] } }, { 'metadata.tags': { $exists: false } }] },
  'a prefix': { 'metadata.name': { $hasPrefix: input.prefix } },
  'a tag': { $all: [{ 'metadata.tags': { $contains: 'rust' } }, { 'metadata.tags': { $contains: 'pci' } }] },
  'a relation': { relations: { $contains: { type: 'ownedBy', targetRef: input.owner } } },
  'nothing of any': { $any: [] },
};

// getEntities
same('everything at once', byRef((await client.getEntities(undefined, options)).items), byRef(entities));
for (const [name, filter] of Object.entries(filters)) {
  const request = { filter, order: named };
  same(`getEntities, ${name}`, await client.getEntities(request, options), await oracle.getEntities(request));
}

for (const request of [
  { order: named, limit: 7, offset: 4321 },
  { order: named, limit: 10100, fields: ['metadata.name'] },
  {
    order: [{ field: 'metadata.title', order: 'asc' }, ...named],
    limit: 50,
    fields: ['kind', 'metadata.title', 'spec.owner', 'relations'],
  },
  { filter: { kind: 'component' }, order: named, fields: ['metadata.annotations.github.com/project-slug', 'no.such'] },
]) {
  same('a page of getEntities', await client.getEntities(request, options), await oracle.getEntities(request));
}

const first = await client.getEntities({ filter: { kind: 'system' }, order: named, limit: 30 }, options);
const after = new URL(link.slice(1, link.indexOf('>')), 'http://x').searchParams.get('after');
const rest = await client.getEntities({ after, limit: 10000 }, options);
const systems = await oracle.getEntities({ filter: { kind: 'system' }, order: named });
same('after a page', [...first.items, ...rest.items], systems.items);

// The client in memory looks for keys without case among keys with case, and finds none that has both.
for (const key of ['spec.providesApis', 'SPEC.ConsumesApis']) {
  const field = key === 'spec.providesApis' ? 'providesApis' : 'consumesApis';
  const found = await client.getEntities({ filter: { [key]: CATALOG_FILTER_EXISTS } }, options);
  same(key, byRef(found.items), byRef(entities.filter(one => one.spec[field]?.length)));
}

const api = entities.find(one => one.spec.providesApis?.length).spec.providesApis[0];
same('a value under a key with case', byRef((await client.getEntities({ filter: { 'spec.providesApis': api } }, options)).items),
  byRef(entities.filter(one => one.spec.providesApis?.includes(api))));

// queryEntities
async function pages(request, size) {
  const items = [];
  let page = await client.queryEntities({ ...request, limit: size }, options);
  items.push(...page.items);
  for (let turns = 0; page.pageInfo.nextCursor; turns++) {
    const before = page;
    page = await client.queryEntities({ cursor: page.pageInfo.nextCursor, limit: size, fields: request.fields }, options);
    items.push(...page.items);
    if (turns === 1) {
      const cursor = page.pageInfo.prevCursor;
      const back = await client.queryEntities({ cursor, limit: size, fields: request.fields }, options);
      same('a page back', back.items, before.items);
    }
  }

  return { items, totalItems: page.totalItems, pageInfo: {} };
}

for (const [kind, questions] of [['filter', filters], ['query', queries]]) {
  for (const [name, question] of Object.entries(questions)) {
    const request = { [kind]: question, orderFields: named };
    const expected = await oracle.queryEntities(request);
    same(`queryEntities by ${kind}, ${name}`, await pages(request, Math.max(20, Math.ceil(expected.totalItems / 3))), expected);
  }
}

for (const request of [
  { filter: { kind: 'api' }, query: queries.all, orderFields: named, limit: 5, offset: 3, fields: ['metadata.name'] },
  { orderFields: [{ field: 'spec.lifecycle', order: 'desc' }, ...named], limit: 40, offset: 9980 },
  { orderFields: [{ field: 'spec.lifecycle', order: 'asc' }, ...named], limit: 40, offset: 5 },
  { fullTextFilter: { term: ' PAY ', fields: ['metadata.name', 'metadata.title'] }, orderFields: named, limit: 25 },
  { fullTextFilter: { term: 'gateway-1' }, orderFields: [named[1], named[0]], limit: 25, filter: { kind: 'component' } },
  { query: { kind: 'resource' }, fullTextFilter: { term: 'store', fields: ['metadata.name'] }, orderFields: named, limit: 25 },
]) {
  const [found, expected] = [await client.queryEntities(request, options), await oracle.queryEntities(request)];
  same(`queryEntities ${JSON.stringify(request)}`, [found.items, found.totalItems], [expected.items, expected.totalItems]);
  same('there is more or not', !!found.pageInfo.nextCursor, !!expected.pageInfo.nextCursor);
}

const long = { $any: [...entities.slice(0, 400).map(one => ({ 'metadata.name': one.metadata.name }))] };
same('a predicate too long for an address', await pages({ query: long, orderFields: named }, 150),
  await oracle.queryEntities({ query: long, orderFields: named }));
same('no total', (await client.queryEntities({ limit: 1, totalItems: 'exclude' }, options)).totalItems, 0);
same('no total of a predicate',
  (await client.queryEntities({ query: {}, limit: 1, totalItems: 'exclude' }, options)).totalItems, 0);
await refused('a wrong cursor', () => client.queryEntities({ cursor: 'nonsense' }, options), 400, 'InputError');
await refused('a wrong predicate', () => client.queryEntities({ query: { $nor: [] } }, options), 400, 'InputError');
await refused('nobody', () => client.queryEntities({}, { token: 'nobody' }), 401, 'AuthenticationError');

// streamEntities
for (const request of [{ pageSize: 1500 }, { filter: filters['a kind'] }, { query: queries.not, pageSize: 100 }]) {
  const found = [];
  for await (const page of client.streamEntities(request, options)) {
    found.push(...page);
  }

  const expected = await oracle.queryEntities({ filter: request.filter, query: request.query });
  same(`streamEntities ${JSON.stringify(request)}`, byRef(found), byRef(expected.items));
}
