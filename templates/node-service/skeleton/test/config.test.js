import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readConfig } from '../src/config.js';

test('defaults make the service run without settings', () => {
  assert.equal(readConfig({}).port, 8080);
});

test('a secret is read from the file it is mounted as', () => {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  try {
    writeFileSync(join(folder, 'key'), 'from-the-vault\n');
    assert.equal(readConfig({ API_KEY_FILE: join(folder, 'key') }).apiKey, 'from-the-vault');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a wrong port is named', () => {
  assert.throws(() => readConfig({ PORT: 'eighty' }), /PORT .* 'eighty'/);
});
