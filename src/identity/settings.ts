/** What is agreed with an issuer. */
export type ProviderSettings = {
  /** As the issuer writes it; https, or http on this machine. */
  readonly issuer: string;
  readonly clientId: string;
  /** Absent: a public client. */
  readonly clientSecret: string | undefined;
  /** Where browsers reach this service, without a path. */
  readonly publicUrl: string;
  /** Audience of access tokens that are taken; absent: none are. */
  readonly audience: string | undefined;
  /** Claim whose values give rights; absent: none is read. */
  readonly roleClaim?: string | undefined;
  /** What is asked of the issuer; default openid and email. */
  readonly scope?: string | undefined;
};
