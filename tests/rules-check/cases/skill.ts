import fc from 'fast-check';
import { skillOracle } from '../../oracle/rules/skill.ts';
import { SINGLE } from '../../property/rules/world.ts';
import { type RuleCheck, singles } from '../rule-check.ts';

const file = 'src/rules/skill.ts';

const TEMPLATES = [
  { id: 'early', start: '06:00', length: 480 },
  { id: 'late', start: '14:00', length: 480, skills: ['voice', 'mail'] },
  { id: 'night', start: '22:00', length: 480, skills: ['chat'] },
];
const TEMPLATE_SKILLS = Object.fromEntries(TEMPLATES.map(({ id, skills }) => [id, skills]));

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/skill.ts',
  fold: [
    {
      name: '',
      settings: (world) =>
        fc.subarray(['voice', 'chat', 'mail']).map((skills) => ({
          values: {},
          person: { templates: TEMPLATES, employee: { skills } },
          oracle: () => skillOracle(world, skills, TEMPLATE_SKILLS),
        })),
      about: ({ shiftIds }) => shiftIds[0] ?? '',
    },
  ],
  compiled: [
    {
      name: '',
      exact: true,
      worlds: singles({ ...SINGLE, maxDays: 4 }),
      settings: () =>
        fc.constant({
          values: {},
          person: {
            employee: { skills: ['voice', 'chat'] },
            templates: [{ id: 'late', start: '12:00', length: 480, skills: ['voice'] }],
          },
        }),
    },
  ],
  missing: [{ values: {}, person: { templates: TEMPLATES } }],
  mutants: [
    {
      name: 'a shift without a skill needs all of its template',
      file,
      from: 'allowed.some((skill) => held.includes(skill))',
      to: 'allowed.every((skill) => held.includes(skill))',
    },
    {
      name: 'the skill of the shift need not be held',
      file,
      from: "if (!held.includes(shift.skill)) return 'not-held';",
      to: '',
    },
    {
      name: 'the template admits every skill held',
      file,
      from: 'allowed.includes(shift.skill)',
      to: 'held.includes(shift.skill)',
    },
    {
      name: 'a template that names no skill admits none',
      file,
      from: 'return allowed === undefined || allowed.includes(shift.skill)',
      to: 'return allowed?.includes(shift.skill) === true',
    },
    {
      name: 'the compiled form lets a wrong template pass',
      file,
      from: 'faultOf(context, shift) === undefined',
      to: "faultOf(context, shift) !== 'not-held'",
    },
  ],
};
