import { sql } from 'kysely';
import type { DeliveryLedger, DueDelivery } from '../planning/webhook-store.ts';
import { unseal } from './people/cipher.ts';
import { besideSecret } from './tables/webhooks.ts';
import type { Transactions } from './transactions.ts';

/** Who writes what no person asked for. */
const SENDER = 'shiftcast';

type DueRow = {
  readonly organisation: string;
  readonly id: string;
  readonly webhook: string;
  readonly message: string;
  readonly body: string;
  readonly attempts: number;
  readonly url: string;
  readonly secret: Buffer;
  readonly secret_before: Buffer | null;
  readonly traceparent: string | null;
};

/** Messages that are due, of whatever organisation, and what became of them. Several processes take different ones. */
export function openDeliveries(transactions: Transactions, masterKey: Uint8Array): DeliveryLedger {
  const dueOf = (row: DueRow): DueDelivery => {
    const { organisation, id, webhook, message, body, attempts: attempt, url, secret, secret_before } = row;
    const sealed = secret_before === null ? [secret] : [secret, secret_before];
    // A secret that another master key sealed signs nothing.
    const secrets = sealed.flatMap((one) => unseal(masterKey, one, besideSecret(organisation)) ?? []);
    const traceparent = row.traceparent ?? undefined;
    return { organisation, id, webhook, message, body, attempt, url, secrets, traceparent };
  };

  return {
    take: async (limit, leaseSeconds) => {
      // The one question that crosses organisations: what is due.
      const rows = await transactions.query<DueRow>(
        `with due as (
           select d.organisation, d.id from webhook_deliveries d
           join webhooks w on w.organisation = d.organisation and w.id = d.webhook
           where d.state = 'waiting' and d.next_at <= clock_timestamp() and w.state = 'active' and w.removed_at is null
           order by d.next_at limit $1 for update of d skip locked
         )
         update webhook_deliveries d
         set attempts = d.attempts + 1, next_at = clock_timestamp() + $2 * interval '1 second'
         from due, webhooks w
         where d.organisation = due.organisation and d.id = due.id and w.organisation = d.organisation and w.id = d.webhook
         returning d.organisation, d.id, d.webhook, d.message, d.body, d.attempts, d.traceparent, w.url, w.secret,
           case when w.secret_before_until > now() then w.secret_before end as secret_before`,
        [limit, leaseSeconds],
      );
      return rows.map(dueOf);
    },

    settle: async (due, end) => {
      const { organisation, id, attempt } = due;
      await transactions.write({ organisation, actor: SENDER }, async (session) => {
        const again = end.kind === 'failed' ? end.againSeconds : undefined;
        const state = end.kind === 'delivered' ? 'delivered' : again === undefined ? 'dead' : 'waiting';
        const error = end.kind === 'failed' ? end.error : end.kind === 'gone' ? 'the receiver is gone' : null;
        // Whoever had it sent anew meanwhile has begun at the first attempt.
        await session.count(sql`
          update webhook_deliveries set state = ${state}, last_status = ${end.status ?? null}, last_error = ${error},
            next_at = clock_timestamp() + ${again ?? 0} * interval '1 second',
            ended_at = case when ${state} = 'waiting' then null else now() end
          where organisation = ${organisation} and id = ${id} and attempts = ${attempt} and state = 'waiting'`);
        if (end.kind !== 'gone') return;
        const gone = await session.count(sql`
          update webhooks set state = 'gone', version = version + 1, updated_at = now(), updated_by = ${SENDER}
          where organisation = ${organisation} and id = ${due.webhook} and state = 'active'`);
        if (gone > 0)
          session.record({
            action: 'change',
            kind: 'webhook',
            thing: due.webhook,
            parts: [{ after: { state: 'gone' } }],
          });
      });
    },
  };
}
