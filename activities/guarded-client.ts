/**
 * The only way out over HTTP. Addresses inside our own network are refused, also behind a public name, a redirect or a
 * name that changes its mind: the address that was checked is the one connected to. Size, time and redirects are limited.
 */
import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Agent, type Dispatcher, request } from 'undici';
import { DomainError } from '#domain/errors.ts';
import type { Json } from '#engine/json.ts';

export type OutgoingRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
};
export type IncomingResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
};
export type GuardedClient = {
  /** @throws DomainError address_not_allowed; Error response_too_large; whatever the network says. */
  request(outgoing: OutgoingRequest): Promise<IncomingResponse>;
  close(): Promise<void>;
};

export const RESPONSE_MAX_BYTES = 1_048_576;
const REDIRECTS_MAX = 5;

/** `allowed`: `host:port` of private addresses that may be called all the same. */
export function createGuardedClient(allowed: readonly string[]): GuardedClient {
  const limits = { headersTimeout: 120_000, bodyTimeout: 120_000, connections: 50, pipelining: 1 };
  const fenced = new Agent({ ...limits, connect: { lookup: checkedLookup, timeout: 10_000 } });
  const open = new Agent({ ...limits, connect: { timeout: 10_000 } });

  const dispatcherFor = (url: URL): Dispatcher => {
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
      throw refused(url.href, 'only http and https are called');
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    if (allowed.includes(`${url.hostname.toLowerCase()}:${port}`)) return open;
    // A literal address is never looked up, so it is checked here.
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) && isPrivate(literal)) throw refused(url.host, 'it is a private address');
    return fenced;
  };

  async function send(outgoing: OutgoingRequest): Promise<IncomingResponse> {
    const timeout = AbortSignal.timeout(outgoing.timeoutMs);
    const signal = outgoing.signal ? AbortSignal.any([timeout, outgoing.signal]) : timeout;
    let url = parse(outgoing.url);
    let { method, headers, body } = outgoing;
    for (let hops = 0; ; hops += 1) {
      const response = await request(url, {
        dispatcher: dispatcherFor(url),
        method: method as Dispatcher.HttpMethod,
        headers: { 'accept-encoding': 'identity', 'user-agent': 'Perdura', ...headers },
        body: body ?? null,
        signal,
      }).catch(unwrap);
      const target = response.headers.location;
      if (![301, 302, 303, 307, 308].includes(response.statusCode) || typeof target !== 'string')
        return read(response);
      await response.body.dump();
      if (hops === REDIRECTS_MAX)
        throw refused(url.host, `it redirects more than ${REDIRECTS_MAX} times`);
      const next = parse(target, url);
      // RFC 9110 §15.4: 303 turns into GET, and so in practice do 301 and 302 of a POST.
      if (response.statusCode === 303 || (response.statusCode < 303 && method === 'POST')) {
        method = 'GET';
        body = undefined;
      }
      if (next.origin !== url.origin) headers = withoutCredentials(headers);
      url = next;
    }
  }

  return {
    request: send,
    close: async () => {
      await Promise.all([fenced.close(), open.close()]);
    },
  };
}

function parse(text: string, base?: URL): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base?.href) : null;
  if (!url) throw refused(text.slice(0, 200), 'it is no URL');
  if (url.username || url.password)
    throw refused(url.host, 'credentials belong into a secret, not into the URL');
  return url;
}

async function read(response: Dispatcher.ResponseData): Promise<IncomingResponse> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > RESPONSE_MAX_BYTES) {
      response.body.destroy();
      throw Object.assign(new Error(`The answer is larger than ${RESPONSE_MAX_BYTES} bytes.`), {
        code: 'response_too_large',
      });
    }
    chunks.push(chunk);
  }
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : String(value ?? ''),
    ]),
  );
  return {
    status: response.statusCode,
    headers,
    body: toBody(Buffer.concat(chunks).toString('utf8'), headers['content-type']),
  };
}

function toBody(text: string, type = ''): Json {
  if (!/\bjson\b/i.test(type)) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** Any header may carry a secret, so another host is sent only what says nothing. */
function withoutCredentials(headers: Readonly<Record<string, string>>): Record<string, string> {
  const plain = /^(accept|accept-language|content-type|user-agent)$/i;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => plain.test(name)));
}

const refused = (where: string, why: string): DomainError =>
  new DomainError('address_not_allowed', `“${where}” may not be called: ${why}.`);

/** undici wraps what the lookup refused. */
function unwrap(error: unknown): never {
  const cause = error instanceof Error ? error.cause : undefined;
  throw cause instanceof DomainError ? cause : error;
}

/** Resolves a name and refuses it when any of its addresses is private; the connection uses exactly this answer. */
const checkedLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 0);
    const bad = addresses.find(({ address }) => isPrivate(address));
    const first = addresses[0];
    if (bad || !first)
      return done(
        refused(hostname, 'its address is a private one') as NodeJS.ErrnoException,
        '',
        0,
      );
    if (options.all)
      (done as unknown as (error: null, all: typeof addresses) => void)(null, addresses);
    else done(null, first.address, first.family);
  });
};

/** IANA's special-purpose registries (RFC 6890) and multicast. */
const PRIVATE_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;
// Also the ranges that carry an IPv4 address inside (mapped, NAT64, 6to4, Teredo): they could lead back in.
const PRIVATE_V6 = [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const;

// Two lists: in one, the mapped range would hold every IPv4 address.
const blockedV4 = new BlockList();
const blockedV6 = new BlockList();
for (const [net, prefix] of PRIVATE_V4) blockedV4.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of PRIVATE_V6) blockedV6.addSubnet(net, prefix, 'ipv6');

export function isPrivate(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return blockedV4.check(address, 'ipv4');
  return family === 0 || blockedV6.check(address, 'ipv6');
}
