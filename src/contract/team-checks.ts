import { isLocalDate, isZone } from '../domain/calendar.ts';
import type { Zone } from '../domain/units.ts';
import type { Cursor } from './cursor.ts';
import { list, member, number, text, texts } from './cursor.ts';
import type { Add, Check } from './documents.ts';
import { issue } from './messages/render.ts';
import { nearest } from './nearest.ts';
import { checkPlan } from './pay-checks.ts';
import { isLocalTimestamp } from './scalars.ts';
import { checkTemplate } from './template-checks.ts';
import { readInstant } from './timestamps.ts';

const LISTED_NAMES = 20;

/** Reports a reference to something that is not there, with the nearest name or the names there are. */
export function checkKnown(
  code: string,
  id: string | undefined,
  path: string,
  known: ReadonlySet<string>,
  add: Add,
): void {
  if (id === undefined || known.has(id)) return;
  const names = [...known];
  const near = nearest(id, names);
  const some = names.slice(0, LISTED_NAMES).join(', ') + (names.length > LISTED_NAMES ? ', ...' : '');
  add(
    issue(code, path, {
      id,
      ...(names.length === 0 ? {} : { known: some }),
      ...(near === undefined ? {} : { nearest: near }),
    }),
  );
}

/** Reports ids that occur twice in a list of things with an id. */
export function checkDistinct(items: readonly Cursor[], add: Add): void {
  const seen = new Map<string, string>();
  for (const item of items) {
    const id = text(item, 'id');
    if (id === undefined) continue;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, item.path);
    else add(issue('duplicate-id', `${item.path}/id`, { id, first }));
  }
}

/** Reports a pair of numbers of which the lower is above the upper. */
export function checkOrder(at: Cursor, minimumField: string, maximumField: string, add: Add): void {
  const minimum = number(at, minimumField);
  const maximum = number(at, maximumField);
  if (minimum === undefined || maximum === undefined || minimum <= maximum) return;
  add(issue('min-above-max', `${at.path}/${minimumField}`, { minimumField, maximumField, minimum, maximum }));
}

/** Ids that the parts of a team can be called by. */
export type TeamNames = {
  readonly skills: ReadonlySet<string>;
  readonly contracts: ReadonlySet<string>;
  readonly templates: ReadonlySet<string>;
  readonly employees: ReadonlySet<string>;
};

function idsOf(team: Cursor, key: string): ReadonlySet<string> {
  return new Set(list(team, key).flatMap((item) => text(item, 'id') ?? []));
}

export function namesOf(team: Cursor): TeamNames {
  return {
    skills: idsOf(team, 'skills'),
    contracts: idsOf(team, 'contracts'),
    templates: idsOf(team, 'shiftTemplates'),
    employees: idsOf(team, 'employees'),
  };
}

function checkSpan(at: Cursor, valid: (text: string) => boolean, mayBeEqual: boolean, add: Add): void {
  const from = text(at, 'from');
  const to = text(at, 'to');
  if (from === undefined || to === undefined || !valid(from) || !valid(to)) return;
  if (to > from || (mayBeEqual && to === from)) return;
  add(issue('window-empty', `${at.path}/to`, { from, to }));
}

/** A time that the clocks skip is refused, as in shifts; one that they repeat is the first of both, since no offset can be written here. */
function checkOnClocks(span: Cursor, zone: Zone, add: Add): void {
  for (const key of ['from', 'to']) {
    const written = text(span, key);
    if (written === undefined || !isLocalTimestamp(written)) continue;
    readInstant(zone, written, `${span.path}/${key}`, (one) => {
      if (one.code === 'local-time-skipped') add(one);
    });
  }
}

function checkEmployee(employee: Cursor, names: TeamNames, zone: Zone | undefined, add: Add): void {
  // A team without any contract is refused as such; every employee would only repeat it.
  if (names.contracts.size > 0) {
    checkKnown('unknown-contract', text(employee, 'contract'), `${employee.path}/contract`, names.contracts, add);
  }
  for (const earlier of list(employee, 'earlierContracts')) {
    checkKnown('unknown-contract', text(earlier, 'contract'), `${earlier.path}/contract`, names.contracts, add);
  }
  for (const { value, path } of texts(employee, 'skills')) checkKnown('unknown-skill', value, path, names.skills, add);
  for (const window of list(employee, 'availability')) {
    const from = text(window, 'from');
    // "00:00 to 00:00" is the whole day; a window that starts at 24:00 has no day of its own.
    if (from === '24:00') add(issue('window-empty', `${window.path}/from`, { from, to: text(window, 'to') ?? '' }));
  }
  for (const span of list(employee, 'unavailable')) {
    checkSpan(span, isLocalTimestamp, false, add);
    if (zone !== undefined) checkOnClocks(span, zone, add);
  }
  for (const span of list(employee, 'otherWork')) {
    checkSpan(span, isLocalTimestamp, false, add);
    if (zone !== undefined) checkOnClocks(span, zone, add);
  }
  for (const key of ['leave', 'away', 'protected']) {
    for (const span of list(employee, key)) checkSpan(span, isLocalDate, true, add);
  }
  for (const request of list(employee, 'requests')) {
    checkKnown('unknown-template', text(request, 'template'), `${request.path}/template`, names.templates, add);
  }
}

function checkContract(contract: Cursor, add: Add): void {
  checkOrder(contract, 'minHoursPerWeek', 'maxHoursPerWeek', add);
  const credit = text(contract, 'leaveCredit');
  if (credit === 'fixed' && member(contract, 'leaveCreditHours').value === undefined) {
    add(issue('required', `${contract.path}/leaveCreditHours`, { field: 'leaveCreditHours', expected: 'hours a day' }));
  }
  checkPlan(contract, add);
}

/** The relations inside a team, rules apart. */
export const checkTeam: Check = (team, add) => {
  const names = namesOf(team);
  const written = text(team, 'zone');
  const zone = written !== undefined && isZone(written) ? written : undefined;
  for (const key of ['skills', 'contracts', 'employees', 'shiftTemplates']) checkDistinct(list(team, key), add);
  for (const contract of list(team, 'contracts')) checkContract(contract, add);
  for (const employee of list(team, 'employees')) checkEmployee(employee, names, zone, add);
  for (const template of list(team, 'shiftTemplates')) {
    for (const { value, path } of texts(template, 'skills'))
      checkKnown('unknown-skill', value, path, names.skills, add);
    checkTemplate(template, add);
  }
  for (const rule of list(team, 'rules')) {
    checkSpan(rule, isLocalDate, true, add);
    for (const { value, path } of texts(rule, 'contracts'))
      checkKnown('unknown-contract', value, path, names.contracts, add);
    for (const { value, path } of texts(rule, 'employees'))
      checkKnown('unknown-employee', value, path, names.employees, add);
  }
};
