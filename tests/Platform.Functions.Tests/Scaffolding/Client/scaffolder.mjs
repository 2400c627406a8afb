// Calls every method of Backstage's scaffolder client and says what came back, as one JSON object.
import { readFileSync } from 'node:fs';
import { ScaffolderClient } from '@backstage/plugin-scaffolder-common';

// The client's event source was written for browsers.
globalThis.window = globalThis;
globalThis.document = { hidden: false, addEventListener() {}, removeEventListener() {} };
const input = JSON.parse(readFileSync(0, 'utf8'));
const called = {};
const discoveryApi = { getBaseUrl: async () => input.baseUrl };
const fetchApi = {
  fetch: (url, init = {}) => fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${input.token}` } }),
};
const list = hosts => ({ list: () => hosts.map(host => ({ type: 'github', title: host, config: { host } })) });
const scmIntegrationsApi = Object.fromEntries(
  ['azure', 'bitbucketCloud', 'bitbucketServer', 'gerrit', 'gitea', 'gitlab'].map(name => [name, list([])]));
scmIntegrationsApi.github = list(['github.com', 'other.example']);
const identityApi = { getBackstageIdentity: async () => ({ userEntityRef: input.user }) };

function counting(client) {
  return new Proxy(client, {
    get(target, name) {
      const value = target[name];
      return typeof value !== 'function' ? value : (...args) => {
        called[name] = (called[name] ?? 0) + 1;
        return value.apply(target, args);
      };
    },
  });
}

const options = { discoveryApi, fetchApi, scmIntegrationsApi, identityApi };
const streaming = counting(new ScaffolderClient(options));
const polling = counting(new ScaffolderClient({ ...options, useLongPollingLogs: true }));
const failure = async promise => promise.then(() => null, error => ({
  name: error.name, message: error.message, status: error.response?.status ?? error.statusCode ?? null,
  body: error.body ?? null,
}));
const follow = (client, taskId) => new Promise((resolve, reject) => {
  const events = [];
  client.streamLogs({ taskId }).subscribe({ next: event => events.push(event), error: reject, complete: () => resolve(events) });
});
async function ended(taskId) {
  for (;;) {
    const task = await streaming.getTask(taskId);
    if (['completed', 'failed', 'cancelled'].includes(task.status)) {
      return task;
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

const result = {};
result.form = await streaming.getTemplateParameterSchema('template:default/chatty');
result.actions = await streaming.listActions();
result.extensions = await streaming.listTemplatingExtensions();
result.integrations = await streaming.getIntegrationsList({ allowedHosts: ['github.com'] });

const values = { name: input.name };
const good = await streaming.scaffold({ templateRef: 'template:default/chatty', values, secrets: { token: input.secret } });
result.streamed = await follow(streaming, good.taskId);
result.good = await ended(good.taskId);

const bad = await polling.scaffold({ templateRef: 'template:default/failing', values });
result.polled = await follow(polling, bad.taskId);
result.bad = await ended(bad.taskId);
result.retried = await streaming.retry(bad.taskId);
result.again = await ended(bad.taskId);

const long = await streaming.scaffold({ templateRef: 'template:default/waiting', values });
result.cancelled = await streaming.cancelTask(long.taskId);
result.long = await ended(long.taskId);

result.owned = await streaming.listTasks({ filterByOwnership: 'owned', limit: 2, offset: 0 });
result.next = await streaming.listTasks({ filterByOwnership: 'owned', limit: 2, offset: 2 });
result.all = await streaming.listTasks({ filterByOwnership: 'all' });

result.dry = await streaming.dryRun({
  template: input.template, values, secrets: { token: input.secret },
  directoryContents: [
    { path: 'skeleton/run.sh', base64Content: Buffer.from('echo ${{ values.name }}\n').toString('base64') },
  ],
});
result.repositories = await streaming.autocomplete({
  token: 'unused', provider: 'github', resource: 'repositories', context: { owner: input.organization },
});
result.branches = await streaming.autocomplete({
  token: 'unused', provider: 'github', resource: 'branches', context: { owner: input.organization, repository: input.repository },
});
result.failures = {
  task: await failure(streaming.getTask('00000000-0000-7000-8000-000000000000')),
  provider: await failure(streaming.autocomplete({ token: 't', provider: 'nobody', resource: 'x', context: {} })),
  values: await failure(streaming.scaffold({ templateRef: 'template:default/chatty', values: {} })),
  dryRun: await failure(streaming.dryRun({ template: input.template, values: {}, directoryContents: [] })),
  cancel: await failure(streaming.cancelTask(good.taskId)),
};
result.called = Object.keys(called);
result.methods = Object.getOwnPropertyNames(ScaffolderClient.prototype);
// A pipe takes 64 KiB at a time: ending sooner would cut off the rest.
process.stdout.write(JSON.stringify(result), () => process.exit(0));
