import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImportError } from './import-error';
import { readSource } from './source';

describe('a file', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'source-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (content: string | Uint8Array) => {
    const path = join(folder, 'crds.yaml');
    writeFileSync(path, content);
    return path;
  };

  test('is read as it is', async () => {
    await expect(readSource(write('a: ä\n'))).resolves.toBe('a: ä\n');
  });

  test('loses a byte order mark', async () => {
    await expect(readSource(write('\uFEFFa: 1\n'))).resolves.toBe('a: 1\n');
  });

  test('has to exist', async () => {
    const path = join(folder, 'none.yaml');
    await expect(readSource(path)).rejects.toThrow(
      new ImportError({
        where: path,
        found: 'no such file',
        expected: 'a YAML file with CustomResourceDefinitions',
        wayOut: `give the path of the bundle, from ${process.cwd()} or absolute`,
      }),
    );
  });

  test('is not a folder', async () => {
    mkdirSync(join(folder, 'crds'));
    await expect(readSource(join(folder, 'crds'))).rejects.toThrow('crds: is a folder\n');
  });

  test('is not a device', async () => {
    await expect(readSource('/dev/null')).rejects.toThrow('/dev/null: is not a regular file');
  });

  test('may be so large and no larger', async () => {
    const limits = { bytes: 1024 * 1024, milliseconds: 1000 };
    await expect(readSource(write(' '.repeat(limits.bytes)), limits)).resolves.toHaveLength(limits.bytes);
    await expect(readSource(write(' '.repeat(limits.bytes + 1)), limits)).rejects.toThrow('crds.yaml: is larger than 1 MiB');
  });

  test('is text', async () => {
    await expect(readSource(write(Uint8Array.of(0x1f, 0x8b, 0x08, 0xff)))).rejects.toThrow('crds.yaml: is not UTF-8 text');
  });

  test.each(['<!DOCTYPE html>\n<html>', '\n <html>', '<?xml version="1.0"?>', '<a href="x">'])('is not a page: %j', async (page) => {
    await expect(readSource(write(page))).rejects.toThrow('crds.yaml: is HTML or XML');
  });
});

describe('a URL', () => {
  let server: Server;
  const serve = async (answer: RequestListener) => {
    server = createServer(answer);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/crds.yaml`;
  };
  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise((closed) => server?.close(closed));
  });

  test('is downloaded', async () => {
    await expect(readSource(await serve((_, response) => response.end('a: 1\n')))).resolves.toBe('a: 1\n');
  });

  test('may redirect', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/crds.yaml') response.writeHead(302, { location: '/moved.yaml' }).end();
      else response.end('moved: yes\n');
    });
    await expect(readSource(url)).resolves.toBe('moved: yes\n');
  });

  test('has to answer 200', async () => {
    const url = await serve((_, response) => response.writeHead(404).end('no such page'));
    await expect(readSource(url)).rejects.toThrow(
      `${url}: answered 404 Not Found\n  expected: an http(s) URL that answers with a YAML file of CustomResourceDefinitions`,
    );
  });

  test('has to answer in time', async () => {
    const url = await serve(() => undefined);
    await expect(readSource(url, { bytes: 1024, milliseconds: 100 })).rejects.toThrow(`${url}: did not answer in full within 0.1 s`);
  });

  test('has to answer in full in time', async () => {
    const url = await serve((_, response) => response.write('a: 1\n'));
    await expect(readSource(url, { bytes: 1024, milliseconds: 100 })).rejects.toThrow(`${url}: did not answer in full within 0.1 s`);
  });

  test('may answer so much and no more', async () => {
    const url = await serve((_, response) => response.end(' '.repeat(1024 * 1024 + 1)));
    await expect(readSource(url, { bytes: 1024 * 1024, milliseconds: 5000 })).rejects.toThrow(`${url}: is larger than 1 MiB`);
  });

  test('has to have somebody listening', async () => {
    const url = await serve(() => undefined);
    await new Promise((closed) => server.close(closed));
    await expect(readSource(url)).rejects.toThrow(/^http.*: cannot be downloaded \(connect ECONNREFUSED 127\.0\.0\.1:\d+\)/);
  });

  test.each([
    ['ftp://example.com/crds.yaml', 'ftp://example.com/crds.yaml: ftp: is not supported'],
    ['file:///crds.yaml', 'file:///crds.yaml: file: is not supported'],
    ['https://', 'https://: is not a URL'],
  ])('is http or https: %s', async (url, message) => {
    await expect(readSource(url)).rejects.toThrow(message);
  });

  test('carries no password, and none is shown', async () => {
    const error: unknown = await readSource('https://jane:secret@example.com/crds.yaml').catch((thrown: unknown) => thrown);
    expect((error as Error).message).toContain('example.com: carries a user name or password');
    expect((error as Error).message).not.toMatch(/jane|secret/);
  });
});
