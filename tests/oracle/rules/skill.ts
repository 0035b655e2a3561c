import { allShifts, type OracleBreach, type OracleWorld } from './clock.ts';

/** Who works in a skill has it, and works it only in shifts that are made for it. */
export function skillOracle(
  world: OracleWorld,
  held: readonly string[],
  templateSkills: Readonly<Record<string, readonly string[] | undefined>>,
): readonly OracleBreach[] {
  return allShifts(world)
    .filter(({ planned }) => planned)
    .filter(({ skill, template }) => {
      const madeFor = template === undefined ? undefined : templateSkills[template];
      const worthy = madeFor === undefined ? undefined : held.filter((one) => madeFor.includes(one));
      if (skill !== undefined) return !held.includes(skill) || (madeFor !== undefined && !madeFor.includes(skill));
      return worthy?.length === 0;
    })
    .map(({ id }) => ({ about: id, measured: 1 }));
}
