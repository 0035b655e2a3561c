/** One value of a rule's parameters. */
export type RuleValue = number | string | boolean | readonly string[];

/** What a rule's breach means: forbidden; forbidden unless an agreement lifts it; costs money; frowned on; to be known. */
export type Severity = 'block' | 'agreement' | 'pay' | 'warn' | 'info';
