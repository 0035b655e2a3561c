import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import express from 'express';

/** A bare Express handler that sends the bytes of a file as JSON, as Express does it by itself: with its own ETag, and 304 to who has it. Prints its address. */
const [file = ''] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const app = express();
app.get('/schedule', (_request, response) => {
  response.type('json').send(text);
});
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.on('disconnect', () => process.exit(0));
