import { createHmac } from 'node:crypto';

/** Headers of a message after the Standard Webhooks specification: HMAC-SHA256 over id, time and body, one signature for each secret. */
export function signedHeaders(
  message: { readonly id: string; readonly body: string },
  timestampSeconds: number,
  secrets: readonly Uint8Array[],
): Readonly<Record<string, string>> {
  const signed = `${message.id}.${timestampSeconds}.${message.body}`;
  const signatures = secrets.map((secret) => `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`);
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signatures.join(' '),
  };
}
