import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/**
 * Where messages may be sent. A service that fetches whatever address it is given is a way into the network that it stands in: so machines that are
 * not on the open internet are refused unless they are listed, and the address that was looked at is the one that is connected to.
 */

/** Networks that are not on the open internet, after the registries of special-purpose addresses (IANA, 2026). */
const CLOSED_IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Of IPv6 only global unicast is open, and of that neither tunnels, which carry an IPv4 address, nor what is for documents. */
const OPEN_IPV6 = ['2000::', 3] as const;
const CLOSED_IPV6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const closedIpv4 = new BlockList();
for (const [network, prefix] of CLOSED_IPV4) closedIpv4.addSubnet(network, prefix, 'ipv4');
const openIpv6 = new BlockList();
openIpv6.addSubnet(...OPEN_IPV6, 'ipv6');
const closedIpv6 = new BlockList();
for (const [network, prefix] of CLOSED_IPV6) closedIpv6.addSubnet(network, prefix, 'ipv6');

/** Whether an address is one of the open internet. */
export function isOpenAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closedIpv4.check(address, 'ipv4');
  return family === 6 && openIpv6.check(address, 'ipv6') && !closedIpv6.check(address, 'ipv6');
}

/** Hosts that may be asked although they are closed: names, addresses, or networks such as `10.1.0.0/16`. */
export type AllowedTargets = readonly string[];

function isListed(host: string, allowed: AllowedTargets): boolean {
  if (allowed.includes(host)) return true;
  const family = isIP(host);
  if (family === 0) return false;
  const networks = new BlockList();
  for (const entry of allowed) {
    const [network = '', prefix] = entry.split('/');
    if (prefix !== undefined && isIP(network) === family)
      networks.addSubnet(network, Number(prefix), family === 4 ? 'ipv4' : 'ipv6');
  }
  return networks.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

/** Whether an entry of the list can be read. */
export function isAllowEntry(entry: string): boolean {
  const [host = '', prefix, ...rest] = entry.split('/');
  if (rest.length > 0) return false;
  const family = isIP(host);
  if (prefix !== undefined)
    return family !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128);
  return (
    family !== 0 || /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/.test(host)
  );
}

export type TargetFault = 'no-url' | 'scheme' | 'credentials' | 'closed-address' | 'unknown-host';

/** The host of a URL, without the brackets of IPv6 and the last dot of a name. */
function hostOf({ hostname }: URL): string {
  return hostname
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
}

/** What is wrong with an address as far as its text tells; undefined where nothing is. */
export function targetFault(text: string, allowed: AllowedTargets): TargetFault | undefined {
  if (!URL.canParse(text)) return 'no-url';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'credentials';
  const host = hostOf(url);
  const listed = isListed(host, allowed);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && listed)) return 'scheme';
  if (listed) return undefined;
  if (isIP(host) !== 0) return isOpenAddress(host) ? undefined : 'closed-address';
  return host === 'localhost' || host.endsWith('.localhost') ? 'closed-address' : undefined;
}

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

const resolveHost: Resolve = (host) => lookup(host, { all: true, order: 'verbatim' });

/**
 * The address to connect to, looked up once. One closed address among those of a name refuses the name: it could be the one that is taken. Names
 * that are listed may lie anywhere, and addresses of listed networks may be reached by any name.
 */
export async function targetAddress(
  text: string,
  allowed: AllowedTargets,
  resolve: Resolve = resolveHost,
): Promise<{ readonly address: LookupAddress } | { readonly fault: TargetFault }> {
  const fault = targetFault(text, allowed);
  if (fault !== undefined) return { fault };
  const host = hostOf(new URL(text));
  const family = isIP(host);
  if (family !== 0) return { address: { address: host, family } };
  const found = await resolve(host).catch((): readonly LookupAddress[] => []);
  const [address] = found;
  if (address === undefined) return { fault: 'unknown-host' };
  const isFree = (one: LookupAddress): boolean => isOpenAddress(one.address) || isListed(one.address, allowed);
  return allowed.includes(host) || found.every(isFree) ? { address } : { fault: 'closed-address' };
}
