import type { Job, JobLook } from './job-store.ts';
import { allPages } from './all-pages.ts';
import type { ResultsTable } from './results-store.ts';
import type { AbsenceTable, Store, Tables } from './store.ts';
import type { Sight } from './stored.ts';

/**
 * What of an organisation somebody sees who does not see all of it. One decorator over the tables: what is not theirs is absent, in lists and by id, and
 * cannot be made. So no handler asks whose something is, and one that is written tomorrow cannot forget to.
 */

/** Thrown where somebody would make what is not theirs, such as a history of no team. */
export class NotYoursError extends Error {
  constructor() {
    super('What is made here belongs to others.');
    this.name = 'NotYoursError';
  }
}

/** What lies beneath the tables that were restricted. */
const beneath = new WeakMap<object, object>();

/**
 * The table as it is, with what others have in it. For judging alone: where the people of a team work elsewhere counts as time worked to the rules of
 * the team, whoever plans it. What is read so is never told as it is.
 */
export function withOthers<T extends object>(table: T): T {
  return (beneath.get(table) as T | undefined) ?? table;
}

function over<T extends object>(table: T, restricted: T): T {
  beneath.set(restricted, table);
  return restricted;
}

const ABSENT = { ok: false, reason: 'absent' } as const;
const NOBODY = { items: [], next: null };

/** The parts of a list that is asked for that are theirs. */
function shared(asked: readonly string[] | undefined, own: readonly string[]): readonly string[] {
  return asked === undefined ? own : asked.filter((one) => own.includes(one));
}

/** A filter of the schedule, cut to what is seen. */
function scheduleInSight<F extends { readonly employees?: readonly string[] | undefined }>(
  { teams, employee }: Pick<Sight, 'teams' | 'employee'>,
  filter: F,
): F {
  return employee === undefined
    ? { ...filter, among: teams === 'all' ? undefined : teams }
    : { ...filter, employees: shared(filter.employees, [employee]) };
}

function restricted(tables: Tables, { teams: own, employee, asker }: Sight): Tables {
  const isOwn = (team: string | undefined): boolean => own === 'all' || (team !== undefined && own.includes(team));
  const ownOnly = <T>(value: T | undefined, teamOf: (value: T) => string | undefined): T | undefined =>
    value !== undefined && isOwn(teamOf(value)) ? value : undefined;
  const mustBeOwn = (team: string | undefined): void => {
    if (!isOwn(team)) throw new NotYoursError();
  };
  const among = own === 'all' ? undefined : own;

  let members: Promise<readonly string[]> | undefined;
  /** Ids of the people whose things are seen; undefined: everybody's. */
  const people = async (): Promise<readonly string[] | undefined> => {
    if (own === 'all') return undefined;
    const read = async (): Promise<readonly string[]> => {
      if (employee !== undefined) return [employee];
      const ids = new Set<string>();
      for (const id of own) for (const member of (await tables.teams.get(id))?.team.employees ?? []) ids.add(member.id);
      return [...ids];
    };
    return (members ??= read());
  };
  const isOfPeople = async (id: string): Promise<boolean> => (await people())?.includes(id) ?? true;

  const { teams, histories, documents, drafts, publications, schedules, absences, agreements, jobs } = tables;

  const history = async (id: string) => ownOnly(await histories.get(id), ({ team }) => team);
  const draft = async (id: string) => ownOnly(await drafts.get(id), ({ team }) => team);
  const agreement = async (id: string) => ownOnly(await agreements.get(id), ({ team }) => team);
  const absence = async (id: string) => {
    const found = await absences.get(id);
    return found !== undefined && (await isOfPeople(found.employee)) ? found : undefined;
  };
  /** Jobs of no team, as of a problem that somebody sent, are seen by who asked for them. */
  const isSeenJob = ({ team, asked }: Pick<Job, 'team' | 'asked'>): boolean =>
    own === 'all' || (team === undefined ? asked.by === asker : isOwn(team));
  const job = async (id: string): Promise<Job | undefined> => {
    const found = await jobs.get(id);
    return found !== undefined && isSeenJob(found) ? found : undefined;
  };
  const look: JobLook = among === undefined ? {} : { among, orAskedBy: asker };
  const keyOf = (key: string): string => `${asker}\n${key}`;

  const inSight = <F extends { readonly employees?: readonly string[] | undefined }>(filter: F) =>
    scheduleInSight({ teams: own, employee }, filter);
  const seesShift = ({ teamId, employeeId }: { readonly teamId: string; readonly employeeId: string }): boolean =>
    employee === undefined ? isOwn(teamId) : employeeId === employee;

  const ownAbsences: AbsenceTable = {
    create: async (given) => {
      if (!(await isOfPeople(given.employee))) throw new NotYoursError();
      return absences.create(given);
    },
    get: absence,
    replace: async (given, version) =>
      (await absence(given.id)) === undefined || !(await isOfPeople(given.employee))
        ? ABSENT
        : absences.replace(given, version),
    remove: async (id, version) => ((await absence(id)) === undefined ? ABSENT : absences.remove(id, version)),
    list: async (filter, page) => {
      const seen = await people();
      return absences.list(
        seen === undefined ? filter : { ...filter, employees: shared(filter.employees, seen) },
        page,
      );
    },
  };

  /** An employee's own rows, and the settings and targets of her teams. */
  const isInTeam = async (team: string): Promise<boolean> => {
    if (isOwn(team)) return true;
    if (employee === undefined) return false;
    return (await allPages((page) => teams.list({ employee }, page))).some(({ id }) => id === team);
  };
  const { results } = tables;
  const ownResults: ResultsTable = {
    rows: async (team, filter) => {
      if (!(await isInTeam(team))) return [];
      return results.rows(
        team,
        employee === undefined ? filter : { ...filter, employees: shared(filter.employees, [employee]) },
      );
    },
    lock: async (team) => {
      mustBeOwn(team);
      await results.lock(team);
    },
    enter: async (team, dates, rows) => {
      mustBeOwn(team);
      await results.enter(team, dates, rows);
    },
    settings: async (team) => {
      if (!(await isInTeam(team))) throw new NotYoursError();
      return results.settings(team);
    },
    replaceSettings: async (team, settings, version) =>
      isOwn(team) ? results.replaceSettings(team, settings, version) : ABSENT,
    propose: async (team, proposals) => {
      mustBeOwn(team);
      return results.propose(team, proposals);
    },
    targets: async (team, filter, page) => ((await isInTeam(team)) ? results.targets(team, filter, page) : NOBODY),
    named: async (team, ids) => (isOwn(team) ? results.named(team, ids) : []),
    accept: async (team, wanted) => {
      mustBeOwn(team);
      return results.accept(team, wanted);
    },
  };

  return {
    teams: over(teams, {
      create: async (team) => {
        mustBeOwn(team.id);
        return teams.create(team);
      },
      get: async (id) => (isOwn(id) ? teams.get(id) : undefined),
      list: async (filter, page) =>
        // Whose schedule it is, is known by the team that she is in.
        employee !== undefined && filter.employee === employee
          ? teams.list(filter, page)
          : teams.list({ ...filter, among }, page),
      replace: async (team, version) => (isOwn(team.id) ? teams.replace(team, version) : ABSENT),
      remove: async (id, version) => (isOwn(id) ? teams.remove(id, version) : ABSENT),
      externalIdClashes: async (team) => {
        const clashes = await teams.externalIdClashes(team);
        const seen = await people();
        return clashes.map((clash) => (seen?.includes(clash.other) === false ? { ...clash, other: '?' } : clash));
      },
      employeeByExternalId: async (system, externalId) => {
        const id = await teams.employeeByExternalId(system, externalId);
        return id !== undefined && (await isOfPeople(id)) ? id : undefined;
      },
    }),
    histories: over(histories, {
      create: async (given) => {
        mustBeOwn(given.team);
        return histories.create(given);
      },
      get: history,
      list: (filter, page) => histories.list({ ...filter, among }, page),
      rows: async (id, span) => ((await history(id)) === undefined ? [] : histories.rows(id, span)),
      days: async (id, span, page) => ((await history(id)) === undefined ? NOBODY : histories.days(id, span, page)),
      enter: async (id, rows, how) => ((await history(id)) === undefined ? ABSENT : histories.enter(id, rows, how)),
      remove: async (id, version) => ((await history(id)) === undefined ? ABSENT : histories.remove(id, version)),
    }),
    documents: over(documents, {
      create: async (head, text) => {
        mustBeOwn(head.team);
        return documents.create(head, text);
      },
      get: async (kind, id) => ownOnly(await documents.get(kind, id), ({ head }) => head.team),
      list: (kind, filter, page) => documents.list(kind, { ...filter, among }, page),
    }),
    drafts: over(drafts, {
      create: async (given) => {
        mustBeOwn(given.team);
        return drafts.create(given);
      },
      get: draft,
      frame: async (id) => ((await draft(id)) === undefined ? undefined : drafts.frame(id)),
      list: (filter, page) => drafts.list({ ...filter, among }, page),
      shifts: async (id, which) => ((await draft(id)) === undefined ? undefined : drafts.shifts(id, which)),
      versions: async (id, page) => ((await draft(id)) === undefined ? NOBODY : drafts.versions(id, page)),
      change: async (id, version, changes, cause) =>
        (await draft(id)) === undefined ? ABSENT : drafts.change(id, version, changes, cause),
      remove: async (id, version) => ((await draft(id)) === undefined ? ABSENT : drafts.remove(id, version)),
    }),
    publications: over(publications, {
      lock: () => publications.lock(),
      create: async (publication, shifts) => {
        mustBeOwn(publication.team);
        return publications.create(publication, shifts);
      },
      nextNumber: (team) => publications.nextNumber(team),
      waivers: async (team, dates) => (isOwn(team) ? publications.waivers(team, dates) : []),
      get: async (id) => ownOnly(await publications.get(id), ({ team }) => team),
      list: (filter, page) => publications.list({ ...filter, among }, page),
    }),
    schedules: over(schedules, {
      list: (filter, page) => schedules.list(inSight(filter), page),
      state: (filter) => schedules.state(inSight(filter)),
      changes: (filter, after, limit) => schedules.changes(inSight(filter), after, limit),
      named: async (ids) => (await schedules.named(ids)).filter(seesShift),
      firstPublished: async (employees, from, to) =>
        (await schedules.firstPublished(employees, from, to)).filter(seesShift),
      publishedSpans: async (team, from, to) => (isOwn(team) ? schedules.publishedSpans(team, from, to) : []),
    }),
    absences: over(absences, ownAbsences),
    agreements: over(agreements, {
      create: async (given) => {
        mustBeOwn(given.team);
        return agreements.create(given);
      },
      get: agreement,
      remove: async (id, version) => ((await agreement(id)) === undefined ? ABSENT : agreements.remove(id, version)),
      list: (filter, page) => agreements.list({ ...filter, among }, page),
    }),
    jobs: over(jobs, {
      create: async (given) => {
        if (given.team !== undefined) mustBeOwn(given.team);
        return jobs.create(given);
      },
      createBatch: async (batch) => {
        for (const { team } of batch.plans) if (team !== undefined) mustBeOwn(team);
        return jobs.createBatch(batch);
      },
      get: job,
      result: async (id) => ((await job(id)) === undefined ? undefined : jobs.result(id)),
      list: (filter, page) => jobs.list({ ...filter, ...look }, page),
      repeat: async (id) => ((await job(id)) === undefined ? undefined : jobs.repeat(id)),
      stop: async (id) => ((await job(id)) === undefined ? undefined : jobs.stop(id)),
      events: async (id, after, limit) => ((await job(id)) === undefined ? [] : jobs.events(id, after, limit)),
    }),
    // A key of a request is its sender's own: nobody is answered with what somebody else was told.
    idempotency: {
      peek: (key, fingerprint) => tables.idempotency.peek(keyOf(key), fingerprint),
      take: (key, fingerprint) => tables.idempotency.take(keyOf(key), fingerprint),
      keep: (key, answer) => tables.idempotency.keep(keyOf(key), answer),
    },
    keys: tables.keys,
    // Users are administrators' alone; whoever has a session ends it by itself.
    users: tables.users,
    trail: tables.trail,
    // Webhooks and periods are administrators' alone; whose calendars somebody may give links to is asked where links are made.
    webhooks: tables.webhooks,
    retention: tables.retention,
    calendarLinks: tables.calendarLinks,
    attendances: over(tables.attendances, {
      rows: async (filter) => {
        const seen = await people();
        return tables.attendances.rows(
          seen === undefined ? filter : { ...filter, employees: shared(filter.employees, seen) },
        );
      },
      spans: async (team, dates) => (isOwn(team) ? tables.attendances.spans(team, dates) : []),
      enter: async (team, dates, rows) => {
        mustBeOwn(team);
        return tables.attendances.enter(team, dates, rows);
      },
    }),
    results: over(tables.results, ownResults),
    // What is held about a person is of all teams.
    people: {
      exported: async (id) => (own === 'all' ? tables.people.exported(id) : undefined),
      erase: async (id) => (own === 'all' ? tables.people.erase(id) : ABSENT),
    },
  };
}

/** The store as those see it who ask: by the sight of their scope. */
export function restrictedStore(store: Store): Store {
  const seen = (tables: Tables, sight: Sight | undefined): Tables =>
    sight === undefined ? tables : restricted(tables, sight);
  return {
    ...store,
    read: (scope, work) => store.read(scope, (tables) => work(seen(tables, scope.sight))),
    write: (scope, work, how) => store.write(scope, (tables) => work(seen(tables, scope.sight)), how),
    scheduleState: (scope, filter) =>
      store.scheduleState(scope, scope.sight === undefined ? filter : scheduleInSight(scope.sight, filter)),
  };
}
