import type { Incoming, Outgoing } from './exchange';

/** Names the next page of a list in its `Link` header; `next` is null on the last page. */
export function linkToNext(request: Incoming, response: Outgoing, next: string | null): void {
  if (next === null) return;
  const [path = '', query = ''] = request.originalUrl.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('after', next);
  response.setHeader('Link', `<${path}?${parameters.toString()}>; rel="next"`);
}
