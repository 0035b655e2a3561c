// Made from openapi.yaml by `npm run client`.
export interface paths {
    "/v1/publications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Publications, the newest first */
        get: operations["listPublications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/publications/{publication}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A publication */
        get: operations["getPublication"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The published schedule
         * @description Shifts that overlap the dates, on the clocks of their own zone, in order of start. JSON comes in parts; CSV, XLSX, iCalendar and HTML whole, for a span of at most 400 days (HTML: one team and 35 days). The form is that of `format`, or else of Accept.
         */
        get: operations["getSchedule"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schedules/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changed in the schedule
         * @description From the beginning, or behind `since`. A shift that changed twice comes once. Nothing is missed: what is published while this is asked comes behind `next`.
         */
        get: operations["getScheduleChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Teams by id */
        get: operations["listTeams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams/{team}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A team
         * @description Protected records of employees are told with `view=hr` alone.
         */
        get: operations["getTeam"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description Days in another department, a newcomer's round for one: shifts, hours and rules are as ever.
         * @example {
         *       "from": "2026-03-02",
         *       "to": "2026-03-13",
         *       "activity": "back-office"
         *     }
         */
        AwayOutput: {
            /**
             * @description What her shifts of these days say instead of work.
             * @default other-department
             * @example Late shift
             */
            activity: string;
            /**
             * Format: date
             * @description First date.
             * @example 2026-03-02
             */
            from: string;
            /**
             * Format: date
             * @description Last date, included.
             * @example 2026-03-02
             */
            to: string;
        };
        /**
         * @description Time inside a shift in which its employee is not on the work.
         * @example {
         *       "start": "2026-03-02T13:00:00+08:00",
         *       "end": "2026-03-02T13:30:00+08:00",
         *       "paid": false
         *     }
         */
        BreakOutput: {
            /**
             * @description Point in time, ISO 8601. With an offset on output; on input a time without offset is read on the clocks of the zone, and refused where a clock change skips or repeats it.
             * @example 2026-03-02T09:00:00+08:00
             */
            end: string;
            /**
             * @description What rules of breaks take it for; absent: a meal or a rest. A gap splits the shift: unpaid free time between two attendances, and no break.
             * @example meal
             * @enum {string}
             */
            kind?: "meal" | "rest" | "gap";
            /** @description Whether it stays where it is when breaks are placed anew. */
            locked?: boolean;
            /**
             * @description Whether the break is paid; a meal usually is not.
             * @default false
             */
            paid: boolean;
            /**
             * @description Point in time, ISO 8601. With an offset on output; on input a time without offset is read on the clocks of the zone, and refused where a clock change skips or repeats it.
             * @example 2026-03-02T09:00:00+08:00
             */
            start: string;
        };
        /**
         * @description Equal breaks of a shift, placed where they cost the least cover.
         * @example {
         *       "kind": "rest",
         *       "lengthMinutes": 15,
         *       "paid": true,
         *       "count": 2,
         *       "fromShiftMinutes": 360
         *     }
         */
        BreakSettingOutput: {
            /**
             * @description How many; default 1.
             * @example 2
             */
            count?: number;
            /**
             * @description In place of count: one for each so many minutes of the shift.
             * @example 60
             */
            everyMinutes?: number;
            /**
             * @description Only shifts at least this long have the breaks; default 0.
             * @example 240
             */
            fromShiftMinutes?: number;
            /**
             * @description What rules of breaks take it for.
             * @example rest
             * @enum {string}
             */
            kind: "meal" | "rest";
            /**
             * @description Length of each break.
             * @example 15
             */
            lengthMinutes: number;
            /** @description With everyMinutes: more than half of them count as whole. */
            majorFraction?: boolean;
            /** @description Latest start, from the shift's start. */
            notAfterMinutes?: number;
            /** @description Earliest start, from the shift's start; default 60, or a quarter of the shift where that is less, rounded down to stepMinutes. */
            notBeforeMinutes?: number;
            /** @description A break ends at least this long before the shift's end; default as of notBeforeMinutes. */
            notInLastMinutes?: number;
            /** @default false */
            paid: boolean;
            /**
             * @description Grid of starts; default 15, or the break's length where that is less.
             * @example 15
             */
            stepMinutes?: 5 | 10 | 15 | 30;
        };
        /**
         * @description Working time agreed with a group of employees.
         * @example {
         *       "id": "part-time",
         *       "minHoursPerWeek": 15,
         *       "maxHoursPerWeek": 25,
         *       "maxDaysPerWeek": 4
         *     }
         */
        ContractOutput: {
            /**
             * @description Cost of a paid hour in the team's currency.
             * @example 24.5
             */
            costPerHour?: number;
            /**
             * @description A stable name that other parts of the document refer to.
             * @example late
             */
            id: string;
            /**
             * @description How a day of leave or a holiday counts towards contract hours; default average-day.
             * @enum {string}
             */
            leaveCredit?: "average-day" | "fixed" | "none";
            /**
             * @description Hours credited a day with leaveCredit fixed.
             * @example 8
             */
            leaveCreditHours?: number;
            /**
             * @description Most days worked in a calendar week.
             * @example 5
             */
            maxDaysPerWeek?: number;
            /**
             * @description Most paid hours on a local date.
             * @example 8
             */
            maxHoursPerDay?: number;
            /**
             * @description Most paid hours in a calendar week.
             * @example 40
             */
            maxHoursPerWeek?: number;
            /**
             * @description Paid hours due in a whole calendar week, leave and holidays credited.
             * @example 30
             */
            minHoursPerWeek?: number;
            /**
             * @description Name for people; free text.
             * @example Late shift
             */
            name?: string;
            /**
             * @description Packs of its employees in place of the team's, such as one for part-time work.
             * @example [
             *       "cn"
             *     ]
             */
            packs?: string[];
            pay?: components["schemas"]["PayPlanOutput"];
            /** @description Whether its employees may work split shifts. Absent: not, as soon as a template has a gap; false: never, which maximum-splits then judges. */
            splitShifts?: boolean;
            /**
             * @description Days that leave and holidays are credited on; default Monday to Friday.
             * @example [
             *       "mon",
             *       "tue",
             *       "wed",
             *       "thu",
             *       "fri"
             *     ]
             */
            workdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        };
        /**
         * @description A contract that an employee had before.
         * @example {
         *       "contract": "full-time",
         *       "to": "2026-02-28"
         *     }
         */
        EarlierContract: {
            /**
             * @description A stable name that other parts of the document refer to.
             * @example late
             */
            contract: string;
            /**
             * Format: date
             * @description Last date on which it held.
             * @example 2026-03-02
             */
            to: string;
        };
        /**
         * @description One person, with what she can do and when.
         * @example {
         *       "id": "anna",
         *       "name": "Anna",
         *       "contract": "part-time",
         *       "skills": [
         *         "sales"
         *       ],
         *       "daysOff": [
         *         "2026-03-04"
         *       ]
         *     }
         */
        EmployeeOutput: {
            /** @description Windows that a shift must lie within; absent: always available. An empty list: never. */
            availability?: components["schemas"]["WeeklyWindow"][];
            /** @description Days in other departments: worked as ever, and covering nothing here. */
            away?: components["schemas"]["AwayOutput"][];
            /**
             * @description Id of the contract.
             * @example part-time
             */
            contract: string;
            /** @description Cost of a paid hour, in place of the contract's. */
            costPerHour?: number;
            /** @description Dates on which no shift of this employee may start. */
            daysOff?: string[];
            /** @description Contracts that held before the present one, each from the day behind the one before it to its last date. The hours ledger counts by them. */
            earlierContracts?: components["schemas"]["EarlierContract"][];
            /**
             * @description Ids of the same person in other systems, by the system's name.
             * @example {
             *       "payroll": "4711"
             *     }
             */
            externalIds?: {
                [key: string]: string;
            };
            /**
             * @description Labels by which rules of the team choose people.
             * @example [
             *       "senior"
             *     ]
             */
            groups?: string[];
            /**
             * @description A stable name that other parts of the document refer to.
             * @example late
             */
            id: string;
            leave?: components["schemas"]["Leave"][];
            /**
             * @description Name for people; free text.
             * @example Late shift
             */
            name?: string;
            /** @description Work for another employer, which rules count as time worked. */
            otherWork?: components["schemas"]["LocalSpan"][];
            /** @description Why and when rules for protected employees hold. Told to human resources alone; absent where a stored team is replaced: the records stay. */
            protected?: components["schemas"]["ProtectedRecord"][];
            requests?: components["schemas"]["ShiftRequest"][];
            /**
             * @description Ids of skills.
             * @default []
             * @example [
             *       "sales"
             *     ]
             */
            skills: string[];
            unavailable?: components["schemas"]["LocalSpan"][];
        };
        /**
         * @description Something that employees are to have equal shares of: nights, weekends, paid hours, shifts of templates, starts in a window, or requests that are not granted. The k-th unit above the least share of the past costs k - 1 times the weight.
         * @example {
         *       "id": "nights",
         *       "measure": "nights",
         *       "weight": 20,
         *       "since": "2026-01-01"
         *     }
         */
        Fairness: {
            /** @description Among these contracts alone. */
            contracts?: string[];
            /**
             * @description Time in the night from which a shift counts, default 180.
             * @example 180
             */
            countsFromMinutes?: number;
            /** @description Among these employees alone. */
            employees?: string[];
            /** @description Among these groups alone. */
            groups?: string[];
            /**
             * @description Name of the setting.
             * @example nights
             */
            id: string;
            /** @constant */
            measure: "nights";
            /**
             * @description Start of the night, default 22:00.
             * @example 09:00
             */
            nightFrom?: string;
            /**
             * @description End of the night, default 06:00.
             * @example 09:00
             */
            nightTo?: string;
            /**
             * Format: date
             * @description First date from which past shifts count; absent: all known ones.
             * @example 2026-03-02
             */
            since?: string;
            /**
             * @description Points by which each unit of an employee is dearer than the one before it.
             * @example 20
             */
            weight: number;
        } | {
            /** @description Among these contracts alone. */
            contracts?: string[];
            /** @description Among these employees alone. */
            employees?: string[];
            /** @description Among these groups alone. */
            groups?: string[];
            /**
             * @description Name of the setting.
             * @example nights
             */
            id: string;
            /** @constant */
            measure: "weekends";
            /**
             * Format: date
             * @description First date from which past shifts count; absent: all known ones.
             * @example 2026-03-02
             */
            since?: string;
            /**
             * @description Points by which each unit of an employee is dearer than the one before it.
             * @example 20
             */
            weight: number;
        } | {
            /** @description Among these contracts alone. */
            contracts?: string[];
            /** @description Among these employees alone. */
            employees?: string[];
            /** @description Among these groups alone. */
            groups?: string[];
            /**
             * @description Name of the setting.
             * @example nights
             */
            id: string;
            /** @constant */
            measure: "hours";
            /**
             * Format: date
             * @description First date from which past shifts count; absent: all known ones.
             * @example 2026-03-02
             */
            since?: string;
            /**
             * @description Points by which each unit of an employee is dearer than the one before it.
             * @example 20
             */
            weight: number;
        } | {
            /** @description Among these contracts alone. */
            contracts?: string[];
            /** @description Among these employees alone. */
            employees?: string[];
            /** @description Among these groups alone. */
            groups?: string[];
            /**
             * @description Name of the setting.
             * @example nights
             */
            id: string;
            /** @constant */
            measure: "shifts-of";
            /**
             * Format: date
             * @description First date from which past shifts count; absent: all known ones.
             * @example 2026-03-02
             */
            since?: string;
            /** @description Templates that count. */
            templates: string[];
            /**
             * @description Points by which each unit of an employee is dearer than the one before it.
             * @example 20
             */
            weight: number;
        } | {
            /** @description Among these contracts alone. */
            contracts?: string[];
            /** @description Among these employees alone. */
            employees?: string[];
            /** @description Among these groups alone. */
            groups?: string[];
            /**
             * @description Name of the setting.
             * @example nights
             */
            id: string;
            /** @constant */
            measure: "starts";
            /**
             * Format: date
             * @description First date from which past shifts count; absent: all known ones.
             * @example 2026-03-02
             */
            since?: string;
            /**
             * @description Time before which a shift must start to count.
             * @example 09:00
             */
            startBefore: string;
            /**
             * @description Earliest start that counts.
             * @example 09:00
             */
            startFrom: string;
            /**
             * @description Points by which each unit of an employee is dearer than the one before it.
             * @example 20
             */
            weight: number;
        } | {
            /** @description Among these contracts alone. */
            contracts?: string[];
            /** @description Among these employees alone. */
            employees?: string[];
            /** @description Among these groups alone. */
            groups?: string[];
            /**
             * @description Name of the setting.
             * @example nights
             */
            id: string;
            /** @constant */
            measure: "requests";
            /**
             * Format: date
             * @description First date from which past shifts count; absent: all known ones.
             * @example 2026-03-02
             */
            since?: string;
            /**
             * @description Points by which each unit of an employee is dearer than the one before it.
             * @example 20
             */
            weight: number;
        };
        /**
         * @description Lengths of a gap from min to max.
         * @example {
         *       "minMinutes": 120,
         *       "maxMinutes": 240,
         *       "stepMinutes": 60
         *     }
         */
        GapRangeOutput: {
            maxMinutes: number;
            minMinutes: number;
            /**
             * @description Step in minutes.
             * @default 30
             * @example 30
             */
            stepMinutes: number;
        };
        /**
         * @description A breach in what was published, and what let it pass.
         * @example {
         *       "rule": "minimum-rest",
         *       "employee": "anna",
         *       "severity": "warn",
         *       "shifts": [
         *         "anna@2026-03-02T15:00:00+08:00",
         *         "anna@2026-03-03T08:00:00+08:00"
         *       ],
         *       "start": "2026-03-03T00:00:00+08:00",
         *       "end": "2026-03-03T08:00:00+08:00",
         *       "unit": "seconds",
         *       "measured": 28800,
         *       "limit": 39600,
         *       "excess": 10800,
         *       "message": "anna rests 8 h from 2026-03-03 00:00, 3 h less than the 11 h that are due.",
         *       "facts": {},
         *       "passes": "listed"
         *     }
         */
        GatedBreach: {
            /** @description Id of the agreement on record, of several the first. */
            agreement?: string;
            /** @description Ids of all of them, where the dates of the breach are covered by more than one together. */
            agreements?: string[];
            /**
             * @description Id of the employee.
             * @example anna
             */
            employee: string;
            /**
             * @description Point in time, ISO 8601. With an offset on output; on input a time without offset is read on the clocks of the zone, and refused where a clock change skips or repeats it.
             * @example 2026-03-02T09:00:00+08:00
             */
            end: string;
            /** @description How far the measure is on the wrong side of the limit; always positive. */
            excess: number;
            /**
             * @description Values behind the message, by name; for machines and translations.
             * @example {
             *       "hours": 41
             *     }
             */
            facts: {
                [key: string]: string | number;
            };
            /** @description The agreements on record that together lift it: it leaves the roster clean. */
            liftedBy?: {
                /**
                 * @description Absent: everybody.
                 * @example late
                 */
                employee?: string;
                /**
                 * Format: date
                 * @description Calendar day of the site, YYYY-MM-DD, of the years 1970 to 2199.
                 * @example 2026-03-02
                 */
                from: string;
                /**
                 * @description Id of the agreement, where it is stored.
                 * @example late
                 */
                id?: string;
                /**
                 * @description Where the paper is.
                 * @example Opt-out 7/2026
                 */
                reference?: string;
                /**
                 * @description A stable name that other parts of the document refer to.
                 * @example late
                 */
                rule: string;
                /**
                 * Format: date
                 * @description Last date, included.
                 * @example 2026-03-02
                 */
                to: string;
            }[];
            limit: number;
            measured: number;
            /** @description The breach in English. */
            message: string;
            /**
             * @description The other team whose published shifts are part of it.
             * @example late
             */
            otherTeam?: string;
            /**
             * @description Why it may be published: a waiver, an agreement on record, or a severity that asks for neither.
             * @enum {string}
             */
            passes: "waived" | "agreed" | "listed" | "refused";
            /**
             * @description What the breach costs in the objective; only of a rule with a weight.
             * @example 15
             */
            points?: number;
            /**
             * @description Id of the rule.
             * @example minimum-rest
             */
            rule: string;
            /** @enum {string} */
            severity: "block" | "agreement" | "pay" | "warn" | "info";
            /** @description Ids of the shifts concerned. */
            shifts: string[];
            /** @description Where the limit comes from. */
            source?: string;
            /**
             * @description Point in time, ISO 8601. With an offset on output; on input a time without offset is read on the clocks of the zone, and refused where a clock change skips or repeats it.
             * @example 2026-03-02T09:00:00+08:00
             */
            start: string;
            /**
             * @description Unit of measured, limit and excess.
             * @enum {string}
             */
            unit: "seconds" | "days" | "shifts" | "none";
            waiver?: components["schemas"]["Waiver"];
        };
        /**
         * @description A floor that must be met and is not in what was published, and the waiver that let it pass.
         * @example {
         *       "start": "2026-03-02T09:00:00+08:00",
         *       "end": "2026-03-02T09:30:00+08:00",
         *       "floor": 2,
         *       "fewest": 1,
         *       "passes": "waived",
         *       "waiver": {
         *         "rule": "hard-cover",
         *         "reason": "The line is closed.",
         *         "name": "Kim Berg"
         *       }
         *     }
         */
        GatedShortage: {
            /**
             * @description Point in time, ISO 8601. With an offset on output; on input a time without offset is read on the clocks of the zone, and refused where a clock change skips or repeats it.
             * @example 2026-03-02T09:00:00+08:00
             */
            end: string;
            /** @description Fewest people who are there at any time of it. */
            fewest: number;
            floor: number;
            /** @enum {string} */
            passes: "waived" | "refused";
            skill?: string;
            /**
             * @description Point in time, ISO 8601. With an offset on output; on input a time without offset is read on the clocks of the zone, and refused where a clock change skips or repeats it.
             * @example 2026-03-02T09:00:00+08:00
             */
            start: string;
            template?: string;
            waiver?: components["schemas"]["Waiver"];
        };
        /**
         * @description A rule of the team as a whole that is not kept in what was published, and what let it pass.
         * @example {
         *       "rule": "minimum-of",
         *       "setting": "1",
         *       "severity": "warn",
         *       "start": "2026-03-02T09:00:00+08:00",
         *       "end": "2026-03-02T17:00:00+08:00",
         *       "unit": "people",
         *       "measured": 0,
         *       "limit": 1,
         *       "excess": 1,
         *       "amount": 8,
         *       "employees": [],
         *       "who": "senior",
         *       "message": "From 2026-03-02 09:00 to 2026-03-02 17:00 there are 0 of senior, where there must be 1.",
         *       "passes": "listed"
         *     }
         */
        GatedTeamBreach: {
            /** @description What is priced: agent-hours where moments are counted, else the excess. */
            amount: number;
            /** @description Those who were counted then. */
            employees: string[];
            /**
             * @description Point in time, ISO 8601. With an offset on output; on input a time without offset is read on the clocks of the zone, and refused where a clock change skips or repeats it.
             * @example 2026-03-02T09:00:00+08:00
             */
            end: string;
            /** @description How far the rule's count is past its limit; always positive. */
            excess: number;
            limit: number;
            measured: number;
            /** @description The finding in English. */
            message: string;
            /**
             * @description Why it may be published: a waiver, or a rule that has a weight.
             * @enum {string}
             */
            passes: "waived" | "listed" | "refused";
            rule: string;
            /** @description Id of the setting, or else its place in the list, from 1. */
            setting: string;
            /**
             * @description block: it must be kept; warn: it has a weight.
             * @enum {string}
             */
            severity: "block" | "warn";
            source?: string;
            /**
             * @description Point in time, ISO 8601. With an offset on output; on input a time without offset is read on the clocks of the zone, and refused where a clock change skips or repeats it.
             * @example 2026-03-02T09:00:00+08:00
             */
            start: string;
            template?: string;
            /**
             * @description What measured and limit count.
             * @enum {string}
             */
            unit: "people" | "hours" | "money";
            waiver?: components["schemas"]["Waiver"];
            /** @description Whom the setting is about; * is everybody. */
            who: string;
        };
        /**
         * @description A public holiday, or a day that the calendar moves.
         * @example {
         *       "date": "2026-05-01",
         *       "name": "Labour Day"
         *     }
         */
        HolidayOutput: {
            /**
             * Format: date
             * @description Calendar day of the site, YYYY-MM-DD, of the years 1970 to 2199.
             * @example 2026-03-02
             */
            date: string;
            /**
             * @description statutory (default): a public holiday; adjustment: a day off given for work on another day; make-up: an ordinary day of work in its place.
             * @enum {string}
             */
            kind?: "statutory" | "adjustment" | "make-up";
            /**
             * @description Name for people; free text.
             * @default
             * @example Late shift
             */
            name: string;
        };
        /**
         * @description One thing wrong with the input.
         * @example {
         *       "code": "unknown-contract",
         *       "path": "/problem/team/employees/0/contract",
         *       "message": "There is no contract \"fulltime\".",
         *       "facts": {
         *         "id": "fulltime",
         *         "known": "full-time",
         *         "nearest": "full-time"
         *       },
         *       "hint": "Did you mean \"full-time\"?"
         *     }
         */
        Issue: {
            /** @description Stable name of the kind of mistake. */
            code: string;
            /**
             * @description Values behind the message, by name; for machines and translations.
             * @example {
             *       "hours": 41
             *     }
             */
            facts: {
                [key: string]: string | number;
            };
            /** @description What to do about it. */
            hint: string;
            message: string;
            /** @description Where: a JSON pointer; inside a CSV text also line and column. */
            path: string;
        };
        /**
         * @description A team as it is stored: it may have nobody left, where its last employee was erased.
         * @example {
         *       "kind": "team",
         *       "zone": "Asia/Shanghai",
         *       "contracts": [
         *         {
         *           "id": "full-time",
         *           "maxHoursPerWeek": 40
         *         }
         *       ],
         *       "employees": [
         *         {
         *           "id": "anna",
         *           "contract": "full-time"
         *         },
         *         {
         *           "id": "bo",
         *           "contract": "full-time"
         *         }
         *       ],
         *       "shiftTemplates": [
         *         {
         *           "id": "day",
         *           "start": "09:00",
         *           "length": 540,
         *           "meal": {
         *             "lengthMinutes": 60,
         *             "paid": false
         *           }
         *         }
         *       ],
         *       "rules": [
         *         {
         *           "rule": "minimum-rest",
         *           "values": {
         *             "minimumHours": 11
         *           }
         *         }
         *       ]
         *     }
         */
        KeptTeam: {
            contracts: components["schemas"]["ContractOutput"][];
            employees: components["schemas"]["EmployeeOutput"][];
            /** @description What employees are to have equal shares of. */
            fairness?: components["schemas"]["Fairness"][];
            /** @default [] */
            holidays: components["schemas"]["HolidayOutput"][];
            /**
             * @description A stable name that other parts of the document refer to.
             * @default team
             * @example late
             */
            id: string;
            /**
             * @default team
             * @constant
             */
            kind: "team";
            /**
             * @description Name for people; free text.
             * @example Late shift
             */
            name?: string;
            /** @description Packs of the team's own, which `packs` name like those of the product. */
            ownPacks?: components["schemas"]["PackOutput"][];
            /**
             * @description Ids of legal packs that apply besides the rules.
             * @default []
             * @example [
             *       "cn"
             *     ]
             */
            packs: string[];
            /**
             * @description Records of protected employees were left out of this document. Nothing is rostered with it.
             * @constant
             */
            protectedWithheld?: true;
            /** @default [] */
            rules: components["schemas"]["RuleSetting"][];
            /** @default [] */
            shiftTemplates: components["schemas"]["ShiftTemplateOutput"][];
            /**
             * @description Where the team works.
             * @example berlin
             */
            site?: string;
            /** @default [] */
            skills: components["schemas"]["Skill"][];
            /** @description Rules of the team as a whole: who must be there together or apart, and budgets. */
            teamRules?: components["schemas"]["TeamRuleSetting"][];
            /**
             * @description First day of the calendar week for weekly rules.
             * @default mon
             * @example mon
             * @enum {string}
             */
            weekStart: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
            /**
             * @description IANA time zone of the site: all dates and times of day are read on its clocks.
             * @example Asia/Shanghai
             */
            zone: string;
        };
        /**
         * @description Days that no work may touch.
         * @example {
         *       "from": "2026-03-04",
         *       "to": "2026-03-06",
         *       "kind": "annual"
         *     }
         */
        Leave: {
            /** @description Hours credited a working day, in place of the contract. */
            creditHoursPerDay?: number;
            /**
             * Format: date
             * @description First day of the leave.
             * @example 2026-03-02
             */
            from: string;
            /**
             * @description Free text.
             * @example annual
             */
            kind?: string;
            /**
             * Format: date
             * @description Last day of the leave, included.
             * @example 2026-03-02
             */
            to: string;
        };
        /**
         * @description Lengths from min to max.
         * @example {
         *       "minMinutes": 240,
         *       "maxMinutes": 480,
         *       "stepMinutes": 60
         *     }
         */
        LengthRangeOutput: {
            maxMinutes: number;
            minMinutes: number;
            /**
             * @description Step in minutes.
             * @default 30
             * @example 30
             */
            stepMinutes: number;
        };
        /**
         * @description Span of local time.
         * @example {
         *       "from": "2026-03-03T12:00",
         *       "to": "2026-03-03T15:00"
         *     }
         */
        LocalSpan: {
            /**
             * @description Local date and wall-clock time without offset, YYYY-MM-DDTHH:MM.
             * @example 2026-03-02T12:00
             */
            from: string;
            /**
             * @description Local date and wall-clock time without offset, YYYY-MM-DDTHH:MM.
             * @example 2026-03-02T12:00
             */
            to: string;
        };
        /**
         * @description The meal of a shift: it leaves the cover, and the pay unless paid.
         * @example {
         *       "lengthMinutes": 30,
         *       "paid": false,
         *       "fromShiftMinutes": 360
         *     }
         */
        MealSettingOutput: {
            /**
             * @description Only shifts at least this long have the meal; default 0.
             * @example 360
             */
            fromShiftMinutes?: number;
            /**
             * @description Length of the meal.
             * @example 30
             */
            lengthMinutes: number;
            /** @description Earliest start, from the shift's start; default a third of the shift, rounded down to stepMinutes or else to 15. */
            notBeforeMinutes?: number;
            /** @description The meal ends at least this long before the shift's end; default as notBeforeMinutes. */
            notInLastMinutes?: number;
            /** @default false */
            paid: boolean;
            /** @description Grid of meal starts; default 30, or the meal's length where that is less. */
            stepMinutes?: number;
        };
        /**
         * @description Something that the law of a pack contains and the pack does not judge.
         * @example {
         *       "pack": "cn",
         *       "topic": "Overtime pay",
         *       "reason": "Pay is not computed."
         *     }
         */
        NotChecked: {
            pack: string;
            reason: string;
            topic: string;
        };
        /**
         * @description What the pack leaves to its readers.
         * @example {
         *       "topic": "pay",
         *       "reason": "Section 5 is a matter of payroll."
         *     }
         */
        PackGap: {
            reason: string;
            /**
             * @description A stable name that other parts of the document refer to.
             * @example late
             */
            topic: string;
        };
        /**
         * @description Working-time law or an agreement as data: values of rules, each with its source.
         * @example {
         *       "kind": "pack",
         *       "id": "works-agreement",
         *       "version": "2024",
         *       "name": "Works agreement",
         *       "validFrom": "2024-01-01",
         *       "checkedOn": "2026-02-12",
         *       "rules": [
         *         {
         *           "rule": "minimum-rest",
         *           "values": {
         *             "minimumHours": 11
         *           },
         *           "severity": "block",
         *           "source": "Works agreement 2024, 3.2",
         *           "verified": true
         *         }
         *       ],
         *       "notChecked": [
         *         {
         *           "topic": "pay",
         *           "reason": "Section 5 is a matter of payroll."
         *         }
         *       ]
         *     }
         */
        PackOutput: {
            /**
             * Format: date
             * @description Day on which it was last compared with its sources.
             * @example 2026-03-02
             */
            checkedOn: string;
            /**
             * @description What the pack is not.
             * @default A reading of an agreement as parameters, not legal advice.
             */
            disclaimer: string;
            /**
             * @description Name of the pack; its versions share it.
             * @example works-agreement
             */
            id: string;
            /**
             * @default pack
             * @constant
             */
            kind: "pack";
            /**
             * @description Name for people; free text.
             * @example Late shift
             */
            name: string;
            /**
             * @description What the hours ledger counts as night; at or before `from`, `to` is on the next day.
             * @default {
             *       "from": "22:00",
             *       "to": "06:00"
             *     }
             */
            night: {
                /**
                 * @description Wall-clock time of day, HH:MM from 00:00 to 24:00.
                 * @example 09:00
                 */
                from: string;
                /**
                 * @description Wall-clock time of day, HH:MM from 00:00 to 24:00.
                 * @example 09:00
                 */
                to: string;
            };
            /**
             * @description What its source contains and the pack does not judge: listed in every audit.
             * @default []
             */
            notChecked: components["schemas"]["PackGap"][];
            pay?: components["schemas"]["PayPlanOutput"];
            rules: components["schemas"]["PackRuleOutput"][];
            /**
             * Format: date
             * @description First date that this version holds for.
             * @example 2026-03-02
             */
            validFrom: string;
            /**
             * Format: date
             * @description Last date that it holds for, included; absent: until a later version.
             * @example 2026-03-02
             */
            validTo?: string;
            /**
             * @description True where every rule of it was read in its own source.
             * @default false
             */
            verified: boolean;
            /**
             * @description A stable name that other parts of the document refer to.
             * @example 2024
             */
            version: string;
        };
        /**
         * @description One rule of a pack with its values, and where they were read.
         * @example {
         *       "rule": "minimum-rest",
         *       "values": {
         *         "minimumHours": 11
         *       },
         *       "severity": "block",
         *       "source": "Works agreement 2024, 3.2",
         *       "verified": true
         *     }
         */
        PackRuleOutput: {
            /**
             * @description Only for employees with a record of one of these kinds, on its dates.
             * @example [
             *       "minor"
             *     ]
             */
            protected?: ("minor" | "pregnant" | "nursing" | "health")[];
            /**
             * @description Id of the rule.
             * @example minimum-rest
             */
            rule: string;
            /**
             * @description What a breach means: forbidden; forbidden unless agreed; costs money; frowned on; to be known. The solver keeps the first two.
             * @enum {string}
             */
            severity: "block" | "agreement" | "pay" | "warn" | "info";
            /**
             * @description Where the values were read.
             * @example Works agreement 2024, 3.2
             */
            source: string;
            /**
             * @description The rule's values by name, units in the names.
             * @default {}
             * @example {
             *       "minimumHours": 11
             *     }
             */
            values: {
                [key: string]: number | string | boolean | string[];
            };
            /**
             * @description Whether they were read in that source itself.
             * @default false
             */
            verified: boolean;
        };
        /**
         * @description How hours are paid beyond one hourly cost for each; in place of the packs' plans.
         * @example {
         *       "weekStart": "sun",
         *       "days": "clock",
         *       "tiers": [
         *         {
         *           "id": "overtime",
         *           "basis": "week",
         *           "fromHours": 40,
         *           "multiplier": 1.5
         *         }
         *       ],
         *       "windows": [
         *         {
         *           "id": "night",
         *           "from": "22:00",
         *           "to": "05:00",
         *           "multiplier": 1.25
         *         }
         *       ]
         *     }
         */
        PayPlanOutput: {
            /**
             * @description Whether all hours of a shift belong to the workday of its start (default), or each to the workday in which it is worked.
             * @enum {string}
             */
            days?: "start" | "clock";
            /**
             * @description When workdays begin; default 00:00.
             * @example 06:00
             */
            dayStart?: string;
            /**
             * @description fixed (default): days that are none of the contract's workdays; floating: the last worked days of a week beyond as many as it has workdays; count: beyond 7 less restDaysPerWeek.
             * @enum {string}
             */
            restDays?: "fixed" | "floating" | "count";
            restDaysPerWeek?: number;
            /**
             * @description Where the rates come from.
             * @example 29 CFR 778
             */
            source?: string;
            /** @default [] */
            tiers: components["schemas"]["PayTier"][];
            /**
             * @description First workday of the workweek; default the team's.
             * @example mon
             * @enum {string}
             */
            weekStart?: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
            windows?: components["schemas"]["PayWindow"][];
        };
        /**
         * @description Hours that are paid at a multiple of the hourly cost. An hour is paid at its highest tier, once.
         * @example {
         *       "id": "overtime",
         *       "basis": "week",
         *       "fromHours": 40,
         *       "multiplier": 1.5
         *     }
         */
        PayTier: {
            /**
             * @description Hours of the workday or workweek beyond fromHours; work on a rest day, on a statutory holiday, or on the last day of a workweek of seven worked days; overtime of a month beyond fromHours of it; work after a rest below restHours.
             * @enum {string}
             */
            basis: "day" | "week" | "rest-day" | "holiday" | "seventh-day" | "overtime-month" | "short-rest";
            /** @description Hours that come before the tier, of the day for bases about days; default 0. */
            fromHours?: number;
            /**
             * @description A stable name that other parts of the document refer to.
             * @example late
             */
            id: string;
            /**
             * @description What an hour is paid, in hourly costs.
             * @example 1.5
             */
            multiplier: number;
            /** @description Least rest since the day before, for basis short-rest. */
            restHours?: number;
            /** @description The hours are owed as time off, one for one, and carry no premium. */
            timeOffInLieu?: boolean;
        };
        /**
         * @description Hours of the clock that pay more.
         * @example {
         *       "id": "night",
         *       "from": "22:00",
         *       "to": "05:00",
         *       "multiplier": 1.25
         *     }
         */
        PayWindow: {
            /**
             * @description Money per hour worked in the window.
             * @example 2
             */
            allowancePerHour?: number;
            /**
             * @description Weekdays on which the window begins; absent: all.
             * @example [
             *       "mon",
             *       "tue",
             *       "wed",
             *       "thu",
             *       "fri"
             *     ]
             */
            days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            /**
             * @description Wall-clock time of day, HH:MM from 00:00 to 24:00.
             * @example 09:00
             */
            from: string;
            /**
             * @description A stable name that other parts of the document refer to.
             * @example late
             */
            id: string;
            /**
             * @description What an hour is paid, in hourly costs.
             * @example 1.5
             */
            multiplier?: number;
            /**
             * @description add (default): what the multiplier has above 1 comes on top of the tier; highest: in its place.
             * @enum {string}
             */
            stacking?: "add" | "highest";
            /**
             * @description A time at or before from lies on the next day.
             * @example 09:00
             */
            to: string;
        };
        /**
         * @description Time inside a shift, beside its breaks, that is spent on another activity or worked in another skill: one of the two is given.
         * @example {
         *       "start": "2026-03-02T10:00:00+08:00",
         *       "end": "2026-03-02T10:30:00+08:00",
         *       "activity": "meeting"
         *     }
         */
        Piece: {
            /**
             * @description What is done instead of the work; it covers nothing.
             * @example meeting
             */
            activity?: string;
            /**
             * @description Point in time, ISO 8601. With an offset on output; on input a time without offset is read on the clocks of the zone, and refused where a clock change skips or repeats it.
             * @example 2026-03-02T09:00:00+08:00
             */
            end: string;
            /**
             * @description Or: the other skill that is worked in.
             * @example sales
             */
            skill?: string;
            /**
             * @description Point in time, ISO 8601. With an offset on output; on input a time without offset is read on the clocks of the zone, and refused where a clock change skips or repeats it.
             * @example 2026-03-02T09:00:00+08:00
             */
            start: string;
        };
        /**
         * @description A problem as of RFC 9457.
         * @example {
         *       "type": "urn:shiftcast:problem:invalid-input",
         *       "title": "The input has mistakes",
         *       "status": 422,
         *       "detail": "1 mistake in the input.",
         *       "requestId": "0b9f4c1e-3f0a-4b52-9d0f-1f1f3c5a2a11",
         *       "issues": [
         *         {
         *           "code": "unknown-contract",
         *           "path": "/problem/team/employees/0/contract",
         *           "message": "There is no contract \"fulltime\".",
         *           "facts": {
         *             "id": "fulltime",
         *             "known": "full-time",
         *             "nearest": "full-time"
         *           },
         *           "hint": "Did you mean \"full-time\"?"
         *         }
         *       ]
         *     }
         */
        ProblemDetails: {
            detail: string;
            /** @description All that is wrong with the input, at most 200. */
            issues?: components["schemas"]["Issue"][];
            /** @description Also in the header X-Request-Id and in the log. */
            requestId: string;
            status: number;
            title: string;
            /** @description Kind of problem: urn:shiftcast:problem:KIND. */
            type: string;
        };
        /**
         * @description A dated record of a reason why an employee is protected. Told to human resources alone.
         * @example {
         *       "kind": "pregnant",
         *       "from": "2026-03-01",
         *       "to": "2026-06-30"
         *     }
         */
        ProtectedRecord: {
            /**
             * Format: date
             * @description First day, for example that of the seventh month of a pregnancy.
             * @example 2026-03-02
             */
            from: string;
            /**
             * @description Young age, pregnancy, nursing a child, or health.
             * @example minor
             * @enum {string}
             */
            kind: "minor" | "pregnant" | "nursing" | "health";
            /**
             * Format: date
             * @description Last day, included; absent: it goes on.
             * @example 2026-03-02
             */
            to?: string;
        };
        /**
         * @description Days of a team that were published. It never changes.
         * @example {
         *       "id": "0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f10",
         *       "team": "support",
         *       "number": 3,
         *       "from": "2026-03-02",
         *       "to": "2026-03-08",
         *       "draft": {
         *         "id": "0199a0c2-0000-7cc0-8a53-1a6b9a3a7f10",
         *         "version": 4
         *       },
         *       "shiftCount": 7,
         *       "created": {
         *         "at": "2026-03-01T08:30:00.000Z",
         *         "by": "local"
         *       },
         *       "teamVersion": 1,
         *       "gate": {
         *         "breaches": [],
         *         "unknowns": [],
         *         "notChecked": []
         *       },
         *       "difference": {
         *         "added": [
         *           "anna@2026-03-02#1"
         *         ],
         *         "changed": [],
         *         "removed": [],
         *         "unchanged": 6
         *       },
         *       "shifts": [
         *         {
         *           "id": "anna@2026-03-02#1",
         *           "employee": "anna",
         *           "employeeName": "Anna Lind",
         *           "team": "office",
         *           "site": "Berlin",
         *           "zone": "Europe/Berlin",
         *           "date": "2026-03-02",
         *           "start": "2026-03-02T08:00:00+01:00",
         *           "end": "2026-03-02T16:30:00+01:00",
         *           "template": "early",
         *           "templateName": "Early",
         *           "skill": "sales",
         *           "skillName": "Sales",
         *           "activity": "work",
         *           "breaks": [
         *             {
         *               "start": "2026-03-02T12:00:00+01:00",
         *               "end": "2026-03-02T12:30:00+01:00",
         *               "paid": false
         *             }
         *           ],
         *           "paidHours": 8,
         *           "status": "published",
         *           "sequence": 0,
         *           "publication": 1,
         *           "changedAt": "2026-02-20T14:05:00+01:00"
         *         }
         *       ]
         *     }
         */
        Publication: {
            created: components["schemas"]["Written"];
            difference: components["schemas"]["PublicationDifference"];
            draft: {
                id: string;
                /**
                 * @description Grows with every change; its text in quotes is the ETag.
                 * @example 3
                 */
                version: number;
            };
            /**
             * Format: date
             * @description Calendar day of the site, YYYY-MM-DD, of the years 1970 to 2199.
             * @example 2026-03-02
             */
            from: string;
            gate: components["schemas"]["PublicationGate"];
            id: string;
            /** @description 1, 2, 3 ... of the team. */
            number: number;
            /** @description Number of shifts published. */
            shiftCount: number;
            /** @description As published, in order of start. */
            shifts: components["schemas"]["ScheduledShift"][];
            /**
             * @description A stable name that other parts of the document refer to.
             * @example late
             */
            team: string;
            /**
             * @description The team's version that it was judged by.
             * @example 3
             */
            teamVersion: number;
            /**
             * Format: date
             * @description Last date, included.
             * @example 2026-03-02
             */
            to: string;
        };
        /**
         * @description Ids of the published shifts that came, changed and went, and how many stayed as they were.
         * @example {
         *       "added": [
         *         "anna@2026-03-02#1"
         *       ],
         *       "changed": [],
         *       "removed": [],
         *       "unchanged": 6
         *     }
         */
        PublicationDifference: {
            added: string[];
            changed: string[];
            removed: string[];
            unchanged: number;
        };
        /**
         * @description What was judged before the publication was let through.
         * @example {
         *       "breaches": [],
         *       "unknowns": [],
         *       "notChecked": []
         *     }
         */
        PublicationGate: {
            breaches: components["schemas"]["GatedBreach"][];
            notChecked: components["schemas"]["NotChecked"][];
            /** @description Floors that must be met and are not; absent where nothing is asked of the team as a whole. */
            shortages?: components["schemas"]["GatedShortage"][];
            /** @description Rules of the team as a whole that are not kept; absent where nothing is asked of the team as a whole. */
            teamBreaches?: components["schemas"]["GatedTeamBreach"][];
            unknowns: components["schemas"]["Unknown"][];
        };
        /**
         * @description Part of the list of publications.
         * @example {
         *       "items": [
         *         {
         *           "id": "0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f10",
         *           "team": "support",
         *           "number": 3,
         *           "from": "2026-03-02",
         *           "to": "2026-03-08",
         *           "draft": {
         *             "id": "0199a0c2-0000-7cc0-8a53-1a6b9a3a7f10",
         *             "version": 4
         *           },
         *           "shiftCount": 7,
         *           "created": {
         *             "at": "2026-03-01T08:30:00.000Z",
         *             "by": "local"
         *           }
         *         }
         *       ],
         *       "next": null
         *     }
         */
        PublicationPage: {
            items: components["schemas"]["PublicationPageEntry"][];
            /** @description `cursor` of the next part; null at the end. */
            next: string | null;
        };
        /** @description An entry of the list. */
        PublicationPageEntry: {
            created?: components["schemas"]["Written"];
            draft?: {
                id: string;
                /**
                 * @description Grows with every change; its text in quotes is the ETag.
                 * @example 3
                 */
                version: number;
            };
            /**
             * Format: date
             * @description Calendar day of the site, YYYY-MM-DD, of the years 1970 to 2199.
             * @example 2026-03-02
             */
            from?: string;
            id: string;
            /** @description 1, 2, 3 ... of the team. */
            number?: number;
            /** @description Number of shifts published. */
            shiftCount?: number;
            /**
             * @description A stable name that other parts of the document refer to.
             * @example late
             */
            team?: string;
            /**
             * Format: date
             * @description Last date, included.
             * @example 2026-03-02
             */
            to?: string;
        };
        /**
         * @description A rule with its values.
         * @example {
         *       "rule": "minimum-rest",
         *       "values": {
         *         "minimumHours": 11
         *       }
         *     }
         */
        RuleSetting: {
            /** @description Only for these contracts. */
            contracts?: string[];
            /** @description Only for these employees. */
            employees?: string[];
            /**
             * Format: date
             * @description First day on which it applies; absent: from ever.
             * @example 2026-03-02
             */
            from?: string;
            /**
             * @description Only for employees with a record of one of these kinds, on its dates.
             * @example [
             *       "minor"
             *     ]
             */
            protected?: ("minor" | "pregnant" | "nursing" | "health")[];
            /**
             * @description Id of the rule.
             * @example minimum-rest
             */
            rule: string;
            /**
             * @description What a breach means: forbidden; forbidden unless agreed; costs money; frowned on; to be known. The solver keeps the first two.
             * @enum {string}
             */
            severity?: "block" | "agreement" | "pay" | "warn" | "info";
            /**
             * @description Where the limit comes from.
             * @example Works agreement 2024, 3.2
             */
            source?: string;
            /**
             * Format: date
             * @description Last day on which it applies; absent: for ever.
             * @example 2026-03-02
             */
            to?: string;
            /**
             * @description The rule's values by name, units in the names.
             * @example {
             *       "minimumHours": 11
             *     }
             */
            values?: {
                [key: string]: number | string | boolean | string[];
            };
            /**
             * @description Points of each unit of excess of a breach: of an hour where the rule measures time, else of a day, a shift or the breach itself. With a weight the rule may be broken at this price, and its severity is warn unless it is pay or info.
             * @example 5
             */
            weight?: number;
        };
        /**
         * @description What changed in the schedule.
         * @example {
         *       "items": [
         *         {
         *           "id": "anna@2026-03-02#1",
         *           "employee": "anna",
         *           "employeeName": "Anna Lind",
         *           "team": "office",
         *           "site": "Berlin",
         *           "zone": "Europe/Berlin",
         *           "date": "2026-03-02",
         *           "start": "2026-03-02T08:00:00+01:00",
         *           "end": "2026-03-02T16:30:00+01:00",
         *           "template": "early",
         *           "templateName": "Early",
         *           "skill": "sales",
         *           "skillName": "Sales",
         *           "activity": "work",
         *           "breaks": [
         *             {
         *               "start": "2026-03-02T12:00:00+01:00",
         *               "end": "2026-03-02T12:30:00+01:00",
         *               "paid": false
         *             }
         *           ],
         *           "paidHours": 8,
         *           "status": "published",
         *           "sequence": 0,
         *           "publication": 1,
         *           "changedAt": "2026-02-20T14:05:00+01:00"
         *         }
         *       ],
         *       "next": "WyJhYmMiLCIxMiJd",
         *       "more": false
         *     }
         */
        ScheduleChanges: {
            /** @description Shifts that changed, in order of their changes, each once in its newest state; a shift that is no more is `cancelled`. */
            items: components["schemas"]["ScheduledShift"][];
            /** @description Whether there are more changes already. */
            more: boolean;
            /** @description `since` of the next question. */
            next: string;
        };
        /**
         * @description A shift as published.
         * @example {
         *       "id": "anna@2026-03-02#1",
         *       "employee": "anna",
         *       "employeeName": "Anna Lind",
         *       "team": "office",
         *       "site": "Berlin",
         *       "zone": "Europe/Berlin",
         *       "date": "2026-03-02",
         *       "start": "2026-03-02T08:00:00+01:00",
         *       "end": "2026-03-02T16:30:00+01:00",
         *       "template": "early",
         *       "templateName": "Early",
         *       "skill": "sales",
         *       "skillName": "Sales",
         *       "activity": "work",
         *       "breaks": [
         *         {
         *           "start": "2026-03-02T12:00:00+01:00",
         *           "end": "2026-03-02T12:30:00+01:00",
         *           "paid": false
         *         }
         *       ],
         *       "paidHours": 8,
         *       "status": "published",
         *       "sequence": 0,
         *       "publication": 1,
         *       "changedAt": "2026-02-20T14:05:00+01:00"
         *     }
         */
        ScheduledShift: {
            /**
             * @description What is done.
             * @example work
             */
            activity: string;
            /** @default [] */
            breaks: components["schemas"]["BreakOutput"][];
            /**
             * @description When that was.
             * @example 2026-03-02T09:00:00+08:00
             */
            changedAt: string;
            /**
             * Format: date
             * @description Local date that it was first published for; a part of its id.
             * @example 2026-03-02
             */
            date: string;
            /**
             * @description Id of the employee.
             * @example anna
             */
            employee: string;
            /**
             * @description The employee's name when it was published.
             * @example Anna Lind
             */
            employeeName?: string;
            /**
             * @description End of the attendance, not part of it.
             * @example 2026-03-02T09:00:00+08:00
             */
            end: string;
            /**
             * @description Stays when the shift is moved: employee, date and ordinal of its first publication.
             * @example anna@2026-03-02#1
             */
            id: string;
            /**
             * @description Elapsed hours less unpaid breaks.
             * @example 8
             */
            paidHours: number;
            /** @description Stretches on another activity, or in another skill, than the shift itself. */
            pieces?: components["schemas"]["Piece"][];
            /** @description Number of the team's publication that brought the present state. */
            publication: number;
            /** @description Starts at 0 and grows with every published change. */
            sequence: number;
            /**
             * @description Where the team works.
             * @example Berlin
             */
            site?: string;
            /**
             * @description Id of the skill.
             * @example sales
             */
            skill?: string;
            /**
             * @description The skill's name when it was published.
             * @example Sales
             */
            skillName?: string;
            /**
             * @description Point in time, ISO 8601. With an offset on output; on input a time without offset is read on the clocks of the zone, and refused where a clock change skips or repeats it.
             * @example 2026-03-02T09:00:00+08:00
             */
            start: string;
            /**
             * @description A cancelled shift is one that was published and is no more.
             * @enum {string}
             */
            status: "published" | "cancelled";
            /**
             * @description Id of the team.
             * @example office
             */
            team: string;
            /**
             * @description Id of the shift template.
             * @example early
             */
            template?: string;
            /**
             * @description The template's name when it was published.
             * @example Early
             */
            templateName?: string;
            /**
             * @description IANA time zone of the site: all dates and times of day are read on its clocks.
             * @example Asia/Shanghai
             */
            zone: string;
        };
        /**
         * @description Part of the schedule.
         * @example {
         *       "items": [
         *         {
         *           "id": "anna@2026-03-02#1",
         *           "employee": "anna",
         *           "employeeName": "Anna Lind",
         *           "team": "office",
         *           "site": "Berlin",
         *           "zone": "Europe/Berlin",
         *           "date": "2026-03-02",
         *           "start": "2026-03-02T08:00:00+01:00",
         *           "end": "2026-03-02T16:30:00+01:00",
         *           "template": "early",
         *           "templateName": "Early",
         *           "skill": "sales",
         *           "skillName": "Sales",
         *           "activity": "work",
         *           "breaks": [
         *             {
         *               "start": "2026-03-02T12:00:00+01:00",
         *               "end": "2026-03-02T12:30:00+01:00",
         *               "paid": false
         *             }
         *           ],
         *           "paidHours": 8,
         *           "status": "published",
         *           "sequence": 0,
         *           "publication": 1,
         *           "changedAt": "2026-02-20T14:05:00+01:00"
         *         }
         *       ],
         *       "next": null
         *     }
         */
        SchedulePage: {
            items: components["schemas"]["SchedulePageEntry"][];
            /** @description `cursor` of the next part; null at the end. */
            next: string | null;
        };
        /** @description An entry of the list. */
        SchedulePageEntry: {
            /**
             * @description What is done.
             * @example work
             */
            activity?: string;
            /** @default [] */
            breaks: components["schemas"]["BreakOutput"][];
            /**
             * @description When that was.
             * @example 2026-03-02T09:00:00+08:00
             */
            changedAt?: string;
            /**
             * Format: date
             * @description Local date that it was first published for; a part of its id.
             * @example 2026-03-02
             */
            date?: string;
            /**
             * @description Id of the employee.
             * @example anna
             */
            employee?: string;
            /**
             * @description The employee's name when it was published.
             * @example Anna Lind
             */
            employeeName?: string;
            /**
             * @description End of the attendance, not part of it.
             * @example 2026-03-02T09:00:00+08:00
             */
            end?: string;
            /**
             * @description Stays when the shift is moved: employee, date and ordinal of its first publication.
             * @example anna@2026-03-02#1
             */
            id: string;
            /**
             * @description Elapsed hours less unpaid breaks.
             * @example 8
             */
            paidHours?: number;
            /** @description Stretches on another activity, or in another skill, than the shift itself. */
            pieces?: components["schemas"]["Piece"][];
            /** @description Number of the team's publication that brought the present state. */
            publication?: number;
            /** @description Starts at 0 and grows with every published change. */
            sequence?: number;
            /**
             * @description Where the team works.
             * @example Berlin
             */
            site?: string;
            /**
             * @description Id of the skill.
             * @example sales
             */
            skill?: string;
            /**
             * @description The skill's name when it was published.
             * @example Sales
             */
            skillName?: string;
            /**
             * @description Point in time, ISO 8601. With an offset on output; on input a time without offset is read on the clocks of the zone, and refused where a clock change skips or repeats it.
             * @example 2026-03-02T09:00:00+08:00
             */
            start?: string;
            /**
             * @description A cancelled shift is one that was published and is no more.
             * @enum {string}
             */
            status?: "published" | "cancelled";
            /**
             * @description Id of the team.
             * @example office
             */
            team?: string;
            /**
             * @description Id of the shift template.
             * @example early
             */
            template?: string;
            /**
             * @description The template's name when it was published.
             * @example Early
             */
            templateName?: string;
            /**
             * @description IANA time zone of the site: all dates and times of day are read on its clocks.
             * @example Asia/Shanghai
             */
            zone?: string;
        };
        /**
         * @description A wish of one employee for one date: a day off, any work, a certain shift, or not that shift.
         * @example {
         *       "kind": "day-off",
         *       "date": "2026-03-04",
         *       "weight": 10
         *     }
         */
        ShiftRequest: {
            /**
             * Format: date
             * @description Calendar day of the site, YYYY-MM-DD, of the years 1970 to 2199.
             * @example 2026-03-02
             */
            date: string;
            /** @constant */
            kind: "day-off";
            /**
             * @description Price in points when the wish is not met.
             * @example 10
             */
            weight: number;
        } | {
            /**
             * Format: date
             * @description Calendar day of the site, YYYY-MM-DD, of the years 1970 to 2199.
             * @example 2026-03-02
             */
            date: string;
            /** @constant */
            kind: "work";
            /**
             * @description Price in points when the wish is not met.
             * @example 10
             */
            weight: number;
        } | {
            /**
             * Format: date
             * @description Calendar day of the site, YYYY-MM-DD, of the years 1970 to 2199.
             * @example 2026-03-02
             */
            date: string;
            /** @constant */
            kind: "shift";
            /**
             * @description A stable name that other parts of the document refer to.
             * @example late
             */
            template: string;
            /**
             * @description Price in points when the wish is not met.
             * @example 10
             */
            weight: number;
        } | {
            /**
             * Format: date
             * @description Calendar day of the site, YYYY-MM-DD, of the years 1970 to 2199.
             * @example 2026-03-02
             */
            date: string;
            /** @constant */
            kind: "avoid-shift";
            /**
             * @description A stable name that other parts of the document refer to.
             * @example late
             */
            template: string;
            /**
             * @description Price in points when the wish is not met.
             * @example 10
             */
            weight: number;
        };
        /**
         * @description A kind of shift: fixed, or with a start window and a range of lengths.
         * @example {
         *       "id": "day",
         *       "start": {
         *         "earliest": "07:00",
         *         "latest": "12:00",
         *         "stepMinutes": 30
         *       },
         *       "length": {
         *         "minMinutes": 240,
         *         "maxMinutes": 540,
         *         "stepMinutes": 30
         *       },
         *       "latestEnd": "21:00",
         *       "meal": {
         *         "lengthMinutes": 30,
         *         "paid": false,
         *         "fromShiftMinutes": 360
         *       }
         *     }
         */
        ShiftTemplateOutput: {
            /** @description Breaks besides the meal. */
            breaks?: components["schemas"]["BreakSettingOutput"][];
            /**
             * @description Days of the week; absent: every day.
             * @example [
             *       "mon",
             *       "tue",
             *       "wed",
             *       "thu",
             *       "fri"
             *     ]
             */
            days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            /**
             * @description A stable name that other parts of the document refer to.
             * @example late
             */
            id: string;
            /**
             * @description Latest end, on the day of the start; absent: no limit.
             * @example 09:00
             */
            latestEnd?: string;
            /** @description Least time from the end of a break to the start of the next; default 0. */
            leastBetweenBreaksMinutes?: number;
            /**
             * @description Presence from start to end in MINUTES of wall-clock time, meal included: a number, or a range.
             * @example 480
             */
            length: number | components["schemas"]["LengthRangeOutput"];
            /** @description Longest time between the shift's start, its breaks and its end. */
            longestStretchMinutes?: number;
            meal?: components["schemas"]["MealSettingOutput"];
            /**
             * @description Name for people; free text.
             * @example Late shift
             */
            name?: string;
            /** @description Its shifts are duties on call, of the activity on-call: neither working time nor paid, and no cover but of demands for the template. */
            onCall?: boolean;
            /** @description Skills that may be worked in it; absent: any. */
            skills?: string[];
            /** @description Its shifts have a gap: two attendances on one day, for contracts with splitShifts. The length is from first start to last end. */
            split?: components["schemas"]["SplitSettingOutput"];
            /** @description Start on the wall clock: one time, or a window. */
            start: string | components["schemas"]["StartWindowOutput"];
        };
        /**
         * @description Something that contacts need and employees have.
         * @example {
         *       "id": "sales",
         *       "name": "Sales"
         *     }
         */
        Skill: {
            /**
             * @description A stable name that other parts of the document refer to.
             * @example late
             */
            id: string;
            /**
             * @description Name for people; free text.
             * @example Late shift
             */
            name?: string;
        };
        /**
         * @description The gap of a split shift: unpaid, no work, and no break for rules of breaks.
         * @example {
         *       "gapMinutes": 180,
         *       "leastPartMinutes": 180
         *     }
         */
        SplitSettingOutput: {
            /**
             * @description Length of the gap in minutes: a number, or a range.
             * @example 180
             */
            gapMinutes: number | components["schemas"]["GapRangeOutput"];
            /**
             * @description Least time before the gap and behind it; default 120.
             * @example 180
             */
            leastPartMinutes?: number;
            /**
             * @description Grid of the gap's start, from the shift's start; default 30.
             * @example 60
             */
            stepMinutes?: 15 | 30 | 60;
        };
        /**
         * @description Start times from earliest to latest.
         * @example {
         *       "earliest": "07:00",
         *       "latest": "12:00",
         *       "stepMinutes": 30
         *     }
         */
        StartWindowOutput: {
            /**
             * @description Wall-clock time of day, HH:MM from 00:00 to 23:59.
             * @example 09:00
             */
            earliest: string;
            /**
             * @description Wall-clock time of day, HH:MM from 00:00 to 23:59.
             * @example 09:00
             */
            latest: string;
            /**
             * @description Step in minutes.
             * @default 30
             * @example 30
             */
            stepMinutes: number;
        };
        /**
         * @description A team as it is stored.
         * @example {
         *       "id": "team",
         *       "version": 1,
         *       "created": {
         *         "at": "2026-03-01T08:30:00.000Z",
         *         "by": "local"
         *       },
         *       "updated": {
         *         "at": "2026-03-01T08:30:00.000Z",
         *         "by": "local"
         *       },
         *       "team": {
         *         "kind": "team",
         *         "zone": "Asia/Shanghai",
         *         "contracts": [
         *           {
         *             "id": "full-time",
         *             "maxHoursPerWeek": 40
         *           }
         *         ],
         *         "employees": [
         *           {
         *             "id": "anna",
         *             "contract": "full-time"
         *           },
         *           {
         *             "id": "bo",
         *             "contract": "full-time"
         *           }
         *         ],
         *         "shiftTemplates": [
         *           {
         *             "id": "day",
         *             "start": "09:00",
         *             "length": 540,
         *             "meal": {
         *               "lengthMinutes": 60,
         *               "paid": false
         *             }
         *           }
         *         ],
         *         "rules": [
         *           {
         *             "rule": "minimum-rest",
         *             "values": {
         *               "minimumHours": 11
         *             }
         *           }
         *         ]
         *       }
         *     }
         */
        StoredTeam: {
            created: components["schemas"]["Written"];
            /**
             * @description A stable name that other parts of the document refer to.
             * @example late
             */
            id: string;
            team: components["schemas"]["KeptTeam"];
            updated: components["schemas"]["Written"];
            /**
             * @description Grows with every change; its text in quotes is the ETag.
             * @example 3
             */
            version: number;
        };
        /**
         * @description Part of the list of teams.
         * @example {
         *       "items": [
         *         {
         *           "id": "support",
         *           "name": "Support",
         *           "site": "berlin",
         *           "zone": "Europe/Berlin",
         *           "employees": 12,
         *           "version": 1,
         *           "created": {
         *             "at": "2026-03-01T08:30:00.000Z",
         *             "by": "local"
         *           },
         *           "updated": {
         *             "at": "2026-03-01T08:30:00.000Z",
         *             "by": "local"
         *           }
         *         }
         *       ],
         *       "next": null
         *     }
         */
        TeamPage: {
            items: components["schemas"]["TeamPageEntry"][];
            /** @description `cursor` of the next part; null at the end. */
            next: string | null;
        };
        /** @description An entry of the list. */
        TeamPageEntry: {
            created?: components["schemas"]["Written"];
            /** @description Number of employees. */
            employees?: number;
            /**
             * @description A stable name that other parts of the document refer to.
             * @example late
             */
            id: string;
            /**
             * @description Name for people; free text.
             * @example Late shift
             */
            name?: string;
            /**
             * @description A stable name that other parts of the document refer to.
             * @example late
             */
            site?: string;
            updated?: components["schemas"]["Written"];
            /**
             * @description Grows with every change; its text in quotes is the ETag.
             * @example 3
             */
            version?: number;
            /**
             * @description IANA time zone of the site: all dates and times of day are read on its clocks.
             * @example Asia/Shanghai
             */
            zone?: string;
        };
        /**
         * @description A rule of the team as a whole, with its values: it must be kept, or has a price.
         * @example {
         *       "rule": "minimum-of",
         *       "values": {
         *         "group": "senior",
         *         "measure": "template",
         *         "when": "anybody"
         *       },
         *       "hard": true
         *     }
         */
        TeamRuleSetting: {
            /** @description Single dates, in place of days. */
            dates?: string[];
            /**
             * @description Days of the week; absent: every day.
             * @example [
             *       "mon",
             *       "tue",
             *       "wed",
             *       "thu",
             *       "fri"
             *     ]
             */
            days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            /**
             * Format: date
             * @description First date on which it holds.
             * @example 2026-03-02
             */
            from?: string;
            /**
             * @description It must be kept; in place of a weight.
             * @constant
             */
            hard?: true;
            /**
             * @description What findings call the setting; default its place in the list.
             * @example late
             */
            id?: string;
            /**
             * @description Id of the rule.
             * @example minimum-of
             */
            rule: string;
            /** @description Where it comes from. */
            source?: string;
            /**
             * Format: date
             * @description Last date on which it holds, included.
             * @example 2026-03-02
             */
            to?: string;
            /**
             * @description The rule's values by name.
             * @example {
             *       "minimum": 1,
             *       "group": "senior"
             *     }
             */
            values?: {
                [key: string]: number | string | boolean | string[];
            };
            /**
             * @description Points of each unit past the limit: an agent-hour, a person, a paid hour or a unit of money.
             * @example 100
             */
            weight?: number;
            /** @description Times of the day; `to` at or before `from` lies on the next day. For rules about moments. */
            window?: {
                /**
                 * @description Wall-clock time of day, HH:MM from 00:00 to 24:00.
                 * @example 09:00
                 */
                from: string;
                /**
                 * @description Wall-clock time of day, HH:MM from 00:00 to 24:00.
                 * @example 09:00
                 */
                to: string;
            };
        };
        /**
         * @description A rule that could not be judged for an employee, because shifts outside the horizon, or the templates of shifts, are not known.
         * @example {
         *       "rule": "minimum-rest",
         *       "employee": "anna",
         *       "reason": "past-missing",
         *       "start": "2026-03-02T00:00:00+08:00",
         *       "end": "2026-03-03T00:00:00+08:00",
         *       "message": "Whether anna keeps minimum-rest depends on shifts before the horizon, which are not known."
         *     }
         */
        Unknown: {
            employee: string;
            /**
             * @description Point in time, ISO 8601. With an offset on output; on input a time without offset is read on the clocks of the zone, and refused where a clock change skips or repeats it.
             * @example 2026-03-02T09:00:00+08:00
             */
            end: string;
            message: string;
            /** @enum {string} */
            reason: "past-missing" | "future-missing" | "template-missing";
            rule: string;
            /**
             * @description Point in time, ISO 8601. With an offset on output; on input a time without offset is read on the clocks of the zone, and refused where a clock change skips or repeats it.
             * @example 2026-03-02T09:00:00+08:00
             */
            start: string;
        };
        /**
         * @description Leave to publish breaches of severity block, hard rules of the team or hard floors not met.
         * @example {
         *       "rule": "minimum-rest",
         *       "employee": "anna",
         *       "date": "2026-03-02",
         *       "reason": "Anna asked for it.",
         *       "name": "Kim Berg"
         *     }
         */
        Waiver: {
            /**
             * Format: date
             * @description Only breaches that touch this date.
             * @example 2026-03-02
             */
            date?: string;
            /**
             * @description Only breaches of this employee; none of the team as a whole.
             * @example late
             */
            employee?: string;
            /**
             * @description Who answers for it.
             * @example Kim Berg
             */
            name: string;
            /**
             * @description Why it may be.
             * @example Anna asked for it.
             */
            reason: string;
            /**
             * @description Id of the rule, also of one of the team as a whole; hard-cover for floors that must be met.
             * @example minimum-rest
             */
            rule: string;
        };
        /**
         * @description From `from` to `to` on these weekdays; a `to` at or before `from` lies on the next day.
         * @example {
         *       "days": [
         *         "mon",
         *         "tue"
         *       ],
         *       "from": "08:00",
         *       "to": "18:00"
         *     }
         */
        WeeklyWindow: {
            /**
             * @description Days of the week; absent: every day.
             * @example [
             *       "mon",
             *       "tue",
             *       "wed",
             *       "thu",
             *       "fri"
             *     ]
             */
            days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            /**
             * @description Wall-clock time of day, HH:MM from 00:00 to 24:00.
             * @example 09:00
             */
            from: string;
            /**
             * @description Wall-clock time of day, HH:MM from 00:00 to 24:00.
             * @example 09:00
             */
            to: string;
        };
        /**
         * @description Who wrote something, and when.
         * @example {
         *       "at": "2026-03-01T08:30:00.000Z",
         *       "by": "local"
         *     }
         */
        Written: {
            /**
             * Format: date-time
             * @description UTC.
             */
            at: string;
            /** @description Who wrote it. */
            by: string;
        };
    };
    responses: {
        /** @description The service failed */
        defect: {
            headers: {
                /** @description Id of the request, also in the log. */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDetails"];
            };
        };
        /** @description This is not yours to ask for; or: Pages of other origins may not call this service */
        "forbidden.foreign-origin": {
            headers: {
                /** @description Id of the request, also in the log. */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDetails"];
            };
        };
        /** @description The input has mistakes */
        "invalid-input": {
            headers: {
                /** @description Id of the request, also in the log. */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDetails"];
            };
        };
        /** @description The answer has no form that the Accept header names */
        "not-acceptable": {
            headers: {
                /** @description Id of the request, also in the log. */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDetails"];
            };
        };
        /** @description There is nothing at this address */
        "not-found": {
            headers: {
                /** @description Id of the request, also in the log. */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDetails"];
            };
        };
        /** @description The database has no room left */
        "store-full": {
            headers: {
                /** @description Id of the request, also in the log. */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDetails"];
            };
        };
        /** @description The database does not answer */
        "store-unreachable": {
            headers: {
                /** @description Seconds. */
                "Retry-After"?: string;
                /** @description Id of the request, also in the log. */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDetails"];
            };
        };
        /** @description Too many requests */
        "too-many-requests": {
            headers: {
                /** @description Seconds. */
                "Retry-After"?: string;
                /** @description Id of the request, also in the log. */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDetails"];
            };
        };
        /** @description A key or a session is needed */
        unauthenticated: {
            headers: {
                /** @description Bearer. */
                "WWW-Authenticate"?: string;
                /** @description Id of the request, also in the log. */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDetails"];
            };
        };
        /** @description This service does not answer for that host */
        "wrong-host": {
            headers: {
                /** @description Id of the request, also in the log. */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDetails"];
            };
        };
        /** @description This address does not take that method */
        "wrong-method": {
            headers: {
                /** @description Id of the request, also in the log. */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDetails"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listPublications: {
        parameters: {
            query?: {
                /** @description `next` of the answer before; opaque. */
                cursor?: string;
                /** @description Only these fields of each entry, separated by commas; `id` always. */
                fields?: string;
                /** @description Only publications with days on or after this date. */
                from?: string;
                /** @description Entries of one answer, 1 to 500. */
                limit?: number;
                /** @description Only publications of this team. */
                team?: string;
                /** @description Only publications with days on or before this date. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Publications. */
            200: {
                headers: {
                    /** @description Id of the request, also in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicationPage"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden.foreign-origin"];
            405: components["responses"]["wrong-method"];
            406: components["responses"]["not-acceptable"];
            421: components["responses"]["wrong-host"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["defect"];
            503: components["responses"]["store-unreachable"];
            507: components["responses"]["store-full"];
        };
    };
    getPublication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the publication. */
                publication: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The publication. */
            200: {
                headers: {
                    /** @description Version in quotes; for If-Match and If-None-Match. */
                    ETag?: string;
                    /** @description Id of the request, also in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Publication"];
                };
            };
            /** @description The client has it already (If-None-Match). */
            304: {
                headers: {
                    /** @description Id of the request, also in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden.foreign-origin"];
            404: components["responses"]["not-found"];
            405: components["responses"]["wrong-method"];
            406: components["responses"]["not-acceptable"];
            421: components["responses"]["wrong-host"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["defect"];
            503: components["responses"]["store-unreachable"];
            507: components["responses"]["store-full"];
        };
    };
    getSchedule: {
        parameters: {
            query?: {
                /** @description Whether CSV begins with a byte-order mark, by which Excel knows UTF-8; default false. */
                bom?: "true" | "false";
                /** @description Whether cancelled shifts are given; default only in iCalendar. HTML never has them. */
                cancelled?: "true" | "false";
                /** @description `next` of the answer before; opaque. */
                cursor?: string;
                /** @description Only shifts of this employee: our id, or another system's as SYSTEM:ID. */
                employee?: string;
                /** @description Only these fields of each entry, separated by commas; `id` always. */
                fields?: string;
                /** @description Form of the answer, whatever Accept says. */
                format?: "json" | "csv" | "ics" | "html" | "xlsx";
                /** @description First date. */
                from?: string;
                /** @description Language of HTML and iCalendar; default as Accept-Language says. */
                language?: "en" | "zh";
                /** @description Entries of one answer, 1 to 500. */
                limit?: number;
                /** @description Only shifts of teams of this site. */
                site?: string;
                /** @description Only shifts of this team. */
                team?: string;
                /** @description Last date, included. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The shifts. */
            200: {
                headers: {
                    /** @description Version in quotes; for If-Match and If-None-Match. */
                    ETag?: string;
                    /** @description Id of the request, also in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchedulePage"];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/calendar": string;
                    "text/csv": string;
                    "text/html": string;
                };
            };
            /** @description The client has it already (If-None-Match). */
            304: {
                headers: {
                    /** @description Id of the request, also in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden.foreign-origin"];
            405: components["responses"]["wrong-method"];
            406: components["responses"]["not-acceptable"];
            421: components["responses"]["wrong-host"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["defect"];
            503: components["responses"]["store-unreachable"];
            507: components["responses"]["store-full"];
        };
    };
    getScheduleChanges: {
        parameters: {
            query?: {
                /** @description Only shifts of this employee: our id, or another system's as SYSTEM:ID. */
                employee?: string;
                /** @description Entries of one answer, 1 to 500. */
                limit?: number;
                /** @description `next` of the answer before, with the same filters; opaque. */
                since?: string;
                /** @description Only shifts of teams of this site. */
                site?: string;
                /** @description Only shifts of this team. */
                team?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The changes. */
            200: {
                headers: {
                    /** @description Id of the request, also in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleChanges"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden.foreign-origin"];
            405: components["responses"]["wrong-method"];
            406: components["responses"]["not-acceptable"];
            421: components["responses"]["wrong-host"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["defect"];
            503: components["responses"]["store-unreachable"];
            507: components["responses"]["store-full"];
        };
    };
    listTeams: {
        parameters: {
            query?: {
                /** @description `next` of the answer before; opaque. */
                cursor?: string;
                /** @description Only teams with this employee. */
                employee?: string;
                /** @description Only these fields of each entry, separated by commas; `id` always. */
                fields?: string;
                /** @description Entries of one answer, 1 to 500. */
                limit?: number;
                /** @description Only teams of this site. */
                site?: string;
                /** @description Part of the id or name. */
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Teams. */
            200: {
                headers: {
                    /** @description Id of the request, also in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamPage"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden.foreign-origin"];
            405: components["responses"]["wrong-method"];
            406: components["responses"]["not-acceptable"];
            421: components["responses"]["wrong-host"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["defect"];
            503: components["responses"]["store-unreachable"];
            507: components["responses"]["store-full"];
        };
    };
    getTeam: {
        parameters: {
            query?: {
                /** @description Who asks: with `hr` protected attributes and the rules that hold by them are told as they are. */
                view?: "everybody" | "hr";
            };
            header?: never;
            path: {
                /** @description Id of the team. */
                team: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The team. */
            200: {
                headers: {
                    /** @description Version in quotes; for If-Match and If-None-Match. */
                    ETag?: string;
                    /** @description Id of the request, also in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredTeam"];
                };
            };
            /** @description The client has it already (If-None-Match). */
            304: {
                headers: {
                    /** @description Id of the request, also in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden.foreign-origin"];
            404: components["responses"]["not-found"];
            405: components["responses"]["wrong-method"];
            406: components["responses"]["not-acceptable"];
            421: components["responses"]["wrong-host"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["defect"];
            503: components["responses"]["store-unreachable"];
            507: components["responses"]["store-full"];
        };
    };
}
