/** How the settings read their variables. */
export type SettingsReader = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly refuse: (name: string, received: string, allowed: string, hint: string) => void;
  readonly number: (name: string, least: number, most: number, whole: true, fallback: number) => number;
};
