import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import supertest from 'supertest';
import { createApp } from '../../../src/api/app.ts';
import type { AccessSettings, RequestThreads, SignInSettings } from '../../../src/api/dependencies.ts';
import type { JobLedger, Store } from '../../../src/planning/store.ts';
import type { DeliveryLedger } from '../../../src/planning/webhook-store.ts';
import { openStore } from '../../../src/storage/store.ts';
import { openapiTexts } from '../../../src/main/openapi.ts';
import { createTestDatabase, TEST_KEY } from '../../fixtures/postgres.ts';
import { inProcess } from '../service.ts';
import { startSolving } from './solving.ts';

const openapi = openapiTexts();

export type ServiceChange = {
  /** The store as the service sees it. */
  readonly store?: (store: Store) => Store;
  readonly threads?: RequestThreads;
  readonly maxBodyBytes?: number;
  readonly webhookAllow?: readonly string[];
  readonly access?: AccessSettings;
  /** Addresses of proxies; 'loopback' lets a test come from any address. */
  readonly trustedProxies?: readonly string[];
  /** How people sign in at the service of an address. */
  readonly signIn?: (url: string) => SignInSettings;
  /** Takes what the service logs, all of it. */
  readonly lines?: string[];
  /** Aborted when the service ends. */
  readonly closing?: AbortSignal;
};

/** A service on a database of its own, and requests to it. */
export type StoredService = {
  readonly request: ReturnType<typeof supertest>;
  readonly store: Store;
  /** Its database. */
  readonly url: string;
  /** Messages to other services that are due. */
  readonly deliveries: DeliveryLedger;
  /** A solver process's view of the same store. */
  readonly ledger: () => Promise<JobLedger>;
  /** Takes jobs and solves them in this process from now on, unless it does already. */
  readonly solve: () => Promise<void>;
  /** Lines that the service logged. */
  readonly log: readonly string[];
  /** Another service on the same database. */
  readonly beside: (change: ServiceChange) => Promise<ReturnType<typeof supertest>>;
  readonly close: () => Promise<void>;
};

/** Starts a service on an empty database; whoever asks for it closes it. */
export async function storedService(change: ServiceChange = {}): Promise<StoredService> {
  const database = await createTestDatabase();
  const { store, deliveries, close } = await openStore({ url: database.url, role: 'api', masterKey: TEST_KEY });
  let solver: ReturnType<typeof openStore> | undefined;
  const lines: string[] = [];
  const servers: ReturnType<typeof createServer>[] = [];
  const serve = async ({
    store: seen,
    threads = inProcess,
    maxBodyBytes = 20_000_000,
    webhookAllow,
    access,
    trustedProxies,
    signIn,
    closing,
    lines: told,
  }: ServiceChange) => {
    const server = createServer().listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const app = createApp({
      store: seen === undefined ? store : seen(store),
      threads,
      log: pino(
        { level: told === undefined ? 'warn' : 'info' },
        { write: (line: string) => void (told ?? lines).push(line) },
      ),
      settings: { hosts: ['127.0.0.1'], maxBodyBytes, requestSeconds: 60, webhookAllow, access, trustedProxies },
      signIn: signIn?.(`http://127.0.0.1:${port}`),
      openapi,
      version: 'test',
      closing,
      newRequestId: randomUUID,
    });
    server.on('request', app);
    return supertest(server);
  };
  let solving: Promise<{ readonly close: () => Promise<void> }> | undefined;
  return {
    request: await serve(change),
    store,
    url: database.url,
    deliveries,
    solve: async () => {
      await (solving ??= startSolving(database.url, change.threads ?? inProcess));
    },
    ledger: async () =>
      (await (solver ??= openStore({ url: database.url, role: 'solver', masterKey: TEST_KEY }))).ledger,
    log: lines,
    beside: serve,
    close: async () => {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
      await (await solver)?.close();
      await (await solving)?.close();
      await close();
      await database.drop();
    },
  };
}
