import { isIPv4, isIPv6 } from 'node:net';

/** Groups of an address of IPv6 that say the network: one client is given all addresses of it (RFC 6177). */
const NETWORK_GROUPS = 4;

/** One name for all addresses that one client is given: of IPv6 the network of 64 bits, however the address is written. */
export function clientNetwork(address: string): string {
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return address;
  const mapped = /^::ffff:([\d.]+)$/i.exec(plain)?.[1];
  if (mapped !== undefined && isIPv4(mapped)) return mapped;
  const [front = '', behind] = plain.split('::');
  const groupsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));
  const groups = [...groupsOf(front)];
  if (behind !== undefined) {
    const last = groupsOf(behind);
    // An address of IPv4 at the end stands for two groups.
    const known = groups.length + last.length + (last.at(-1)?.includes('.') === true ? 1 : 0);
    groups.push(...Array.from({ length: Math.max(0, 8 - known) }, () => '0'), ...last);
  }
  const network = groups.slice(0, NETWORK_GROUPS).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
