import { requirementCsv } from '../../contract/requirement-table.ts';
import type { RequirementRead } from '../../contract/requirement.ts';
import { requirementHeadSchema, requirementOperations } from '../../contract/resources/requirements.ts';
import { checkKnown } from '../../contract/team-checks.ts';
import type { DocumentHead, Tables } from '../../planning/store.ts';
import type { Issue } from '../problem.ts';
import { type Bound, computing, reading } from './handler.ts';
import { madeAnswer, madeDocument, withMember } from './made.ts';
import { tableAnswer } from './table-answer.ts';
import { listBody, pageOf } from './pages.ts';
import { found, invalid } from './refusals.ts';
import { madeText, storeOf } from './thread-text.ts';

const ADDRESS = '/v1/requirements';

/** A skill that is named must be one of the team that the forecast is for, as far as there is one. */
async function checkSkill(tables: Tables, forecast: DocumentHead, skill: string | undefined): Promise<void> {
  const stored = forecast.team === undefined ? undefined : await tables.teams.get(forecast.team);
  if (stored === undefined) return;
  const known = new Set(stored.team.skills.map(({ id }) => id));
  const issues: Issue[] = [];
  checkKnown('unknown-skill', skill, '/parameters/skill', known, (one) => issues.push(one));
  if (issues.length > 0) throw invalid(issues);
}

type Prepared = { readonly forecast: DocumentHead; readonly text: string };

export const requirements: readonly Bound[] = [
  computing(
    requirementOperations.createRequirement,
    async (context): Promise<Prepared> => {
      const { forecast: id } = context.parameters;
      const { parameters } = context.written as { readonly parameters: object };
      const { skill } = context.body.parameters;
      const { head, text } = await storeOf(context).read(context.scope, async (tables) => {
        const forecast = found(await tables.documents.get('forecast', id), 'forecast', id);
        await checkSkill(tables, forecast.head, skill);
        return forecast;
      });
      const needed = head.inputs['skill'];
      const complete = skill === undefined && needed !== undefined ? { ...parameters, skill: needed } : parameters;
      const body = withMember({ parameters: complete }, 'forecast', text);
      // A stored forecast is one that was made here, so nothing is wrong with its own parts that the client could mend.
      const pathOf = (path: string): string => (path.startsWith('/forecast') ? '' : path);
      return { forecast: head, text: await madeText(context, 'requirements', body, pathOf) };
    },
    async (tables, { written, service }, { forecast, text }) => {
      const { skill: _skill, ...origin } = forecast.inputs;
      const { team, from, to } = forecast;
      const parameters = written as object;
      const inputs = { ...origin, forecast: forecast.id };
      const engine = service.version ?? 'unknown';
      const head = await tables.documents.create(
        { kind: 'requirement', team, from, to, inputs, parameters, engine },
        text,
      );
      return madeAnswer(201, ADDRESS, 'requirement', head, text);
    },
  ),
  reading(requirementOperations.listRequirements, async (tables, { query }) => {
    const { team, forecast } = query;
    const input = forecast === undefined ? undefined : (['forecast', forecast] as const);
    const page = await tables.documents.list('requirement', { team, input }, pageOf(query));
    return { status: 200, body: listBody(query, page, requirementHeadSchema, madeDocument) };
  }),
  reading(requirementOperations.getRequirement, async (tables, context) => {
    const { requirement: id } = context.parameters;
    const { head, text } = found(await tables.documents.get('requirement', id), 'requirement', id);
    return tableAnswer(context, { address: ADDRESS, name: 'requirement', head, text }, () => {
      const document = JSON.parse(text) as RequirementRead;
      return { csv: requirementCsv(document), zone: document.zone };
    });
  }),
];
