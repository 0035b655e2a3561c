import { breachSentence } from '../../contract/audit-mapping.ts';
import { detail } from '../../contract/messages/problem-texts.ts';
import { fromTeamBreach } from '../../contract/team-rules.ts';
import { fromGate, publicationHeadSchema, publicationOperations } from '../../contract/resources/publications.ts';
import { fromScheduledShift } from '../../contract/schedules/scheduled-shift.ts';
import { type PublishAnswer, publishDraft } from '../../planning/publications/publish-draft.ts';
import type { Publication, PublicationHead, StoredTeam, Tables } from '../../planning/store.ts';
import { ProblemError, type Issue } from '../problem.ts';
import { type Bound, reading, writing } from './handler.ts';
import { listBody, pageOf } from './pages.ts';
import { absent, changed, found, invalid, versionFrom } from './refusals.ts';

function headDocument(head: PublicationHead): object {
  const { id, team, number, from, to, draft, draftVersion, shifts, created } = head;
  return { id, team, number, from, to, draft: { id: draft, version: draftVersion }, shiftCount: shifts, created };
}

/** A publication as a document; the zone is that of its shifts, or of the team where it has none. */
async function documentOf(tables: Tables, publication: Publication): Promise<object> {
  const { gate, difference, published, teamVersion } = publication;
  const zone = published[0]?.zone ?? (await tables.teams.get(publication.team))?.team.zone ?? 'UTC';
  const { added, changed: other, removed, unchanged } = difference;
  return {
    ...headDocument(publication),
    teamVersion,
    gate: fromGate(zone, gate),
    difference: { added, changed: other, removed, unchanged },
    shifts: published.map(fromScheduledShift),
  };
}

/** Codes of issues that stand for a breach and not for a slip in the request. */
const BREACH_CODES: ReadonlySet<string> = new Set([
  'breach-not-waived',
  'agreement-missing',
  'team-breach-not-waived',
  'hard-cover-not-waived',
]);

type Refused = Extract<PublishAnswer, { readonly reason: 'refused' }>['issues'];

/** The issues, those of breaches in the words of the draft's own breaches. */
function inWords(team: StoredTeam['team'], refused: Refused): readonly Issue[] {
  return refused.map(({ breach, teamBreach, ...slip }) => {
    if (teamBreach !== undefined)
      return { ...slip, message: `${fromTeamBreach(team.zone, teamBreach).message} That is forbidden.` };
    if (breach === undefined) return slip;
    const { otherTeam } = breach;
    const other = otherTeam === undefined ? '' : ` A shift of the team ${otherTeam} has a part in it.`;
    const needed = breach.severity === 'agreement' ? 'That needs an agreement.' : 'That is forbidden.';
    return { ...slip, message: `${breachSentence(team, breach)}${other} ${needed}` };
  });
}

function refusal(issues: readonly Issue[]): ProblemError {
  const breaches = issues.filter(({ code }) => BREACH_CODES.has(code)).length;
  if (breaches === 0) return invalid(issues);
  return new ProblemError('not-publishable', detail('breaches', { count: breaches }), { issues });
}

export const publications: readonly Bound[] = [
  writing(
    publicationOperations.publishDraft,
    async (tables, { parameters, body, ifMatch }) => {
      const { roster } = parameters;
      const head = found(await tables.drafts.get(roster), 'draft', roster);
      const version = versionFrom(ifMatch, head, 'draft', roster);
      const { from, to, waivers } = body;
      const at = Math.floor(Date.now() / 1000);
      const answer = await publishDraft(tables, { draft: roster, version, from, to, waivers, at });
      if (!answer.ok) {
        if (answer.reason === 'refused') {
          const { team } = found(await tables.teams.get(head.team), 'team', head.team);
          throw refusal(inWords(team, answer.issues));
        }
        throw answer.reason === 'absent' ? absent('team', head.team) : changed(answer, 'draft', roster);
      }
      const publication = answer.value;
      return {
        status: 201,
        headers: { Location: `/v1/publications/${publication.id}` },
        body: await documentOf(tables, publication),
      };
    },
    { locksSchedule: true },
  ),
  reading(publicationOperations.listPublications, async (tables, { query }) => {
    const { team, from, to } = query;
    const page = await tables.publications.list({ team, from, to }, pageOf(query));
    return { status: 200, body: listBody(query, page, publicationHeadSchema, headDocument) };
  }),
  reading(publicationOperations.getPublication, async (tables, { parameters: { publication: id } }) => {
    const publication = found(await tables.publications.get(id), 'publication', id);
    // It never changes; only the zone of an empty one follows the team's.
    return { status: 200, etag: id, body: await documentOf(tables, publication) };
  }),
];
