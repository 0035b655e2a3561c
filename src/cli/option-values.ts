import { dateSchema, zoneSchema } from '../contract/scalars.ts';
import { commandIssue, type Issue } from './messages.ts';

/** Options as the parser hands them over: texts, or true for a flag. */
export type RawOptions = Readonly<Record<string, string | boolean | undefined>>;

type Range = { readonly least: number; readonly most: number; readonly whole?: boolean };

/** Reads the values of options and keeps what is wrong with them, so that all of it is told at once. */
export type OptionValues = {
  readonly text: (name: string) => string | undefined;
  readonly flag: (name: string) => boolean;
  readonly number: (name: string, range: Range) => number | undefined;
  readonly choice: <T extends string>(name: string, allowed: readonly T[]) => T | undefined;
  /** Several of the allowed, with commas between them; `none` is none of them. */
  readonly list: <T extends string>(name: string, allowed: readonly T[]) => readonly T[] | undefined;
  readonly date: (name: string) => string | undefined;
  readonly zone: (name: string) => string | undefined;
  /** Days of `7d` or `13w`. */
  readonly days: (name: string, most: number) => number | undefined;
  /** Adds an issue that the value is there and wrong. */
  readonly wrong: (name: string, received: string, expected: string) => void;
  readonly missing: (name: string, expected: string) => void;
  readonly add: (...issues: readonly Issue[]) => void;
  readonly issues: () => readonly Issue[];
};

/** `maxOccupancy` as the user writes it: `--max-occupancy`. */
export function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

export function optionValues(raw: RawOptions): OptionValues {
  const issues: Issue[] = [];
  const text = (name: string): string | undefined => {
    const value = raw[name];
    return typeof value === 'string' ? value : undefined;
  };
  const wrong = (name: string, received: string, expected: string): void => {
    issues.push(
      commandIssue('option-wrong', flagOf(name), { option: flagOf(name), received: received.slice(0, 60), expected }),
    );
  };
  const checked = <T>(name: string, expected: string, read: (value: string) => T | undefined): T | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    const found = read(value);
    if (found === undefined) wrong(name, value, expected);
    return found;
  };
  return {
    text,
    flag: (name) => raw[name] === true,
    number: (name, range) =>
      checked(
        name,
        `${range.whole === true ? 'a whole number' : 'a number'} from ${range.least} to ${range.most}`,
        (value) => numberIn(value, range),
      ),
    choice: (name, allowed) =>
      checked(name, `one of ${allowed.join(', ')}`, (value) => allowed.find((each) => each === value)),
    list: <T extends string>(name: string, allowed: readonly T[]) =>
      checked(
        name,
        `some of ${allowed.join(', ')} with commas between them, or none`,
        (value): readonly T[] | undefined => {
          if (value === 'none') return [];
          const found = value.split(',').map((part) => allowed.find((each) => each === part.trim()));
          return found.every((each) => each !== undefined) ? found : undefined;
        },
      ),
    date: (name) =>
      checked(name, 'a date from 1970 to 2199, such as 2026-03-02', (value) => dateSchema.safeParse(value).data),
    zone: (name) => checked(name, 'an IANA zone such as Europe/Berlin', (value) => zoneSchema.safeParse(value).data),
    days: (name, most) => checked(name, `1d to ${most}d, or weeks as 2w`, (value) => daysIn(value, most)),
    wrong,
    missing: (name, expected) => {
      issues.push(commandIssue('option-missing', flagOf(name), { option: flagOf(name), expected }));
    },
    add: (...more) => issues.push(...more),
    issues: () => issues,
  };
}

/** A plain decimal number inside a range; signs, blanks, hexadecimal and the like are refused rather than guessed at. */
export function numberIn(value: string, { least, most, whole }: Range): number | undefined {
  if (!/^-?\d+(\.\d+)?(e-?\d+)?$/i.test(value)) return undefined;
  const number = Number(value);
  if (number < least || number > most || (whole === true && !Number.isSafeInteger(number))) return undefined;
  return number;
}

function daysIn(value: string, most: number): number | undefined {
  const match = /^(\d{1,4})([dw])$/.exec(value);
  if (match === null) return undefined;
  const days = Number(match[1]) * (match[2] === 'w' ? 7 : 1);
  return days >= 1 && days <= most ? days : undefined;
}
