import type { Incoming, Outgoing } from './exchange';

/** Where the next page of a list is found; null on the last page. */
export function addressOfNext(request: Incoming, next: string | null): string | null {
  if (next === null) return null;
  const [path = '', query = ''] = request.originalUrl.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('after', next);
  return `${path}?${parameters.toString()}`;
}

/** Names the next page of a list in its `Link` header. */
export function linkToNext(request: Incoming, response: Outgoing, next: string | null): void {
  const address = addressOfNext(request, next);
  if (address !== null) response.setHeader('Link', `<${address}>; rel="next"`);
}
