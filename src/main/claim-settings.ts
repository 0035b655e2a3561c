import { z } from 'zod';
import type { ClaimRule } from '../planning/claimed-users.ts';
import { ORGANISATION_ID } from '../planning/keys.ts';
import type { SettingsReader } from './settings-reader.ts';

/** Rights by claims of the issuer, from environment variables. */
export type ClaimSettings = {
  /** OIDC_ROLE_CLAIM: name of the claim; where there is none of that name, a path with dots. */
  readonly claim: string;
  /** OIDC_ROLES. */
  readonly rules: readonly ClaimRule[];
};

const rulesSchema = z
  .array(
    z
      .strictObject({
        value: z.string().min(1),
        role: z.enum(['administrator', 'supervisor', 'hr']),
        teams: z.array(z.string().min(1)).min(1).optional(),
        organisation: z.string().regex(ORGANISATION_ID).default('default'),
      })
      .refine(({ role, teams }) => (role === 'supervisor') === (teams !== undefined)),
  )
  .min(1);

const ALLOWED = 'a JSON list of {"value", "role", "teams"?, "organisation"?}';
const HINT =
  'Each entry has a value of the claim and a role: administrator, hr, or supervisor with "teams". For example [{"value": "planners", "role": "supervisor", "teams": ["support"]}].';

function rulesOf(text: string): readonly ClaimRule[] | undefined {
  try {
    const read = rulesSchema.safeParse(JSON.parse(text));
    return read.success
      ? read.data.map(({ teams, ...rule }) => ({ ...rule, teams: teams ?? ('all' as const) }))
      : undefined;
  } catch {
    return undefined;
  }
}

/** Reads them; undefined where rights are given by hand alone. One of the two variables without the other is refused. */
export function readClaims({ env, refuse }: SettingsReader): ClaimSettings | undefined {
  const [claim, text] = [env['OIDC_ROLE_CLAIM']?.trim() || undefined, env['OIDC_ROLES']?.trim() || undefined];
  if (claim === undefined && text === undefined) return undefined;
  if (claim === undefined)
    refuse('OIDC_ROLE_CLAIM', '', 'the name of a claim', 'OIDC_ROLES needs it: give both, or neither.');
  const rules = text === undefined ? undefined : rulesOf(text);
  if (rules === undefined) refuse('OIDC_ROLES', text ?? '', ALLOWED, HINT);
  return claim === undefined || rules === undefined ? undefined : { claim, rules };
}
