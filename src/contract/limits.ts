/**
 * Most that one document may hold. A document past a limit is refused whole with the limit named: sizes bound the memory and
 * the time that one request can take, and each lies well above what one site plans in one go.
 */
export const LIMITS = {
  /** 13 weeks of 5-minute rows for ten years would be more than any history that helps a forecast. */
  historyRows: 1_100_000,
  forecastDays: 91,
  /** 91 days of 5-minute intervals, with the hour that a clock change may add. */
  forecastPoints: 26_220,
  samplePaths: 10_000,
  overrides: 500,
  unusual: 500,
  employees: 5000,
  contracts: 500,
  skills: 500,
  shiftTemplates: 500,
  rules: 500,
  /** Things that employees are to have equal shares of. */
  fairness: 20,
  packs: 20,
  holidays: 2000,
  /** Tiers, and windows, of one plan of pay. */
  payTiers: 30,
  /** A roster of a year, as rosters of many weeks with yearly limits need. */
  horizonDays: 366,
  /** Days that are forecast, staffed and rostered in one go. */
  planDays: 35,
  /** An audit may judge a year. */
  auditDays: 400,
  coverRows: 20_000,
  /** Intervals of demand over all skills. */
  demands: 200_000,
  queues: 50,
  /** Forecasts of one queue that are judged in one go. */
  trackedForecasts: 400,
  /** Shifts of one list: locks, past, future, or a roster. */
  shifts: 200_000,
  breaksPerShift: 20,
  piecesPerShift: 50,
  /** Settings of breaks of one shift template. */
  breakSettings: 6,
  /** Ways to have taken some of the breaks of a shift, but for their places: one more than the count of each setting, multiplied. */
  breakMixes: 64,
  entriesPerEmployee: 1000,
  textLength: 200,
  /** Starts x lengths x places of the break that the kinds of a shift design allow. */
  designShapes: 50_000,
  /** Start times x lengths of one shift template. */
  templateVariants: 2000,
  /** Times of one observed distribution, of handling or of patience. */
  observedTimes: 100_000,
  replications: 100_000,
  /** Contacts of one replication. */
  simulatedContacts: 20_000_000,
  promises: 100,
  people: 100_000,
  contacts: 1e9,
  solveSeconds: 86_400,
  solveIterations: 1_000_000_000,
} as const;
