import type { Outgoing } from './exchange';
import type { Problem } from './problem';

/** Seconds after which a client may try again what is unavailable for now. */
const retryAfterSeconds = 5;

/** Tells a problem; a response that has begun can only be cut off. */
export function sendProblem(response: Outgoing, problem: Problem): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (problem.status === 503) response.setHeader('Retry-After', String(retryAfterSeconds));
  response
    .status(problem.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}
