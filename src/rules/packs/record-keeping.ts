/** How long the law wants records of hours to be kept, by the packs of a team. */

type RecordKeeping = {
  readonly years: number;
  readonly source: string;
  /** True where the text of the law was read; false where only what others say of it was, or where no law tells. */
  readonly verified: boolean;
};

/** By the id of a pack. */
const PERIODS: Readonly<Record<string, RecordKeeping>> = {
  'au-contact-centre': { years: 7, source: 'Fair Work Act 2009, section 535(1)', verified: true },
  'br-contact-centre': {
    years: 5,
    source: 'Constituição Federal, art. 7, XXIX (limitation of claims)',
    verified: true,
  },
  de: { years: 2, source: 'ArbZG, section 16(2)', verified: true },
  'es-contact-centre': { years: 4, source: 'Estatuto de los Trabajadores, art. 34.9', verified: true },
  eu: { years: 2, source: 'no period in Directive 2003/88/EC; two years, as in most member states', verified: false },
  fr: { years: 3, source: 'Code du travail, D. 3171-16: one year, three for days-based contracts', verified: false },
  jp: {
    years: 5,
    source: 'Labour Standards Act, arts. 109 and 143: five years, three for the time being',
    verified: true,
  },
  uk: { years: 2, source: 'Working Time Regulations 1998, reg. 9', verified: true },
  us: { years: 3, source: '29 CFR 516.5', verified: true },
  'us-ca': { years: 3, source: 'California Labor Code, section 1174(d)', verified: true },
};

const CHINA: RecordKeeping = { years: 2, source: '工资支付暂行规定, art. 6', verified: false };

/** Where no law is known, as of a team that names no pack of the product. */
const UNKNOWN_LAW: RecordKeeping = { years: 2, source: 'no law known; two years, as in most places', verified: false };

/** The longest period that the law of a team has, and whose it is. */
export type HourRecordFloor = {
  /** Pack of the product; undefined where none of the team's tells. */
  readonly pack: string | undefined;
  readonly days: number;
  readonly source: string;
  readonly verified: boolean;
};

/** Days of so many years, whichever leap days are in them. */
const daysIn = (years: number): number => years * 365 + Math.floor((years + 3) / 4);

function periodOf(pack: string): RecordKeeping | undefined {
  return PERIODS[pack] ?? (/^cn(?:-|$)/.test(pack) ? CHINA : undefined);
}

/** How long hours of a team with these packs are to be kept at least: by the one that wants it for longest. */
export function hourRecordFloor(packs: readonly string[]): HourRecordFloor {
  let longest: HourRecordFloor | undefined;
  for (const pack of packs) {
    const period = periodOf(pack);
    if (period === undefined) continue;
    const { years, source, verified } = period;
    const days = daysIn(years);
    if (longest === undefined || days > longest.days) longest = { pack, days, source, verified };
  }
  const { years, source, verified } = UNKNOWN_LAW;
  return longest ?? { pack: undefined, days: daysIn(years), source, verified };
}
