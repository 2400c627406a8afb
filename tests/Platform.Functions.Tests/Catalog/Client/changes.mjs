// By reference, counts, and what changes something; the latter at the end.
const refs = entities.filter((_, index) => index % 4 === 0).map(one => stringifyEntityRef(one));
refs.splice(7, 0, 'component:default/nobody', refs[3]);
for (const request of [
  { entityRefs: refs },
  { entityRefs: refs, fields: ['kind', 'metadata.name', 'spec.type'] },
  { entityRefs: refs, filter: filters['a tag'] },
  { entityRefs: refs.slice(0, 900), filter: filters['a kind'], query: queries.not },
]) {
  const [found, expected] = [await client.getEntitiesByRefs(request, options), await oracle.getEntitiesByRefs(request)];
  same('getEntitiesByRefs', found.items.map(one => one ?? null), expected.items.map(one => one ?? null));
}

const some = entities[4242];
const someRef = stringifyEntityRef(some);
same('getEntityByRef', await client.getEntityByRef(someRef, options), some);
same('getEntityByRef in another case', await client.getEntityByRef(someRef.toUpperCase(), options), some);
same('getEntityByRef of nobody', await client.getEntityByRef('component:default/nobody', options), undefined);
same('getEntityByName', await client.getEntityByName({ kind: some.kind, name: some.metadata.name }, options), some);

const few = ['metadata.tags', 'spec.type'];
const all = [...few, 'kind', 'spec.lifecycle', 'relations.ownedBy', 'metadata.namespace', 'no.such'];
const counts = ({ facets: found }) => Object.fromEntries(Object.entries(found).map(([facet, values]) =>
  [facet, values.map(({ value, count }) => `${value} ${count}`).sort()]));
for (const question of [
  {},
  ...Object.values(filters).map(filter => ({ filter })),
  ...Object.values(queries).map(query => ({ query })),
  { filter: filters['a kind'], query: queries.not },
]) {
  const request = { ...question, facets: Object.keys(question).length === 1 ? few : all };
  same(`getEntityFacets ${JSON.stringify(question)}`,
    counts(await client.getEntityFacets(request, options)), counts(await oracle.getEntityFacets(request)));
}

same('getEntityAncestors of what came by itself', await client.getEntityAncestors({ entityRef: someRef }, options),
  await oracle.getEntityAncestors({ entityRef: someRef }));
await refused('getEntityAncestors of nobody',
  () => client.getEntityAncestors({ entityRef: 'component:default/nobody' }, options), 404, 'NotFoundError');

const file = 'url:https://example.com/a.yaml';
same('validateEntity', await client.validateEntity(input.documents[0].document, file, options), { valid: true });
const shown = await client.getEntityByRef(someRef, options);
same('validateEntity of one from the catalog', await client.validateEntity(shown, file, options), { valid: true });
const judged = await client.validateEntity({ ...some, spec: {} }, file, options);
same('validateEntity of a wrong one', [judged.valid, ...new Set(judged.errors.map(error => error.name))], [false, 'InputError']);
same('validateEntity somewhere else', (await client.validateEntity(some, 'file:/a.yaml', options)).valid, false);

// analyzeLocation: of the repository with descriptors, and of the one without.
const [described, bare] = input.repositories;
const asked = { location: { type: 'url', target: described }, catalogFilename: 'one.yaml' };
const analyzed = await client.analyzeLocation(asked, options);
same('analyzeLocation of what is described', analyzed, {
  existingEntityFiles: [{
    isRegistered: false,
    location: { type: 'url', target: input.targets[0].replace('all.yaml', 'one.yaml') },
    entity: input.described,
  }],
  generateEntities: [],
});
const toAnalyze = { location: { type: 'url', target: bare } };
const { existingEntityFiles, generateEntities } = await client.analyzeLocation(toAnalyze, options);
same('no descriptors', existingEntityFiles, []);
same('analyzeLocation of what is not', generateEntities.map(one => [one.entity.kind, one.entity.metadata.name]),
  [['Component', `${input.name}-bare`]]);
const states = ['analysisSuggestedValue', 'analysisSuggestedNoValue', 'needsUserInput'];
same('its fields', generateEntities[0].fields.filter(one => !states.includes(one.state) || one.value === undefined
  || (one.value !== null) !== (one.state === states[0]) || !one.field || !one.description), []);
same('its name', generateEntities[0].fields.find(one => one.field === 'metadata.name')?.value, `${input.name}-bare`);
await refused('analyzeLocation of nothing',
  () => client.analyzeLocation({ location: { type: 'url', target: `${bare}-none` } }, options), 404, 'NotFoundError');
await refused('analyzeLocation elsewhere',
  () => client.analyzeLocation({ location: { type: 'url', target: 'https://example.com/a/b' } }, options), 400, 'InputError');

// Locations. The one of the list names another file; the other file names nothing.
const [list, single] = input.targets;
const tried = await client.addLocation({ target: list, dryRun: true }, options);
same('addLocation, a dry run', [tried.exists, tried.entities.map(one => stringifyEntityRef(one)).slice(1)],
  [false, [`location:default/${input.name}`, `component:default/${input.name}`]]);
same('a dry run registers nothing', (await client.getLocations({}, options)).items, []);
const { location, entities: brought } = await client.addLocation({ target: list }, options);
same('addLocation', [location.type, location.target, brought], ['url', list, []]);
await refused('addLocation twice', () => client.addLocation({ target: list }, options), 409, 'ConflictError');
same('addLocation, refreshing', (await client.addLocation({ target: list, onConflict: 'refresh' }, options)).location, location);
same('getLocations', (await client.getLocations({}, options)).items, [location]);
same('getLocationById', await client.getLocationById(location.id, options), location);
same('getLocationById of none', await client.getLocationById('none', options), undefined);
same('getLocationByRef', await client.getLocationByRef(`url:${list}`, options), location);
same('getLocationByEntity', await client.getLocationByEntity(`component:default/${input.name}`, options), location);
same('getLocationByEntity of what nobody registered', await client.getLocationByEntity(someRef, options), undefined);
same('queryLocations', await client.queryLocations({ query: { type: 'URL' }, limit: 5 }, options),
  { items: [location], totalItems: 1, pageInfo: {} });
const streamed = [];
for await (const page of client.streamLocations({ query: { target: { $hasPrefix: 'http' } } }, options)) {
  streamed.push(...page);
}

same('streamLocations', streamed, [location]);
const ancestry = await client.getEntityAncestors({ entityRef: `component:default/${input.name}` }, options);
const lineage = ancestry.items.map(item => [stringifyEntityRef(item.entity), item.parentEntityRefs.length]);
same('getEntityAncestors', lineage.slice(0, 2),
  [[`component:default/${input.name}`, 1], [`location:default/${input.name}`, 1]]);
same('the root of an ancestry', [ancestry.rootEntityRef, ancestry.items.length, ancestry.items[2].parentEntityRefs],
  [`component:default/${input.name}`, 3, []]);
await client.refreshEntity(`component:default/${input.name}`, options);
await refused('refreshEntity of nobody', () => client.refreshEntity('component:default/nobody', options), 404, 'NotFoundError');
const moved = await client.updateLocation(location.id, { target: single }, options);
same('updateLocation', [moved.type, moved.target], ['url', single]);
same('getLocations after it', (await client.getLocations({}, options)).items, [moved]);
const second = await client.getEntityByRef(`component:default/${input.name}-2`, options);
same('what the new location brings', second?.kind, 'Component');
await client.removeLocationById(moved.id, options);
same('getLocations at the end', (await client.getLocations({}, options)).items, []);
await refused('removeLocationById of none', () => client.removeLocationById(moved.id, options), 404, 'NotFoundError');
same('nothing is left of them', (await client.queryEntities({ limit: 0 }, options)).totalItems, entities.length);

// removeEntityByUid
const { uid } = (await client.getEntityByRef(someRef, options)).metadata;
await client.removeEntityByUid(uid, options);
await client.removeEntityByUid(uid, options);
same('removeEntityByUid', await client.getEntityByRef(someRef, options), undefined);
same('one less', (await client.queryEntities({ limit: 0 }, options)).totalItems, entities.length - 1);

console.log(JSON.stringify(report));
