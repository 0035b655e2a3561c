import { ableFor, crewBy } from '../../contract/measured-crew.ts';
import { requirementCsv } from '../../contract/requirement-table.ts';
import { issue } from '../../contract/messages/render.ts';
import type { RequirementRead } from '../../contract/requirement.ts';
import { requirementHeadSchema, requirementOperations } from '../../contract/resources/requirements.ts';
import { checkKnown } from '../../contract/team-checks.ts';
import type { DocumentHead, Tables } from '../../planning/store.ts';
import type { Issue } from '../problem.ts';
import { type Bound, computing, type Context, reading } from './handler.ts';
import { madeAnswer, madeDocument, withMember } from './made.ts';
import { tableAnswer } from './table-answer.ts';
import { listBody, pageOf } from './pages.ts';
import { found, invalid } from './refusals.ts';
import { proficiencyOf, resultsOf } from './stored-measures.ts';
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

type Asked = Context<typeof requirementOperations.createRequirement>;

/** What a crew that is to be measured is made of: who is in the team and able to do the work, and what is stored of it. */
async function crewSource(tables: Tables, { body }: Asked, forecast: DocumentHead) {
  const { measured, parameters } = body;
  if (measured === undefined) return undefined;
  if (parameters.crew !== undefined)
    throw invalid([issue('both-given', '', { first: 'parameters/crew', second: 'measured' })]);
  const id = measured.team ?? forecast.team;
  if (id === undefined) throw invalid([issue('measured-without-team', '/measured', {})]);
  const stored = await tables.teams.get(id);
  if (stored === undefined) throw invalid([issue('unknown-team', '/measured/team', { id })]);
  const skill = parameters.skill ?? forecast.inputs['skill'];
  const able = ableFor(stored.team, skill === undefined ? undefined : String(skill));
  return { team: id, able, results: await resultsOf(tables, id, measured, '/measured/') };
}

/** The crew by stored results. */
async function measuredCrew(context: Asked, source: Awaited<ReturnType<typeof crewSource>>) {
  if (source === undefined) return {};
  const { team, able, results } = source;
  const proficiency = await proficiencyOf(context, results);
  if (proficiency === undefined || able.length === 0) throw invalid([issue('no-proficiency', '/measured', { team })]);
  return { crew: crewBy(able, proficiency) };
}

type Prepared = { readonly forecast: DocumentHead; readonly text: string };

export const requirements: readonly Bound[] = [
  computing(
    requirementOperations.createRequirement,
    async (context): Promise<Prepared> => {
      const { forecast: id } = context.parameters;
      const { parameters } = context.written as { readonly parameters: object };
      const { skill } = context.body.parameters;
      const { head, text, source } = await storeOf(context).read(context.scope, async (tables) => {
        const forecast = found(await tables.documents.get('forecast', id), 'forecast', id);
        await checkSkill(tables, forecast.head, skill);
        return { ...forecast, source: await crewSource(tables, context, forecast.head) };
      });
      const crew = await measuredCrew(context, source);
      const needed = head.inputs['skill'];
      const ofQueue = skill === undefined && needed !== undefined ? { skill: needed } : {};
      const complete = { ...parameters, ...ofQueue, ...crew };
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
