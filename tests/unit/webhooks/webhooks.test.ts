import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import type { DueDelivery } from '../../../src/planning/webhook-store.ts';
import { endOf } from '../../../src/webhooks/deliver.ts';
import { sendOnce } from '../../../src/webhooks/send.ts';
import { signedHeaders } from '../../../src/webhooks/signature.ts';
import { isAllowEntry, isOpenAddress, targetAddress, targetFault } from '../../../src/webhooks/targets.ts';

const SECRETS = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

describe('the target of messages', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '192.0.2.1',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    'ff02::1',
    'not-an-address',
  ])('is not %s', (address) => {
    expect(isOpenAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])('may be %s', (address) => {
    expect(isOpenAddress(address)).toBe(true);
  });

  it.each([
    ['https://hooks.example.com/a?b=c', undefined],
    ['https://8.8.8.8', undefined],
    ['nothing', 'no-url'],
    ['http://hooks.example.com', 'scheme'],
    ['ftp://hooks.example.com', 'scheme'],
    ['https://user:word@hooks.example.com', 'credentials'],
    ['https://localhost', 'closed-address'],
    ['https://a.localhost.', 'closed-address'],
    ['https://[::1]', 'closed-address'],
    ['https://0x7f.1', 'closed-address'],
    ['https://2130706433', 'closed-address'],
    ['https://[::ffff:10.0.0.1]', 'closed-address'],
  ])('%s: %s', (url, fault) => {
    expect(targetFault(url, [])).toBe(fault);
  });

  it('may be closed where it is listed, by name, address or network', () => {
    const allowed = ['hooks.internal', '127.0.0.1', '10.1.0.0/16', 'fd00::/8'];
    const faults = [
      'http://hooks.internal',
      'http://127.0.0.1:9',
      'http://10.1.9.9',
      'https://[fd00::7]',
      'https://10.2.0.1',
    ];
    expect(faults.map((url) => targetFault(url, allowed))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      'closed-address',
    ]);
    expect(['a.b', '10.0.0.0/8', '::1', '10.0.0.0/33', 'a b', 'x/8', ''].map(isAllowEntry)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('is looked up, and refused where one of the addresses of its name is closed', async () => {
    const resolve =
      (...addresses: readonly string[]) =>
      () =>
        Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
    const ask = (addresses: readonly string[], allowed: readonly string[] = []) =>
      targetAddress('https://hooks.example.com', allowed, resolve(...addresses));
    expect(await ask(['8.8.8.8'])).toEqual({ address: { address: '8.8.8.8', family: 4 } });
    expect(await ask(['8.8.8.8', '10.0.0.1'])).toEqual({ fault: 'closed-address' });
    expect(await ask([])).toEqual({ fault: 'unknown-host' });
    expect(await ask(['10.0.0.1'], ['10.0.0.0/8'])).toMatchObject({ address: { address: '10.0.0.1' } });
    expect(await ask(['10.0.0.1'], ['hooks.example.com'])).toMatchObject({ address: { address: '10.0.0.1' } });
    const failing = () => Promise.reject(new Error('ENOTFOUND'));
    expect(await targetAddress('https://nowhere.example', [], failing)).toEqual({ fault: 'unknown-host' });
  });
});

describe('a message', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  /** A receiver on this machine. */
  async function receiver(listen: RequestListener): Promise<string> {
    server = createServer(listen).listen(0, '127.0.0.1');
    await new Promise((resolve) => server?.once('listening', resolve));
    return `http://receiver.test:${(server.address() as AddressInfo).port}/hook`;
  }
  const due = (url: string): DueDelivery => ({
    organisation: 'acme',
    id: '1',
    webhook: '2',
    message: 'msg_1',
    url,
    body: '{"type":"job.ended"}',
    attempt: 1,
    secrets: SECRETS,
  });
  const options = {
    allowed: ['receiver.test'],
    nowSeconds: Math.floor(Date.now() / 1000),
    resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
  };

  it('is signed so that the library of the specification verifies it, by either secret', async () => {
    let got: { headers: Record<string, string>; body: string; host: string | undefined } | undefined;
    const url = await receiver((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        got = { headers: request.headers as Record<string, string>, body, host: request.headers.host };
        response.writeHead(204).end();
      });
    });
    expect(await sendOnce(due(url), options)).toEqual({ status: 204, retryAfterSeconds: undefined });
    expect(got?.host).toContain('receiver.test');
    for (const secret of SECRETS)
      expect(new Webhook(`whsec_${secret.toString('base64')}`).verify(got?.body ?? '', got?.headers ?? {})).toEqual({
        type: 'job.ended',
      });
    expect(() =>
      new Webhook(Buffer.alloc(32, 3).toString('base64')).verify(got?.body ?? '', got?.headers ?? {}),
    ).toThrow();
    const other = signedHeaders({ id: 'msg_2', body: '{}' }, options.nowSeconds, SECRETS);
    expect(() => new Webhook(SECRETS[0]?.toString('base64') ?? '').verify('{"a":1}', { ...other })).toThrow();
  });

  it('follows no redirect, and reads no long answer', async () => {
    let asked = 0;
    const url = await receiver((_request, response) => {
      asked += 1;
      response.writeHead(302, { Location: '/elsewhere', 'Retry-After': '7' });
      const more = (): void => void (response.destroyed || !response.write('x'.repeat(65_536)) || setImmediate(more));
      response.on('drain', more);
      more();
    });
    expect(await sendOnce(due(url), options)).toEqual({ status: 302, retryAfterSeconds: 7 });
    expect(asked).toBe(1);
  });

  it('fails where nobody answers in time, nobody listens, or the address is closed', async () => {
    const url = await receiver(() => undefined);
    const late = await sendOnce(due(url), { ...options, attemptSeconds: 0.05 });
    expect(late).toEqual({ error: 'timeout' });
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
    expect(await sendOnce(due(url), options)).toEqual({ error: 'ECONNREFUSED' });
    expect(await sendOnce(due('https://receiver.test'), { ...options, allowed: [] })).toEqual({
      error: 'closed-address',
    });
  });

  it('is tried ten times, later and later, and sooner only where nobody asked for time', () => {
    const again = (attempt: number, sent: Parameters<typeof endOf>[0] = { status: 500 }) => {
      const end = endOf(sent, attempt, 0.5);
      return end.kind === 'failed' ? Math.round(end.againSeconds ?? -1) : end.kind;
    };
    expect(Array.from({ length: 10 }, (_, index) => again(index + 1))).toEqual([
      5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400, -1,
    ]);
    expect(again(1, { status: 503, retryAfterSeconds: 60 })).toBe(60);
    expect(again(1, { status: 503, retryAfterSeconds: 9_999_999 })).toBe(86_400);
    expect([
      again(1, { status: 204 }),
      again(1, { status: 410 }),
      again(1, { status: 301 }),
      again(1, { error: 'x' }),
    ]).toEqual(['delivered', 'gone', 5, 5]);
  });
});
